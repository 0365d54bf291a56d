import Foundation
import TestSupport
import Testing

/// The default SVG looks the same in a browser, in rsvg-convert, and as our own PNG, which libcairo
/// draws.
@Suite struct ViewersTests {
  // Measured between the viewers: a mean of 0.45, and 17 in the square that differs most.
  private static let betweenViewers = Pixels.Difference(mean: 0.8, greatest: 30)
  // Measured from our PNG, whose letters are fitted to its pixels: 1.05 and 67. A missing number
  // gives more than 100 in its square.
  private static let fromPNG = Pixels.Difference(mean: 2, greatest: 90)

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "rsvg-convert draws the SVG like our PNG",
    .enabled(
      if: ForeignProgram.rsvg.isExpected, "rsvg-convert is missing: sh setup.sh tests"),
    arguments: ["lecture", "gru", "elman-vector", "circuit"])
  func rsvg(_ lesson: String) throws {
    try draw(lesson)
    let difference = try #require(try byRSVG().difference(from: own()))
    #expect(difference.mean < Self.fromPNG.mean)
    #expect(difference.greatest < Self.fromPNG.greatest)
  }

  @Test(
    "A browser draws the SVG like rsvg-convert",
    .enabled(
      if: ForeignProgram.rsvg.isExpected && ForeignProgram.chromium.isExpected,
      "Chromium or rsvg-convert is missing: sh setup.sh tests"),
    arguments: ["lecture", "lstm"])
  func browser(_ lesson: String) throws {
    try draw(lesson)
    let difference = try #require(try byChromium().difference(from: byRSVG()))
    #expect(difference.mean < Self.betweenViewers.mean)
    #expect(difference.greatest < Self.betweenViewers.greatest)
  }

  @Test(
    "A single missing number exceeds the tolerance",
    .enabled(
      if: ForeignProgram.rsvg.isExpected, "rsvg-convert is missing: sh setup.sh tests"))
  func tolerance() throws {
    try draw("lecture", step: "20")
    let one = try byRSVG()
    try draw("lecture", step: "21")
    let difference = try #require(try one.difference(from: byRSVG()))
    #expect(difference.greatest > Self.fromPNG.greatest)
  }

  /// Draws a step as `x.svg` and as `x.png`, with the same size.
  private func draw(_ lesson: String, step: String = "last") throws {
    let run = try Tool.run(
      "render", "\(Tool.samples)/\(lesson).yaml", "-o", "x.svg", "-o", "x.png", "--ppi", "96",
      "--steps", step, in: folder)
    try #require(run.code == 0, "\(run.errors)")
  }

  private func own() throws -> Pixels { try Pixels(png: folder.bytes(of: "x.png")) }

  private func byRSVG() throws -> Pixels {
    let run = try ForeignProgram.rsvg.run(
      "--dpi-x", "96", "--dpi-y", "96", "-o", "rsvg.png", "x.svg", in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return try Pixels(png: folder.bytes(of: "rsvg.png"))
  }

  private func byChromium() throws -> Pixels {
    let size = try own()
    let run = try ForeignProgram.chromium.run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--force-device-scale-factor=1", "--user-data-dir=\(folder.path("profile"))",
        "--window-size=\(size.width),\(size.height)", "--screenshot=\(folder.path("browser.png"))",
        URL(fileURLWithPath: folder.path("x.svg")).absoluteString,
      ], in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return try Pixels(png: folder.bytes(of: "browser.png"))
  }
}
