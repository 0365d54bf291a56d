import Figures
import Lessons
import Look
import Testing
import UnrollKit

@Suite struct IllustrationTests {
  private static let small = """
    cell: elman
    activation: identity
    parameters: {W_h: 2, W_x: 1, W_y: 1}
    sequence: [1, 2]
    loss: output

    """
  // Too steep for a finite difference of any width.
  private static let steep = "equations: {L: sin(1e17*x)}\ninputs: {x: 1}\n"

  private func lesson(_ text: String) throws -> Lessons.Lesson {
    try Lesson(yaml: text, name: "lesson.yaml")
  }

  @Test("An illustration with a wrong gradient can only be made unchecked")
  func check() throws {
    let lesson = try lesson(Self.steep)
    let error = try #require(throws: IllustrationError.self) { try Illustration(of: lesson) }
    guard case .gradients(let disagreement, "lesson.yaml") = error else {
      Issue.record("\(error)")
      return
    }
    #expect(disagreement.ids == ["x"])
    #expect(throws: error) { try Illustration(comparing: lesson, with: lesson) }
    #expect(throws: error) { try PaperLayout(of: lesson, .six) }
    #expect(try !Illustration(unchecked: lesson).steps.isEmpty)
  }

  @Test("A network that cannot be computed is an error at its place in the lesson")
  func computing() throws {
    let lesson = try lesson("equations:\n  y[t]: 1 / x[t]\nsequence: [1, 0]\nloss: output\n")
    let error = try #require(throws: IllustrationError.self) { try Illustration(of: lesson) }
    guard case .lesson(let mistakes) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(mistakes.diagnostics.map { [$0.line, $0.column] } == [[2, 3]])
    #expect(mistakes.diagnostics.map(\.file) == ["lesson.yaml"])
  }

  @Test("A wrong lesson is a typed error with file, line and column of each mistake")
  func wrong() throws {
    let text = Self.small.replacing("identity", with: "tnh") + "titel: x\n"
    let error = try #require(throws: LessonError.self) { try lesson(text) }
    #expect(error.diagnostics.map(\.file) == ["lesson.yaml", "lesson.yaml"])
    #expect(
      Set(error.diagnostics.map { [$0.line, $0.column] }) == [[2, 13], [6, 1]])
  }

  @Test("Overriding the detail draws another graph, or reports what the slides name in vain")
  func detail() throws {
    let operations = Overrides(LookSettings(digits: 2, detail: .operations))
    let lesson = try lesson(Self.small)
    let drawn = try Illustration(of: lesson, with: operations)
    #expect(drawn.lesson.graph.nodes.count > lesson.graph.nodes.count)
    #expect(drawn.storyboard.style == LookSettings(digits: 2).resolved.numbers)
    let same = try self.lesson(Self.small + "figure: {detail: operations, digits: 2}\n")
    let last = try #require(drawn.steps.last)
    #expect(try drawn.rendered(last, as: .svg) == Illustration(of: same).rendered(last, as: .svg))
    let own = try #require(
      drawn.lesson.graph.nodes.map(\.id).first { id in
        !lesson.graph.nodes.contains { $0.id == id }
      })
    let sliding = try self.lesson(
      Self.small
        + "figure: {detail: operations}\nslides: [{forward: all}, {backward: {to: \(own)}}]\n")
    let cells = Overrides(LookSettings(detail: .cells))
    let error = try #require(throws: IllustrationError.self) {
      try Illustration(of: sliding, with: cells)
    }
    guard case .lesson(let mistakes) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(mistakes.diagnostics.map(\.line) == [7])
  }

  @Test("An illustration says whether its gradients were checked, in all its copies")
  func isChecked() throws {
    let small = try Illustration(of: lesson(Self.small))
    #expect(small.isChecked && small.colored(.dark).isChecked)
    #expect(try !Illustration(unchecked: lesson(Self.small)).isChecked)
    let inputs = Array(repeating: "1", count: 2600).joined(separator: ", ")
    let long = try Illustration(
      of: lesson(
        "cell: elman\nparameters: {W_h: 0.5, W_x: 1, W_y: 1}\nsequence: [\(inputs)]\nloss: output\n"
      ))
    #expect(long.lesson.graph.nodes.count > 10_000)
    #expect(!long.isChecked && !long.showing([long.steps[0]]).isChecked)
  }

  @Test("Worksheets about a quantity that no gradient reaches are refused")
  func unreached() throws {
    let cut = try lesson(
      "cell: elman\nparameters: {W_h: 2, W_x: 1, W_y: 1}\nsequence: [1, 2, 3]\ntargets: [~, ~, 1]\n"
        + "loss: squared-error\ntruncate: 1\nask: h_0\n")
    #expect(throws: IllustrationError.unreached("h_0")) { try Worksheets(of: cut, seed: 1) }
  }

  @Test("Overrides take precedence over the lesson")
  func overrides() throws {
    let lesson = try lesson(Self.small + "theme: dark\nlanguage: it\nfigure: {canvas: \"4:3\"}\n")
    let plain = try Illustration(of: lesson)
    #expect(plain.theme == .dark && plain.storyboard.language == .italian)
    #expect(try plain.scene().canvas == .standard)
    let other = try Illustration(
      of: lesson,
      with: Overrides(LookSettings(theme: .print, canvas: .widescreen), language: .english))
    #expect(other.theme == .print && other.storyboard.language == .english)
    #expect(try other.scene().canvas == .widescreen)
    let question = try Illustration(of: lesson, with: Overrides(deck: .question))
    #expect(question.steps.last?.kind == .question)
  }

  @Test("Selected steps and other colors do not change the steps of the deck")
  func parts() throws {
    let lesson = try lesson(Self.small)
    let whole = try Illustration(of: lesson)
    let last = try #require(whole.steps.last)
    let picture = try whole.rendered(last, as: .svg)
    let some = whole.showing([last])
    #expect(some.steps == [last] && some.storyboard.steps == whole.steps)
    #expect(try some.rendered(last, as: .svg) == picture)
    let dark = some.colored(.dark)
    #expect(try dark.rendered(last, as: .svg) != picture)
    #expect(try dark.colored(.light).rendered(last, as: .svg) == picture)
  }

  @Test("A tight figure of some steps is cropped to what they show, all of them alike")
  func tight() throws {
    let lesson = try lesson(
      Self.small + "\nfigure: {canvas: tight, title: none, panel: none, caption: none}")
    let whole = try Illustration(of: lesson)
    let scene = try whole.scene()
    let some = whole.showing(Array(whole.steps.filter { $0.kind == .forward }))
    let shown = try some.scene()
    #expect(shown.width * shown.height < scene.width * scene.height)
    let first = try whole.showing([whole.steps[0]]).scene()
    #expect(first.width * first.height < 0.95 * scene.width * scene.height)
    #expect(try whole.scene().width == scene.width)
  }

  @Test("Lessons with different networks cannot be compared, and the error says where they differ")
  func comparison() throws {
    let lesson = try lesson(Self.small)
    let other = try self.lesson(Self.small.replacing("[1, 2]", with: "[1, 2, 3]"))
    let error = try #require(throws: IllustrationError.self) {
      try Illustration(comparing: lesson, with: other)
    }
    guard case .comparison(let unlikeness, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!unlikeness.id.isEmpty)
    #expect(try Illustration(comparing: lesson, with: lesson).steps.count == 2)
  }

  @Test("Worksheets are the same for the same seed, and have their answers")
  func worksheets() throws {
    let lesson = try lesson(Self.small)
    func answers(seed: UInt64) throws -> [[String]] {
      var worksheets = try Worksheets(of: lesson, seed: seed)
      return try (0..<3).compactMap { _ in try worksheets.next()?.answers }
    }
    let first = try answers(seed: 7)
    #expect(first.count == 3 && first.allSatisfy { !$0.isEmpty })
    #expect(try answers(seed: 7) == first)
    #expect(try answers(seed: 8) != first)
  }

  @Test("There is no worksheet whose gradients disagree")
  func uncheckedWorksheets() throws {
    // Small enough for a worksheet, and too steep for a difference of any width.
    let lesson = try lesson(
      "equations: {L: 1e-16*sin(1e17*x)}\ninputs: {x: 1}\n")
    var worksheets = try Worksheets(of: lesson, seed: 7)
    let error = try #require(throws: IllustrationError.self) { try worksheets.next() }
    guard case .gradients(let disagreement, "lesson.yaml") = error else {
      Issue.record("\(error)")
      return
    }
    #expect(disagreement.ids == ["x"])
  }

  @Test("A page of the question alone is the whole lecture, with its sections")
  func questionPage() throws {
    let lesson = try lesson(Self.small)
    let lecture = try Illustration(of: lesson)
    let question = try Illustration(of: lesson, with: Overrides(deck: .question))
    #expect(question.steps.count < lecture.steps.count)
    let (one, other) = try (lecture.liveDeck().words, question.liveDeck().words)
    #expect(one.slides.map(\.name) == other.slides.map(\.name) && one.sections == other.sections)
    #expect(try question.liveDeck().asksFirst && !lecture.liveDeck().asksFirst)
    #expect(try lecture.page(isServed: true).version != question.page(isServed: true).version)
  }
}
