import Formulas
import Slides
import Typefaces

/// A deck as one page of HTML that presents, answers questions, and computes its numbers again.
///
/// Without scripts every step is on the page, one below the other. The script shows one at a time
/// (`Player/`); all that it needs is in the page, and it may load nothing.
public enum HTMLDeck {
  /// Returns the page.
  ///
  ///     HTMLDeck.page(of: try illustration.liveDeck(), families: Scene.typefaces).content
  ///
  /// - Parameters:
  ///   - families: the typefaces that its letters were measured in, best first.
  ///   - isServed: whether a server on this machine shows it, which it then listens to.
  public static func page(
    of deck: LiveDeck, families: [String], isServed: Bool = false
  ) -> HTMLPage {
    var numbers = LiveNumbers()
    let sections = deck.words.slides.indices.map { section($0, of: deck, &numbers) }
    let data = PlayerData(of: deck, &numbers).text
    let faces = EmbeddedTypefaces.css(families: families, characters: characters(of: deck))
    let title = deck.words.title
    return HTMLPage(
      language: deck.words.language.rawValue, classes: "theme-\(deck.theme)", title: title,
      style: faces + colors(of: deck) + styles.map(HTMLPage.text).joined(),
      body: """
        <svg id="store" width="0" height="0" aria-hidden="true"><defs>
        \(store(deck.picture))</defs></svg>
        <main>
        <h1>\(title.attribute)</h1>
        \(sections.joined())</main>
        <script type="application/json" id="data">\(data)</script>
        """,
      scripts: [scripts], isServed: isServed)
  }

  // MARK: Drawing

  private static func store(_ picture: LivePicture) -> String {
    picture.pieces.enumerated().map { number, piece in
      "<g id=\"p\(number)\">\(compact(piece))</g>\n"
    }.joined()
  }

  /// A piece without what the style says for all.
  private static func compact(_ piece: String) -> String {
    var result = ""
    var rest = piece[...]
    while let start = rest.firstRange(of: " font-family=\"") {
      result += rest[..<start.lowerBound]
      let value = rest[start.upperBound...]
      rest = value.firstIndex(of: "\"").map { value[value.index(after: $0)...] } ?? ""
    }
    return (result + rest).replacing(" xml:space=\"preserve\"", with: "").replacing("\n", with: "")
  }

  private static func section(
    _ index: Int, of deck: LiveDeck, _ numbers: inout LiveNumbers
  ) -> String {
    let (slide, page) = (deck.words.slides[index], deck.picture.pages[index])
    let (width, height) = (deck.picture.width, deck.picture.height)
    func html(_ notation: Notation, _ stage: Int = .max) -> String {
      for live in notation.sources { numbers.add(live) }
      return notation.html(upTo: stage) { numbers.number(of: $0) }
    }
    let words = deck.liveWords[index]
    let uses = page.pieces.map { "<use href=\"#p\($0)\"/>" }.joined()
    let lines = page.lines.map { line in
      let box = line.box
      return "<foreignObject class=\"words \(line.kind)\" x=\"\(box.x.twoDecimals)\" "
        + "y=\"\(box.y.twoDecimals)\" width=\"\(box.width.twoDecimals)\" "
        + "height=\"\(box.height.twoDecimals)\" font-size=\"\(line.size.twoDecimals)\">"
        + "<div class=\"line c-\(line.color)\(line.isBold ? " strong" : "")\">"
        + html(line.notation, page.stage) + "</div></foreignObject>\n"
    }.joined()
    return """
      <section class="step" id="step-\(slide.number)" data-name="\(slide.name.attribute)">
      <h2><span class="number">\(words.numbering.attribute):</span> \(html(words.title))</h2>
      <svg class="picture" viewBox="0 \((-height).twoDecimals) \(width.twoDecimals) \
      \(height.twoDecimals)" role="img" aria-label="\(slide.alternativeText.attribute)">
      \(uses)
      \(lines)</svg>
      <p class="narration">\(narration(deck, index, &numbers))</p>
      </section>

      """
  }

  private static func narration(
    _ deck: LiveDeck, _ index: Int, _ numbers: inout LiveNumbers
  ) -> String {
    let parts = deck.liveWords[index].narration.spokenParts(in: deck.words.language)
    return parts.map { part in
      switch part {
      case .words(let text): return text.attribute
      case .number(let text, let live):
        numbers.add(live)
        guard let number = numbers.number(of: live) else { return text.attribute }
        return "<span class=\"n\" data-n=\"\(number)\">\(text.attribute)</span>"
      }
    }.joined()
  }

  // MARK: Style and scripts

  /// The colours of all themes as variables.
  private static func colors(of deck: LiveDeck) -> String {
    deck.themes.map { rule(".theme-\($0.name)", $0.palette) }.joined()
      + rule(".theme-auto", deck, "light")
      + "@media (prefers-color-scheme:dark){\(rule(".theme-auto", deck, "dark"))}\n"
      + "@media print{\(rule(":root.playing", deck, "print"))}\n"
  }

  private static func rule(_ selector: String, _ deck: LiveDeck, _ theme: String) -> String {
    deck.themes.first { $0.name == theme }.map { rule(selector, $0.palette) } ?? ""
  }

  /// The colours of a palette as variables of what a selector selects.
  private static func rule(_ selector: String, _ palette: Palette) -> String {
    let variables = palette.entries.flatMap {
      ["--\($0.name):\($0.color)", "--\($0.name)-faded:\($0.faded)"]
    }
    return "\(selector){\(variables.joined(separator: ";"))}\n"
  }

  private static let styles = [PackageResources.formulas_css, PackageResources.player_css]

  /// What runs on the page, in this order.
  private static let scripts: [[UInt8]] = [
    PackageResources.numbers_js, PackageResources.functions_js, PackageResources.kernels_js,
    PackageResources.instructions_js,
    PackageResources.programs_js, PackageResources.network_js, PackageResources.origins_js,
    PackageResources.training_js,
    PackageResources.player_words_js, PackageResources.player_elements_js,
    PackageResources.player_stage_js, PackageResources.player_lines_js,
    PackageResources.player_readings_js, PackageResources.player_lookup_js,
    PackageResources.player_question_js, PackageResources.player_knobs_js,
    PackageResources.player_panel_js, PackageResources.player_presenter_js,
    PackageResources.player_dialogs_js, PackageResources.player_bar_js,
    PackageResources.player_keys_js, PackageResources.player_address_js,
    PackageResources.player_embed_js, PackageResources.player_plot_js, PackageResources.player_js,
  ]

  /// The characters that each face needs.
  private static func characters(of deck: LiveDeck) -> [Typeface: Set<Unicode.Scalar>] {
    var (letters, variables): (Set<Unicode.Scalar>, Set<Unicode.Scalar>) = ([], [])
    func take(_ notation: Notation) {
      for part in notation.texts {
        if part.isVariable {
          variables.formUnion(part.text.unicodeScalars)
        } else {
          letters.formUnion(part.text.unicodeScalars)
        }
      }
    }
    for line in Set(deck.picture.pages.flatMap(\.lines)) { take(line.notation) }
    for words in deck.liveWords { take(words.title) }
    for node in deck.nodes { take(node.name) }
    for piece in deck.picture.pieces { letters.formUnion(drawnText(of: piece).unicodeScalars) }
    return [
      .regular: letters, .bold: letters, .italic: variables, .boldItalic: variables,
      .mathematics: letters.union(variables),
    ]
  }

  /// The letters of a piece, as they are written there.
  private static func drawnText(of piece: String) -> Substring {
    guard let start = piece.firstRange(of: "<text"),
      let open = piece[start.upperBound...].firstIndex(of: ">")
    else { return "" }
    return piece[piece.index(after: open)...].prefix { $0 != "<" }
  }
}
