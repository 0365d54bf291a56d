import Foundation
import Look
import Storyboards

/// The JSON Schema of lesson files, for editors and other programs.
public enum LessonSchema {
  /// The schema as text: JSON Schema, draft 2020-12.
  ///
  /// It accepts every correct lesson, and rejects unknown keys, values of a wrong type, and words
  /// outside the list of their key. Checks that involve more than one place of the file are left
  /// to `Lesson`.
  ///
  /// - Throws: An error of the encoder; never in practice.
  public static func json() throws -> String {
    var schema = object(LessonKeys.lesson)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A lesson for unroll"
    let data = try JSONSerialization.data(
      withJSONObject: schema, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private typealias Schema = [String: Any]

  /// A mapping with these keys and no others.
  private static func object(_ keys: [LessonKey]) -> Schema {
    [
      "type": "object", "additionalProperties": false,
      "properties": Dictionary(
        keys.map { ($0.name, property($0)) }, uniquingKeysWith: { first, _ in first }),
    ]
  }

  private static func property(_ key: LessonKey) -> Schema {
    var property = schema(of: key.type)
    property["description"] =
      key.help + (key.fallback.isEmpty ? "" : " (without it: \(key.fallback))")
    return property
  }

  private static func schema(of type: LessonType) -> Schema {
    switch type {
    case .text: ["type": ["string", "number", "boolean"]]
    case .id: ["type": ["string", "boolean"], "pattern": ElementID.prefixPattern]
    case .choice(["true", "false"], let spellings):
      // A YAML reader gives a truth value, or the word if it is none of YAML 1.2.
      ["enum": [true, false] + (["true", "false"] + spellings) as [Any]]
    case .choice(let words, let spellings):
      ["enum": words + spellings.filter { !words.contains($0) }]
    case .whole(let range):
      range.upperBound == .max
        ? ["type": "integer", "minimum": range.lowerBound]
        : ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
    case .number: ["type": "number"]
    case .value:
      // `items` does not apply to a number, nor the inner one to a vector's components.
      [
        "type": ["number", "array"], "minItems": 1,
        "items": ["type": ["number", "array"], "minItems": 1, "items": ["type": "number"]],
      ]
    case .color: ["type": "string", "pattern": "^#[0-9a-fA-F]{6}$"]
    case .canvas:
      ["anyOf": [["enum": Canvas.names], ["type": "string", "pattern": canvasPattern]]]
    case .quantity: ["type": "string"]
    case .formula: ["type": ["string", "number"]]
    case .token: ["type": ["string", "number", "boolean", "null"]]
    case .nothing: ["type": "null"]
    case .list(let type): ["type": "array", "minItems": 1, "items": schema(of: type)]
    case .named(let type): ["type": "object", "additionalProperties": schema(of: type)]
    case .mapping(let keys): object(keys)
    case .slide(let kinds): slide(kinds)
    case .either(let types): either(types)
    }
  }

  /// Lists and mappings are distinguished before their content is checked, so that a mistake inside
  /// is reported at its place rather than as a mismatch with several forms.
  private static func either(_ types: [LessonType]) -> Schema {
    if types == [.value, .token] {
      // A minibatch has a list of tokens in place of one.
      let number = schema(of: .value)
      let tokens: Schema = ["type": "array", "minItems": 1, "items": schema(of: .token)]
      return choice(
        "array", ["anyOf": [number, tokens]],
        else: ["anyOf": [["type": "number"], schema(of: .token)]])
    }
    let simple = types.filter { $0.container == nil }.map(schema)
    let rest: Schema = simple.count == 1 ? simple[0] : ["anyOf": simple]
    let containers = types.compactMap { type in type.container.map { ($0, schema(of: type)) } }
    guard !simple.isEmpty else {
      guard let last = containers.last else { return [:] }
      return containers.dropLast().reduce(last.1) { choice($1.0, $1.1, else: $0) }
    }
    return containers.reduce(rest) { choice($1.0, $1.1, else: $0) }
  }

  private static func choice(_ type: String, _ then: Schema, else rest: Schema) -> Schema {
    ["if": ["type": type], "then": then, "else": rest]
  }

  /// A slide: a word, or a mapping whose kind determines which other keys it may have.
  private static func slide(_ kinds: [LessonKey]) -> Schema {
    var mapping = object(kinds + LessonKeys.companions)
    mapping["minProperties"] = 1
    mapping["anyOf"] = kinds.map { ["required": [$0.name]] }
    mapping["allOf"] = kinds.map { kind -> Schema in
      [
        "if": ["required": [kind.name]],
        "then": ["propertyNames": ["enum": [kind.name] + kind.companions.names]],
      ]
    }
    return choice("object", mapping, else: ["enum": kinds.filter(\.type.canBeMissing).names])
  }

  /// Names in lower or upper case, or a size.
  private static var canvasPattern: String {
    let names = Canvas.names.map { name in
      name.map { $0.isLetter ? "[\($0.lowercased())\($0.uppercased())]" : "\($0)" }.joined()
    }
    return "^(" + names.joined(separator: "|") + "|[0-9]+[xX][0-9]+)$"
  }
}

extension LessonType {
  /// The JSON name of a type that holds others; `nil` for any other type, including a value, whose
  /// schema covers both numbers and lists.
  fileprivate var container: String? {
    switch self {
    case .list: "array"
    case .named, .mapping: "object"
    case .value: "array"
    default: nil
    }
  }

  /// Whether the key alone is enough.
  fileprivate var canBeMissing: Bool {
    switch self {
    case .nothing: true
    case .either(let types): types.contains(where: \.canBeMissing)
    default: false
    }
  }
}
