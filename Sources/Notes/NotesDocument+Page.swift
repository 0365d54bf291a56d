import CCommonMark
import Formulas
import Foundation

/// A document as a web page.
extension NotesDocument {
  /// Returns the document as HTML, with something else in the place of each block.
  ///
  ///     document.html { index in "<figure>\(index + 1)</figure>" }
  ///
  /// HTML in the document is left out, and so are its front matter, the regions that an earlier run
  /// has written, and links that could run a script. A picture is its alternative text, since a page
  /// that serves no files cannot show it. Formulas between dollar signs stay as they are written.
  ///
  /// - Parameter replacement: the HTML for the block at an index, which is inserted unchanged.
  public func html(_ replacement: (Int) throws -> String) rethrows -> String {
    let replacements = try blocks.indices.map(replacement)
    let formulas = ProtectedFormulas(in: readable)
    guard let parser = cmark_parser_new(Self.options) else { return "" }
    defer { cmark_parser_free(parser) }
    Self.extensions.forEach { _ = cmark_parser_attach_syntax_extension(parser, $0) }
    formulas.text.withCString { cmark_parser_feed(parser, $0, formulas.text.utf8.count) }
    guard let root = cmark_parser_finish(parser) else { return "" }
    defer { cmark_node_free(root) }
    removeRegions(from: root)
    for (index, node) in blockNodes(in: root) {
      guard let other = unroll_new_custom_block() else { continue }
      cmark_node_set_on_enter(other, replacements[index])
      if cmark_node_replace(node, other) != 0 { cmark_node_free(node) }
    }
    Self.replacePictures(in: root)
    let written = cmark_render_html(root, Self.options, cmark_parser_get_syntax_extensions(parser))
    guard let written else { return "" }
    defer { free(written) }
    return formulas.restored(in: String(cString: written))
  }

  // The library leaves out what is unsafe unless it is asked not to.
  private static let options = CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8

  /// The extensions of GitHub's Markdown that change what a reader sees. They live as long as the
  /// process, and nothing changes them after they are registered here.
  private nonisolated(unsafe) static let extensions: [OpaquePointer] = {
    cmark_gfm_core_extensions_ensure_registered()
    let names = ["table", "strikethrough", "autolink", "tasklist"]
    return names.compactMap { cmark_find_syntax_extension($0) }
  }()

  // MARK: Nodes

  private static func nodes(
    in root: OpaquePointer,
    where isWanted: (OpaquePointer) -> Bool
  ) -> [OpaquePointer] {
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var found: [OpaquePointer] = []
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator), isWanted(node)
      else { continue }
      found.append(node)
    }
    return found
  }

  private func blockNodes(
    in root: OpaquePointer
  ) -> [(Int, OpaquePointer)] {
    Self.nodes(in: root) { unroll_is_code_block($0) != 0 }.compactMap { node in
      let line = Int(cmark_node_get_start_line(node))
      return blocks.firstIndex { $0.line == line }.map { ($0, node) }
    }
  }

  /// Removes what earlier runs have written: regions, and the opening lines of folds.
  private func removeRegions(from root: OpaquePointer) {
    let folds = blocks.map { fold(above: $0) }
    let written = (regions + folds).compactMap { $0 }
    guard !written.isEmpty else { return }
    func isWritten(_ node: OpaquePointer) -> Bool {
      guard unroll_is_block(node) != 0, node != root else { return false }
      let lines = Int(cmark_node_get_start_line(node)) - 1...Int(cmark_node_get_end_line(node))
      return written.contains { $0.contains(lines.lowerBound) && lines.upperBound <= $0.upperBound }
    }
    // What is inside one of them is freed with it.
    let outermost = Self.nodes(in: root, where: isWritten)
      .filter { cmark_node_parent($0).map(isWritten) != true }
    outermost.forEach { cmark_node_free($0) }
  }

  /// Puts the words of each picture in its place.
  private static func replacePictures(in root: OpaquePointer) {
    for picture in nodes(in: root, where: { unroll_is_image($0) != 0 }) {
      guard let words = unroll_new_custom_inline() else { continue }
      cmark_node_set_on_enter(words, "<span class=\"absent\">")
      cmark_node_set_on_exit(words, "</span>")
      while let child = cmark_node_first_child(picture) { cmark_node_append_child(words, child) }
      if cmark_node_replace(picture, words) != 0 { cmark_node_free(picture) }
    }
  }
}

/// A text whose formulas are kept from being read as Markdown: `$W_h$` and `$$…$$`, by the rules of
/// Pandoc, by which dollar signs beside a space or before a digit are none of a formula.
private struct ProtectedFormulas {
  /// The text with a mark in the place of each line of a formula.
  let text: String
  private var pieces: [String] = []

  init(in source: String) {
    guard source.contains("$") else {
      text = source
      return
    }
    var (text, rest) = ("", source[...])
    // No backquotes: the dollar signs of two pieces of code are no formula.
    let formula =
      #/\$\$(?:[^$\n`]|\n(?!\s*\n))+\$\$|\$(?![\s$])(?:[^$\n\\`]|\\.)*?(?:[^\s$\\`]|\\.)\$(?!\d)/#
    for match in source.matches(of: formula) {
      text += rest[..<match.range.lowerBound]
      for (index, line) in match.output.split(separator: "\n").enumerated() {
        // A quote or a list goes on.
        let prefix = index == 0 ? "" : line.prefix { " \t>".contains($0) }
        text += (index == 0 ? "" : "\n") + prefix + "\u{E000}\(pieces.count)\u{E001}"
        pieces.append(String(line.dropFirst(prefix.count)))
      }
      rest = rest[match.range.upperBound...]
    }
    self.text = text + rest
  }

  /// Returns HTML with the formulas in the place of their marks, which are letters for private use.
  func restored(in html: String) -> String {
    guard !pieces.isEmpty else { return html }
    return html.replacing(#/\u{E000}(\d+)\u{E001}/#) { match in
      guard let index = Int(match.1), pieces.indices.contains(index) else { return "" }
      return pieces[index].attribute
    }
  }
}
