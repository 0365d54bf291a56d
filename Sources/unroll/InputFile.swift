import Foundation

/// Reading a file that somebody named.
enum InputFile {
  /// Returns a file's bytes.
  ///
  /// - Parameter kind: what the file is, for messages.
  /// - Throws: `Failure.unreadable`, which says why and what to do.
  static func bytes(of path: String, kind: String) throws -> [UInt8] {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      let isLink = (try? manager.destinationOfSymbolicLink(atPath: path)) != nil
      throw Failure.unreadable(
        isLink
          ? "\(path) is a symbolic link that leads to no file; mend the link"
          : "there is no file \(path)")
    }
    guard !isFolder.boolValue else {
      throw Failure.unreadable("\(path) is a folder; name the \(kind) in it")
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw Failure.unreadable("\(path) cannot be read; are its permissions right?")
    }
    do {
      return Array(try file.readToEnd() ?? Data())
    } catch {
      throw Failure.unreadable("\(path) cannot be read; is it a file?")
    }
  }
}
