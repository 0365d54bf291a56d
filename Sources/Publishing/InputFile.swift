import Formulas
import Foundation

/// Reading a file that somebody named.
///
///     try InputFile.bytes(of: "lesson.yaml", expecting: "lesson file")
public enum InputFile {
  /// Returns a file's bytes.
  ///
  /// - Parameters:
  ///   - kind: what the file should be, for the message when it is a folder.
  ///   - most: how many bytes are read at most, all of them if it is `nil`.
  ///   - waits: whether a pipe or a device is read, as for an argument that a shell has made; if
  ///     not, it is an error, since nobody may ever write to it.
  /// - Throws: `InputError`, which says why it cannot be read.
  public static func bytes(
    of path: String, expecting kind: String, atMost most: Int? = nil, waits: Bool = true
  ) throws(InputError) -> [UInt8] {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      let isLink = (try? manager.destinationOfSymbolicLink(atPath: path)) != nil
      throw InputError(path: path, reason: isLink ? .brokenLink : .missing)
    }
    guard !isFolder.boolValue else { throw InputError(path: path, reason: .folder(of: kind)) }
    guard waits || FileStatus(of: path)?.kind == .file else {
      throw InputError(path: path, reason: .stream(kind))
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw InputError(path: path, reason: .forbidden)
    }
    do {
      return try bytes(of: file, atMost: most)
    } catch {
      throw InputError(path: path, reason: .unreadable)
    }
  }

  private static func bytes(of file: FileHandle, atMost most: Int?) throws -> [UInt8] {
    guard let most else { return Array(try file.readToEnd() ?? Data()) }
    var bytes: [UInt8] = []
    while bytes.count < most, let part = try file.read(upToCount: most - bytes.count),
      !part.isEmpty
    {
      bytes += part
    }
    return bytes
  }

  /// Returns all of standard input.
  ///
  /// - Parameter most: how many bytes are read at most, all of them if it is `nil`.
  /// - Throws: `InputError` if it is closed or is not a file that can be read.
  public static func standardInput(atMost most: Int? = nil) throws(InputError) -> [UInt8] {
    do {
      return try bytes(of: .standardInput, atMost: most)
    } catch {
      throw InputError(path: "standard input", reason: .unreadable)
    }
  }

  /// Returns a hint with the file in the same folder that was probably meant by a name without one;
  /// empty if there is none.
  public static func guess(for path: String, extensions: [String]) -> String {
    guard !FileManager.default.fileExists(atPath: path) else { return "" }
    let folder = (path as NSString).deletingLastPathComponent
    let name = (path as NSString).lastPathComponent
    let files =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder))
    let alike = (files ?? []).sorted().filter { file in extensions.contains { file.hasSuffix($0) } }
    let extended = alike.first { ($0 as NSString).deletingPathExtension == name }
    guard let near = extended ?? Spelling.nearest(to: name, among: alike) else { return "" }
    return "; " + Spelling.question((folder as NSString).appendingPathComponent(near))
  }
}

/// Why a named file was not read.
public struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with it.
  public enum Reason: Hashable, Sendable {
    /// There is no such file.
    case missing
    /// It is a symbolic link to a file that does not exist.
    case brokenLink
    /// It is a folder, where a file of this kind was expected.
    case folder(of: String)
    /// It is a pipe or a device, where a file of this kind was expected.
    case stream(String)
    /// It cannot be opened.
    case forbidden
    /// It can be opened, but not read.
    case unreadable
  }

  /// The path as typed.
  public let path: String
  /// What is wrong with it.
  public let reason: Reason

  /// Makes an error from its facts.
  public init(path: String, reason: Reason) {
    (self.path, self.reason) = (path, reason)
  }

  /// What is wrong and what to do, without a full stop.
  public var description: String {
    switch reason {
    case .missing: "there is no file \(path)"
    case .brokenLink: "\(path) is a symbolic link that leads to no file; mend the link"
    case .folder(let kind): "\(path) is a folder; name the \(kind) in it"
    case .stream(let kind): "\(path) is a pipe or a device; name a \(kind)"
    case .forbidden: "\(path) cannot be read; are its permissions right?"
    case .unreadable: "\(path) cannot be read; is it a file?"
    }
  }
}
