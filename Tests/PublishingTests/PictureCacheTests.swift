import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct PictureCacheTests {
  let folder: TemporaryFolder
  private let key = Array("key".utf8)
  private let content: [UInt8] = [0, 10, 255, 10]

  init() throws { folder = try TemporaryFolder() }

  private func cache() throws -> PictureCache {
    try #require(PictureCache(environment: ["XDG_CACHE_HOME": folder.path]))
  }

  @Test("The cache is in XDG_CACHE_HOME, or else in HOME; without both there is no cache")
  func places() {
    let environment = ["XDG_CACHE_HOME": "/cache", "HOME": "/home/ada"]
    #expect(PictureCache(environment: environment)?.folder == "/cache/unroll")
    #expect(PictureCache(environment: ["HOME": "/home/ada"])?.folder == "/home/ada/.cache/unroll")
    #expect(
      PictureCache(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"])?.folder
        == "/h/.cache/unroll")
    #expect(PictureCache(environment: [:]) == nil)
    #expect(PictureCache(environment: ["HOME": "", "XDG_CACHE_HOME": "."]) == nil)
  }

  @Test("Cached content is found only under its key")
  func kept() throws {
    let cache = try cache()
    #expect(cache.content(for: key) == nil)
    cache.keep(content, for: key)
    #expect(cache.content(for: key) == content)
    #expect(cache.content(for: Array("other".utf8)) == nil)
    cache.keep([], for: key)
    #expect(cache.content(for: key) == [])
  }

  @Test("An entry with another key, a truncated entry and a changed entry are ignored")
  func damaged() throws {
    let cache = try cache()
    cache.keep(content, for: key)
    let path = cache.folder + "/" + ContentHash.of([key])
    let whole = try #require(FileManager.default.contents(atPath: path))
    for cut in 0..<whole.count {
      try whole.prefix(cut).write(to: URL(fileURLWithPath: path))
      #expect(cache.content(for: key) == nil)
    }
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 1
      try changed.write(to: URL(fileURLWithPath: path))
      #expect(cache.content(for: key) == nil)
    }
  }

  @Test("A cache that cannot be written is not an error")
  func unwritable() throws {
    try folder.put("a file", in: "unroll")
    let cache = try cache()
    cache.keep(content, for: key)
    #expect(cache.content(for: key) == nil)
  }

  @Test("The oldest entries are removed when there are too many")
  func oldest() throws {
    let cache = try cache()
    cache.keep(content, for: key)
    let old = cache.folder + "/old"
    for number in 0..<2000 {
      try Data().write(to: URL(fileURLWithPath: old + "\(number)"))
    }
    try FileManager.default.setAttributes(
      [.modificationDate: Date.distantPast], ofItemAtPath: old + "7")
    cache.keep([1], for: Array("new".utf8))
    #expect(!FileManager.default.fileExists(atPath: old + "7"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.folder).count < 1100)
    #expect(cache.content(for: Array("new".utf8)) == [1])
  }

  @Test("Users who share a full cache find an entry whole or not at all, and leave no other file")
  func shared() throws {
    let cache = try cache()
    cache.keep(content, for: key)
    for number in 0..<1980 {
      try Data().write(to: URL(fileURLWithPath: cache.folder + "/old\(number)"))
    }
    // Half of the threads write what others read and remove.
    DispatchQueue.concurrentPerform(iterations: 80) { number in
      let own = Array("key \(number / 2)".utf8)
      let content = Array(repeating: UInt8(number / 2), count: 20_000)
      if number.isMultiple(of: 2) { cache.keep(content, for: own) }
      for _ in 0..<10 { #expect([nil, content].contains(cache.content(for: own))) }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
    #expect(names.count < 1980 && !names.contains { $0.hasSuffix(".part") })
  }
}
