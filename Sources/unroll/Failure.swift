import ArgumentParser
import Foundation
import Graphviz
import Lessons
import Publishing

/// Why the tool stops: a message for standard error and an exit code.
struct Failure: Error {
  let message: String
  let code: Int32

  /// The flags or arguments are wrong.
  static func usage(_ message: String) -> Failure {
    Failure(message: "unroll: error: \(message)", code: 64)
  }
  /// The lesson is wrong.
  static func lesson(_ message: String) -> Failure { Failure(message: message, code: 65) }
  /// The lesson cannot be read.
  static func unreadable(_ message: String) -> Failure {
    Failure(message: "unroll: error: \(message)", code: 66)
  }

  /// Runs a command's work; whatever it throws is told on standard error, with its exit code.
  static func reported(_ work: () throws -> Void) throws {
    WriteSignals.becomeErrors()
    UnfinishedFiles.removeOnSignals()
    do {
      try work()
    } catch let failure as Failure {
      Terminal.say(failure.message)
      throw ExitCode(failure.code)
    } catch let error as LessonError {
      Terminal.say(error.description)
      throw ExitCode(65)
    } catch let error as OutputError {
      if !error.isQuiet { Terminal.say("unroll: error: \(words(for: error))") }
      throw ExitCode(error.exitCode)
    } catch let error as GraphvizError {
      Terminal.say("unroll: error: \(error.description)")
      throw ExitCode(70)
    } catch let code as ExitCode {
      throw code
    } catch {
      Terminal.say("unroll: error: \(error); this is a mistake of ours: please report it")
      throw ExitCode(70)
    }
  }

  /// What was wrong with an output; where the flag is wrong, with the flag as typed.
  private static func words(for error: OutputError) -> String {
    guard case .wrongUsage = error.kind else { return error.description }
    return (error.path == "-" ? "-o -: " : "-o ") + error.description
  }
}
