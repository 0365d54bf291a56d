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
    #expect(try numbers("3-6,last,2") == [2, 3, 4, 5, 6, 26])
    #expect(try numbers("24-") == [24, 25, 26])
    #expect(try numbers("25-last") == [25, 26])
    #expect(try numbers("forward") == Array(6...10))
    #expect(try numbers("braces, answer") == [17, 20, 21])
    #expect(try numbers("answer,21,21") == [21])
    #expect(try numbers("first,2") == [1, 2])
  }

  @Test("Steps are selected by name, by the word of names, and by the place among those of a word")
  func names() throws {
    #expect(try numbers("backward h_2->h_1") == [17])
    #expect(try numbers("sum h_1, value  h_2,backward h_2 -> h_1") == [9, 17, 19])
    #expect(try numbers("backward") == [12, 13, 17, 18, 20])
    #expect(try numbers("forward last") == [10])
    #expect(try numbers("forward first,ledger 2") == [6, 24])
    #expect(try numbers("braces h_1") == [17])
    #expect(try numbers("backward h_1,value h_1") == [7, 17, 18])
    // This deck shows local gradients on the steps of upstream ones.
    #expect(try numbers("local") == numbers("upstream"))
    #expect(try numbers("local h_2->h_1") == [16])
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
      try message("27").hasPrefix(
        "unroll: error: --steps 27: the deck has the steps 1 to 26; write 2,3-6,8-,last, a name or kinds: "
      ))
    #expect(
      try message("local", of: Tool.samples + "/minibatch.yaml")
        .contains("with figure: {pace: detailed}"))
    for wrong in ["0", "27", "5-40", "3-4-5", "1.5", "+"] {
      #expect(try message(wrong).contains("the deck has the steps 1 to 26"), "\(wrong)")
    }
    #expect(
      try message("ledger", of: Tool.samples + "/circuit.yaml").hasPrefix(
        "unroll: error: --steps ledger: this deck has no step of that kind; it has title, "))
  }
}
