import TestSupport
import Testing

@Suite struct TerminalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let lesson =
    "cell: elmn\nparameters: {W_h: 1, W_x: 1, W_y: 1}\nsequence: [1]\nloss: output\n"
  private let plain = """
    l.yaml:1:7: error: there is no cell elmn
        cell: elmn
              ^~~~
        hint: did you mean elman?

    """

  @Test("Errors are coloured only on a terminal")
  func colors() throws {
    try folder.put(lesson, in: "l.yaml")
    let colored = try PseudoTerminal.messages(of: ["trace", "l.yaml"], in: folder)
    #expect(
      colored == """
        \u{1B}[1ml.yaml:1:7:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m there is no cell elmn
            cell: elmn
                  \u{1B}[1;31m^~~~\u{1B}[0m
            \u{1B}[36mhint:\u{1B}[0m did you mean elman?

        """)
    #expect(try Tool.run("trace", "l.yaml", in: folder).errors == plain)
  }

  @Test("Colours follow the parts of a message, not words in the names and texts that it quotes")
  func quoted() throws {
    try folder.put(lesson, in: "an error: b.yaml")
    let colored = try PseudoTerminal.messages(of: ["trace", "an error: b.yaml"], in: folder)
    #expect(
      colored.hasPrefix(
        "\u{1B}[1man error: b.yaml:1:7:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m there is no cell elmn\n"
      ))
    let missing = try PseudoTerminal.messages(of: ["trace", "a warning: b.yaml"], in: folder)
    #expect(
      missing.hasPrefix(
        "\u{1B}[1munroll:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m there is no file a warning: b.yaml"))
  }

  @Test("NO_COLOR, or a terminal without colours, turns colours off")
  func noColors() throws {
    try folder.put(lesson, in: "l.yaml")
    for environment in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
      let said = try PseudoTerminal.messages(
        of: ["trace", "l.yaml"], in: folder, environment: environment)
      #expect(said == plain)
    }
    let empty = try PseudoTerminal.messages(
      of: ["trace", "l.yaml"], in: folder, environment: ["NO_COLOR": ""])
    #expect(empty.contains("\u{1B}[1;31m"))
  }

  @Test("Work of more than a second shows its progress on a terminal, and clears it at the end")
  func progress() throws {
    // This many pictures take more than a second even on a fast machine.
    let said = try PseudoTerminal.messages(
      of: ["render", Tool.elman, "-o", "a.png", "--theme", "light,dark,print,high-contrast"],
      in: folder)
    #expect(said.contains("░ "))
    #expect(said.contains(" of 104"))
    #expect(
      said.hasSuffix("\r\u{1B}[KWrote 104 files: a-1-light.png … a-26-high-contrast.png\n"))
  }
}
