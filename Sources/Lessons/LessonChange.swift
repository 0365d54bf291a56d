import Look
import Yams

/// Keys that change a lesson without its file being changed, such as those of a block in a document.
///
///     let change = LessonChange(yaml: "ask: W_h\ncanvas: tight", name: "notes.md")
///     try Lesson(yaml: text, name: "gru.yaml", changes: [change]).asked  // ["W_h"]
///
/// A key of a lesson replaces the lesson's; a key of `figure`, there or by itself, only that of the
/// figure.
public struct LessonChange: Hashable, Sendable {
  /// The keys, as YAML.
  public let yaml: String
  /// The name of its source in messages.
  public let name: String
  /// Keys in the text that mean something else.
  public let others: Set<String>

  /// Creates a change.
  public init(yaml: String, name: String, others: Set<String> = []) {
    (self.yaml, self.name, self.others) = (yaml, name, others)
  }

  /// The keys that can change a lesson, each with a line of help: those of a lesson, and those of
  /// its `figure`.
  public static let keys = (LessonKeys.lesson + figureKeys).map { (name: $0.name, help: $0.help) }

  private static let figureKeys = LessonKeys.figure.filter {
    LessonKeys.lesson[$0.name] == nil
  }

  fileprivate static func isOfFigure(_ name: String) -> Bool { figureKeys[name] != nil }
}

extension LessonReader {
  typealias Pairs = [(key: Node, value: Node)]

  /// Returns a lesson's keys with others in place of those that they change.
  static func changed(_ pairs: Pairs, by changes: Pairs) -> Pairs {
    changes.reduce(pairs) { pairs, change in
      let name = ShapeCheck.name(change.key)
      if LessonChange.isOfFigure(name) { return changed(pairs, byFigure: [change], at: change.key) }
      if name == "figure", let settings = change.value.mapping {
        return changed(pairs, byFigure: Array(settings), at: change.key)
      }
      return replacing(change, in: pairs)
    }
  }

  private static func changed(_ pairs: Pairs, byFigure settings: Pairs, at key: Node) -> Pairs {
    let old = pairs.first { ShapeCheck.name($0.key) == "figure" }
    let all = settings.reduce(old?.value.mapping.map { Array($0) } ?? []) { replacing($1, in: $0) }
    let mapping = Node.Mapping(all.map { ($0.key, $0.value) }, .implicit, .any, key.mark)
    let figure = Node.scalar(.init("figure", .implicit, .any, key.mark))
    return replacing((old?.key ?? figure, .mapping(mapping)), in: pairs)
  }

  private static func replacing(_ new: (key: Node, value: Node), in pairs: Pairs) -> Pairs {
    let name = ShapeCheck.name(new.key)
    guard let index = pairs.firstIndex(where: { ShapeCheck.name($0.key) == name }) else {
      return pairs + [new]
    }
    var pairs = pairs
    pairs[index] = new
    return pairs
  }
}

/// A block's text that names the file of its lesson, beside keys that change it.
///
///     try LessonReference(in: "lesson: gru.yaml\nask: W_h", name: "notes.md")?.file  // "gru.yaml"
public struct LessonReference: Hashable, Sendable {
  /// A key with a value of one word or several, separated by commas.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public let key: String
    /// The value as text; `nil` if it has parts with names.
    public let value: String?
    /// The line and column of the key, from 1.
    public let line, column: Int
    /// The line and column of the value, from 1.
    public let valueLine, valueColumn: Int
  }

  /// The file; `nil` if `lesson:` names none.
  public var file: String? {
    entries.first { $0.key == "lesson" }?.value.flatMap { $0.isEmpty ? nil : $0 }
  }
  /// All keys, in order.
  public let entries: [Entry]

  /// Reads a text; `nil` if it is YAML without the key `lesson`.
  ///
  /// - Throws: `LessonError` if it has the key but is no YAML.
  public init?(in text: String, name: String) throws(LessonError) {
    // Long lessons are not read twice.
    guard
      text.textLines.contains(where: {
        $0.content.drop { " {\"'".contains($0) }.hasPrefix("lesson")
      })
    else { return nil }
    try self.init(keys: text, name: name)
    guard entries.contains(where: { $0.key == "lesson" }) else { return nil }
  }

  /// Reads keys.
  ///
  /// - Throws: `LessonError` if the text is no YAML, or has no keys.
  public init(keys text: String, name: String) throws(LessonError) {
    let source = Source(text: text, name: name)
    guard let mapping = LessonReader(source).keys(of: text) else { throw source.error }
    entries = mapping.map { key, value in
      let (place, valuePlace) = (source.place(at: key), source.place(at: value))
      return Entry(
        key: ShapeCheck.name(key), value: value.words, line: place.line, column: place.column,
        valueLine: valuePlace.line, valueColumn: valuePlace.column)
    }
  }
}

extension Node {
  /// A scalar's text, or those of a list's scalars with commas between them.
  fileprivate var words: String? {
    if let scalar { return isNull ? "" : scalar.string }
    guard let items = sequence.map({ Array($0) }) else { return nil }
    let words = items.compactMap(\.scalar?.string)
    return words.count == items.count ? words.joined(separator: ",") : nil
  }
}
