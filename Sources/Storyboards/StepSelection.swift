import Formulas

/// The steps that `2,3-6,8-,last` picks, or kinds of steps such as `answer`.
///
///     try StepSelection("2,last")?.chosen(from: board.steps).map(\.number)  // [2, 32]
public struct StepSelection: Hashable, Sendable {
  /// Why a part of a selection picks no step.
  public struct Mistake: Error, Hashable, Sendable {
    /// What is wrong with it.
    public enum Reason: Hashable, Sendable {
      /// There is such a kind, but the deck has no step of it.
      case absentKind
      /// There is no such kind; the nearest one, if one is near.
      case unknownKind(nearest: String?)
      /// It is no number or range of the deck.
      case outOfRange
      /// A range whose first step is after its last.
      case backwards
    }

    /// The part as written.
    public let part: String
    /// What is wrong with it.
    public let reason: Reason
    /// How many steps the deck has.
    public let count: Int
    /// The kinds of its steps.
    public let kinds: [StepKind]
  }

  private let parts: [String]

  /// Reads a selection; `nil` where there is no part in it.
  public init?(_ text: String) {
    parts = text.split(separator: ",").map { $0.filter { $0 != " " } }
    guard !parts.isEmpty else { return nil }
  }

  /// Returns the chosen steps in the deck's order.
  ///
  /// - Throws: `Mistake` for the first part that picks no step.
  public func chosen(from steps: [Step]) throws(Mistake) -> [Step] {
    var numbers = Set<Int>()
    func mistake(_ part: String, _ reason: Mistake.Reason) -> Mistake {
      let kinds = StepKind.allCases.filter { kind in steps.contains { $0.kind == kind } }
      return Mistake(part: part, reason: reason, count: steps.count, kinds: kinds)
    }
    for part in parts {
      if let kind = StepKind(rawValue: part) {
        let found = steps.filter { $0.kind == kind }.map(\.number)
        guard !found.isEmpty else { throw mistake(part, .absentKind) }
        numbers.formUnion(found)
      } else if let range = Self.range(part, count: steps.count) {
        numbers.formUnion(range)
      } else if part.contains(where: \.isLetter), !part.contains("-") {
        let known = StepKind.allCases.map(\.rawValue) + ["last"]
        throw mistake(part, .unknownKind(nearest: Spelling.nearest(to: part, among: known)))
      } else {
        let ends = part.split(separator: "-").compactMap { Int($0) }
        let isBackwards = ends.count == 2 && ends[0] > ends[1]
        throw mistake(part, isBackwards ? .backwards : .outOfRange)
      }
    }
    return steps.filter { numbers.contains($0.number) }
  }

  private static func range(_ part: String, count: Int) -> ClosedRange<Int>? {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    func number(_ text: String) -> Int? { text == "last" ? count : Int(text) }
    guard let first = ends.first.flatMap(number), ends.count <= 2 else { return nil }
    let last = ends.count == 1 ? first : ends[1].isEmpty ? count : number(ends[1])
    guard let last, first >= 1, last >= first, last <= count else { return nil }
    return first...last
  }
}

extension StepSelection.Mistake: CustomStringConvertible {
  /// The part, what is wrong with it, and what to write.
  public var description: String { "\(part): \(complaint)" }

  private var complaint: String {
    let present = kinds.map(\.rawValue).joined(separator: ", ")
    switch reason {
    case .absentKind:
      return "this deck has no step of that kind; it has \(present)"
    case .unknownKind(let nearest?):
      return "there is no kind of step \(part); \(Spelling.question(nearest))"
    case .unknownKind(nil):
      return "there is no kind of step \(part); the kinds are "
        + StepKind.allCases.map(\.rawValue).joined(separator: ", ")
    case .backwards:
      let ends = part.split(separator: "-").reversed().joined(separator: "-")
      return "a range goes from the earlier step to the later one; write \(ends)"
    case .outOfRange:
      return "the deck has the steps 1 to \(count); write 2,3-6,8-,last or kinds: \(present)"
    }
  }
}
