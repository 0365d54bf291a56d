import Foundation
import Publishing

/// The pictures of one block, ordered by theme, step and format.
public struct DrawnBlock: Sendable {
  /// One picture.
  public struct Picture: Hashable, Sendable {
    /// The step's number in the deck, from 1.
    public let step: Int
    /// The theme's name.
    public let theme: String
    /// The format.
    public let format: FigureFormat
    /// What it shows in words: the block's text, or else the step's.
    public let alternativeText: String
    /// What the step is about, with formulas between dollar signs.
    let caption: String
    /// What is said to the step.
    let narration: String
    /// The file's bytes.
    public let content: [UInt8]

    /// The CSS media query of the screens that show it instead of the first theme.
    var mediaQuery: String {
      switch theme {
      case "print": "print"
      case "high-contrast": "(prefers-contrast: more)"
      default: "(prefers-color-scheme: \(theme))"
      }
    }
  }

  /// The block's name as a part of file names.
  let name: String
  /// The deck's title.
  let title: String?
  /// All pictures.
  public let pictures: [Picture]

  /// The steps' numbers in order.
  public var steps: [Int] { pictures.map(\.step).withoutDuplicates }
  /// The themes' names in order.
  public var themes: [String] { pictures.map(\.theme).withoutDuplicates }

  /// Returns a picture, `nil` if there is none.
  func picture(_ step: Int, _ theme: String, _ format: FigureFormat) -> Picture? {
    pictures.first { $0.step == step && $0.theme == theme && $0.format == format }
  }

  /// The file name of a picture: the block's name, and what distinguishes its pictures.
  ///
  ///     a.svg    a-3.svg    a-3-dark.svg
  ///
  /// - Parameter name: another name for the block.
  func fileName(of picture: Picture, inBlock name: String? = nil) -> String {
    (name ?? self.name) + (steps.count > 1 ? "-\(picture.step)" : "")
      + (themes.count > 1 ? "-\(picture.theme)" : "") + "." + picture.format.rawValue
  }
}

extension Sequence where Element: Hashable {
  /// The elements in order, each only where it occurs first.
  var withoutDuplicates: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}

// MARK: In a cache

extension DrawnBlock {
  private struct Head: Codable {
    struct Picture: Codable {
      let step: Int
      let theme, format, alternativeText, caption, narration: String
      let size: Int
    }
    let name: String
    let title: String?
    let pictures: [Picture]
  }

  /// The block as bytes for the cache: a line of JSON, then the pictures one after another.
  var kept: [UInt8]? {
    let head = Head(
      name: name, title: title,
      pictures: pictures.map {
        Head.Picture(
          step: $0.step, theme: $0.theme, format: $0.format.rawValue,
          alternativeText: $0.alternativeText, caption: $0.caption, narration: $0.narration,
          size: $0.content.count)
      })
    guard let line = try? JSONEncoder().encode(head) else { return nil }
    return Array(line) + [UInt8(ascii: "\n")] + pictures.flatMap(\.content)
  }

  /// Reads the bytes of `kept`.
  init?(kept bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let head = try? JSONDecoder().decode(Head.self, from: Data(bytes[..<end]))
    else { return nil }
    var start = end + 1
    var pictures: [Picture] = []
    for picture in head.pictures {
      guard let format = FigureFormat(rawValue: picture.format),
        bytes.count - start >= picture.size
      else { return nil }
      pictures.append(
        Picture(
          step: picture.step, theme: picture.theme, format: format,
          alternativeText: picture.alternativeText, caption: picture.caption,
          narration: picture.narration,
          content: Array(bytes[start..<(start + picture.size)])))
      start += picture.size
    }
    self.init(name: head.name, title: head.title, pictures: pictures)
  }
}
