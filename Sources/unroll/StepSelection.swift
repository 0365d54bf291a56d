import ArgumentParser
import Storyboards

/// The steps that `--steps` picks: `2,3-6,last`, or kinds such as `answer`.
struct StepSelection: ExpressibleByArgument {
  /// The selection as typed.
  let argument: String
  private let parts: [String]

  init?(argument: String) {
    self.argument = argument
    parts = argument.split(separator: ",").map { $0.filter { $0 != " " } }
    guard !parts.isEmpty else { return nil }
  }

  /// Returns the chosen steps in the deck's order.
  func chosen(from steps: [Step]) throws -> [Step] {
    var numbers = Set<Int>()
    for part in parts {
      if part == "last" {
        numbers.insert(steps.count)
      } else if StepKind(rawValue: part) != nil {
        numbers.formUnion(steps.filter { $0.kind.rawValue == part }.map(\.number))
      } else if let range = range(part, count: steps.count) {
        numbers.formUnion(range)
      } else {
        throw Failure.usage(
          "--steps \(part): the deck has the steps 1 to \(steps.count); write 2,3-6,last or kinds: "
            + StepKind.allCases.map(\.rawValue).joined(separator: ", "))
      }
    }
    return steps.filter { numbers.contains($0.number) }
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
