import Storyboards

extension LessonReader {
  /// Reads `id`: what begins the ids of the figures' elements.
  func id() -> String? {
    guard let word = word("id"), let entry = entries["id"] else { return nil }
    if ElementID.isPrefix(word) { return word }
    source.report(
      "\u{201C}\(word)\u{201D} cannot begin an id: it has letters, digits, - and _, and begins with a letter",
      at: entry.value, hint: "write id: \(ElementID.prefix(word))")
    return nil
  }
}
