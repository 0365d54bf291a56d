import Foundation

/// A name in a folder that is watched for changes.
struct FolderEntry: Hashable {
  /// The real path of the folder, without symbolic links.
  let folder: String
  let name: String

  // The limit of Linux.
  private static let mostLinks = 40

  /// Returns the entries in which a change of a file is visible: its own and, for a symbolic link,
  /// those that the link leads to. If folders are missing, this is the entry of the first folder
  /// that must appear.
  static func entries(leadingTo path: String) -> Set<FolderEntry> {
    var entries: Set<FolderEntry> = []
    var path = path
    for _ in 0..<mostLinks {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
      guard let real = realPath(folder) else {
        path = folder
        continue
      }
      entries.insert(FolderEntry(folder: real, name: name))
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        break
      }
      path = target.hasPrefix("/") ? target : real + "/" + target
    }
    return entries
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
