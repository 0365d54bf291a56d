import ArgumentParser
import Figures
import Graphviz
import Notes
import Publishing

/// `unroll doctor`: what figures are made with on this machine.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks that everything figures need is installed.",
    discussion: """
      Lists the libraries with their versions, the plug-ins of Graphviz and the font that figures \
      are drawn with. Where something is missing, the exit code is 70 and the last line on standard \
      error is the command that installs it.

        unroll doctor
      """)

  func run() throws {
    try Failure.reported {
      let (rows, problems) = try Self.examination()
      let width = rows.map(\.name.count).max() ?? 0
      let lines = rows.map { row in
        row.name + String(repeating: " ", count: width - row.name.count + 2) + row.finding + "\n"
      }
      try StandardOutput.write(Array(lines.joined().utf8))
      guard problems.isEmpty else {
        var lines = problems.map { "unroll: error: \($0.message)" }
        let packages = problems.compactMap(\.package)
        if !packages.isEmpty {
          lines.append(
            "unroll: to install what is missing: " + SystemPackage.command(toInstall: packages))
        }
        throw Failure(message: lines.joined(separator: "\n"), code: 70)
      }
    }
  }

  private struct Row {
    let name, finding: String
  }

  private struct Problem {
    let message: String
    /// What mends it, `nil` where no package does.
    let package: SystemPackage?
  }

  private static let oldestGraphviz = [2, 42]

  private static func examination() throws -> ([Row], [Problem]) {
    var problems: [Problem] = []
    var rows: [Row] = []
    for (name, version) in FigureLibraries.versions {
      rows.append(Row(name: name, finding: version ?? "missing"))
      guard name == "Graphviz" else { continue }
      if let version, isOld(version) {
        problems.append(
          Problem(
            message: "Graphviz \(version) is too old; install 2.42 or later and build unroll again",
            package: nil))
      }
      for plugIn in PlugIn.allCases {
        let isInstalled = try plugIn.isInstalled()
        rows.append(
          Row(name: "  plug-in \(plugIn.rawValue)", finding: isInstalled ? "found" : "missing"))
        guard !isInstalled else { continue }
        problems.append(
          Problem(
            message: "Graphviz does not find its plug-in \(plugIn.rawValue)",
            package: plugIn.package))
      }
    }
    rows.append(Row(name: "libcmark-gfm", finding: CommonMarkLibrary.version))
    // Without cairo and Pango there is no font at all.
    guard try PlugIn.cairo.isInstalled() else { return (rows, problems) }
    let font = try FigureFont()
    rows.append(Row(name: "font of texts", finding: font.text))
    rows.append(Row(name: "font of mathematics", finding: font.mathematics))
    if let objection = font.objection {
      problems.append(Problem(message: objection, package: .fonts))
    }
    return (rows, problems)
  }

  private static func isOld(_ version: String) -> Bool {
    version.split(separator: ".").compactMap { Int($0) }.lexicographicallyPrecedes(oldestGraphviz)
  }
}
