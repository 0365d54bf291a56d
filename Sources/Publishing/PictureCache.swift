import Foundation

/// Pictures cached between runs, keyed by everything that determines them.
///
/// The cache is a folder of files that may be deleted at any time. Entries are written atomically,
/// so several processes can share the cache. Each entry contains its key, so that keys with the
/// same hash are never confused. A cache that cannot be read or written behaves like an empty one.
///
/// ```swift
/// let cache = PictureCache(environment: ["HOME": "/home/ada"])  // /home/ada/.cache/unroll
/// cache?.keep(bytes, for: key)
/// cache?.content(for: key)                                      // bytes
/// PictureCache(environment: [:])                                // nil
/// ```
public struct PictureCache: Sendable {
  /// The folder that contains the entries.
  public let folder: String

  // When there are more entries, the oldest ones are removed.
  private static let mostEntries = 2000
  private static let head = "unroll pictures 2\n"

  /// Locates the cache in `XDG_CACHE_HOME/unroll`, or else in `HOME/.cache/unroll`. The result is
  /// `nil` if neither is an absolute path, as the XDG Base Directory Specification requires.
  public init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func path(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let parent = path("XDG_CACHE_HOME") ?? path("HOME").map({ $0 + "/.cache" }) else {
      return nil
    }
    folder = parent + "/unroll"
  }

  /// Returns the content cached for a key, or `nil` if there is none or it is damaged.
  public func content(for key: [UInt8]) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path(for: key)) else { return nil }
    let head = Self.head(of: key)
    guard data.starts(with: head), data.count >= head.count + 16 else { return nil }
    let content = Array(data[head.count..<(data.count - 16)])
    guard data.suffix(16).elementsEqual(ContentHash.of([content]).utf8) else { return nil }
    return content
  }

  /// Stores content for a key. If that fails, the content is computed again next time.
  public func keep(_ content: [UInt8], for key: [UInt8]) {
    let bytes = Self.head(of: key) + content + Array(ContentHash.of([content]).utf8)
    let name = path(for: key)
    // Not `AtomicFile`, which waits for the disk: losing an entry in a power failure does no harm.
    let temporary = "\(name).\(UUID().uuidString).part"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: temporary))
      guard rename(temporary, name) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      unlink(temporary)
    }
    forgetOldest()
  }

  /// Why the folder cannot hold entries; `nil` if it can. It is created if it is missing.
  public var refusal: OutputError? {
    do throws(SystemError) {
      try FileSystem.makeFolder(folder)
      try FileSystem.checkWritable(folder)
      return nil
    } catch {
      return OutputError(error, path: folder)
    }
  }

  private func path(for key: [UInt8]) -> String { folder + "/" + ContentHash.of([key]) }

  private static func head(of key: [UInt8]) -> [UInt8] {
    Array("\(head)\(key.count)\n".utf8) + key
  }

  private func forgetOldest() {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: folder),
      names.count > Self.mostEntries
    else { return }
    let entries = names.map { name -> (path: String, date: Date) in
      let path = folder + "/" + name
      let date = try? manager.attributesOfItem(atPath: path)[.modificationDate] as? Date
      return (path, date ?? .distantPast)
    }
    for entry in entries.sorted(by: { $0.date < $1.date }).prefix(Self.mostEntries / 2) {
      unlink(entry.path)
    }
  }
}
