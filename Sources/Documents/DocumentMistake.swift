import Figures
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
    /// A key without an equals sign, or with a space beside it.
    case keySyntax
    /// The keys in the block's first lines cannot be read; why.
    case header(String)
    /// There is no key with this name.
    case unknownKey(String)
    /// This is not a value of the key.
    case value(String, of: BlockKey)
    /// `show` picks no step.
    case noStep
    /// A part of `show` picks no step.
    case steps(StepSelection.Mistake)
    /// The id makes a file name that is too long.
    case longId
    /// The block names this file, and holds a lesson too.
    case lessonTwice(String)
    /// `lesson:` names no file.
    case namelessLesson
    /// The file is outside the folder that it must be in.
    case outside(String, BlockFigure.Place.Home)
    /// The lesson's file cannot be read; a hint with the file that was probably meant, or nothing.
    case file(InputError, hint: String)
    /// The lesson's file is not UTF-8.
    case encoding(String)
    /// The lesson has mistakes, each with its place.
    case lesson([Diagnostic])
    /// A key of the fence changes the lesson in a wrong way.
    case setting(Diagnostic)
    /// Gradients disagree with finite differences.
    case gradients(GradientDisagreement)
    /// The picture of a step cannot be placed in a page.
    case picture(step: Int, InlineSVG.Mistake)
    /// Another block has the id; `first` is its place.
    case sameId(String, first: String)
    /// The files would have the same names as those of the block described.
    case sameFiles(String)
    /// A file that unroll did not draw has the name of one of the block's files.
    case foreignFile(String)
    /// Pandoc read the keys as text.
    case unreadKeys
    /// Pandoc read a block in another program's syntax as text.
    case readAsText
    /// Pandoc shows no picture there in PowerPoint.
    case hiddenPicture
    /// The pictures are too many for one answer.
    case longAnswer(pictures: Int, bytes: Int, most: Int)
    /// The document's structure is wrong.
    case document(NotesDocument.Mistake)
    /// Several mistakes in the same block, each with its place.
    case several([DocumentMistake])
  }

  /// The document's name in messages.
  public let document: String
  /// The block's line; `nil` if the program that found the block does not give it.
  public let line: Int?
  /// The column in Unicode scalars, from 1; `nil` if the mistake is about the whole block.
  public let column: Int?
  /// What is wrong.
  public let kind: Kind

  init(document: String, line: Int?, column: Int? = nil, kind: Kind) {
    (self.document, self.line, self.column, self.kind) = (document, line, column, kind)
  }

  /// Creates the mistake for an error in a document's structure.
  public init(_ mistake: NotesDocument.Mistake) {
    self.init(
      document: mistake.name, line: mistake.line, column: mistake.column, kind: .document(mistake))
  }
}

extension DocumentMistake: CustomStringConvertible {
  /// The mistake as an error.
  public var description: String { worded(as: .error).description }

  /// Returns the message with its place.
  public func worded(as severity: Message.Severity) -> Message {
    switch kind {
    case .lesson(let diagnostics):
      Message(lines: diagnostics.map { $0.worded(as: severity) })
    case .several(let mistakes):
      Message(lines: mistakes.map { $0.worded(as: severity) })
    default:
      Message(
        document + [line, column].compactMap { $0.map { ":\($0)" } }.joined(), severity, message)
    }
  }

  /// The mistake for programs, in separate fields, as `unroll block` writes it.
  var reports: [Report] {
    if case .several(let mistakes) = kind { return mistakes.flatMap(\.reports) }
    guard case .lesson(let diagnostics) = kind else {
      return [Report(document: document, line: line, column: column, message: message, hint: nil)]
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
    case .keySyntax: "keys of a block are written as key=value, with no space around ="
    case .header(let message): message
    case .unknownKey(let name):
      "a block has no key \(name); "
        + (Spelling.question(for: name, among: BlockKey.names + LessonChange.keys.map(\.name))
          ?? "its keys are \(BlockKey.names.listed), and those of a lesson and its figure")
    case .value(let text, let key): Self.message(text, key)
    case .noStep: "show does not name a step"
    case .steps(let mistake): "show: \(mistake)"
    case .longId: "the id is too long for a file name; use one of at most 150 letters"
    case .lessonTwice(let file):
      "the block names the lesson \(file) and holds a lesson too; keep one of them"
    case .namelessLesson: "lesson: names no file; write lesson: lesson.yaml"
    case .outside(let file, let home): "\(file) lies outside \(home.name); \(home.remedy)"
    case .file(let error, let hint): "\(error)" + hint
    case .encoding(let path): "\(path) is not UTF-8; save it as UTF-8"
    case .lesson(let diagnostics): diagnostics.map(\.message).joined(separator: "; ")
    case .setting(let diagnostic):
      diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? "")
    case .gradients(let disagreement): "not drawn: \(disagreement)"
    case .picture(let step, let mistake):
      "the picture of step \(step) cannot be placed in the page, because \(mistake); this is a bug "
        + "in unroll; please report it"
    case .sameId(let id, let first):
      "the id \(id) is used twice, first in \(first); give each block its own"
    case .sameFiles(let other):
      "the id of this block gives the same file names as \(other); give it another id"
    case .foreignFile(let path):
      "\(path) exists already and was not drawn by unroll; give the block another id, or move the "
        + "file"
    case .unreadKeys: "Pandoc did not read the keys in braces; add +attributes to its -f option"
    case .readAsText:
      "Pandoc reads {unroll} as text, and a block that is indented as code; write ```{.unroll "
        + "#fig:one show=answer}, with a dot before unroll, no further in than the text around it, and "
        + "the lesson or lesson: file.yaml below (an example needs a language, as in ````markdown)"
    case .hiddenPicture:
      "in PowerPoint, Pandoc shows no picture inside a list, a quote, a table or a note; move the "
        + "block out of it"
    case .longAnswer(let pictures, let bytes, let most):
      "the answer would hold \(pictures) pictures with \(bytes / 1_000_000) MB, more than "
        + "\(most / 1_000_000) MB; name a folder for them, or fewer steps, themes or formats"
    case .document(let mistake): mistake.message
    case .several(let mistakes): mistakes.map(\.message).joined(separator: "; ")
    }
  }

  private static func message(_ text: String, _ key: BlockKey) -> String {
    switch key.values {
    case .text, .steps: "\(key.name) cannot be \(text)"
    case .width:
      "\(key.name) must be a number with %, px, em, cm, mm, in or pt, such as 60%, not \(text)"
    case .choice(let words):
      "\(key.name) must be \(words.joined(lastBy: "or")), "
        + (Spelling.question(for: text, among: words).map { "not \(text); \($0)" } ?? "not \(text)")
    case .choices(let words):
      Spelling.complaint(
        about: text.commaSeparated, among: words, noun: key.noun, plural: key.noun + "s")
    }
  }
}

/// Why a document's figures could not be made.
public enum DocumentError: Error {
  /// The document's mistakes, at least one.
  case mistakes([DocumentMistake])
  /// The document's or book's settings are wrong.
  case settings(SettingsMistake)
  /// The document changes faster than its lessons are drawn.
  case changing(String)
  /// A figure that no document shows cannot be removed.
  case unremovable(String)
  /// The folder cannot hold figures; the reason.
  case folder(String, FigureFolder.Objection)
}

extension DocumentError: CustomStringConvertible {
  /// The message: one line for each mistake, with its place.
  public var description: String {
    switch self {
    case .mistakes(let mistakes): mistakes.map(\.description).joined(separator: "\n")
    case .settings(let mistake): mistake.description
    case .changing(let path):
      "\(path) changes faster than its lessons are drawn; run this again"
    case .unremovable(let path): "\(path) cannot be removed"
    case .folder(let path, let objection): "no figures are written to \(path): \(objection)"
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
    /// There is no such key; the known keys.
    case unknownKey([String])
    /// It is neither true nor false; its value, if that is text.
    case noFlag(String?)
    /// It is not a string.
    case noText
    /// The folder cannot hold figures; the reason.
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
      return "[preprocessor.unroll] has no key \(key); "
        + Spelling.advice(for: key, among: known, intro: "its keys are")
    case (.book, .noFlag): return "[preprocessor.unroll]: \(key) must be true or false"
    case (_, .noText): return "[preprocessor.unroll]: \(key) must be a string, such as \"last\""
    case (.metadata, .unknownKey(let known)):
      return "unroll in the metadata has no key \(key); "
        + Spelling.advice(for: key, among: known, intro: "its keys are")
    case (.metadata, .noFlag(let value)):
      return "\(key) in the metadata must be true or false"
        + (value.map { ", not \($0)" } ?? "")
    case (_, .folder(let folder, let objection)):
      return "\(key) in the metadata is \(folder); \(objection)"
    }
  }
}
