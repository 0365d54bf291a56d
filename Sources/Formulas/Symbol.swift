/// A name in a formula, with its time index if it has one: `W_h`, `h[t-1]`, `h[0]`.
public struct Symbol: Hashable, Sendable {
  /// The time at which a symbol's quantity is meant.
  public enum Time: Hashable, Sendable {
    /// `t + offset`, relative to the equation's own time step; `h[t-1]` is `.relative(-1)`.
    case relative(Int)
    /// A fixed time step; `h[0]` is `.absolute(0)`.
    case absolute(Int)
  }

  /// The name in ASCII, Greek letters spelled out: `theta_h` for `θ_h`.
  public let name: String
  /// The time index, `nil` for a quantity without time.
  public let time: Time?

  /// Creates a symbol; the name is taken as it is.
  public init(_ name: String, time: Time? = nil) {
    self.name = name
    self.time = time
  }

  /// The range of a quantity over time as a formula writes it: `h[t-2..t]`.
  static func rangeText(_ name: String, _ first: Time, _ last: Time) -> String {
    func inner(_ time: Time) -> Substring {
      Symbol("", time: time).text.dropFirst().dropLast()
    }
    return "\(name)[\(inner(first))..\(inner(last))]"
  }

  /// Whether a quantity is one operation of an equation, such as `f.5`, a name that no lesson can
  /// contain; `l2.h` is the quantity h of a layer.
  ///
  ///     Symbol.isOperation(named: "f.5")   // true
  ///     Symbol.isOperation(named: "l2.h")  // false
  public static func isOperation(named name: String) -> Bool {
    guard let point = name.lastIndex(of: ".") else { return false }
    let last = name[name.index(after: point)...]
    return !last.isEmpty && last.allSatisfy(\.isNumber)
  }

  /// Returns the symbol with its relative time index resolved at `step`.
  ///
  ///     Symbol("h", time: .relative(-1)).at(2)  // h at time 1
  public func at(_ step: Int) -> Symbol {
    if case .relative(let offset) = time {
      Symbol(name, time: .absolute(step + offset))
    } else {
      self
    }
  }
}
