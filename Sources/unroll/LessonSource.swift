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

  init(_ argument: String) throws {
    path = argument
    if argument == "-" {
      name = "lesson"
      bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
      return
    }
    name = URL(fileURLWithPath: argument).deletingPathExtension().lastPathComponent
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder)
    guard exists else {
      throw Failure.unreadable("there is no file \(argument)")
    }
    guard !isFolder.boolValue else {
      throw Failure.unreadable("\(argument) is a folder; name the lesson file in it")
    }
    guard let data = FileManager.default.contents(atPath: argument) else {
      throw Failure.unreadable("\(argument) cannot be read; are its permissions right?")
    }
    bytes = Array(data)
  }

  /// Reads the lesson and computes its trace.
  func traced() throws -> (lesson: Lesson, trace: Trace) {
    let lesson = try Lesson(bytes: bytes, name: path == "-" ? "standard input" : path)
    do {
      return (lesson, try Trace(of: lesson.graph))
    } catch {
      throw Failure.lesson(lesson.diagnostic(for: error).description)
    }
  }
}
