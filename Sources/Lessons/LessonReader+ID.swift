import Storyboards

extension LessonReader {
  /// Reads `id`: what begins the ids of the figures' elements.
  func id() -> String? {
    guard let word = word("id"), let entry = entries["id"] else { return nil }
    if ElementID.isPrefix(word) { return word }
    source.report(.value(.noID(word, nearest: ElementID.prefix(word))), at: entry.value)
    return nil
  }
}
