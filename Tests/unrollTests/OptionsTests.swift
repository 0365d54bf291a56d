import Foundation
import TestSupport
import Testing

/// Every option of every command, as listed in the help of the commands.
@Suite struct OptionsTests {
  private struct Help: Decodable {
    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?
      let arguments: [Argument]?
    }
    struct Argument: Decodable {
      struct Name: Decodable { let name: String }
      let kind: String
      let preferredName: Name?
      let shouldDisplay: Bool
    }
    let command: Command
  }

  /// A run of each command that draws or describes a lesson.
  private static let runs = [
    "render": ["lesson.yaml", "-o", "out/", "--steps", "2,last"],
    "handout": ["lesson.yaml", "-o", "out/", "--steps", "1,2", "--up", "4", "-f", "svg"],
    "compare": ["lesson.yaml", "other.yaml", "-o", "out/"],
    "quiz": ["lesson.yaml", "-o", "out/", "--variants", "1", "-f", "svg"],
    "steps": ["long.yaml"],
    "snippet": ["long.yaml", "--for", "reveal"],
    "lint": ["long.yaml"],
    "trace": ["lesson.yaml"],
    "check": ["lesson.yaml"],
    "equations": ["lstm"],
    "themes": [],
  ]

  /// A value of each option that has an effect on these runs, with the other arguments it needs.
  private static let values = [
    "--theme": ["dark"], "--canvas": ["600x200"],
    "--without": ["title,panel,callout", "--canvas", "4:3"],
    "--output": ["elsewhere/"], "--steps": ["1"], "--format": ["json"], "--deck": ["question"],
    "--language": ["it"], "--names": ["docc", "--theme", "light,dark"], "--notes": ["notes.md"],
    "--text": ["live"], "--ppi": ["40", "-f", "png"], "--up": ["2"], "--variants": ["2"],
    "--pptx": ["pictures", "-o", "talk.pptx"], "--tex": ["page", "-o", "talk.tex"],
    "--speaker-notes": ["annotations", "-o", "talk.pdf"],
    "--for": ["marp"], "--files": ["fig.svg"],
    "--seed": ["7"], "--id": ["bptt"], "--trace-version": ["1", "--format", "json"],
  ]

  @Test("Every option of every command has an effect, or is refused")
  func effects() throws {
    let folder = try TemporaryFolder()
    let dump = try Tool.run("--experimental-dump-help", in: folder)
    let help = try JSONDecoder().decode(Help.self, from: dump.output)
    var count = 0
    var bases: [[String]: [String: Data]] = [:]
    for command in help.command.subcommands ?? [] {
      guard let run = Self.runs[command.commandName] else { continue }
      for option in command.arguments ?? [] where option.kind == "option" && option.shouldDisplay {
        let name = "--" + (option.preferredName?.name ?? "")
        guard var value = Self.values[name] else {
          Issue.record("\(command.commandName) has \(name): add a value that has an effect")
          continue
        }
        if name == "--format",
          ["render", "handout", "compare", "quiz"].contains(command.commandName)
        {
          value = ["gv"]
        }
        let company = Array(value.dropFirst())
        let base = [command.commandName] + run + company
        if bases[base] == nil { bases[base] = try outcome(base) }
        let with = try outcome(base + [name, value[0]])
        #expect(with != bases[base], "\(command.commandName) \(name) \(value[0])")
        count += 1
      }
    }
    #expect(count > 25)
  }

  @Test("Every command that takes the look, except those that wait, is tried")
  func commands() throws {
    let folder = try TemporaryFolder()
    let dump = try Tool.run("--experimental-dump-help", in: folder)
    let help = try JSONDecoder().decode(Help.self, from: dump.output)
    let looking = (help.command.subcommands ?? []).filter { command in
      command.arguments?.contains { $0.preferredName?.name == "without" } == true
    }
    #expect(Set(looking.map(\.commandName)).subtracting(Self.runs.keys) == ["watch", "present"])
  }

  /// Everything that a run produces: files, both streams and the exit code.
  private func outcome(_ arguments: [String]) throws -> [String: Data] {
    let folder = try TemporaryFolder()
    let lesson = """
      title: A small lesson
      cell: elman
      parameters: {W_h: 2, W_x: 1, W_y: 1}
      sequence: [1]
      loss: output

      """
    try folder.put(lesson, in: "lesson.yaml")
    try folder.put(lesson.replacing("W_h: 2", with: "W_h: 3"), in: "other.yaml")
    // The columns of this lesson depend on the page and on the parts beside the graph.
    let twenty = Array(repeating: "1", count: 20).joined(separator: ", ")
    try folder.put(lesson.replacing("[1]", with: "[\(twenty)]"), in: "long.yaml")
    let run = try Tool.run(arguments, in: folder)
    var all = ["": run.output, "errors": Data(run.errors.utf8), "code": Data("\(run.code)".utf8)]
    let files = FileManager.default.enumerator(atPath: folder.path)
    while let name = files?.nextObject() as? String {
      all[name] = (try? folder.bytes(of: name)) ?? Data()
    }
    return all
  }
}
