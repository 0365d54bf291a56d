import Lessons
import Unrolling

/// Reads a lesson and returns what the reader complains of, word for word; empty if of nothing.
func complaint(_ yaml: String) -> String {
  do throws(LessonError) {
    _ = try Lesson(
      yaml: yaml, name: "lesson.yaml", themes: ["light", "dark", "print", "high-contrast"])
    return ""
  } catch {
    return error.description
  }
}

/// Reads a lesson and computes it; returns the complaint about its numbers, empty if there is none.
func complaintWhenComputed(_ yaml: String) throws -> String {
  let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
  do {
    _ = try Trace(of: lesson.graph)
    return ""
  } catch {
    return lesson.diagnostic(for: error).description
  }
}

/// The lecture's lesson, with a part replaced.
func lecture(_ part: String = "", by other: String = "") -> String {
  let text = """
    title: RNN and their computational graph
    cell: elman
    activation: identity
    parameters: {W_h: -5, W_x: 1, W_y: -1}
    vocabulary: [i, o, c, a]
    embeddings: [-2, 5, 1, 9]
    sequence: [o, c]
    initial: {h: 0}
    loss: output
    ask: h_0
    """
  guard !part.isEmpty else { return text }
  precondition(text.contains(part), "the lecture holds no \(part)")
  return text.replacing(part, with: other, maxReplacements: 1)
}
