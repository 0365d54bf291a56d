/// Pictures on top of each other, for slides on which time passes.
extension PandocFigure {
  /// Images of which reveal.js shows one at a time: the first fades out, each of the others is
  /// there while it is its turn, the last one stays.
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

  /// Images of which Beamer shows one on each overlay, in one place since nothing is between them.
  ///
  /// `+` is the overlay that a pause would begin, and counts on, so pauses before and after the figure
  /// are heeded; the first image is there from the frame's start. `.(1)` is that overlay without
  /// counting: the last image stays until the frame's end, and a pause after it comes next.
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
