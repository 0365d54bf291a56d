import Foundation
import Testing

/// A text that must match the one recorded beside the tests.
///
/// `UNROLL_RECORD=1 swift test --filter StoryboardsTests` records it again; such a run fails, so
/// that nobody can pass by recording.
struct GoldenText {
  let name: String

  private var file: URL {
    Samples.tests.appendingPathComponent("Golden").appendingPathComponent(name + ".txt")
  }

  func check(_ text: String) throws {
    if ProcessInfo.processInfo.environment["UNROLL_RECORD"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name); review the change, then test without UNROLL_RECORD")
      return
    }
    let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let difference = Self.difference(from: recorded, to: text)
    #expect(difference.isEmpty, "\(name) is not as recorded:\n\(difference)")
  }

  /// The lines that were removed and inserted, with their numbers.
  static func difference(from old: String, to new: String) -> String {
    func lines(_ text: String) -> [String] {
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return lines(new).difference(from: lines(old)).map { change in
      switch change {
      case .remove(let place, let line, _): "-\(place + 1): \(line)"
      case .insert(let place, let line, _): "+\(place + 1): \(line)"
      }
    }.joined(separator: "\n")
  }
}

@Suite struct GoldenTextTests {
  @Test("A difference lists each line that changed")
  func difference() {
    #expect(GoldenText.difference(from: "a\nb\nc\n", to: "a\nB\nc\n") == "-2: b\n+2: B")
    #expect(GoldenText.difference(from: "a\n", to: "a\n").isEmpty)
  }
}
