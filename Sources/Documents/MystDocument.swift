import Formulas
import Foundation
import Notes

/// The document that contains a MyST directive; MyST does not say which one it is.
struct MystDocument {
  /// Its path relative to the project's folder, which is the working folder.
  let path: String
  /// What precedes the directive's text on its lines: quote marks, indentation.
  let prefix: String

  /// Its folder with a final slash; empty for the project's folder.
  var folder: String { path.folderWithSlash }
  /// The path from its folder up to the project's.
  var wayUp: String {
    String(repeating: "../", count: path.filter { $0 == "/" }.count)
  }

  /// Finds the one document of the project that has the directive on its line.
  ///
  /// Returns `nil` if there is none, as for a notebook, or if there are several.
  init?(holding directive: MystDirective, in project: String = ".") {
    var found: [MystDocument] = []
    let files = FileManager.default.enumerator(atPath: project)
    while let path = files?.nextObject() as? String {
      let name = path.split(separator: "/").last ?? ""
      if name.hasPrefix(".") || ["_build", "node_modules"].contains(name) {
        files?.skipDescendants()
      } else if name.hasSuffix(".md"),
        let text = FileManager.default.contents(atPath: project + "/" + path),
        let prefix = Self.prefix(of: directive, in: text)
      {
        found.append(MystDocument(path: path, prefix: prefix))
      }
    }
    guard found.count == 1 else { return nil }
    self = found[0]
  }

  private init(path: String, prefix: String) { (self.path, self.prefix) = (path, prefix) }

  /// What precedes a directive's text; `nil` if the directive is not in the document.
  private static func prefix(of directive: MystDirective, in text: Data) -> String? {
    let body = directive.body.textLines.map(\.content)
    let lines = String(decoding: text, as: UTF8.self).textLines
    func line(_ number: Int) -> Substring? {
      lines.indices.contains(number - 1) ? lines[number - 1].content : nil
    }
    guard let opening = line(directive.line), opening.contains("{unroll}"),
      directive.block.file.map({ opening.contains($0) }) ?? true
    else { return nil }
    guard let first = body.first else { return "" }
    guard let start = line(directive.bodyLine), start.hasSuffix(first),
      body.indices.allSatisfy({ line(directive.bodyLine + $0)?.hasSuffix(body[$0]) == true })
    else { return nil }
    return String(start.dropLast(first.count))
  }
}
