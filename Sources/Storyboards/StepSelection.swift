import Formulas

/// The steps that `2,3-6,8-,last` picks, those of a kind such as `answer`, and those with a name such
/// as `backward h_2->h_1`.
///
///     try StepSelection("2,last")?.chosen(from: board.steps).map(\.number)  // [2, 32]
///     try StepSelection("sum h_1")?.chosen(from: board.steps).count         // 1
///     try StepSelection("forward last")?.chosen(from: board.steps).count    // 1
///
/// A name is what `unroll steps` calls a step; it stays the same when others are added before it. A
/// word with which names begin (`backward`) stands for all of them, and after a kind or such a word
/// there can be `first`, `last`, a number, or the quantity with which the names end (`braces h_1`).
public struct StepSelection: Hashable, Sendable {
  /// Why a part of a selection picks no step.
  public struct Mistake: Error, Hashable, Sendable {
    /// What is wrong with it.
    public enum Reason: Hashable, Sendable {
      /// There is such a kind, but the deck has no step of it.
      case absentKind
      /// There is no such kind; the nearest one, if one is near.
      case unknownKind(nearest: String?)
      /// No step of the deck has this name; the nearest name, if one is near.
      case unknownName(nearest: String?)
      /// There are fewer steps of the kind.
      case tooFew(Int)
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
    parts = text.split(separator: ",").map { part in
      part.split(separator: " ").joined(separator: " ").replacing(" -> ", with: "->")
    }.filter { !$0.isEmpty }
    guard !parts.isEmpty else { return nil }
  }

  /// Returns the chosen steps in the deck's order.
  ///
  /// - Throws: `Mistake` for the first part that picks no step.
  public func chosen(from steps: [Step]) throws(Mistake) -> [Step] {
    var numbers = Set<Int>()
    for part in parts {
      switch Self.found(part, in: steps) {
      case .success(let found): numbers.formUnion(found)
      case .failure(let reason):
        let kinds = StepKind.allCases.filter { kind in steps.contains { $0.kind == kind } }
        throw Mistake(part: part, reason: reason.reason, count: steps.count, kinds: kinds)
      }
    }
    return steps.filter { numbers.contains($0.number) }
  }

  private struct Failure: Error {
    let reason: Mistake.Reason
  }

  private static func found(_ part: String, in steps: [Step]) -> Result<[Int], Failure> {
    func failure(_ reason: Mistake.Reason) -> Result<[Int], Failure> {
      .failure(.init(reason: reason))
    }
    if let step = steps.first(where: { $0.name == part }) { return .success([step.number]) }
    if part == "first" { return .success([1]) }
    if let range = range(part, count: steps.count) { return .success(Array(range)) }
    let words = part.split(separator: " ", maxSplits: 1).map(String.init)
    if let found = named(words[0], in: steps) {
      guard words.count > 1 else { return .success(found) }
      if words[1] == "first" || words[1] == "last" {
        return .success([words[1] == "first" ? found[0] : found[found.count - 1]])
      }
      if let ordinal = Int(words[1]), ordinal > 0 {
        return found.indices.contains(ordinal - 1)
          ? .success([found[ordinal - 1]]) : failure(.tooFew(found.count))
      }
      let ending = steps.filter {
        found.contains($0.number) && ($0.object == words[1] || $0.name.hasSuffix(" " + words[1]))
      }
      if !ending.isEmpty { return .success(ending.map(\.number)) }
      return failure(.unknownName(nearest: Spelling.nearest(to: part, among: steps.map(\.name))))
    }
    if StepKind(rawValue: words[0]) != nil { return failure(.absentKind) }
    if words[0].contains(where: \.isLetter), words.count > 1 || !part.contains("-") {
      let known =
        StepKind.allCases.map(\.rawValue) + ["first", "last"] + steps.map(\.name)
        + steps.map(\.word)
      return failure(.unknownKind(nearest: Spelling.nearest(to: part, among: known)))
    }
    let ends = part.split(separator: "-").compactMap { Int($0) }
    return failure(ends.count == 2 && ends[0] > ends[1] ? .backwards : .outOfRange)
  }

  /// The steps of a kind, or of the names that begin with a word; `nil` without any.
  private static func named(_ word: String, in steps: [Step]) -> [Int]? {
    let found = steps.filter { $0.kind.rawValue == word || $0.word == word }.map(\.number)
    // Where local gradients have no steps of their own, those of the upstream ones show them.
    let isLocal = word == StepKind.local.rawValue
    if found.isEmpty { return isLocal ? named(StepKind.upstream.rawValue, in: steps) : nil }
    return found
  }

  private static func range(_ part: String, count: Int) -> ClosedRange<Int>? {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    func number(_ text: String) -> Int? { text == "last" ? count : Int(text) }
    guard let first = ends.first.flatMap(number), ends.count <= 2 else { return nil }
    let last = ends.count == 1 ? first : ends[1].isEmpty ? count : number(ends[1])
    guard let last, first >= 1, last >= first, last <= count else { return nil }
    return first...last
  }
}

extension Step {
  /// The word with which its name begins.
  fileprivate var word: String { String(name.prefix { $0 != " " }) }
  /// The quantity with which its name ends: `h_1` in `backward h_2->h_1`.
  fileprivate var object: String {
    String(name.split(separator: " ").last.map { $0.split(separator: ">").last ?? $0 } ?? "")
  }
}

extension StepSelection.Mistake: CustomStringConvertible {
  /// The part, what is wrong with it, and what to write.
  public var description: String { "\(part): \(complaint)" }

  private var complaint: String {
    let present = kinds.map(\.rawValue).joined(separator: ", ")
    switch reason {
    case .absentKind where part.hasPrefix(StepKind.local.rawValue):
      return "this deck shows local gradients beside upstream ones; with figure: {pace: detailed}, "
        + "or pace: detailed beside backward, they have steps of their own"
    case .absentKind:
      return "this deck has no step of that kind; it has \(present)"
    case .unknownKind(let nearest?):
      return "there is no kind of step \(part); \(Spelling.question(nearest))"
    case .unknownKind(nil):
      return "there is no kind of step \(part); the kinds are "
        + StepKind.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownName(let nearest):
      return "no step of this deck has that name; "
        + (nearest.map(Spelling.question) ?? "unroll steps lists the names")
    case .tooFew(let count):
      return "there \(count == 1 ? "is" : "are") only \(count) of them"
    case .backwards:
      let ends = part.split(separator: "-").reversed().joined(separator: "-")
      return "a range goes from the earlier step to the later one; write \(ends)"
    case .outOfRange:
      return
        "the deck has the steps 1 to \(count); write 2,3-6,8-,last, a name or kinds: \(present)"
    }
  }
}
