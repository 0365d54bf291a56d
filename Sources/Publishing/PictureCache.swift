import Foundation

/// Pictures kept between runs, each under all that it was made from.
///
/// A folder of files that may be deleted at any time. An entry is whole or not there, so several
/// processes can share it; it holds its key, so that two keys with one hash are never mixed up; and
/// a cache that cannot be read or written is as good as none.
///
/// ```swift
/// let cache = PictureCache(environment: ["HOME": "/home/ada"])  // /home/ada/.cache/unroll
/// cache?.keep(bytes, for: key)
/// cache?.content(for: key)                                      // bytes
/// PictureCache(environment: [:])                                // nil
/// ```
public struct PictureCache: Sendable {
  /// The folder with the entries.
  public let folder: String

  // Beyond so many entries the oldest ones go.
  private static let mostEntries = 2000
  private static let head = "unroll pictures 2\n"

  /// Finds the cache's place: `XDG_CACHE_HOME/unroll`, or else `HOME/.cache/unroll`; `nil` when
  /// neither is an absolute path, as the XDG Base Directory Specification asks.
  public init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func path(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let parent = path("XDG_CACHE_HOME") ?? path("HOME").map({ $0 + "/.cache" }) else {
      return nil
    }
    folder = parent + "/unroll"
  }

  /// Returns what was kept for a key, `nil` if there is nothing or only damaged bytes.
  public func content(for key: [UInt8]) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path(for: key)) else { return nil }
    let head = Self.head(of: key)
    guard data.starts(with: head), data.count >= head.count + 16 else { return nil }
    let content = Array(data[head.count..<(data.count - 16)])
    guard data.suffix(16).elementsEqual(ContentHash.of([content]).utf8) else { return nil }
    return content
  }

  /// Keeps bytes for a key; where that fails, they are made again next time.
  public func keep(_ content: [UInt8], for key: [UInt8]) {
    let bytes = Self.head(of: key) + content + Array(ContentHash.of([content]).utf8)
    let name = path(for: key)
    // Not `AtomicFile`, which waits for the disk: an entry lost with the power is no loss.
    let temporary = "\(name).\(getpid()).part"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: temporary))
      guard rename(temporary, name) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      unlink(temporary)
    }
    forgetOldest()
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
