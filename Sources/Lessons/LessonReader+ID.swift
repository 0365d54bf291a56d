import Storyboards

extension LessonReader {
  /// Reads `id`: the prefix of the ids in SVG.
  func id() -> String? {
    guard let word = word("id"), let entry = entries["id"] else { return nil }
    if ElementID.isPrefix(word) { return word }
    source.report(.value(.noID(word, nearest: ElementID.prefix(word))), at: entry.value)
    return nil
  }
}
