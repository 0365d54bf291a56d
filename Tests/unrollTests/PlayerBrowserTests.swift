import Foundation
import TestSupport
import Testing

/// Whether all that controls a browser is installed.
private let isBrowserExpected =
  ForeignProgram.chromium.isExpected && ForeignProgram.chromiumDriver.isExpected
  && ForeignProgram.isExpected(pythonPackage: "selenium")

/// Pages of the player in a browser, controlled by Selenium: each script of `Player/` starts one
/// browser for many checks and names those that fail.
@Suite(.serialized, .enabled(if: isBrowserExpected, "sh setup.sh tests"))
struct PlayerBrowserTests {
  /// A folder beside the tool for the pages of this run, so that all scripts draw each only once.
  private static let pages: String = {
    let path = Tool.path + "-player-pages"
    try? FileManager.default.removeItem(atPath: path)
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }()

  private static let scripts =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Player"

  /// Runs a script, which prints a line for each check that fails and at last how many there were.
  private func check(by name: String) throws {
    let run = try ForeignProgram.python.run(
      ["\(Self.scripts)/\(name).py", Tool.path, Tool.samples, Self.pages],
      in: try TemporaryFolder(),
      environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    for line in run.text.split(separator: "\n") where line.hasPrefix("FAIL ") {
      Issue.record("\(line.dropFirst(5))")
    }
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.text.contains(/[1-9]\d* checks, 0 failed\n$/), "\(run.text)\(run.errors)")
    if ProcessInfo.processInfo.environment["UNROLL_MEASURE"] != nil { print(name, run.text) }
  }

  @Test("Every step of each sample shows its items in place; keys and pointers lead to steps")
  func steps() throws { try check(by: "steps") }

  @Test("The address says the step and the changed numbers, and what is wrong in it is reported")
  func addresses() throws { try check(by: "addresses") }

  @Test("The presentation and its presenter windows stay in step")
  func presenter() throws { try check(by: "presenter") }

  @Test("In question mode no number can be read before it is asked for")
  func question() throws { try check(by: "question") }

  @Test("A deck with changed numbers agrees with the trace and the drawing of the changed lesson")
  func recomputation() throws { try check(by: "recomputation") }

  @Test("Numbers can be typed, dragged and nudged; mistakes are marked, and overflow is named")
  func fields() throws { try check(by: "fields") }

  @Test("A page loads nothing, runs nothing of a lesson, prints a page a step, and needs no script")
  func safety() throws { try check(by: "safety") }

  @Test(
    "All that is shown has a name, axe-core finds no violation, and pages fit small windows",
    .enabled(if: ForeignProgram.isExpected(pythonPackage: "axe_core_python")))
  func accessibility() throws { try check(by: "accessibility") }

  @Test("A page is small; if times are measured, it opens and computes again in time")
  func timing() throws { try check(by: "timing") }

  @Test(
    "The player does the same in Firefox",
    .enabled(if: ForeignProgram.firefox.isExpected, "sh setup.sh tests"))
  func firefox() throws { try check(by: "firefox") }
}
