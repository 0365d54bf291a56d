import Formulas

/// How to write a left side of an equation that is no name.
///
///     LeftSideCure("h[t+1]")?.hint  // "write h[t], and h[t-1] for h[t] on the right"
enum LeftSideCure: Hashable, Sendable {
  /// A later time step: h[t+1] is computed from h[t].
  case later(String, by: Int)
  /// The value at time 0.
  case start(String)
  /// A time step in another form: h[t-1], h_{t} or h(t).
  case everyStep(String)

  /// Reads a left side; `nil` if it gives no idea of what was meant.
  init?(_ text: String) {
    let name = text.prefix { $0.isLetter || $0.isASCII && $0.isNumber || $0 == "_" || $0 == "." }
    let rest = text.dropFirst(name.count)
    let stem = name.hasSuffix("_") ? String(name.dropLast()) : String(name)
    // h_{t+1}, as in LaTeX, and h(t+1).
    let index = rest.dropFirst().prefix { $0 != "]" && $0 != "}" && $0 != ")" }
    guard rest.contains("t") || rest.contains(where: \.isNumber),
      let symbol = GreekName.symbol(stem), symbol.time == nil, symbol.name != "t"
    else { return nil }
    switch GreekName.symbol("\(stem)[\(index)]")?.time {
    case .relative(let offset) where offset > 0: self = .later(symbol.name, by: offset)
    case .absolute(0): self = .start(symbol.name)
    default: self = .everyStep(symbol.name)
    }
  }

  /// The name of the quantity.
  var name: String {
    switch self {
    case .later(let name, _), .start(let name), .everyStep(let name): name
    }
  }

  /// What to do.
  var hint: String {
    switch self {
    case .later(let name, let steps):
      "write \(name)[t], and \(name)[t-\(steps)] for \(name)[t] on the right"
    case .start(let name): "give its value at time 0: initial: {\(name): 0}"
    case .everyStep(let name): "write \(name)[t]"
    }
  }
}
