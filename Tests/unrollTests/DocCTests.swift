import Foundation
import TestSupport
import Testing

/// Names of pictures for DocC, tested with the `docc` of the Swift toolchain.
@Suite(
  .enabled(
    if: ForeignProgram(name: "docc").isExpected, "docc, a part of Swift's toolchain, is missing"))
struct DocCTests {
  @Test("DocC uses the two pictures of a step for light and dark pages")
  func converted() throws {
    let folder = try TemporaryFolder()
    try folder.put(
      "# Notes\n\n@Metadata {\n  @TechnologyRoot\n}\n\nText.\n\n![Words](bptt-3)\n",
      in: "Notes.docc/Notes.md")
    let drawn = try Tool.run(
      "render", Tool.elman, "-o", "Notes.docc/Resources/bptt.svg", "--steps", "3,4", "--theme",
      "light,dark", "--names", "docc", "-q", in: folder)
    #expect(drawn.code == 0, "\(drawn.errors)")
    let run = try ForeignProgram(name: "docc").run(
      "convert", "Notes.docc", "--output-path", "out", "--fallback-display-name", "Notes",
      "--fallback-bundle-identifier", "org.example.notes",
      // Without HTML pages, because docc cannot copy their template for every user.
      "--no-transform-for-static-hosting", in: folder)
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    let page = try JSONSerialization.jsonObject(
      with: try folder.bytes(of: "out/data/documentation/notes.json"))
    let references = try #require((page as? [String: Any])?["references"] as? [String: Any])
    let image = try #require(references["bptt-3"] as? [String: Any])
    let variants = try #require(image["variants"] as? [[String: Any]])
    var files: [String: String] = [:]
    for variant in variants {
      for trait in try #require(variant["traits"] as? [String]) {
        files[trait] = (variant["url"] as? String)?.split(separator: "/").last.map(String.init)
      }
    }
    #expect(files["light"] == "bptt-3.svg" && files["dark"] == "bptt-3~dark.svg")
    #expect(image["alt"] as? String == "Words")
  }
}
