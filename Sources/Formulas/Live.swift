/// A value together with what it is in the network, so that it can be computed and written anew.
///
///     SourcedValue(.scalar(-5), from: "[\"value\",4]")
public struct SourcedValue: Hashable, Sendable {
  /// The value.
  public let value: Value
  /// What it is, in terms that formulas do not know; `nil` for a value that is only written.
  public let origin: String?

  /// Creates a value.
  public init(_ value: Value, from origin: String? = nil) {
    self.value = value
    self.origin = origin
  }
}

extension Notation {
  /// Where a number of a formula comes from, and how it is written there.
  public struct Live: Hashable, Sendable {
    /// What is written.
    public enum Source: Hashable, Sendable {
      /// A component of a value, rows one after another.
      case number(origin: String, component: Int)
      /// The sign between a formula with rounded numbers and its rounded result: = or ≈.
      ///
      /// Two formulas with other origins are other sources, though they are equal as formulas.
      case relation(Expression, origins: [String], result: String)
      /// ≈ in the head of a column if any of these signs is one, otherwise nothing.
      case anyApproximate([Live])
    }

    /// Which numbers are in parentheses in its place.
    public enum Form: String, Hashable, Sendable {
      /// None.
      case bare
      /// A negative one, as in 3 · (−5).
      case factor
      /// A negative one and a power of ten, as below an exponent.
      case base
    }

    /// What is written.
    public let source: Source
    /// Which numbers are in parentheses there.
    public let form: Form
    /// With how many significant digits.
    public let digits: Int

    /// Creates a source.
    public init(_ source: Source, form: Form, digits: Int) {
      self.source = source
      self.form = form
      self.digits = digits
    }
  }

  /// Whether it is the sign ≈.
  public var isApproximate: Bool {
    switch self {
    case .live(_, let part): part.isApproximate
    case .sign(let sign): sign == .approximates
    default: false
    }
  }

  /// Returns ≈ in the head of a column of results, or nothing.
  ///
  /// - Parameter signs: those between each result and the numbers beside it.
  public static func anyApproximate(
    _ signs: [Notation], isApproximate: Bool, _ style: NumberStyle
  ) -> Notation {
    let written = isApproximate ? Notation.sign(.approximates) : .empty
    let lives = signs.flatMap(\.sources)
    guard !lives.isEmpty else { return written }
    return .live(.init(.anyApproximate(lives), form: .bare, digits: style.digits), written)
  }
}

extension NumberStyle {
  /// Returns a value as a formula shows it, each of its numbers with its source.
  ///
  ///     let five = SourcedValue(.scalar(5), from: "h_1")
  ///     NumberStyle().notation(five)  // .live(…, .numeral("5"))
  public func notation(_ sourced: SourcedValue) -> Notation {
    guard let origin = sourced.origin else { return notation(sourced.value) }
    if let number = sourced.value.single {
      return live(number, Origin(text: origin, component: 0), .bare)
    }
    let rows = Self.rows(of: sourced.value)
    guard max(rows.count, rows[0].count) <= Self.mostRows else { return summary(rows, origin) }
    return .matrix(
      rows.enumerated().map { row, numbers in
        numbers.enumerated().map { column, number in
          live(number, Origin(text: origin, component: row * numbers.count + column), .bare)
        }
      })
  }

  /// Returns a value in short form, each of its numbers with its source.
  public func brief(_ sourced: SourcedValue) -> Notation {
    guard let origin = sourced.origin, sourced.value.single == nil else { return notation(sourced) }
    let rows = Self.rows(of: sourced.value)
    var short = self
    short.digits = min(2, digits)
    return rows.count <= 2 && rows[0].count == 1
      ? short.notation(sourced) : short.summary(rows, origin)
  }

  /// Returns a number as a part of a product: a negative one is in parentheses, unless it is first.
  public func factor(_ sourced: SourcedValue, isFirst: Bool) -> Notation {
    let isNegative = (sourced.value.single ?? 0) < 0
    guard let origin = sourced.origin, let number = sourced.value.single, !isFirst else {
      let written = notation(sourced)
      return !isFirst && isNegative ? .parenthesized(written) : written
    }
    return live(number, Origin(text: origin, component: 0), .factor)
  }

  /// Returns the sign between a formula and its result, with its source if the result has one.
  ///
  /// - Parameter formula: one whose numbers have sources.
  public func relation(_ formula: Expression, _ result: SourcedValue) -> Notation {
    let sign = Notation.sign(relation(formula, result.value))
    guard let origin = result.origin else { return sign }
    return .live(
      .init(
        .relation(formula, origins: formula.origins, result: origin), form: .bare, digits: digits),
      sign)
  }

  /// A component of what an origin describes.
  struct Origin {
    let text: String
    let component: Int
  }

  /// A number in its place.
  func live(_ number: Double, _ origin: Origin, _ form: Notation.Live.Form) -> Notation {
    let written = notation(number)
    let isEnclosed =
      switch form {
      case .bare: false
      case .factor: number < 0
      case .base: number < 0 || self.written(number).exponent != nil
      }
    return .live(
      .init(
        .number(origin: origin.text, component: origin.component), form: form, digits: digits),
      isEnclosed ? .parenthesized(written) : written)
  }

  private func summary(_ rows: [[Double]], _ origin: String) -> Notation {
    let norm = Value.matrix(rows).norm
    let live = live(norm, Origin(text: "[\"norm\",\(origin)]", component: 0), .bare)
    return summary(rows, norm: live)
  }
}
