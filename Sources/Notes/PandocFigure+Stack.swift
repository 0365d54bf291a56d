/// Pictures on top of each other, for slides with animation.
extension PandocFigure {
  /// Returns images that reveal.js shows one at a time: the first fades out, each of the others is
  /// visible during its step, and the last one stays.
  ///
  /// Source: revealjs.com/fragments and revealjs.com/layout, r-stack.
  ///
  /// The captions of the steps are in a stack of their own, so no image moves if one is longer.
  func fragments() -> [JSON] {
    let images = pictures.indices.flatMap { index in
      image(
        pictures[index], for: .reveal, classes: classes(ofFragment: index),
        others: place(ofFragment: index) + notes(ofFragment: index))
    }
    let captions = pictures.indices.compactMap { index in
      pictures[index].caption.map { words -> JSON in
        .division(
          .attributes(classes: classes(ofFragment: index), place(ofFragment: index)),
          [.plain(words)])
      }
    }
    let stack = JSON.attributes(classes: ["r-stack"])
    return [.division(stack, [.plain(images)])]
      + (captions.isEmpty ? [] : [.division(stack, captions)])
  }

  private func classes(ofFragment index: Int) -> [String] {
    let kind = index == 0 ? ["fade-out"] : index < pictures.count - 1 ? ["current-visible"] : []
    return ["fragment"] + kind
  }

  private func place(ofFragment index: Int) -> [(String, String)] {
    [("data-fragment-index", "\(max(0, index - 1))")]
  }

  /// What reveal.js shows the speaker at a fragment instead of the notes of the slide. With the
  /// first click the first image goes, and the second one is explained.
  private func notes(ofFragment index: Int) -> [(String, String)] {
    pictures[max(1, index)].narration.map { [("data-notes", $0)] } ?? []
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
        + below(picture) + [.raw("}", "latex")]
    }
  }

  /// The caption of a step of Beamer, in a box of two lines, so no image moves if one is longer.
  private func below(_ picture: Picture) -> [JSON] {
    guard let caption = picture.caption else { return [] }
    let box = "\\\\\\parbox[t][2\\baselineskip][t]{\\textwidth}{\\centering\\small "
    return [.raw(box, "latex")] + caption + [.raw("}", "latex")]
  }

  // MARK: Words of the steps

  /// The caption of a slide with one picture of a stack: the figure's, and that of the step.
  func captionOfSlide(_ picture: Picture) -> [JSON]? {
    guard let step = picture.caption else { return caption }
    return (caption.map { $0 + [JSON.space] } ?? []) + step
  }

  /// Returns what is said to pictures as the speaker notes of their slide.
  func notes(on pictures: some Sequence<Picture>) -> [JSON] {
    let spoken = pictures.compactMap(\.narration).map { JSON.paragraph(JSON.words(of: $0)) }
    guard let first = spoken.first else { return [] }
    let list: JSON = .element(
      "OrderedList",
      [[1, ["t": "Decimal"], ["t": "Period"]], .array(spoken.map { .array([$0]) })])
    return [.division(.attributes(classes: ["notes"]), [spoken.count == 1 ? first : list])]
  }
}
