/// The figure that replaces a block, made of the Pandoc elements that each target renders best.
///
///     let figure = PandocFigure(id: "fig:one", caption: "The graph", pictures: [picture])
///     figure.slides(for: .page, hasFigures: true)[0]  // Figure
///     figure.slides(for: .page, hasFigures: false)    // Para [Image] whose title is "fig:"
///
/// Caption and alternative text are kept separate if Pandoc supports it: API version 1.22 uses the
/// caption for both, unless the image has an `alt` attribute, which HTML output uses.
public struct PandocFigure: Hashable, Sendable {
  /// One picture.
  public struct Picture: Hashable, Sendable {
    /// The path of its file.
    public let file: String
    /// A text description of the picture.
    public let alternativeText: String
    /// The caption of its step, if each has one.
    let caption: [JSON]?
    /// What is said to it, if that is to be in the speaker notes.
    let narration: String?
    /// Alternative files for other screens, each with the media query that selects it.
    public let others: [Other]

    /// A file for another screen.
    public struct Other: Hashable, Sendable {
      let media, file: String

      /// Creates an alternative from a media query and the file that it selects.
      public init(media: String, file: String) { (self.media, self.file) = (media, file) }
    }

    /// Creates a picture.
    ///
    /// - Parameter caption: text, with formulas between dollar signs.
    public init(
      file: String, alternativeText: String, caption: String? = nil, narration: String? = nil,
      others: [Other] = []
    ) {
      (self.file, self.alternativeText) = (file, alternativeText)
      (self.caption, self.narration) = (caption.map(JSON.caption), narration)
      self.others = others
    }
  }

  /// How several pictures are arranged.
  public enum Arrangement: Hashable, Sendable {
    /// Side by side, with the given number of pictures per row.
    case rows(of: Int)
    /// On top of each other, each replacing the previous one.
    case stack
  }

  let id: String?
  let classes: [String]
  /// Attributes for Pandoc or a program around it, such as Quarto's `fig-align`.
  let attributes: [String: String]
  let caption: [JSON]?
  let pictures: [Picture]
  let arrangement: Arrangement
  /// The width in Pandoc's syntax: `60%` for a whole row, `8cm` for each picture.
  let width: String?

  /// Creates a figure.
  ///
  /// - Parameters:
  ///   - attributes: those that Pandoc gets as they are.
  ///   - caption: text, with formulas between dollar signs.
  ///   - width: the width of each picture, or of a whole row in percent; `nil` divides the full
  ///     width among the pictures in a row.
  public init(
    id: String? = nil, classes: [String] = [], attributes: [String: String] = [:],
    caption: String? = nil, pictures: [Picture], arrangement: Arrangement = .rows(of: 1),
    width: String? = nil
  ) {
    self.id = id
    self.classes = classes
    self.attributes = attributes
    self.caption = caption.map(JSON.caption)
    self.pictures = pictures
    self.arrangement = arrangement
    self.width = width
  }

  /// The number of pictures in a row where none can replace another.
  var inRowOnPaper: Int { if case .rows(let count) = arrangement { count } else { 2 } }

  /// Returns the blocks of the figure, which in a slide deck may fill several slides. The first
  /// element is empty if nothing else should be on their first slide.
  ///
  /// - Parameter hasFigures: whether Pandoc has a Figure element.
  public func slides(for target: PandocTarget, hasFigures: Bool) -> [[JSON]] {
    switch (target, arrangement) {
    case (.powerPoint, _):
      return slidesOfPowerPoint(hasFigures: hasFigures)
    case (.pageSlides, .stack):
      return [[]]
        + pictures.enumerated().map { index, picture in
          PandocFigure(
            self, id: index == 0 ? id : nil, caption: captionOfSlide(picture), pictures: [picture]
          ).blocks(for: target, hasFigures)
        }
    case (.reveal, _), (.beamer, _):
      return [blocks(for: target, hasFigures) + notes(on: pictures)]
    default:
      return [blocks(for: target, hasFigures)]
    }
  }

  /// A figure like another, with other pictures and another caption.
  private init(_ other: PandocFigure, id: String?, caption: [JSON]?, pictures: [Picture]) {
    (self.id, self.caption, self.pictures) = (id, caption, pictures)
    (classes, attributes, width) = (other.classes, other.attributes, other.width)
    arrangement = .rows(of: 1)
  }

  /// The attributes of the figure's element, and others of the same element.
  func own(_ others: [(String, String)] = []) -> JSON { own(id: id, others) }

  func own(id: String?, _ others: [(String, String)] = []) -> JSON {
    .attributes(
      id: id, classes: classes, others + attributes.sorted { $0.key < $1.key }.map { ($0, $1) })
  }

  private func blocks(for target: PandocTarget, _ hasFigures: Bool) -> [JSON] {
    if pictures.count == 1, let picture = pictures.first {
      return blocks(of: picture, for: target, hasFigures)
    }
    let content = content(for: target)
    guard let caption else {
      let isPlain = id == nil && classes.isEmpty && attributes.isEmpty
      return isPlain ? content : [.division(own(), content)]
    }
    if breaksOverPages(for: target) {
      return [breakable(content, caption, hasFigures: hasFigures)]
    }
    // In Word output, Pandoc 3 puts several images of a figure into a table, where they do not stay
    // side by side.
    guard hasFigures, target != .word else { return captioned(content, caption, for: target) }
    return [.figure(own(), caption: caption, content)]
  }

  private func blocks(
    of picture: Picture, for target: PandocTarget, _ hasFigures: Bool
  ) -> [JSON] {
    guard let caption else {
      return [.paragraph(image(picture, for: target, isWhole: true))]
    }
    if hasFigures {
      return [.figure(own(), caption: caption, [.plain(image(picture, for: target))])]
    }
    if !picture.others.isEmpty || target == .word {
      return captioned([.plain(image(picture, for: target))], caption, for: target)
    }
    let attributes = own(size(for: target) + [("alt", picture.alternativeText)])
    return [
      .paragraph([
        .element(
          "Image", [attributes, .array(caption), [.string(picture.file), "fig:"]])
      ])
    ]
  }

  // MARK: Several pictures

  private func content(for target: PandocTarget) -> [JSON] {
    switch (target, arrangement) {
    case (.reveal, .stack): fragments()
    case (.beamer, .stack): [.plain(overlays())]
    case (_, .rows(let count)): rows(of: count, for: target)
    // A stack cannot be animated on paper.
    case (.latex, .stack), (.context, .stack), (.word, .stack), (.office, .stack):
      rows(of: inRowOnPaper, for: target)
    case (_, .stack): rows(of: 1, for: target)
    }
  }

  private func rows(of count: Int, for target: PandocTarget) -> [JSON] {
    let count = max(1, min(count, pictures.count))
    let starts = Array(stride(from: 0, to: pictures.count, by: count))
    let size = size(for: target, inRow: count, rows: starts.count)
    let rows = starts.map { start in
      Array(
        pictures[start..<min(start + count, pictures.count)].map {
          image($0, for: target, size: size)
        }.joined(separator: [JSON.space]))
    }
    guard caption != nil, !breaksOverPages(for: target) else { return rows.map(JSON.paragraph) }
    // Pandoc treats several blocks in a figure as subfigures, and puts them side by side.
    return [.plain(Array(rows.joined(separator: [JSON.lineBreak])))]
  }

  // MARK: One image

  func image(
    _ picture: Picture, for target: PandocTarget, size: [(String, String)]? = nil,
    isWhole: Bool = false, classes: [String] = [], others: [(String, String)] = []
  ) -> [JSON] {
    let all = (size ?? self.size(for: target)) + others
    let image = JSON.element(
      "Image",
      [
        // A picture without a caption is the whole figure.
        isWhole ? own(all) : .attributes(classes: classes, all),
        .array(JSON.words(of: picture.alternativeText)), [.string(picture.file), ""],
      ])
    guard !picture.others.isEmpty else { return [image] }
    // Paths contain no characters that need escaping here.
    let sources = picture.others.map { "<source media=\"\($0.media)\" srcset=\"\($0.file)\">" }
    return [.raw("<picture>" + sources.joined(), "html"), image, .raw("</picture>", "html")]
  }
}

extension JSON {
  fileprivate static func figure(_ attributes: JSON, caption: [JSON], _ content: [JSON]) -> JSON {
    element("Figure", [attributes, [.null, [.plain(caption)]], .array(content)])
  }
}
