import Formulas
import Testing
import Unrolling

@testable import Storyboards

@Suite struct StandardLectureTests {
  @Test("The lecture tells its kinds of step in order, in 20 to 40 steps")
  func order() throws {
    let steps = try Samples.board("elman").steps
    #expect((20...40).contains(steps.count))
    #expect(steps.map(\.number) == Array(1...steps.count))
    var kinds: [StepKind] = []
    for step in steps where !kinds.contains(step.kind) { kinds.append(step.kind) }
    let others: [StepKind] = [.say, .flow, .worksheet, .solution, .comparison]
    #expect(kinds == StepKind.allCases.filter { !others.contains($0) })
  }

  @Test("The formula grows in place: one callout, stage by stage")
  func growth() throws {
    let steps = try Samples.board("elman").steps
    guard let first = steps.firstIndex(where: { $0.kind == .state }) else {
      Issue.record("no step of kind state")
      return
    }
    let grown = steps[first..<first + 5]
    #expect(grown.map(\.kind) == [.state, .derivative, .local, .upstream, .braces])
    #expect(Set(grown.map(\.callout)).count == 1)
    #expect(grown.map(\.stage) == [0, 1, 2, 3, 4])
    #expect(grown.last?.narration.contains("gives five for h one") == true)
  }

  @Test("The numbers of the lecture are on its steps")
  func numbers() throws {
    let board = try Samples.board("elman")
    func lines(_ kind: StepKind) -> [String] {
      board.steps.filter { $0.kind == kind }.flatMap { step in
        step.callout.map { board.callouts[$0].map(\.plain) } ?? []
      }
    }
    #expect(lines(.forward).contains("h_2 = W_h · h_1 + W_x · x_2"))
    #expect(lines(.forward).contains(" = −5 · 5 + 1 · 1"))
    #expect(lines(.forward).contains(" = −24"))
    #expect(lines(.loss).contains(" = −5 + 24"))
    #expect(lines(.sum).contains { $0.hasSuffix("= 5 + (−1) = 4") })
    #expect(lines(.ledger).contains { $0.hasSuffix("sum 19") })
    #expect(lines(.answer).contains { $0.hasSuffix("= −20") })
  }

  @Test("Every deck begins with its title, ends with the answer and shows what was asked")
  func frame() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      #expect(board.steps.first?.kind == .title && board.steps.last?.kind == .answer, "\(name)")
      for asked in board.asked {
        #expect(board.spans[.gradient(asked)]?.upperBound == board.steps.count, "\(name)")
      }
    }
  }

  @Test("A question is asked before any gradient is shown, and no value before the forward pass")
  func suspense() throws {
    for name in Samples.names {
      let board = try Samples.board(name)
      let forward = board.steps.first { $0.kind == .forward }?.number ?? 0
      let loss = board.steps.last { $0.kind == .forward }?.number ?? 0
      for (item, span) in board.spans {
        switch item {
        case .value: #expect(span.lowerBound >= forward, "\(name)")
        case .gradient: #expect(span.lowerBound > loss, "\(name)")
        default: break
        }
      }
    }
  }
}
