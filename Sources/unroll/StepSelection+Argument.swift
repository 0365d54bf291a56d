import ArgumentParser
import Storyboards
import UnrollKit

extension StepSelection: ExpressibleByArgument {
  static let help = ArgumentHelp(
    """
    The steps: names, as unroll steps lists them, kinds such as answer, numbers, ranges, or the
    first or last of a kind: sum h_1,2,3-6,8-,forward last,last. (default: all)
    """, valueName: "steps")
  static let completion = CompletionKind.list(["last"] + StepKind.allCases.map(\.rawValue))

  /// Reads the flag `--steps`.
  public init?(argument: String) { self.init(argument) }
}

extension Optional<StepSelection> {
  /// Returns the chosen steps of a deck; all of them if none is chosen.
  func chosen(from steps: [Step]) throws -> [Step] {
    guard let self else { return steps }
    do {
      return try self.chosen(from: steps)
    } catch {
      throw Failure.usage("--steps \(error)")
    }
  }
}
