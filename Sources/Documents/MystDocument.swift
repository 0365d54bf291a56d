import Formulas
import Foundation
import Notes

/// The document that contains a MyST directive; MyST does not say which one it is.
struct MystDocument {
  /// Its path relative to the project's folder, which is the working folder.
  let path: String
  /// What precedes the directive's text on its lines: quote marks, indentation.
  let prefix: String
  /// The column of the lesson file's name in the directive's first line, from 1; `nil` if there is
  /// none.
  let fileColumn: Int?

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
        let (prefix, column) = Self.places(of: directive, in: text)
      {
        found.append(MystDocument(path: path, prefix: prefix, fileColumn: column))
      }
    }
    guard found.count == 1 else { return nil }
    self = found[0]
  }

  private init(path: String, prefix: String, fileColumn: Int?) {
    (self.path, self.prefix, self.fileColumn) = (path, prefix, fileColumn)
  }

  /// What precedes a directive's text, and the column of its file's name; `nil` if the directive is
  /// not in the document.
  private static func places(
    of directive: MystDirective, in text: Data
  ) -> (prefix: String, fileColumn: Int?)? {
    let body = directive.body.textLines.map(\.content)
    let lines = String(decoding: text, as: UTF8.self).textLines
    func line(_ number: Int) -> Substring? {
      lines.indices.contains(number - 1) ? lines[number - 1].content : nil
    }
    guard let opening = line(directive.line), opening.contains("unroll") else { return nil }
    var column: Int?
    if let file = directive.block.file {
      guard let name = opening.firstRange(of: file) else { return nil }
      column = opening.unicodeScalars.distance(from: opening.startIndex, to: name.lowerBound) + 1
    }
    guard let first = body.first else { return ("", column) }
    guard let start = line(directive.bodyLine), start.hasSuffix(first),
      body.indices.allSatisfy({ line(directive.bodyLine + $0)?.hasSuffix(body[$0]) == true })
    else { return nil }
    return (String(start.dropLast(first.count)), column)
  }
}
