/// File names made from the name of a lesson.
public enum LessonFileName {
  /// Returns the name of a lesson as part of a file name: its letters and digits, with one hyphen
  /// between them for each run of other characters.
  ///
  /// LaTeX fails on spaces, dots, `_`, `%`, `#` and `~` in the name of a picture. It reads letters
  /// of any script, so those are kept, and lessons in other scripts keep distinct names.
  ///
  /// ```swift
  /// LessonFileName.safe("RNN: step_by step")  // "RNN-step-by-step"
  /// LessonFileName.safe("第一課")              // "第一課"
  /// LessonFileName.safe("…")                  // "lesson"
  /// ```
  public static func safe(_ name: String) -> String {
    let words = name.split { !($0.isLetter || $0.isWholeNumber) }
    return words.isEmpty ? "lesson" : words.joined(separator: "-")
  }
}
