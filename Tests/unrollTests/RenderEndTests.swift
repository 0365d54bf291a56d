import Foundation
import TestSupport
import Testing

@Suite struct RenderEndTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Every file of the folder with its time and size.
  private func listing() throws -> [String: [FileAttributeKey: String]] {
    var listing: [String: [FileAttributeKey: String]] = [:]
    for name in try folder.names(in: "out") {
      let facts = try FileManager.default.attributesOfItem(atPath: folder.path("out/" + name))
      listing[name] = [.modificationDate, .size].reduce(into: [:]) { $0[$1] = "\(facts[$1] ?? "")" }
    }
    return listing
  }

  @Test(
    "Nothing is drawn any more after the tool has ended, whatever ended it",
    arguments: [SIGKILL, SIGTERM, SIGINT, SIGHUP])
  func ends(_ number: Int32) throws {
    try folder.make("out")
    // Enough frames for a second process, each of them slow.
    let process = Tool.process(
      ["render", Tool.elman, "-o", "out/fig.png", "--ppi", "400"], in: folder)
    process.standardError = try folder.handle(writing: "errors")
    try process.run()
    // Frames of both processes.
    for _ in 0..<600 where try folder.names(in: "out").count < 4 { usleep(50_000) }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == number)
    usleep(500_000)
    let before = try listing()
    #expect((4..<30).contains(before.count))
    sleep(1)
    #expect(try listing() == before)
    // SIGKILL leaves the one file that the process was writing, hidden.
    let hidden = before.keys.filter { $0.hasPrefix(".") }
    #expect(hidden.count <= (number == SIGKILL ? 1 : 0))
    for name in before.keys where !name.hasPrefix(".") {
      let end = try folder.bytes(of: "out/" + name).suffix(8)
      #expect(end.prefix(4).elementsEqual("IEND".utf8), "\(name) is not whole")
    }
  }

  @Test("A second process whose lesson does not come writes nothing and says nothing")
  func lessonCutShort() throws {
    let run = try Tool.run(
      "render", "-", "--share", "999", "-o", "out/fig.png", in: folder, input: Tool.smallLesson)
    #expect(run.code == 1 && run.errors.isEmpty)
    #expect(try folder.names().isEmpty)
  }
}
