import Formulas
import Foundation
import Lessons
import Notes
import Publishing
import Storyboards
import UnrollKit
import Unrolling

/// What is wrong with a block of a document, and where.
public struct DocumentMistake: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A key without an equals sign, or with a blank beside it.
    case keySyntax
    /// There is no key of this name.
    case unknownKey(String)
    /// This is no value of the key.
    case value(String, of: BlockKey)
    /// `show` picks no step.
    case noStep
    /// A part of `show` picks no step.
    case steps(StepSelection.Mistake)
    /// The id makes a file name that is too long.
    case longId
    /// The block names this file, and holds a lesson too.
    case lessonTwice(String)
    /// `lesson:` has no file behind it.
    case namelessLesson
    /// The file is outside the folder that it must be in.
    case outside(String, BlockFigure.Place.Home)
    /// The lesson's file cannot be read.
    case file(InputError)
    /// The lesson's file is not UTF-8.
    case encoding(String)
    /// The lesson is wrong, at places of its own.
    case lesson([Diagnostic])
    /// Gradients disagree with finite differences.
    case gradients(GradientDisagreement)
    /// Another block has the id; where it is.
    case sameId(String, first: String)
    /// The files have the names of another block's; where it is.
    case sameFiles(String)
    /// A file that unroll has not drawn has the name of one of the block's files.
    case foreignFile(String)
    /// Pandoc took the keys for text.
    case unreadKeys
    /// PowerPoint shows no picture there.
    case hiddenPicture
    /// The document's own structure is wrong.
    case document(NotesDocument.Mistake)
  }

  /// The document's name as in messages.
  public let document: String
  /// The block's line; `nil` where the program that found the block does not say it.
  public let line: Int?
  /// What is wrong.
  public let kind: Kind

  init(document: String, line: Int?, kind: Kind) {
    (self.document, self.line, self.kind) = (document, line, kind)
  }

  /// Takes what is wrong with a document's structure.
  public init(_ mistake: NotesDocument.Mistake) {
    self.init(document: mistake.name, line: mistake.line, kind: .document(mistake))
  }
}

extension DocumentMistake: CustomStringConvertible {
  /// The mistake as an error.
  public var description: String { text(as: "error") }

  /// Returns the place and what is wrong.
  ///
  /// - Parameter severity: `error` or `warning`.
  public func text(as severity: String) -> String {
    switch kind {
    case .lesson(let diagnostics):
      diagnostics.map { $0.text(as: severity) }.joined(separator: "\n")
    default: "\(document)\(line.map { ":\($0)" } ?? ""): \(severity): \(message)"
    }
  }

  /// The mistake for programs: its facts apart, as `unroll block` writes them.
  var reports: [Report] {
    guard case .lesson(let diagnostics) = kind else {
      return [Report(document: document, line: line, column: nil, message: message, hint: nil)]
    }
    return diagnostics.map {
      Report(
        document: $0.file, line: $0.line, column: $0.column, message: $0.message, hint: $0.hint)
    }
  }

  struct Report: Encodable {
    let document: String
    let line, column: Int?
    let message: String
    let hint: String?
  }

  private var message: String {
    switch kind {
    case .keySyntax: "keys of a block are written as key=value, with no blank beside the sign"
    case .unknownKey(let name):
      "a block has no key \(name); "
        + (Spelling.nearest(to: name, among: BlockKey.names).map { "did you mean \($0)?" }
          ?? "its keys are " + BlockKey.names.joined(separator: ", "))
    case .value(let text, let key): Self.message(text, key)
    case .noStep: "show names no step"
    case .steps(let mistake): "show: \(mistake)"
    case .longId: "the id is too long for a file's name; take one of at most 150 letters"
    case .lessonTwice(let file):
      "the block names the lesson \(file) and holds a lesson too; keep one of them"
    case .namelessLesson: "lesson names no file; write lesson: lesson.yaml"
    case .outside(let file, let home): "\(file) lies outside \(home.name); \(home.remedy)"
    case .file(let error): "\(error)"
    case .encoding(let path): "\(path) is not UTF-8; save it as UTF-8"
    case .lesson(let diagnostics): diagnostics.map(\.message).joined(separator: "; ")
    case .gradients(let disagreement): "not drawn: \(disagreement)"
    case .sameId(let id, let first):
      "the id \(id) is used twice, first in \(first); give each block its own"
    case .sameFiles(let other):
      "the id of this block names the same files as \(other); give it another"
    case .foreignFile(let path):
      "\(path) is there already, and unroll has not drawn it; give the block another id, or move "
        + "the file"
    case .unreadKeys: "Pandoc did not read what stands in the braces; add +attributes to its -f"
    case .hiddenPicture:
      "Pandoc shows no picture within a list, a quote, a table or a note of PowerPoint; put the "
        + "block outside of it"
    case .document(let mistake): mistake.message
    }
  }

  private static func message(_ text: String, _ key: BlockKey) -> String {
    switch key.values {
    case .text, .steps: "\(text) is no \(key.name)"
    case .width:
      "\(key.name) is a number and %, px, em, cm, mm, in or pt, such as 60%; not \(text)"
    case .choice(let words):
      "\(key.name) is \(words.dropLast().joined(separator: ", ")) or \(words.last ?? ""), not "
        + text
    case .choices(let words):
      "there is no \(key.name) "
        + (BlockKey.list(text).first { !words.contains($0) } ?? text) + "; the \(key.name)s are "
        + words.joined(separator: ", ")
    }
  }
}

/// Why a document's figures are not there.
public enum DocumentError: Error {
  /// What is wrong with the document; at least one mistake.
  case mistakes([DocumentMistake])
  /// The document's or book's settings are wrong.
  case settings(SettingsMistake)
  /// The document changes faster than its lessons are drawn.
  case changing(String)
  /// A figure that nothing shows cannot be removed.
  case unremovable(String)
}

extension DocumentError: CustomStringConvertible {
  /// What is wrong, in words: each mistake in a line at its place.
  public var description: String {
    switch self {
    case .mistakes(let mistakes): mistakes.map(\.description).joined(separator: "\n")
    case .settings(let mistake): mistake.description
    case .changing(let path):
      "\(path) changes faster than its lessons are drawn; run this again"
    case .unremovable(let path): "\(path) cannot be removed"
    }
  }
}

/// What is wrong with a setting of a document or book.
public struct SettingsMistake: Error, Hashable, Sendable {
  /// Where settings are kept.
  public enum Place: Hashable, Sendable {
    /// `[preprocessor.unroll]` of book.toml.
    case book
    /// `unroll` in Pandoc's metadata.
    case metadata
  }

  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// There is no such key; those that there are.
    case unknownKey([String])
    /// It is neither true nor false: the value, where it is text.
    case noFlag(String?)
    /// It is no text.
    case noText
    /// The folder cannot hold figures, and why.
    case folder(String, FigureFolder.Objection)
  }

  /// Where the setting is.
  public let place: Place
  /// Its key.
  public let key: String
  /// What is wrong.
  public let kind: Kind
}

extension SettingsMistake: CustomStringConvertible {
  /// What is wrong and what to write, without a full stop.
  public var description: String {
    switch (place, kind) {
    case (.book, .unknownKey(let known)):
      return "[preprocessor.unroll] has no key \(key); it has " + known.joined(separator: ", ")
    case (.book, .noFlag): return "[preprocessor.unroll]: \(key) is true or false"
    case (_, .noText): return "[preprocessor.unroll]: \(key) is a text, such as \"last\""
    case (.metadata, .unknownKey(let known)):
      let guess = Spelling.nearest(to: key, among: known).map { "did you mean \($0)?" }
      return "unroll in the metadata has no key \(key); "
        + (guess ?? "its keys are " + known.joined(separator: ", "))
    case (.metadata, .noFlag(let value)):
      return "\(key) in the metadata is true or false, not \(value ?? "that")"
    case (_, .folder(let folder, let objection)):
      return "\(key) in the metadata is \(folder); \(objection)"
    }
  }
}
