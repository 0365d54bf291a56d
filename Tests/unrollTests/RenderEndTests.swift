import Foundation
import TestSupport
import Testing

@Suite struct RenderEndTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Every file in the folder with its time and size.
  private func listing() throws -> [String: [FileAttributeKey: String]] {
    var listing: [String: [FileAttributeKey: String]] = [:]
    for name in try folder.names(in: "out") {
      let facts = try FileManager.default.attributesOfItem(atPath: folder.path("out/" + name))
      listing[name] = [.modificationDate, .size].reduce(into: [:]) { $0[$1] = "\(facts[$1] ?? "")" }
    }
    return listing
  }

  @Test(
    "After the tool has ended, for whatever reason, nothing more is drawn",
    arguments: [SIGKILL, SIGTERM, SIGINT, SIGHUP])
  func ends(_ number: Int32) throws {
    try folder.make("out")
    // Enough frames of PDF for a second process to help, and each frame of PNG is slow.
    let process = Tool.process(
      ["render", Tool.elman, "-o", "out/fig.png", "-o", "out/fig-%d.pdf", "--ppi", "400"],
      in: folder)
    process.standardError = try folder.handle(writing: "errors")
    try process.run()
    // Wait for frames of both processes, each of which may be writing a hidden one.
    for _ in 0..<600 where try folder.names(in: "out").count < 6 { usleep(50_000) }
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == number)
    usleep(500_000)
    let before = try listing()
    #expect((4..<30).contains(before.count))
    sleep(1)
    #expect(try listing() == before)
    // SIGKILL leaves only the hidden file that the process was writing.
    let hidden = before.keys.filter { $0.hasPrefix(".") }
    #expect(hidden.count <= (number == SIGKILL ? 1 : 0))
    for name in before.keys where !name.hasPrefix(".") {
      let end = try folder.bytes(of: "out/" + name).suffix(8)
      let isWhole =
        name.hasSuffix(".pdf")
        ? end.contains("%%EOF".utf8) : end.prefix(4).elementsEqual("IEND".utf8)
      #expect(isWhole, "\(name) is incomplete")
    }
  }

  @Test("A second process that does not get its lesson writes and says nothing")
  func lessonCutShort() throws {
    let run = try Tool.run(
      "render", "-", "--share", "999", "-o", "out/fig.png", in: folder, input: Tool.smallLesson)
    #expect(run.code == 1 && run.errors.isEmpty)
    #expect(try folder.names().isEmpty)
  }
}
