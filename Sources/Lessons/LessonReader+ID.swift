import Storyboards

extension LessonReader {
  /// Reads `id`: what the ids in SVG begin with.
  func id() -> String? {
    guard let word = word("id"), let entry = entries["id"] else { return nil }
    if ElementID.isPrefix(word) { return word }
    source.report(.value(.noID(nearest: ElementID.prefix(word))), at: entry.value)
    return nil
  }
}
