extension NotesDocument {
  /// Returns the document's bytes with every block replaced, for tools that draw while they build.
  ///
  /// A region below a block goes with it: the figure would be there twice.
  ///
  ///     try document.replaced { _ in ["<figure>…</figure>"] }
  ///
  /// - Parameter lines: the lines that take the place of each block's index, without what stands
  ///   before them in quotes and lists; an empty line follows them, so that text below stays apart.
  /// - Throws: what `lines` throws.
  public func replaced(_ lines: (Int) throws -> [String]) rethrows -> [UInt8] {
    var bytes: [UInt8] = []
    var next = 0
    let feed = text.utf8.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    for (index, block) in blocks.enumerated() {
      for line in self.lines[next..<(fold(above: block)?.lowerBound ?? block.line - 1)] {
        bytes += line
      }
      // The mark of a list's item stands in the block's first line.
      var prefix = String(contents[block.line - 1].prefix(block.prefix.count))
      for line in try lines(index) {
        bytes += ((prefix + line).trimmedEnd + feed).utf8
        prefix = block.prefix
      }
      next = regions[index]?.upperBound ?? block.lastLine
      if next < self.lines.count, !contents[next].withoutQuotes.isEmpty {
        bytes += (block.prefix.trimmedEnd + feed).utf8
      }
    }
    for line in self.lines[next...] { bytes += line }
    return bytes
  }
}
