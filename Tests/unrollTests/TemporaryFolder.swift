import Foundation

/// A folder of a test's own, removed with all it holds when the test ends.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "unroll-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { path + "/" + name }

  /// The names in the folder, hidden ones too.
  func names(in folder: String = "") throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: path(folder)))
  }

  func text(of name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  func bytes(of name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  /// The bytes of each file of a folder in here.
  func contents(of folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try names(in: folder) { contents[name] = try bytes(of: folder + "/" + name) }
    return contents
  }

  @discardableResult
  func put(_ text: String, in name: String) throws -> String {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
    return path(name)
  }

  func handle(writing name: String) throws -> FileHandle {
    try put("", in: name)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path(name)))
  }
}
