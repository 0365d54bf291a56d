/// Pictures on top of each other, for slides with animation.
extension PandocFigure {
  /// Returns images that reveal.js shows one at a time: the first fades out, each of the others is
  /// visible during its step, and the last one stays.
  ///
  /// Source: revealjs.com/fragments and revealjs.com/layout, r-stack.
  func fragments() -> JSON {
    let last = pictures.count - 1
    let images = pictures.enumerated().flatMap { index, picture in
      image(
        picture, for: .reveal,
        classes: ["fragment"]
          + (index == 0 ? ["fade-out"] : index < last ? ["current-visible"] : []),
        others: [("data-fragment-index", "\(max(0, index - 1))")])
    }
    return .division(JSON.attributes(classes: ["r-stack"]), [.plain(images)])
  }

  /// Returns images of which Beamer shows one on each overlay, all in the same place since nothing
  /// separates them.
  ///
  /// `+` is the overlay that a pause would begin, and advances the counter, so pauses before and
  /// after the figure work. The first image is visible from the start of the frame. `.(1)` is that
  /// overlay without advancing the counter: the last image stays until the end of the frame, and a
  /// pause after it comes next.
  ///
  /// Source: the Beamer user guide, incremental specifications.
  func overlays() -> [JSON] {
    let last = pictures.count - 1
    return pictures.enumerated().flatMap { index, picture in
      let overlay = index == 0 ? "-+" : index < last ? "+" : ".(1)-"
      return [.raw("\\only<\(overlay)>{", "latex")] + image(picture, for: .beamer)
        + [.raw("}", "latex")]
    }
  }
}
