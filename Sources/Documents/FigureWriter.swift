import Foundation
import Notes
import Publishing

/// Writes figures for a host, and finds the files that they show.
struct FigureWriter: Sendable {
  /// The program that shows the document.
  let host: NotesHost
  /// The folder of the files beside the document, with a final slash.
  let folder: String
  /// What precedes the name of a file in its address.
  let prefix: String

  /// Creates a writer.
  ///
  /// - Parameters:
  ///   - figures: the folder of the files, beside the document.
  ///   - path: the document's path.
  ///   - base: the address of the working folder; `nil` for addresses relative to the document.
  init(host: NotesHost, figures: String, document path: String = "", base: String? = nil) {
    self.host = host
    folder = figures + "/"
    let start = base.map { $0 + (Self.addressOfFolder(of: path) ?? "") } ?? ""
    prefix = host.pictureFolder ?? start + folder
  }

  /// Whether figures are written as for a document in Markdown without a named host.
  private var isUsual: Bool { host == .github && prefix == folder }
  /// What a region's stamp depends on besides its text.
  var settings: [[UInt8]] { isUsual ? [] : [Array("\(host.rawValue) \(prefix)".utf8)] }

  /// Returns the lines of a block's figure.
  func lines(_ block: BlockFigure, _ drawn: DrawnBlock) -> [String] {
    let steps = drawn.steps
    let inRow = block.shape.inRow(of: steps.count)
    let rows = stride(from: 0, to: steps.count, by: inRow).map { start in
      steps[start..<min(start + inRow, steps.count)].map { step in
        drawn.pictures(of: step) { prefix + drawn.fileName(of: $0) }
      }
    }
    return host.lines(
      of: HostFigure(
        rows: rows, width: block.width(inRow: inRow),
        caption: block.block.options["caption"].map(Caption.init)))
  }

  /// Returns the files of a block that a region shows, beside the document. Other text cannot be
  /// mistaken for their addresses, since it has the signs around them escaped.
  ///
  /// - Parameter name: the block's name.
  func names(in lines: [String], of name: String) -> [String] {
    lines.flatMap { line in
      line.ranges(of: prefix + name).compactMap { range in
        guard line[..<range.lowerBound].last.map({ "(\" :".contains($0) }) == true else {
          return nil
        }
        let rest = line[range.upperBound...].prefix { !"()\"# [".contains($0) }
        return rest.hasSuffix(".svg") ? folder + name + rest : nil
      }
    }
  }

  /// Returns the folder of a document relative to the working folder as a part of an address, with
  /// a final slash unless it is empty; `nil` if it is not inside the working folder.
  static func addressOfFolder(of path: String) -> String? {
    let home = URL(fileURLWithPath: ".").standardizedFileURL.path
    let folder = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent().path
    guard folder != home else { return "" }
    guard folder.hasPrefix(home + "/") else { return nil }
    let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "()'&*$"))
    return (folder.dropFirst(home.count + 1) + "/").addingPercentEncoding(
      withAllowedCharacters: allowed)
  }
}

extension DrawnBlock {
  /// Returns a step in each theme, for a page.
  func pictures(of step: Int, address: (Picture) -> String) -> [HostFigure.Picture] {
    themes.compactMap { picture(step, $0, .svg) }.map {
      HostFigure.Picture(
        address: address($0), alternativeText: $0.alternativeText, theme: $0.theme,
        mediaQuery: $0.mediaQuery)
    }
  }
}
