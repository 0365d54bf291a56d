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
    var bytes = Array(mark.utf8)
    var next = 0
    for (index, block) in blocks.enumerated() {
      bytes += self.bytes(of: next..<(fold(above: block)?.lowerBound ?? block.line - 1))
      next = regions[index]?.upperBound ?? block.lastLine
      let ending = ending(ofLine: next, of: block)
      // The mark of a list's item stands in the block's first line.
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
