import Graphviz
import Slides

/// The TikZ styles of a deck: one for each kind of element, and one for each other look of it, which
/// says only what differs.
///
///     looks.name(of: .line(stroke, head: 9), kind: "edge")   // "unroll/edge faded"
struct TeXLooks {
  /// How a part is drawn.
  enum Look: Hashable {
    /// A shape, with the colour of the text on it.
    case shape(Drawing.ShapeKind, stroke: Stroke?, fill: String?, text: String?, corners: Double)
    /// A line, with its head.
    case line(Stroke, head: Head?)
    /// A text, and whether it is anchored at its left end.
    case text(String, isLeft: Bool)
  }

  /// The head of a line.
  struct Head: Hashable {
    /// Its length without its outline, and how far the outline goes beyond its tip, in points.
    let length, reach: Double
  }

  private struct Key: Hashable {
    let kind: String
    let look: Look
  }

  private var counts: [Key: Int] = [:]
  private var order: [Key] = []
  private var names: [Key: String] = [:]
  private let colors: TeXColors

  init(_ colors: TeXColors) { self.colors = colors }

  /// Counts a look of a kind on some pages.
  mutating func add(_ look: Look, kind: String, pages: Int) {
    let key = Key(kind: kind, look: look)
    if counts[key] == nil { order.append(key) }
    counts[key, default: 0] += pages
  }

  /// The name of a look's style.
  func name(of look: Look, kind: String) -> String {
    names[Key(kind: kind, look: look)] ?? "unroll/\(kind)"
  }

  /// Names all looks, and returns the definitions of their styles.
  mutating func definitions() -> [String] {
    var families: [(name: String, keys: [Key])] = []
    for key in order {
      let family = key.kind + key.look.suffix(in: key.kind)
      if let index = families.firstIndex(where: { $0.name == family }) {
        families[index].keys.append(key)
      } else {
        families.append((family, [key]))
      }
    }
    // In a file that people edit, styles are in the order of their names.
    var lines: [String] = []
    for (family, keys) in families.sorted(by: { $0.name < $1.name }) {
      guard let base = keys.max(by: { weight($0) < weight($1) }) else { continue }
      names[base] = "unroll/\(family)"
      lines.append(definition(family, [base.look.parent] + options(of: base.look)))
      var used: Set<String> = [family]
      for key in keys where key != base {
        var name = ([family] + differences(key.look, base.look)).joined(separator: " ")
        let first = name
        var count = 1
        while !used.insert(name).inserted {
          count += 1
          name = "\(first) \(count)"
        }
        names[key] = "unroll/\(name)"
        let inherited = Set(options(of: base.look))
        let own = options(of: key.look).filter { !inherited.contains($0) }
        lines.append(definition(name, ["unroll/\(family)"] + own))
      }
    }
    return lines
  }

  private func definition(_ name: String, _ options: [String]) -> String {
    "unroll/\(name)/.style={\(options.joined(separator: ", "))}"
  }

  /// The most usual look that is not faded, and of equal ones the first, is that of the kind.
  private func weight(_ key: Key) -> (Int, Int, Int) {
    (
      isFaded(key.look) ? 0 : 1, counts[key, default: 0],
      -(order.firstIndex(of: key) ?? 0)
    )
  }

  private func isFaded(_ look: Look) -> Bool {
    look.colors.contains { colors.swatch(of: $0)?.isFaded == true }
  }

  private func differences(_ look: Look, _ base: Look) -> [String] {
    var words: [String] = []
    let (mine, other) = (look.colors, base.colors)
    let (word, otherWords) = (mine.map(colors.word), other.map(colors.word))
    if let color = zip(word, otherWords).first(where: { $0 != $1 })?.0 {
      words.append(color)
    } else if mine.count != other.count {
      words.append("plain")
    }
    if look.pattern != base.pattern { words.append(look.pattern?.rawValue ?? "bare") }
    if look.width > base.width, !words.contains("plain") { words.append("thick") }
    if case .shape(let kind, _, _, _, _) = look, case .shape(let old, _, _, _, _) = base,
      kind != old
    {
      words.append(kind == .ellipse ? "round" : "square")
    }
    if isFaded(look) { words.append("faded") }
    return words
  }

  private func options(of look: Look) -> [String] {
    switch look {
    case .shape(let kind, let stroke, let fill, let text, let corners):
      return [kind == .ellipse ? "ellipse" : "rectangle"]
        + (corners > 0 ? ["rounded corners=\(corners.twoDecimals)\\unrollpt"] : [])
        + (stroke.map { ["draw=\(colors.name(of: $0.color))"] + pen($0) } ?? ["draw=none"])
        + [fill.map { "fill=\(colors.name(of: $0))" } ?? "fill=none"]
        + (text.map { ["text=\(colors.name(of: $0))"] } ?? [])
    case .line(let stroke, let head):
      return ["draw=\(colors.name(of: stroke.color))"] + pen(stroke)
        + [head.map { headOption($0, stroke) } ?? "arrows=-"]
    case .text(let color, let isLeft):
      return ["anchor=\(isLeft ? "base west" : "base")", "text=\(colors.name(of: color))"]
    }
  }

  /// The length of a head with its outline, and how much of that is beyond its tip; nodes cover the
  /// tips that reach into them.
  private func headOption(_ head: Head, _ stroke: Stroke) -> String {
    let length = head.length + stroke.width / 2 + head.reach
    return "unroll/head={\(length.twoDecimals)}{\(head.reach.twoDecimals)}"
  }

  private func pen(_ stroke: Stroke) -> [String] {
    let width = "line width=\(stroke.width.twoDecimals)\\unrollpt"
    guard let dash = stroke.pattern.dash else { return [width, "solid"] }
    return [
      width,
      "dash pattern=on \(dash.length.twoDecimals)\\unrollpt off \(dash.gap.twoDecimals)\\unrollpt",
    ]
  }
}

extension TeXLooks.Look {
  fileprivate var colors: [String] {
    switch self {
    case .shape(_, let stroke, let fill, let text, _):
      [stroke?.color, fill, text].compactMap(\.self)
    case .line(let stroke, _): [stroke.color]
    case .text(let color, _): [color]
    }
  }

  fileprivate var pattern: Stroke.Pattern? {
    switch self {
    case .shape(_, let stroke, _, _, _): stroke?.pattern
    case .line(let stroke, _): stroke.pattern
    case .text: nil
    }
  }

  fileprivate var width: Double {
    switch self {
    case .shape(_, let stroke, _, _, _): stroke?.width ?? 0
    case .line(let stroke, _): stroke.width
    case .text: 0
    }
  }

  /// What distinguishes the styles of things that are not usual in a kind.
  fileprivate func suffix(in kind: String) -> String {
    let usual =
      switch kind {
      case "edge", "backward", "dots": "line"
      case "title", "caption", "callout", "panel", "token", "time": "text"
      default: "shape"
      }
    let mine =
      switch self {
      case .shape: "shape"
      case .line: "line"
      case .text: "text"
      }
    return mine == usual ? "" : "/\(mine)"
  }

  fileprivate var parent: String {
    switch self {
    case .shape: "unroll/shape"
    case .line: "unroll/line"
    case .text: "unroll/text"
    }
  }
}

/// The colours of a deck as LaTeX calls them.
struct TeXColors {
  private let palette: Palette
  /// Colours without a name in the theme.
  private let others: [String]

  init(_ palette: Palette, others: [String]) {
    self.palette = palette
    self.others = others
  }

  func swatch(of color: String) -> Palette.Swatch? { palette.swatch(of: color) }

  /// `unrollforwardtext`, or `unrollforwardtext!40!unrollbackground` where it is faded.
  func name(of color: String) -> String {
    guard let swatch = palette.swatch(of: color) else {
      return "unroll" + color.dropFirst().lowercased()
    }
    return Self.name(swatch.name)
      + (swatch.isFaded ? "!\((100 * palette.fadedShare).twoDecimals)!unrollbackground" : "")
  }

  /// A word for a colour in the name of a style.
  func word(of color: String) -> String { palette.swatch(of: color)?.name ?? "other" }

  private static func name(_ word: String) -> String {
    "unroll" + word.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// The definitions of all colours.
  var definitions: [String] {
    var lines: [String] = []
    if !palette.entries.contains(where: { $0.name == "background" }) {
      let color = palette.background ?? "#ffffff"
      lines.append("\\definecolor{unrollbackground}{HTML}{\(color.hex)}")
    }
    lines += palette.entries.map { "\\definecolor{\(Self.name($0.name))}{HTML}{\($0.color.hex)}" }
    lines += others.map { "\\definecolor{\(name(of: $0))}{HTML}{\($0.hex)}" }
    return lines
  }
}

extension String {
  fileprivate var hex: String { dropFirst().uppercased() }
}
