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
      do {
        bytes = Array(try FileHandle.standardInput.readToEnd() ?? Data())
      } catch {
        throw Failure.unreadable("standard input cannot be read; is it a file?")
      }
      return
    }
    guard !argument.isEmpty else {
      throw Failure.usage(
        "the lesson's name is empty; write a file name, or - for standard input")
    }
    do {
      bytes = try InputFile.bytes(of: argument, expecting: "lesson file")
    } catch {
      throw Failure.unreadable("\(error)\(Self.guess(argument))")
    }
  }

  /// A hint with the file in the same folder that was probably meant.
  private static func guess(_ argument: String) -> String {
    guard !FileManager.default.fileExists(atPath: argument) else { return "" }
    let folder = (argument as NSString).deletingLastPathComponent
    let name = (argument as NSString).lastPathComponent
    let files =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder))
    let lessons = (files ?? []).sorted()
      .filter { file in [".yaml", ".yml", ".json"].contains { file.hasSuffix($0) } }
    let extended = lessons.first { ($0 as NSString).deletingPathExtension == name }
    guard let near = extended ?? Spelling.nearest(to: name, among: lessons) else { return "" }
    return "; " + Spelling.question((folder as NSString).appendingPathComponent(near))
  }

  /// Reads the lesson.
  func read() throws(LessonError) -> Lesson {
    try Lesson(bytes: bytes, name: path == "-" ? Self.standardInput : path)
  }

  /// Reads the lesson and computes its trace.
  func traced() throws(LessonError) -> (lesson: Lesson, trace: Trace) {
    let lesson = try read()
    return (lesson, try lesson.trace())
  }
}
