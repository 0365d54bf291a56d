import Foundation
import TestSupport
import Testing

@Suite struct QuizTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A quiz has a worksheet and a solution for each variant, and one file with all answers")
  func files() throws {
    let run = try Tool.run("quiz", Tool.elman, "--variants", "2", "--seed", "7", in: folder)
    #expect(run.code == 0 && run.output.isEmpty)
    #expect(
      run.errors == "Wrote 2 variants and their solutions to elman-quiz/, and all answers to "
        + "elman-quiz/elman-answers.md\n")
    #expect(
      try folder.names(in: "elman-quiz") == [
        "elman-1.svg", "elman-1-solution.svg", "elman-2.svg", "elman-2-solution.svg",
        "elman-answers.md",
      ])
    let answers = try String(
      decoding: folder.bytes(of: "elman-quiz/elman-answers.md"), as: UTF8.self)
    #expect(answers.split(separator: "\n").filter { $0.hasPrefix("- ∂Loss/∂h_0 = ") }.count == 2)
  }

  @Test("The same seed gives the same bytes; another seed gives other numbers")
  func seeds() throws {
    for (seed, place) in [("7", "a"), ("7", "b"), ("8", "c")] {
      _ = try Tool.run(
        "quiz", Tool.elman, "--variants", "2", "--seed", seed, "-o", place, "-q", in: folder)
    }
    for name in try folder.names(in: "a") {
      #expect(try folder.bytes(of: "a/\(name)") == folder.bytes(of: "b/\(name)"))
    }
    #expect(
      try folder.bytes(of: "a/elman-1-solution.svg") != folder.bytes(of: "c/elman-1-solution.svg"))
  }

  @Test("The text of a worksheet does not contain the answer")
  func hidden() throws {
    _ = try Tool.run("quiz", Tool.elman, "--variants", "1", "-o", "q", "-q", in: folder)
    let answers = try String(decoding: folder.bytes(of: "q/elman-answers.md"), as: UTF8.self)
    let sheet = try String(decoding: folder.bytes(of: "q/elman-1.svg"), as: UTF8.self)
    let line = try #require(answers.split(separator: "\n").last)
    let number = try #require(line.split(separator: " ").last)
    let start = try #require(sheet.range(of: "<desc")).upperBound
    let end = try #require(sheet.range(of: "</desc>")).lowerBound
    let words = sheet[start..<end].split { " .;:>".contains($0) }
    #expect(words.contains("question") || words.contains("gradient"))
    #expect(!words.contains(number.drop { $0 == "−" }))
  }

  @Test("Wrong counts are usage errors; if there are fewer variants, the error says how many")
  func wrong() throws {
    let none = try Tool.run("quiz", Tool.elman, "--variants", "0", in: folder)
    #expect(none.code == 64 && none.errors.contains("--variants must be from 1 to 1000"))
    try folder.put("equations: {y: 2*x}\ninputs: {x: 3}\n", in: "small.yaml")
    let few = try Tool.run("quiz", "small.yaml", "--variants", "20", in: folder)
    #expect(few.code == 65)
    #expect(few.errors.contains("only 9 variants have answers that can be read"))
    #expect(few.errors.contains("--variants 9"))
    #expect(try folder.names() == ["small.yaml"])
  }

  @Test("A quantity behind the cut of a truncated pass is no question")
  func cut() throws {
    let run = try Tool.run("quiz", Tool.samples + "/truncated.yaml", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.hasPrefix("unroll: error: no gradient reaches h_0, so its answer is 0 "))
    #expect(try folder.names().isEmpty)
  }

  @Test("A lesson in which every gradient vanishes is no quiz, however long it is")
  func vanished() throws {
    let ones = Array(repeating: "1", count: 400).joined(separator: ", ")
    let nulls = Array(repeating: "~, ", count: 399).joined()
    try folder.put(
      """
      cell: elman
      activation: tanh
      parameters: {W_h: 1, W_x: 1, W_y: 1}
      sequence: [\(ones)]
      targets: [\(nulls)1]
      loss: squared-error
      ask: h_0
      """, in: "long.yaml")
    let start = Date()
    #expect(try Tool.run("trace", "long.yaml", in: folder).code == 0)
    let single = Date().timeIntervalSince(start)
    let run = try Tool.run("quiz", "long.yaml", "--variants", "2", in: folder)
    let whole = Date().timeIntervalSince(start)
    #expect(run.code == 65)
    #expect(
      run.errors == "unroll: error: no variant has answers that can be read: values and gradients "
        + "below 100, an answer that is not 0; take a shorter sequence or ask for a later state\n")
    #expect(try folder.names() == ["long.yaml"])
    // A few hundred draws; 20,000 would take 4,000 times as long as one.
    #expect(whole < 800 * single)
  }

  @Test("A quiz is not written to a single file or to standard output")
  func places() throws {
    let picture = try Tool.run("quiz", Tool.elman, "-o", "exam.png", in: folder)
    #expect(picture.code == 64)
    #expect(
      picture.errors.hasPrefix(
        "unroll: error: -o exam.png: a quiz is many files; name a folder: -o exam/ -f png\n"))
    #expect(try Tool.run("quiz", Tool.elman, "-o", "-", in: folder).code == 64)
    #expect(try folder.names().isEmpty)
  }
}
