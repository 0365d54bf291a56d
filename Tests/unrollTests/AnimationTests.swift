import Foundation
import TestSupport
import Testing

/// Animations, as other programs read them.
@Suite struct AnimationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Prints what Pillow says of an animation, and how much its first and last frame differ from
  /// pictures: the greatest difference of a channel.
  private static let script = """
    import sys
    from PIL import Image, ImageChops
    film = Image.open(sys.argv[1])
    print(film.format, film.n_frames, film.size, "loop" in film.info and film.info["loop"])
    durations = set()
    for index in range(film.n_frames):
        film.seek(index)
        film.load()
        durations.add(film.info["duration"])
    print(durations)
    for index, path in [(0, sys.argv[2]), (film.n_frames - 1, sys.argv[3])]:
        film.seek(index)
        difference = ImageChops.difference(
            film.convert("RGBA"), Image.open(path).convert("RGBA"))
        print(max(most for _, most in difference.getextrema()))
    """

  private func read(_ film: String, _ first: String, _ last: String) throws -> [Substring] {
    let run = try ForeignProgram.python.run("-c", Self.script, film, first, last, in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return run.text.split(separator: "\n")
  }

  private func render(_ lesson: String, _ flags: String...) throws {
    let run = try Tool.run(["render", lesson, "-q"] + flags, in: folder)
    try #require(run.code == 0, "\(run.errors)")
  }

  @Test(
    "A WebP has each step once, for three seconds, and exactly the pixels of our PNG",
    .enabled(if: ForeignProgram.python.isExpected, "Python is missing: sh setup.sh tests"),
    arguments: ["light", "dark"])
  func webP(theme: String) throws {
    try render(
      Tool.elman, "-o", "talk.webp", "-o", "fig.png", "--steps", "1-4", "--ppi", "48", "--theme",
      theme)
    #expect(
      try read("talk.webp", "fig-1.png", "fig-4.png") == [
        "WEBP 4 (640, 360) 1", "{3000}", "0", "0",
      ])
  }

  @Test(
    "A GIF has each step once, plays once, and nearly the pixels of our PNG",
    .enabled(if: ForeignProgram.python.isExpected, "Python is missing: sh setup.sh tests"),
    arguments: ["light", "dark", "print"])
  func gif(theme: String) throws {
    try render(
      Tool.elman, "-o", "talk.gif", "-o", "fig.png", "--steps", "17-22", "--ppi", "48", "--theme",
      theme)
    let lines = try read("talk.gif", "fig-17.png", "fig-22.png")
    #expect(lines.prefix(2) == ["GIF 6 (640, 360) False", "{3000}"])
    // Of all steps of the samples in all themes, the rim of a letter differs most, by 27.
    #expect(try lines.suffix(2).allSatisfy { try #require(Int($0)) <= 32 }, "\(lines)")
  }

  @Test(
    "webpinfo finds no mistake in a WebP, which is 1280 pixels wide without --ppi",
    .enabled(if: ForeignProgram.webpinfo.isExpected, "webpinfo is missing: sh setup.sh tests"))
  func chunks() throws {
    try render(Tool.elman, "-o", "talk.webp", "--steps", "1,2")
    let run = try ForeignProgram.webpinfo.run("talk.webp", in: folder)
    #expect(run.code == 0 && run.text.contains("No error detected."))
    #expect(run.text.contains(/Canvas size 1280 x 720\n/))
    #expect(run.text.contains(/Loop count +: 1\n/))
    #expect(run.text.components(separatedBy: "Duration: 3000").count == 3)
  }

  @Test("A second run gives the same bytes, in a file and on standard output")
  func same() throws {
    let flags = ["--steps", "1-3", "--ppi", "40", "-q"]
    for format in ["webp", "gif"] {
      let file = try Tool.run(
        ["render", Tool.elman, "-o", "talk." + format] + flags, in: folder)
      #expect(file.code == 0, "\(file.errors)")
      let stream = try Tool.run(
        ["render", Tool.elman, "-o", "-", "-f", format] + flags, in: folder)
      #expect(try stream.output == folder.bytes(of: "talk." + format))
    }
  }

  @Test(
    "The fewer steps a lecture takes, the longer each is shown",
    arguments: [
      ("brief", "{5000}"), ("detailed", "{2000}"),
    ])
  func pace(pace: String, durations: Substring) throws {
    let lesson = try folder.put(
      String(contentsOfFile: Tool.elman, encoding: .utf8) + "figure: {pace: \(pace)}\n",
      in: "paced.yaml")
    try render(lesson, "-o", "talk.webp", "-o", "fig.png", "--steps", "1,2", "--ppi", "40")
    guard ForeignProgram.python.isExpected else { return }
    #expect(try read("talk.webp", "fig-1.png", "fig-2.png")[1] == durations)
  }
}
