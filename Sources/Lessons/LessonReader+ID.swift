import Storyboards

extension LessonReader {
  /// Reads `id`: what the ids in SVG begin with.
  func id() -> String? {
    guard let word = word("id"), let entry = entries["id"] else { return nil }
    if ElementID.isPrefix(word) { return word }
    source.report(
      "an id is made of letters, digits, - and _, and begins with a letter", at: entry.value,
      hint: "write id: \(ElementID.prefix(word))")
    return nil
  }
}
