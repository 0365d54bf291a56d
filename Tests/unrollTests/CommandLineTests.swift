import Foundation
import TestSupport
import Testing
import Unrolling

@Suite struct CommandLineTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("The version and the help are printed to standard output")
  func version() throws {
    let version = try Tool.run("--version", in: folder)
    #expect(version.text == "unroll 0.1.0\n")
    #expect(version.errors.isEmpty)
    #expect(version.code == 0)
    let help = try Tool.run("--help", in: folder)
    #expect(help.code == 0)
    for command in [
      "render", "steps", "handout", "compare", "quiz", "trace", "check", "lint", "equations",
      "themes", "schema",
    ] {
      #expect(help.text.contains("\n  \(command) "))
      let own = try Tool.run(command, "--help", in: folder)
      #expect(own.code == 0)
      #expect(own.text.contains("\n  unroll \(command) "), "\(command) shows no example")
    }
  }

  @Test("There is a completion script for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let run = try Tool.run("--generate-completion-script", shell, in: folder)
    #expect(run.code == 0)
    #expect(run.errors.isEmpty)
    for word in ["render", "steps", "answer", "equations"] { #expect(run.text.contains(word)) }
  }

  @Test("An unknown command suggests the nearest one; a lesson without a command suggests render")
  func commands() throws {
    func message(_ word: String) throws -> String {
      let run = try Tool.run(word, in: folder)
      #expect(run.code == 64)
      #expect(run.output.isEmpty)
      return run.errors
    }
    #expect(
      try message("rendr") == "unroll: error: there is no command rendr; did you mean render?\n")
    #expect(
      try message("draw")
        == "unroll: error: there is no command draw; the commands are render, present, steps, handout, snippet, "
        + "compare, quiz, embed, watch, pandoc, mdbook, myst, block, trace, graph, check, lint, "
        + "equations, themes, schema and doctor\n"
    )
    for words in [["help", "rendr"], ["help", "--hidden", "rendr"]] {
      let run = try Tool.run(words, in: folder)
      #expect(run.code == 64 && run.output.isEmpty)
      #expect(run.errors == "unroll: error: there is no command rendr; did you mean render?\n")
    }
    for words in [["help"], ["help", "render"], ["help", "help"]] {
      let run = try Tool.run(words, in: folder)
      #expect(run.code == 0 && run.errors.isEmpty)
    }
    #expect(
      try message("a.yaml")
        == "unroll: error: a command is missing before the lesson; write unroll render a.yaml\n")
    #expect(
      try message("--frobnicate").hasPrefix("unroll: error: Unknown option '--frobnicate'\n"))
  }

  @Test("The trace is a table for people and JSON for programs")
  func trace() throws {
    let table = try Tool.run("trace", Tool.elman, in: folder)
    #expect(table.errors.isEmpty)
    #expect(table.text.contains("h_0         0       −20  −5 · 4 via h_1\n"))
    let json = try Tool.run("trace", Tool.elman, "--format", "json", in: folder)
    let object = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    #expect(object?["format"] as? String == "unroll-trace")
    let nodes = object?["nodes"] as? [[String: Any]] ?? []
    let first = nodes.first { $0["id"] as? String == "h_0" }
    #expect(first?["gradient"] as? Double == -20)
    #expect(try Tool.run("trace", Tool.elman, "-f", "json", in: folder).output == json.output)
  }

  @Test("The schema of lessons is JSON with every key; a word after it is answered with what to do")
  func schema() throws {
    let run = try Tool.run("schema", in: folder)
    #expect(run.code == 0 && run.errors.isEmpty)
    let schema = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let keys = schema?["properties"] as? [String: [String: Any]] ?? [:]
    #expect(keys["cell"]?["enum"] as? [String] == Cell.all.map(\.name))
    #expect(keys.values.allSatisfy { $0["description"] is String })
    let extra = try Tool.run("schema", "extra", in: folder)
    #expect(extra.code == 64 && extra.output.isEmpty)
    #expect(
      extra.errors
        == "unroll: error: schema takes no argument, but extra is given; to write a file, use "
        + "unroll schema > lesson.schema.json; to check a lesson, use unroll check lesson.yaml\n")
  }

  @Test("A check shows each gradient and its finite difference")
  func check() throws {
    let run = try Tool.run("check", Tool.elman, in: folder)
    #expect(run.code == 0)
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(
      lines[0].split(separator: " ") == [
        "quantity", "analytic", "numeric", "relative", "error", "verdict",
      ])
    #expect(lines.first { $0.hasPrefix("h_0 ") }?.contains("  −20  −20.0000  ") == true)
    #expect(lines.last == "All 6 gradients agree.")
    let json = try Tool.run("check", Tool.elman, "-f", "json", in: folder)
    let object = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    #expect(object?["agrees"] as? Bool == true)
    #expect((object?["gradients"] as? [[String: Any]])?.count == 6)
  }

  @Test("A gradient that differs from its finite difference is reported, and nothing is drawn")
  func disagreement() throws {
    // Too steep for a finite difference with any step.
    try folder.put("equations: {L: sin(1e17*x)}\ninputs: {x: 1}\n", in: "steep.yaml")
    let check = try Tool.run("check", "steep.yaml", in: folder)
    #expect(check.code == 65)
    #expect(check.text.contains("DISAGREES\n\nThe gradient disagrees.\n"))
    #expect(
      check.errors
        == "unroll: error: the gradient of x disagrees with its finite difference\n")
    let render = try Tool.run("render", "steep.yaml", in: folder)
    #expect(render.code == 65)
    #expect(
      render.errors
        == "unroll: error: not drawn: the gradient of x disagrees with its finite difference; "
        + "unroll check steep.yaml shows the numbers\n")
    #expect(try folder.names() == ["steep.yaml"])
  }

  @Test("A check writes vectors on one line, and large matrices as their shape and norm")
  func vectors() throws {
    let lesson = """
      equations: {L: "sum(A*x) + sum(B*B)"}
      inputs: {x: [1, -2]}
      parameters: {A: [[1, 2], [3, 4]], B: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}
      """
    let run = try Tool.run("check", "-", in: folder, input: lesson)
    #expect(run.code == 0)
    let rows = run.text.split(separator: "\n").map { $0.split(separator: "  ").first ?? "" }
    #expect(rows.prefix(4) == ["quantity", "A", "B", "x"])
    #expect(run.text.contains("  [1, −2; 1, −2]  "))
    #expect(run.text.contains("  3×3, norm 6  "))
    #expect(run.text.contains("  [4, 6]  "))
    let json = try Tool.run("check", "-", "-f", "json", in: folder, input: lesson)
    let object = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
    let gradients = object?["gradients"] as? [[String: Any]]
    #expect(gradients?[0]["analytic"] as? [[Double]] == [[1, -2], [1, -2]])
    #expect(gradients?[2]["analytic"] as? [Double] == [4, 6])
  }

  @Test("Every sample passes its check")
  func samples() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Tool.samples)
      .filter { $0.hasSuffix(".yaml") }
    #expect(names.count >= 14)
    for name in names {
      let run = try Tool.run("check", Tool.samples + "/" + name, in: folder)
      #expect(run.code == 0, "\(name): \(run.errors)")
    }
  }

  @Test("The equations of a cell, of a lesson and of all cells are printed")
  func equations() throws {
    #expect(
      try Tool.run("equations", "elman", in: folder).text
        == """
        h[t] = f(W_h*h[t-1] + W_x*x[t] + b_h)
        y[t] = W_y*h[t] + b_y
        f(x) = tanh(x) unless a lesson names another activation

        """)
    #expect(
      try Tool.run("equations", "elman", "-f", "latex", in: folder).text
        == #"""
        h_{t} = f\left(W_{h} \cdot h_{t - 1} + W_{x} \cdot x_{t} + b_{h}\right)
        y_{t} = W_{y} \cdot h_{t} + b_{y}
        f\left(x\right) = \text{tanh}\left(x\right)\text{ unless a lesson names another activation}

        """#)
    #expect(
      try Tool.run("equations", "jordan", "-f", "spoken", in: folder).text.hasSuffix(
        "f of x equals tanh of x unless a lesson names another activation\n"))
    // In an LSTM, f is a gate.
    #expect(try !Tool.run("equations", "lstm", in: folder).text.contains("activation"))
    let all = try Tool.run("equations", "-f", "latex", in: folder).text
    #expect(all.hasPrefix("elman (Elman RNN)\n  h_{t} = f\\left("))
    #expect(
      try Tool.run("equations", Tool.elman, in: folder).text.hasPrefix(
        "h_t = W_h · h_{t−1} + W_x · x_t\ny_t = W_y · h_t\n"))
    #expect(try Tool.run("equations", in: folder).text.contains("\njordan (Jordan RNN)\n  h[t] = "))
    let unknown = try Tool.run("equations", "elmn", in: folder)
    #expect(unknown.errors == "unroll: error: there is no cell or file elmn; did you mean elman?\n")
    #expect(unknown.code == 66)
  }

  @Test("A reader that closes the pipe is not an error, but a folder as standard input is")
  func brokenPipes() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let process = Tool.process(["trace", Tool.elman, "-f", "json"], in: folder)
    process.standardOutput = pipe.fileHandleForWriting
    process.standardError = try folder.handle(writing: "errors")
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try folder.text(of: "errors").isEmpty)

    let other = Tool.process(["trace", "-"], in: folder)
    other.standardInput = FileHandle(forReadingAtPath: folder.path)
    other.standardError = try folder.handle(writing: "errors")
    try other.run()
    other.waitUntilExit()
    #expect(other.terminationStatus == 66)
    #expect(
      try folder.text(of: "errors")
        == "unroll: error: standard input cannot be read; is it a file?\n")
  }
}
