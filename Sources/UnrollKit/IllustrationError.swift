import Figures
import Graphviz
import Lessons
import Storyboards
import Unrolling

/// Why a lesson has no illustration.
///
///     do {
///       try Illustration(of: Lesson(yaml: text, name: "lesson.yaml"))
///     } catch let error as IllustrationError {
///       if case .lesson(let error) = error { print(error.diagnostics[0].line) }
///     }
public enum IllustrationError: Error, Hashable, Sendable {
  /// The lesson is wrong at these places; its network cannot be computed, for example.
  case lesson(LessonError)
  /// Gradients of the lesson of this name disagree with finite differences.
  case gradients(GradientDisagreement, lesson: String)
  /// The graph needs more room than the canvas has; the place of the canvas in the lesson, `nil`
  /// where an override chose it.
  case canvas(CanvasError, Diagnostic?)
  /// Two lessons to compare are not of one network.
  case comparison(Storyboard.Unlikeness, lessons: [String])
  /// libgraphviz failed.
  case graphviz(GraphvizError)
}

extension IllustrationError: CustomStringConvertible {
  /// What is wrong, in words: with file, line and column where the lesson is wrong.
  public var description: String {
    switch self {
    case .lesson(let error): error.description
    case .gradients(let disagreement, _): "not drawn: \(disagreement)"
    case .canvas(let error, let place): place?.description ?? "\(error)"
    case .comparison(let unlikeness, let lessons):
      "\(lessons.joined(separator: " and ")) are not of one network: they differ at "
        + "\(unlikeness.id); compare lessons in which only numbers differ"
    case .graphviz(let error): error.description
    }
  }
}

extension IllustrationError {
  /// Does the work of the modules behind, whose errors are not typed.
  static func typed<Value>(_ work: () throws -> Value) throws(IllustrationError) -> Value {
    do {
      return try work()
    } catch let error as IllustrationError {
      throw error
    } catch let error as GraphvizError {
      throw .graphviz(error)
    } catch {
      // The drawing throws nothing else; what it might throw one day is reported, not lost.
      throw .graphviz(GraphvizError(stage: .rendering, message: "\(error)"))
    }
  }
}
