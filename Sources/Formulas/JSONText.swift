/// A JSON value as text, with its members in the order given. `JSONEncoder` can only sort them by
/// name, writes all on one line, and rounds numbers.
///
///     JSONText.object([("id", .string("h_1")), ("value", .number(5))])  // {"id": "h_1", "value": 5}
package struct JSONText: Sendable, CustomStringConvertible {
  /// The text.
  package let description: String

  private init(_ text: String) { description = text }

  /// The missing value.
  package static let null = JSONText("null")

  /// A value that is JSON already.
  package static func raw(_ json: String) -> JSONText { JSONText(json) }
  /// A text in quotes.
  package static func string(_ text: String) -> JSONText { JSONText(text.quotedForJSON) }
  /// A Boolean.
  package static func bool(_ value: Bool) -> JSONText { JSONText("\(value)") }
  /// A whole number; `nil` is null.
  package static func integer(_ value: Int?) -> JSONText { value.map { JSONText("\($0)") } ?? null }

  /// A number in full precision: whole numbers without a point, −0 as 0, and null for what JSON
  /// cannot hold.
  ///
  ///     [5.0, 0.1 + 0.2, .infinity].map(JSONText.number)  // 5, 0.30000000000000004, null
  package static func number(_ value: Double) -> JSONText {
    guard value.isFinite else { return null }
    let isWhole = value == value.rounded() && abs(value) < 9_007_199_254_740_992
    return JSONText(isWhole ? "\(Int(value))" : "\(value)")
  }

  /// A number, an array of numbers, or an array of the rows of a matrix; `nil` is null.
  package static func value(_ value: Value?) -> JSONText {
    switch value {
    case nil: null
    case .scalar(let scalar): number(scalar)
    case .vector(let components): array(components.map(number))
    case .matrix(let rows): array(rows.map { array($0.map(number)) })
    }
  }

  /// An array on one line.
  package static func array(_ elements: [JSONText]) -> JSONText {
    JSONText("[" + elements.map(\.description).joined(separator: ", ") + "]")
  }

  /// An array without spaces.
  package static func tight(_ elements: [JSONText]) -> JSONText {
    JSONText("[" + elements.map(\.description).joined(separator: ",") + "]")
  }

  /// An array with each element on a line of its own.
  ///
  /// - Parameter startsLine: whether the first one is too, or follows the bracket.
  package static func lines(
    _ elements: [JSONText], indent: Int, startsLine: Bool = true
  ) -> JSONText {
    let start = "\n" + String(repeating: " ", count: indent)
    return JSONText(
      "[" + (startsLine && !elements.isEmpty ? start : "")
        + elements.map(\.description).joined(separator: "," + start) + "]")
  }

  /// The name and the value of a member of an object.
  package typealias Member = (name: String, value: JSONText)

  /// An object without spaces.
  package static func tight(_ members: [Member]) -> JSONText {
    let texts = members.map { "\($0.name.quotedForJSON):\($0.value)" }
    return JSONText("{" + texts.joined(separator: ",") + "}")
  }

  /// An object, each of the arguments on a line of its own.
  package static func object(_ lines: [Member]..., indent: Int = 1) -> JSONText {
    let texts = lines.filter { !$0.isEmpty }.map { members in
      members.map { "\($0.name.quotedForJSON): \($0.value)" }.joined(separator: ", ")
    }
    return JSONText(
      "{" + texts.joined(separator: ",\n" + String(repeating: " ", count: indent)) + "}")
  }
}
