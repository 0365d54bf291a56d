import ArgumentParser
import Formulas
import Storyboards

/// The steps that `--steps` picks: `2,3-6,8-,last`, or kinds such as `answer`.
struct StepSelection: ExpressibleByArgument {
  static let help = ArgumentHelp(
    """
    Which steps: numbers, ranges, last, or kinds such as answer: 2,3-6,8-,last. (default: all)
    """, valueName: "steps")
  static let completion = CompletionKind.list(["last"] + StepKind.allCases.map(\.rawValue))

  /// The selection as typed.
  let argument: String
  private let parts: [String]

  init?(argument: String) {
    self.argument = argument
    parts = argument.split(separator: ",").map { $0.filter { $0 != " " } }
    guard !parts.isEmpty else { return nil }
  }

  /// Returns the chosen steps in the deck's order.
  ///
  /// - Throws: a failure that names the part that chooses no step, and what could stand there.
  func chosen(from steps: [Step]) throws -> [Step] {
    var numbers = Set<Int>()
    for part in parts {
      if let kind = StepKind(rawValue: part) {
        let found = steps.filter { $0.kind == kind }.map(\.number)
        guard !found.isEmpty else {
          throw Failure.usage(
            "--steps \(part): this deck has no step of that kind; it has "
              + kinds(in: steps).joined(separator: ", "))
        }
        numbers.formUnion(found)
      } else if let range = range(part, count: steps.count) {
        numbers.formUnion(range)
      } else {
        throw Failure.usage("--steps \(part): " + complaint(part, steps))
      }
    }
    return steps.filter { numbers.contains($0.number) }
  }

  private func kinds(in steps: [Step]) -> [String] {
    StepKind.allCases.filter { kind in steps.contains { $0.kind == kind } }.map(\.rawValue)
  }

  private func complaint(_ part: String, _ steps: [Step]) -> String {
    if part.contains(where: \.isLetter), !part.contains("-") {
      let known = StepKind.allCases.map(\.rawValue)
      let guess = Spelling.nearest(to: part, among: known + ["last"])
      return "there is no kind of step \(part); "
        + (guess.map { "did you mean \($0)?" } ?? "the kinds are " + known.joined(separator: ", "))
    }
    return "the deck has the steps 1 to \(steps.count); write 2,3-6,8-,last or kinds: "
      + kinds(in: steps).joined(separator: ", ")
  }

  private func range(_ part: String, count: Int) -> ClosedRange<Int>? {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    func number(_ text: String) -> Int? { text == "last" ? count : Int(text) }
    guard let first = ends.first.flatMap(number), ends.count <= 2 else { return nil }
    let last = ends.count == 1 ? first : ends[1].isEmpty ? count : number(ends[1])
    guard let last, first >= 1, last >= first, last <= count else { return nil }
    return first...last
  }
}
