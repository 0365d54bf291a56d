import Formulas
import Slides

/// What a page's script reads, as JSON.
struct PlayerData {
  /// The text, which contains no `<`.
  let text: String

  init(of deck: LiveDeck, _ numbers: inout LiveNumbers) {
    let runs = deck.picture.runs.map { Self.run($0, &numbers) }
    let picture = deck.picture
    let json = JSONText.tight([
      ("version", .integer(1)), ("title", .string(deck.words.title)),
      ("language", .string(deck.words.language.rawValue)), ("theme", .string(deck.theme)),
      ("themes", .tight(deck.themes.map { .string($0.name) })),
      ("width", .number(picture.width)), ("height", .number(picture.height)),
      ("digits", .integer(deck.digits)),
      ("steps", .tight(deck.words.slides.indices.map { Self.step($0, deck) })),
      ("sections", .tight(deck.words.sections.map(Self.section))),
      ("question", .integer(deck.question)), ("startsInQuestionMode", .bool(deck.asksFirst)),
      ("groups", .tight(picture.groups.map(Self.group))), ("lines", .tight(runs)),
      ("plots", .tight(picture.plots.map(Self.plot))), ("numbers", .tight(numbers.entries)),
      ("origins", .tight(numbers.originTexts.map { JSONText.raw($0) })),
      ("programs", .tight(numbers.programTexts.map { JSONText.raw($0) })),
      ("graph", .raw(deck.graph)), ("training", deck.training.map { .raw($0) } ?? .null),
      ("nodes", .tight(deck.nodes.map { Self.node($0, deck) })),
      ("knobs", .tight(deck.knobs.map(Self.knob))),
      (
        "lesson",
        .tight([
          ("name", .string(deck.file.name)), ("text", .string(deck.file.text)),
          ("hasInitial", .bool(deck.file.hasInitial)),
        ])
      ),
    ])
    // A lesson may contain "</script>".
    text = json.description.replacing("<", with: "\\u003c")
  }

  private static func step(_ index: Int, _ deck: LiveDeck) -> JSONText {
    let slide = deck.words.slides[index]
    return .tight([
      ("number", .integer(slide.number)), ("name", .string(slide.name)),
      ("title", .string(slide.title)),
      ("hot", .tight(deck.picture.pages[index].hot.map { .integer($0) })),
    ])
  }

  private static func section(_ section: DeckWords.Section) -> JSONText {
    .tight([
      ("title", .string(section.title)), ("first", .integer(section.slides.lowerBound)),
      ("count", .integer(section.slides.count)),
    ])
  }

  private static func group(_ group: LivePicture.Group) -> JSONText {
    var members: [JSONText.Member] = [
      ("name", .string(group.name)), ("classes", .string(group.classes)),
      ("pieces", .tight(group.pieces.map { .integer($0) })),
    ]
    switch group.subject {
    case .node(let node): members.append(("node", .integer(node)))
    case .edge(let reader, let slot):
      members.append(("edge", .tight([.integer(reader), .integer(slot)])))
    case nil: break
    }
    return .tight(members)
  }

  private static func run(_ run: LivePicture.Run, _ numbers: inout LiveNumbers) -> JSONText {
    var which: [JSONText] = []
    for part in run.parts {
      if let live = part.live { numbers.add(live) }
      which.append(
        .integer(part.isContinued ? -2 : part.live.flatMap { numbers.number(of: $0) } ?? -1))
    }
    return .tight([
      .rounded(run.center), .rounded(run.available),
      .tight(run.parts.map { .integer($0.piece) }), .tight(run.parts.map { .rounded($0.gap) }),
      .tight(which),
    ])
  }

  private static func plot(_ plot: LivePicture.Plot) -> JSONText {
    func marks(_ marks: [LivePicture.Plot.Mark]) -> JSONText {
      .tight(
        marks.map {
          .tight([
            integers($0.pieces), .integer($0.places.lowerBound), .integer($0.places.upperBound),
          ])
        })
    }
    func integers(_ numbers: [Int]) -> JSONText { .tight(numbers.map { .integer($0) }) }
    let (isLogarithmic, axis): (Bool, [JSONText]) =
      switch plot.axis {
      case .powers(let powers): (true, powers.map { .integer($0) })
      case .numbers(let numbers): (false, numbers.map(JSONText.number))
      }
    return .tight([
      ("top", .rounded(plot.top)), ("bottom", .rounded(plot.bottom)),
      ("isLogarithmic", .bool(isLogarithmic)), ("marks", .tight(axis)),
      ("labels", .tight(plot.labels.map(integers))),
      ("origins", .tight(plot.origins.map { JSONText.raw($0) })), ("points", marks(plot.points)),
      ("lines", marks(plot.lines)),
    ])
  }

  private static func node(_ node: LiveDeck.Node, _ deck: LiveDeck) -> JSONText {
    .tight([
      ("id", .string(node.id)), ("kind", .string(node.kind)), ("label", .string(node.name.plain)),
      ("spoken", .string(node.name.spoken(in: deck.words.language))),
    ])
  }

  private static func knob(_ knob: LiveDeck.Knob) -> JSONText {
    let shape = Shape(of: knob.value)
    return .tight([
      ("name", .string(knob.name)), ("kind", .string(knob.kind)),
      ("token", knob.token.map { .string($0) } ?? .null),
      ("nodes", .tight(knob.nodes.map { .integer($0) })), ("rows", .integer(shape.rows)),
      ("columns", .integer(shape.columns)),
      ("values", .tight(knob.value.components.map(JSONText.number))),
      (
        "places",
        knob.places.map { places in
          .tight(
            places.map { .tight([.integer($0.lowerBound), .integer($0.upperBound)]) })
        } ?? .null
      ),
    ])
  }
}

extension JSONText {
  /// A length in points with two decimals.
  fileprivate static func rounded(_ length: Double) -> JSONText {
    .number((length * 100).rounded() / 100)
  }
}
