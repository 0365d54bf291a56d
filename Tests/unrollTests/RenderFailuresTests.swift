import Foundation
import TestSupport
import Testing

@Suite struct RenderFailuresTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs `render` on the lecture's last step and returns its message and exit code.
  private func last(_ output: String) throws -> (message: String, code: Int32) {
    let run = try Tool.run("render", Tool.elman, "-o", output, "--steps", "last", in: folder)
    #expect(run.output.isEmpty)
    return (run.errors, run.code)
  }

  @Test("A path through a file is reported")
  func pathThroughFile() throws {
    try folder.put("a file", in: "file")
    #expect(
      try last("file/out/") == (
        "unroll: error: cannot create file/out/elman.svg: not a directory; "
          + "part of the path is a file, not a folder\n", 73
      ))
    #expect(try folder.names() == ["file"])
  }

  #if os(Linux)
    @Test("A folder that cannot be created and a full disk are reported")
    func devices() throws {
      #expect(try last("/proc/unroll/x.svg").code == 73)
      #expect(
        try last("/proc/unroll/x.svg").message.hasPrefix(
          "unroll: error: cannot create /proc/unroll/x.svg: "))
      #expect(
        try last("/dev/full") == (
          "unroll: error: cannot write /dev/full: no space left on device; "
            + "free some space, or choose a folder on another disk\n", 74
        ))
      #expect(try folder.names() == [])
    }

    @Test("A full disk at standard output is reported with its exit code")
    func fullStandardOutput() throws {
      let process = Tool.process(["trace", Tool.elman], in: folder)
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      process.standardError = try folder.handle(writing: "errors")
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 74)
      #expect(
        try folder.text(of: "errors")
          == "unroll: error: cannot write standard output: no space left "
          + "on device; free some space, or choose a folder on another disk\n")
    }
  #endif

  @Test("A lesson whose gradient disagrees with its finite difference is not drawn")
  func disagreement() throws {
    let zeros = Array(repeating: "0", count: 200).joined(separator: ", ")
    let lesson = try folder.put(
      """
      equations: {"h[t]": "3.9*h[t-1]*(1 - h[t-1]) + x[t]", "Loss": "h[200]"}
      sequence: [\(zeros)]
      initial: {h: 0.3}
      """, in: "chaos.yaml")
    let run = try Tool.run("render", lesson, "-o", "fig.svg", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.hasPrefix("unroll: error: not drawn: the gradient"))
    #expect(run.errors.hasSuffix("; unroll check \(lesson) shows the numbers\n"))
    #expect(try folder.names() == ["chaos.yaml"])
  }

  @Test("A lesson with errors writes nothing and keeps the old picture")
  func wrongLesson() throws {
    try folder.put("old", in: "fig.svg")
    let lesson = try folder.put(
      "cell: elmn\nparameters: {W_h: 1, W_x: 1, W_y: 1}\nsequence: [1]\nloss: output\n",
      in: "l.yaml")
    let run = try Tool.run("render", lesson, "-o", "fig.svg", "-o", "new/", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.hasPrefix("\(lesson):1:7: error: there is no cell elmn\n    cell: elmn\n"))
    #expect(try folder.text(of: "fig.svg") == "old")
    #expect(try folder.names() == ["fig.svg", "l.yaml"])
  }

  @Test("A division by zero in the forward pass is reported with the node and the time step")
  func division() throws {
    let text = "equations:\n  y[t]: 1 / x[t]\nsequence: [1, 0]\nloss: output\n"
    let run = try Tool.run("render", "-", "-o", "a/", in: folder, input: text)
    #expect(run.code == 65)
    #expect(
      run.errors == """
        standard input:2:3: error: the forward pass fails at y_2 (time step 2): division by zero
              y[t]: 1 / x[t]
              ^~~~

        """)
    #expect(try folder.names().isEmpty)
  }

  @Test("A missing lesson, a folder, and a name without its extension are reported")
  func unreadable() throws {
    try folder.put("", in: "lecture.yaml")
    func message(_ path: String) throws -> String {
      let run = try Tool.run("render", path, in: folder)
      #expect(run.code == 66)
      return run.errors
    }
    #expect(try message("nothing.yaml") == "unroll: error: there is no file nothing.yaml\n")
    #expect(
      try message("lectrue.yaml")
        == "unroll: error: there is no file lectrue.yaml; did you mean lecture.yaml?\n")
    #expect(
      try message("lecture")
        == "unroll: error: there is no file lecture; did you mean lecture.yaml?\n")
    #expect(
      try message(folder.path)
        == "unroll: error: \(folder.path) is a folder; name the lesson file in it\n")
    let empty = try Tool.run("render", "", in: folder)
    #expect(empty.code == 64)
    #expect(
      empty.errors
        == "unroll: error: the lesson's name is empty; write a file name, or - for standard input\n"
    )
  }

  @Test("An output that makes no sense is a usage error that quotes the flag as typed")
  func misuse() throws {
    func message(_ arguments: String...) throws -> String {
      let process = Tool.process(["render", Tool.elman] + arguments, in: folder)
      process.standardError = try folder.handle(writing: "errors")
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 64)
      return try folder.text(of: "errors")
    }
    #expect(
      try message("-o", "fig.jpg").hasPrefix(
        "unroll: error: -o fig.jpg: unknown extension .jpg; use .svg, .png, .pdf"))
    #expect(
      try message("-o", "-")
        == "unroll: error: -o -: standard output holds one picture, but 26 steps are chosen; "
        + "choose one with --steps last, write them all as one file (-f pdf), or name a file or a folder\n"
    )
    #expect(
      try message("-o", "fig").hasPrefix("unroll: error: -o fig: the format is unknown without"))
    #expect(
      try message("--steps", "3-2").hasPrefix(
        "unroll: error: --steps 3-2: a range goes from the earlier step to the later one; write 2-3\n"
      ))
    #expect(try message("--steps", "27").contains("--steps 27: the deck has the steps 1 to 26"))
    #expect(
      try message("--ppi", "5").hasPrefix("unroll: error: --ppi must be from 10 to 2400\nUsage: "))
    #expect(try folder.names() == ["errors"])
  }
}
