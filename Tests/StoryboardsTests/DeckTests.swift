import Formulas
import Foundation
import Lessons
import Testing
import Unrolling

@testable import Storyboards

@Suite struct DeckTests {
  private func board(_ name: String, as deck: (Script?) -> Deck) throws -> Storyboard {
    let file = Samples.folder.appendingPathComponent(name + ".yaml")
    let lesson = try Lesson(yaml: String(contentsOf: file, encoding: .utf8), name: name)
    return Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: lesson.title,
      style: lesson.style, deck: deck(lesson.script))
  }

  @Test("A question deck shows no gradient, on the graph or in its words", arguments: Samples.names)
  func question(name: String) throws {
    let board = try board(name) { .question($0) }
    #expect(board.steps.count > 5)
    #expect(board.steps.last?.kind == .question)
    for item in board.spans.keys {
      switch item {
      case .gradient, .flow, .contribution, .gapFlow, .gradientBlank: Issue.record("shows \(item)")
      default: break
      }
    }
    for step in board.steps where step.kind != .question && step.kind != .target {
      #expect(!step.narration.contains("gradient"), "\(step.number): \(step.narration)")
    }
    for node in board.asked {
      #expect(board.steps.last.map { board.shows(.question(node), in: $0) } == true)
    }
  }

  @Test("The steps of a question deck have the kinds of its lesson")
  func kindsOfSamples() throws {
    func kinds(_ name: String) throws -> String {
      var runs: [(kind: StepKind, count: Int)] = []
      for step in try board(name, as: { .question($0) }).steps {
        if runs.last?.kind == step.kind {
          runs[runs.count - 1].count += 1
        } else {
          runs.append((step.kind, 1))
        }
      }
      return runs.map { "\($0.kind)" + ($0.count > 1 ? " × \($0.count)" : "") }.joined(
        separator: ", ")
    }
    #expect(
      try kinds("elman")
        == "title, definitions, question, cell × 2, forward × 5, loss, question")
    #expect(
      try kinds("lecture")
        == "title, definitions, target, question, cell × 2, forward × 5, loss, question")
    #expect(
      try kinds("mlp")
        == "title, definitions, question, cell, forward × 4, loss, question")
  }

  @Test("A lecturer's question has the same words on the slide, spoken and in the notes")
  func ownQuestion() throws {
    let yaml = """
      cell: elman
      parameters: {W_h: 1, W_x: 1, W_y: 1}
      sequence: [1]
      loss: output
      slides: [forward: all, ask: "How does $h_0$ matter?", backward: {from: Loss, to: h_0}, answer]
      """
    let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
    for deck in [Deck.lecture(lesson.script), .question(lesson.script)] {
      let board = Storyboard(
        of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, style: lesson.style,
        deck: deck)
      let questions = board.steps.filter { $0.kind == .question }
      #expect(!questions.isEmpty)
      for step in questions {
        let slide = step.callout.map { board.callouts[$0].map(\.plain) } ?? []
        #expect(slide.first == "How does h_0 matter?")
        #expect(step.narration == "How does h zero matter?")
        #expect(step.alternativeText.hasSuffix(": How does h 0 matter?"))
        #expect(board.notes(of: [step]).contains("How does h zero matter?"))
      }
    }
  }

  @Test("A worksheet gives the numbers of all weights, a lecture with many only their shapes")
  func weights() throws {
    func weights(_ deck: (Script?) -> Deck) throws -> String {
      try board("elman-vector", as: deck).definitions.map(\.plain).joined(separator: "; ")
    }
    #expect(try weights { .lecture($0) }.contains("W_h ∈ ℝ^{2×2}"))
    let sheet = try weights { _ in .worksheet }
    #expect(sheet.contains("W_h = [0.5, −0.3; 0.2, 0.8]") && !sheet.contains("×"), "\(sheet)")
  }

  @Test(
    "A worksheet gives the inputs, and its solution fills every blank", arguments: Samples.names)
  func worksheet(name: String) throws {
    let board = try board(name) { _ in .worksheet }
    #expect(board.steps.map(\.kind) == [.worksheet, .solution])
    let (sheet, solution) = (board.steps[0], board.steps[1])
    var blanks = 0
    for item in board.spans.keys {
      guard let filled = item.filled else { continue }
      blanks += 1
      #expect(board.shows(item, in: sheet) && !board.shows(item, in: solution))
      #expect(!board.shows(filled, in: sheet) && board.shows(filled, in: solution))
    }
    #expect(blanks > 2)
    for node in board.asked { #expect(board.spans[.gradientBlank(node)] != nil) }
  }
}

extension Item {
  fileprivate var filled: Item? {
    switch self {
    case .valueBlank(let node): .value(node)
    case .gradientBlank(let node): .gradient(node)
    default: nil
    }
  }
}
