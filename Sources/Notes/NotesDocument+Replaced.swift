extension NotesDocument {
  /// Returns the bytes of the document with every block replaced, for tools that draw figures
  /// during a build.
  ///
  /// A region below a block is removed with it, since the figure would otherwise appear twice.
  ///
  ///     try document.replaced { _ in ["<figure>…</figure>"] }
  ///
  /// - Parameter lines: returns the lines that replace the block at an index, without the prefix of
  ///   quotes and lists. An empty line follows them if needed, to separate them from the text
  ///   below.
  /// - Throws: any error that `lines` throws.
  public func replaced(_ lines: (Int) throws -> [String]) rethrows -> [UInt8] {
    var bytes = Array(mark.utf8)
    var next = 0
    for (index, block) in blocks.enumerated() {
      bytes += self.bytes(of: next..<(fold(above: block)?.lowerBound ?? block.line - 1))
      next = regions[index]?.upperBound ?? block.lastLine
      let ending = ending(ofLine: next, of: block)
      // The list marker of an item is on the first line of the block.
      var prefix = String(contents[block.line - 1].prefix(block.prefix.count))
      for line in try lines(index) {
        bytes += ((prefix + line).trimmedEnd + ending).utf8
        prefix = block.prefix
      }
      if next < self.lines.count, !contents[next].withoutQuotes.isEmpty {
        bytes += (block.prefix.trimmedEnd + ending).utf8
      }
    }
    return bytes + self.bytes(of: next..<self.lines.count)
  }
}
