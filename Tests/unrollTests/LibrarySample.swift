// Nothing else is imported: README.md promises that this is enough.
import UnrollKit

/// The lines under "As a library" in README.md.
enum LibrarySample {
  static func pictures(of text: String) throws -> [[UInt8]] {
    // README.md begins.
    let lesson = try Lesson(yaml: text, name: "lesson.yaml")
    let illustration = try Illustration(of: lesson)
    let pictures = try illustration.steps.map { try illustration.rendered($0, as: .svg) }
    // README.md ends.
    return pictures
  }
}
