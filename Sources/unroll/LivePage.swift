import ArgumentParser
import Formulas
import Foundation
import Previews
import Publishing
import UnrollKit
import Watching

/// A page on this machine that renews itself whenever its file is saved.
struct LivePage: ParsableArguments {
  @Option(help: "The port of the page's address. (default: a free one)")
  var port: UInt16?

  @Flag(name: .shortAndLong, help: "Print only the address, warnings and errors.")
  var quiet = false

  /// Refuses what cannot be watched.
  static func validate(_ file: String) throws {
    if file == "-" { throw ValidationError("standard input cannot be watched; name a file") }
  }

  /// Shows a lesson's deck until the tool is interrupted.
  func show(
    lesson file: String, _ look: FigureOptions, in language: Language? = nil,
    deck: Overrides.Deck = .lecture, opens: Bool
  ) throws {
    // A mistyped name is reported at once.
    _ = try LessonSource(file)
    let overrides = look.overrides(in: language, deck: deck)
    try show(file, opens: opens) { reporting in
      WatchedLesson(file, with: overrides, reporting: reporting) { try LessonSource(file).bytes }
    }
  }

  /// Shows a file until the tool is interrupted.
  func show(
    _ file: String, opens: Bool, _ watched: (Reporting) -> any WatchedFile
  ) throws {
    try Terminal.warnOfMissingFont()
    let reporting = Reporting(
      worded: { Failure($0)?.message ?? Message("\($0)") }, say: { Terminal.say($0) })
    let watched = watched(reporting)
    let server = PageServer(port: port ?? 0, showing: watched.preview.exhibit)
    let address = try server.start()
    let session = try WatchSession(
      watched, on: DispatchQueue(label: "unroll.drawing"), reporting, show: server.show)
    try StandardOutput.write(Array((address + "\n").utf8))
    if !quiet { Terminal.say("Watching \(file); press Ctrl-C to stop.") }
    if opens { Browser.open(address) }
    Interruption.wait()
    session.stop()
    server.stop()
  }
}
