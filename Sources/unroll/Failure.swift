import ArgumentParser
import Documents
import Formulas
import Foundation
import Graphviz
import Lessons
import Notes
import Publishing
import UnrollKit
import Unrolling
import Watching

/// Why the tool stops: a message for standard error, and an exit code.
struct Failure: Error {
  let message: Message
  let code: Int32

  /// The flags or arguments are wrong.
  static func usage(_ text: String) -> Failure { Failure(text, code: 64) }
  /// The lesson has mistakes.
  static func lesson(_ text: String) -> Failure { Failure(text, code: 65) }
  /// The lesson cannot be read.
  static func unreadable(_ text: String) -> Failure { Failure(text, code: 66) }

  /// Creates the failure for an error of any module; `nil` if it ends the tool without a message.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    // The message of a mistake in a file starts with its place.
    case let error as LessonError: self.init(error.worded, code: 65)
    case let error as IllustrationError: self.init(error)
    case let mistake as DocumentMistake: self.init(mistake.worded(as: .error), code: 65)
    case let mistake as NotesDocument.Mistake:
      self.init(DocumentMistake(mistake).worded(as: .error), code: 65)
    case let error as DocumentError: self.init(error)
    case let mistake as PandocDocument.Mistake: self = .lesson(mistake.description)
    case let mistake as BlockRequest.Mistake: self = .usage(mistake.description)
    case let mistake as MystDirective.Mistake: self = .usage(mistake.description)
    case let mistake as MdBook.Mistake: self = .usage(mistake.description)
    case let error as InputError: self = .unreadable(error.description)
    case let error as OutputError:
      guard !error.isQuiet else { return nil }
      self.init(Self.words(for: error), code: error.exitCode)
    case let error as ServerError: self.init(error.description, code: 73)
    case let error as WatchError: self.init(error.description, code: 70)
    case let error as GraphvizError: self.init(error.description, code: 70)
    default: self.init("\(error); this is a bug in unroll; please report it", code: 70)
    }
  }

  private init(_ error: IllustrationError) {
    switch error {
    case .lesson(let error): self.init(error.worded, code: 65)
    case .gradients(_, let lesson):
      let path = lesson == LessonSource.standardInput ? "-" : lesson
      self = .lesson("\(error); unroll check \(path) shows the numbers")
    case .comparison, .unreached, .largePage: self = .lesson(error.description)
    case .graphviz(let error): self.init(error.description, code: 70)
    }
  }

  private init(_ error: DocumentError) {
    switch error {
    case .mistakes(let mistakes):
      self.init(Message(lines: mistakes.map { $0.worded(as: .error) }), code: 65)
    case .settings(let mistake):
      let place = mistake.place == .book ? "book.toml" : "unroll"
      self.init(Message(place, .error, mistake.description), code: 65)
    case .changing: self.init(error.description, code: 75)
    case .unremovable, .folder: self.init(error.description, code: 73)
    }
  }

  private init(_ text: String, code: Int32) {
    self.init(Message("unroll", .error, text), code: code)
  }

  /// Creates a failure from a complete message.
  init(_ message: Message, code: Int32) { (self.message, self.code) = (message, code) }

  /// Runs a command's work, and reports an error on standard error with its exit code.
  static func reported(_ work: () throws -> Void) throws {
    WriteSignals.becomeErrors()
    UnfinishedFiles.removeOnSignals()
    do {
      try work()
    } catch let code as ExitCode {
      throw code
    } catch {
      guard let failure = Failure(error) else { throw ExitCode(0) }
      Terminal.say(failure.message)
      throw ExitCode(failure.code)
    }
  }

  /// The message about an output; if the flag is wrong, with the flag as typed.
  private static func words(for error: OutputError) -> String {
    switch error.kind {
    case .wrongUsage(.severalSteps(let count)):
      let place = error.path == "-" ? "-: standard output" : error.path
      return "-o \(place) holds one picture, but \(count) steps are chosen; choose one with "
        + "--steps last, write them all as one file (-f pdf), or name a file or a folder"
    case .wrongUsage: return (error.path == "-" ? "-o -: " : "-o ") + error.description
    default: return error.description
    }
  }
}
