/// Figures for which Pandoc has no element.
extension PandocFigure {
  /// Returns blocks with a caption below, for API versions whose only figure is a single image.
  func captioned(_ content: [JSON], _ caption: [JSON], for target: PandocTarget) -> [JSON] {
    let own = own()
    if target.takesHTML {
      return [
        .division(
          own,
          [.raw(block: "<figure>", "html")] + content
            + [
              .raw(block: "<figcaption>", "html"), .plain(caption),
              .raw(block: "</figcaption>\n</figure>", "html"),
            ])
      ]
    }
    switch target {
    case .latex, .beamer:
      return [
        .division(
          own,
          [.raw(block: "\\begin{figure}\n\\centering", "latex")] + content
            + [
              .plain([.raw("\\caption{", "latex")] + caption + [.raw("}\(label)", "latex")]),
              .raw(block: "\\end{figure}", "latex"),
            ])
      ]
    case .word:
      // The styles that Pandoc itself uses for figures.
      return [
        .division(
          self.own([("custom-style", "Captioned Figure")]),
          content.map { .element("Para", $0["c"]) }),
        .division(
          .attributes([("custom-style", "Image Caption")]), [.paragraph(caption)]),
      ]
    default:
      return [.division(own, content + [.paragraph([.element("Emph", .array(caption))])])]
    }
  }

  /// Whether the pictures may be higher than a page of LaTeX, which cuts off floats that are: they
  /// have several rows, or a width of which a line may hold only some.
  func breaksOverPages(for target: PandocTarget) -> Bool {
    guard target == .latex, pictures.count > 1 else { return false }
    return inRowOnPaper < pictures.count || width.map { FigureWidth($0)?.isShare != true } ?? false
  }

  /// Returns rows that LaTeX breaks over pages, with the caption at the last one. They are no float,
  /// so `\caption` needs the name of what it numbers.
  func breakable(_ rows: [JSON], _ caption: [JSON], hasFigures: Bool) -> JSON {
    let start = "{\\expandafter\\def\\csname @captype\\endcsname{figure}\\caption{"
    return .division(
      // Pandoc 3 writes a label for an id too.
      own(id: hasFigures ? nil : id),
      [.raw(block: "\\begin{center}", "latex")] + rows
        + [
          .raw(block: "\\nopagebreak", "latex"),
          .plain([.raw(start, "latex")] + caption + [.raw("}\(label)}", "latex")]),
          .raw(block: "\\end{center}", "latex"),
        ])
  }

  /// The LaTeX command that labels the caption.
  private var label: String { id.map { "\\label{\(Self.label(of: $0))}" } ?? "" }

  /// Returns an id as a LaTeX label, escaped as Pandoc escapes it, so that references find it.
  static func label(of id: String) -> String {
    id.unicodeScalars.map { scalar in
      let isPlain =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-+=:;.".contains(Character(scalar)))
      return isPlain ? String(scalar) : "ux" + String(scalar.value, radix: 16)
    }.joined()
  }

  /// Returns slides with one picture each, or with two side by side. Several pictures begin a new
  /// slide: beside text, Pandoc makes the first one smaller than the others, and it shows columns on
  /// a slide without a title.
  ///
  /// Pandoc uses one image of a paragraph, shows its text as the caption below it, and uses its
  /// title as the alternative text.
  func slidesOfPowerPoint(hasFigures: Bool) -> [[JSON]] {
    let pairs: Bool = if case .rows(let count) = arrangement { count > 1 } else { false }
    let captions = pictures.map { picture in
      (pairs ? caption : captionOfSlide(picture))?.map { hasFigures ? $0 : $0.withFormulaAsText }
    }
    func image(_ picture: Picture, _ words: [JSON], id: String?) -> JSON {
      .paragraph([
        .element(
          "Image",
          [
            own(id: id, width.map { [("width", $0)] } ?? []),
            .array(words), [.string(picture.file), .string(picture.alternativeText)],
          ])
      ])
    }
    let step = pairs ? 2 : 1
    let slides = stride(from: 0, to: pictures.count, by: step).map { start in
      let slide = pictures[start..<min(start + step, pictures.count)]
      let images = slide.enumerated().map { index, picture in
        // An empty caption next to a caption, so that both pictures have the same size and
        // position.
        image(
          picture,
          index == 0 ? captions[start] ?? [] : caption.map { _ in JSON.words(of: "\u{A0}") } ?? [],
          id: start + index == 0 ? id : nil)
      }
      guard images.count > 1 else { return images + notes(on: slide) }
      return [
        .division(
          .attributes(classes: ["columns"]),
          images.map { .division(.attributes(classes: ["column"]), [$0]) })
      ] + notes(on: slide)
    }
    return pictures.count > 1 ? [[]] + slides : slides
  }
}
