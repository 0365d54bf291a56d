import Notes

extension BlockFigure {
  /// Returns the block's pictures as elements of HTML, in rows, as wide as the block says.
  ///
  ///     source.rows(of: drawn) { "/pictures/\($0.step).svg" }
  ///     // <div class="row"><img src="/pictures/19.svg" alt="…" width="60%"></div>
  ///
  /// - Parameter address: the address of a picture.
  public func rows(
    of drawn: DrawnBlock, address: (DrawnBlock.Picture) -> String
  ) -> String {
    let steps = drawn.steps
    let inRow = shape.inRow(of: steps.count)
    let width = width(inRow: inRow)?.attribute(inRow: inRow)
    return stride(from: 0, to: steps.count, by: inRow).map { start in
      let images = steps[start..<min(start + inRow, steps.count)].map { step in
        HostFigure.element(of: drawn.pictures(of: step, address: address), width: width)
      }
      return "<div class=\"row\">\(images.joined(separator: " "))</div>\n"
    }.joined()
  }
}
