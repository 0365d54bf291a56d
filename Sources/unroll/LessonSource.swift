import Formulas
import Foundation
import Lessons
import Unrolling

/// The lesson named on the command line: a path, or `-` for standard input.
struct LessonSource {
  let bytes: [UInt8]
  /// The path as typed, for messages.
  let path: String
  /// The name for files: the path's last part without its extension.
  let name: String

  /// Takes the lesson that another process of this tool hands over.
  init(sharedSize size: Int) throws {
    path = "-"
    name = "lesson"
    bytes = try Worker.receivedLesson(size: size)
  }

  init(_ argument: String) throws {
    path = argument
    if argument == "-" {
      name = "lesson"
      do {
        bytes = Array(try FileHandle.standardInput.readToEnd() ?? Data())
      } catch {
        throw Failure.unreadable("standard input cannot be read; is it a file?")
      }
      return
    }
    name = URL(fileURLWithPath: argument).deletingPathExtension().lastPathComponent
    guard !argument.isEmpty else {
      throw Failure.usage(
        "the lesson's name is empty; write a file's name, or - for standard input")
    }
    do {
      bytes = try InputFile.bytes(of: argument, kind: "lesson file")
    } catch let failure as Failure {
      throw Failure(message: failure.message + Self.guess(argument), code: failure.code)
    }
  }

  /// The file in the same folder that was probably meant, as a part of a message.
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
    return "; did you mean \((folder as NSString).appendingPathComponent(near))?"
  }

  /// Reads the lesson.
  func read() throws(LessonError) -> Lesson {
    try Lesson(bytes: bytes, name: path == "-" ? "standard input" : path)
  }

  /// Reads the lesson and computes its trace.
  func traced() throws -> (lesson: Lesson, trace: Trace) {
    let lesson = try read()
    do {
      return (lesson, try Trace(of: lesson.graph))
    } catch {
      throw Failure.lesson(lesson.diagnostic(for: error).description)
    }
  }
}
