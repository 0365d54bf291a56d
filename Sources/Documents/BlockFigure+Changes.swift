import Formulas
import Lessons
import Notes

/// A block's keys that change its lesson: `ask: W_h` beside `lesson: gru.yaml`, or `canvas=tight` in
/// the braces of its fence.
extension BlockFigure {
  /// What a block's text names; `nil` if it is a lesson, or names one in the fence.
  ///
  /// - Throws: `DocumentMistake` if the text cannot be read.
  static func reference(
    of block: NotesBlock, at place: Place
  ) throws(DocumentMistake) -> LessonReference? {
    guard block.file == nil else { return nil }
    do {
      return try LessonReference(in: block.lesson, name: place.document)
    } catch {
      throw wrong(.lesson(error.diagnostics.map { placed($0, block) }), block, place)
    }
  }

  /// The keys that change the lesson, those of the fence first.
  static func changes(
    of block: NotesBlock, _ reference: LessonReference?, at place: Place
  ) -> [LessonChange] {
    let own = Set(BlockKey.names + ["lesson"])
    let inText = Set(reference?.entries.map(\.key) ?? [])
    let ofFence = block.options.sorted { $0.key < $1.key }
      .filter { !own.contains($0.key) && !BlockKey.isOfHost($0.key) && !inText.contains($0.key) }
      .map { LessonChange(yaml: "\($0): \(yaml($1, of: $0))", name: fenceName(of: $0)) }
    guard let reference, reference.entries.contains(where: { !own.contains($0.key) }) else {
      return ofFence
    }
    return ofFence + [LessonChange(yaml: block.lesson, name: place.document, others: own)]
  }

  /// A key's value as YAML: a title is text whatever is in it, and commas separate quantities.
  private static func yaml(_ value: String, of key: String) -> String {
    switch key {
    case "title": value.quotedForJSON
    case "ask" where !value.hasPrefix("["): "[\(value)]"
    default: value
    }
  }

  // No file has such a name.
  private static func fenceName(of key: String) -> String { "\0" + key }

  /// Returns a lesson's mistakes at their places: in the document, in its fence, or in the file.
  func mistake(_ error: LessonError) -> DocumentMistake {
    let inFence = error.diagnostics.filter { $0.file.hasPrefix("\0") }
    let others = error.diagnostics.filter { !$0.file.hasPrefix("\0") }
    let lesson =
      others.isEmpty
      ? [] : [wrong(.lesson(others.map { isOfBlock($0) ? Self.placed($0, block) : $0 }))]
    let all = inFence.map { wrong(.setting($0), key: String($0.file.dropFirst())) } + lesson
    return all.count == 1 ? all[0] : wrong(.several(all))
  }

  private func isOfBlock(_ diagnostic: Diagnostic) -> Bool {
    path == nil || diagnostic.file == place.document
  }

  /// A mistake in a block's text at its place in the document.
  private static func placed(_ diagnostic: Diagnostic, _ block: NotesBlock) -> Diagnostic {
    diagnostic.moved(lines: block.lessonLine - 1, columns: block.prefix.unicodeScalars.count)
  }
}

extension NotesBlock {
  /// Whether the block has nothing but keys and comments.
  var isWithoutText: Bool {
    lesson.textLines.allSatisfy { line in
      line.content.allSatisfy(\.isWhitespace) || line.content.hasPrefix("#")
    }
  }

  /// Returns the block with the keys of a block that its text has beside the lesson's file.
  func completed(by reference: LessonReference) -> NotesBlock {
    reference.entries.reduce(self) { block, entry in
      guard entry.key != "lesson", BlockKey.names.contains(entry.key), let value = entry.value
      else { return block }
      return block.replacing(entry.key, by: value, at: (entry.line, entry.column))
    }
  }
}
