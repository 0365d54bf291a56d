import Foundation

/// A temporary folder for one test, removed with its contents when the test ends.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = NSTemporaryDirectory() + "unroll-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func path(_ name: String) -> String { path + "/" + name }

  /// The names in the folder, including hidden ones.
  package func names(in folder: String = "") throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: path(folder)))
  }

  package func text(of name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  package func bytes(of name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  /// The bytes of each file in a subfolder.
  package func contents(of folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try names(in: folder) { contents[name] = try bytes(of: folder + "/" + name) }
    return contents
  }

  package func make(_ folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: path(folder), withIntermediateDirectories: true)
  }

  /// Writes a file in place, and creates missing folders.
  @discardableResult
  package func put(_ text: String, in name: String) throws -> String {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
    return path(name)
  }

  /// Saves a file as most editors do, by renaming a new file over it.
  package func putByRenaming(_ text: String, in name: String) throws {
    try put(text, in: name + "~")
    try move(name + "~", to: name)
  }

  package func handle(writing name: String) throws -> FileHandle {
    try put("", in: name)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path(name)))
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }

  package func move(_ name: String, to other: String) throws {
    guard rename(path(name), path(other)) == 0 else { throw POSIXError(.EIO) }
  }

  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  package func permissions(of name: String) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(atPath: path(name))
    return (facts[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}
