/// The name that a lesson gives to its files.
public enum LessonFileName {
  /// Returns a lesson's name as a part of a file name: its letters and digits, with one hyphen
  /// wherever something else stood.
  ///
  /// LaTeX stumbles over spaces, dots, `_`, `%`, `#` and `~` in the name of a picture. It reads
  /// letters of any script, so those stay: lessons in another script keep names of their own.
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
