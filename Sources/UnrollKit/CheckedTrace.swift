import Lessons
import Unrolling

/// A trace, and whether a sample of its gradients was found to agree with finite differences.
struct CheckedTrace {
  let trace: Trace
  let isChecked: Bool

  // In a longer sequence a difference crosses kinks, of relu for example, at some time step, and
  // correct gradients would be refused.
  private static let mostCheckedNodes = 10_000

  /// Computes a lesson's trace and checks its gradients.
  ///
  /// - Parameter training: the lesson's training, whose other samples are checked, too.
  init(of lesson: Lesson, _ training: Training?) throws(IllustrationError) {
    for trace in training?.traces.dropFirst() ?? [] {
      _ = try CheckedTrace(trace, lesson: lesson.name)
    }
    try self.init(Self.trace(of: lesson), lesson: lesson.name)
  }

  /// Checks the gradients of a trace, unless it has more than 10,000 nodes.
  init(_ trace: Trace, lesson: String) throws(IllustrationError) {
    isChecked = trace.graph.nodes.count <= Self.mostCheckedNodes
    if isChecked, let disagreement = GradientCheck(sampling: trace).disagreement {
      throw .gradients(disagreement, lesson: lesson)
    }
    self.trace = trace
  }

  /// Computes a lesson's trace without checking its gradients.
  init(unchecked lesson: Lesson) throws(IllustrationError) {
    trace = try Self.trace(of: lesson)
    isChecked = false
  }

  private static func trace(of lesson: Lesson) throws(IllustrationError) -> Trace {
    do {
      return try lesson.trace()
    } catch {
      throw .lesson(error)
    }
  }
}
