import Formulas
import Foundation
import Lessons
import Publishing
import UnrollKit
import Unrolling

/// The lesson named on the command line: a path, or `-` for standard input.
struct LessonSource {
  let bytes: [UInt8]
  /// The path as typed, for messages.
  let path: String
  /// The name for files: the path's last component without its extension.
  let name: String

  /// The name in messages of a lesson from standard input.
  static let standardInput = "standard input"

  // Enough to know that it is too long.
  private static let mostBytes = Lesson.mostBytes + 4

  /// Reads the file.
  ///
  /// - Parameter size: the number of bytes that another process of this tool passes on standard
  ///   input; `nil` if this process reads the file itself.
  init(_ argument: String, sharedSize size: Int? = nil) throws {
    path = argument
    name =
      argument == "-"
      ? "lesson" : URL(fileURLWithPath: argument).deletingPathExtension().lastPathComponent
    if let size {
      bytes = try Worker.receivedLesson(size: size)
      return
    }
    if argument == "-" {
      bytes = try InputFile.standardInput(atMost: Self.mostBytes)
      return
    }
    guard !argument.isEmpty else {
      throw Failure.usage(
        "the lesson's name is empty; write a file name, or - for standard input")
    }
    do {
      bytes = try InputFile.bytes(of: argument, expecting: "lesson file", atMost: Self.mostBytes)
    } catch {
      throw Failure.unreadable(
        "\(error)\(InputFile.guess(for: argument, extensions: [".yaml", ".yml", ".json"]))")
    }
  }

  /// Reads the lesson.
  func read() throws(LessonError) -> Lesson {
    guard bytes.count < Self.mostBytes else {
      // No more of it was read.
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let size = (attributes?[.size] as? NSNumber)?.intValue
      throw Lesson.tooLong(
        bytes: size.flatMap { $0 >= bytes.count ? $0 : nil },
        name: path == "-" ? Self.standardInput : path)
    }
    return try Lesson(bytes: bytes, name: path == "-" ? Self.standardInput : path)
  }

  /// Reads the lesson and computes its trace.
  func traced() throws(LessonError) -> (lesson: Lesson, trace: Trace) {
    let lesson = try read()
    return (lesson, try lesson.trace())
  }
}
