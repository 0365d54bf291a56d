import Foundation

/// A JSON value, for protocols in which programs exchange documents. Unknown parts pass through
/// unchanged.
///
///     let json = try JSON(parsing: bytes)
///     json["meta"]["title"].string     // nil if there is no such key, or it is not a string
///     json.bytes                       // keys in alphabetical order
public enum JSON: Hashable, Sendable, Codable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Parses a JSON document.
  ///
  /// - Throws: `DecodingError` if the bytes are not JSON.
  public init(parsing bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
  }

  /// Decodes any value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // The most frequent types first, since each failed attempt has to construct an error.
    if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let array = try? container.decode([JSON].self) {
      self = .array(array)
    } else if let object = try? container.decode([String: JSON].self) {
      self = .object(object)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if container.decodeNil() {
      self = .null
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a JSON value")
    }
  }

  /// Encodes the value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .string(let string): try container.encode(string)
    case .array(let array): try container.encode(array)
    case .object(let object): try container.encode(object)
    }
  }

  /// The document as bytes on one line, with the keys in alphabetical order.
  public var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding fails only for numbers that JSON cannot represent, which no JSON document contains.
    return (try? encoder.encode(self)).map { Array($0) } ?? []
  }

  /// The value for a key of an object, `null` if there is none.
  public subscript(key: String) -> JSON {
    if case .object(let object) = self { object[key] ?? .null } else { .null }
  }

  /// An element of an array, `null` if there is none.
  public subscript(index: Int) -> JSON {
    if case .array(let array) = self, array.indices.contains(index) { array[index] } else { .null }
  }

  /// The string, if the value is one.
  public var string: String? { if case .string(let string) = self { string } else { nil } }
  /// The integer, if the value is one.
  public var integer: Int? { if case .integer(let integer) = self { integer } else { nil } }
  /// The Boolean, if the value is one.
  public var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  /// The elements, if the value is an array.
  public var array: [JSON]? { if case .array(let array) = self { array } else { nil } }
  /// The values by key, if the value is an object.
  public var object: [String: JSON]? { if case .object(let object) = self { object } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Creates a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Creates an integer.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Creates an array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// Creates an object; if a key appears twice, the last value is used.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
