import TestSupport
import Testing

@Suite struct StepSelectionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func numbers(_ selection: String, of lesson: String = Tool.elman) throws -> [Int] {
    let run = try Tool.run("steps", lesson, "--steps", selection, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    return run.text.split(separator: "\n").compactMap { line in
      line.split(separator: " ").first.flatMap { Int($0) }
    }
  }

  @Test("Steps are selected by number, range, open range, last and kind, in the deck's order")
  func selections() throws {
    #expect(try numbers("4") == [4])
    #expect(try numbers("3-6,last,2") == [2, 3, 4, 5, 6, 32])
    #expect(try numbers("30-") == [30, 31, 32])
    #expect(try numbers("31-last") == [31, 32])
    #expect(try numbers("forward") == Array(7...13))
    #expect(try numbers("braces, answer") == [23, 27, 32])
    #expect(try numbers("answer,32,32") == [32])
    #expect(try numbers("first,2") == [1, 2])
  }

  @Test("Steps are selected by name, by the word of names, and by the place among those of a word")
  func names() throws {
    #expect(try numbers("backward h_2->h_1") == [23])
    #expect(try numbers("sum h_1, value  h_2,backward h_2 -> h_1") == [11, 23, 26])
    #expect(try numbers("backward") == [16, 17, 18, 23, 24, 25, 27])
    #expect(try numbers("forward last") == [13])
    #expect(try numbers("forward first,ledger 2") == [7, 29])
    let long = Tool.samples + "/exploding.yaml"
    #expect(try numbers("forward t=4-17", of: long).count == 1)
  }

  @Test("A selection without steps is reported with the possible selections")
  func mistakes() throws {
    func message(_ selection: String, of lesson: String = Tool.elman) throws -> String {
      let run = try Tool.run("steps", lesson, "--steps", selection, in: folder)
      #expect(run.code == 64 && run.output.isEmpty)
      return run.errors
    }
    #expect(
      try message("brace")
        == "unroll: error: --steps brace: there is no kind of step brace; did you mean braces?\n")
    #expect(
      try message("lst").hasSuffix("there is no kind of step lst; did you mean last?\n"))
    #expect(
      try message("nonsense").contains(
        "there is no kind of step nonsense; the kinds are title, definitions, target, "))
    #expect(
      try message("backward h_2->h_0")
        == "unroll: error: --steps backward h_2->h_0: no step of this deck has that name; did you "
        + "mean backward h_2->h_1?\n")
    #expect(
      try message("sum nothing-like-that").hasSuffix(
        "no step of this deck has that name; unroll steps lists the names\n"))
    #expect(try message("ledger 9").hasSuffix("ledger 9: there are only 4 of them\n"))
    #expect(try message("sum 2").hasSuffix("sum 2: there is only 1 of them\n"))
    #expect(
      try message("3-2").hasPrefix(
        "unroll: error: --steps 3-2: a range goes from the earlier step to the later one; write 2-3\n"
      ))
    #expect(
      try message("33").hasPrefix(
        "unroll: error: --steps 33: the deck has the steps 1 to 32; write 2,3-6,8-,last, a name or kinds: "
      ))
    for wrong in ["0", "33", "5-40", "3-4-5", "1.5", "+"] {
      #expect(try message(wrong).contains("the deck has the steps 1 to 32"), "\(wrong)")
    }
    #expect(
      try message("ledger", of: Tool.samples + "/circuit.yaml").hasPrefix(
        "unroll: error: --steps ledger: this deck has no step of that kind; it has title, "))
  }
}
