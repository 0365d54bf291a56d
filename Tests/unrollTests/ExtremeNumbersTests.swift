import Figures
import Formulas
import Foundation
import Lessons
import Storyboards
import TestSupport
import Testing
import UnrollKit
import Unrolling

/// From a lesson to its pictures, with numbers at both ends of what can be held.
@Suite struct ExtremeNumbersTests {
  /// The norm by another way than the library's: in units of the largest component.
  private func norm(_ components: [Double]) -> Double {
    let largest = components.map(abs).max() ?? 0
    guard largest > 0 else { return 0 }
    return largest * components.map { ($0 / largest) * ($0 / largest) }.reduce(0, +).squareRoot()
  }

  private func isRight(_ number: Double, _ expected: Double) -> Bool {
    abs(number - expected) <= 1e-12 * expected + 2 * .leastNonzeroMagnitude
  }

  /// The lesson's trace; `nil` where it ends with an error, which must be one of its own place.
  private func trace(of lesson: Lesson) throws -> Trace? {
    do throws(UnrollingError) {
      return try Trace(of: lesson.graph)
    } catch {
      let lines = lesson.diagnostic(for: error).description.split(separator: "\n")
      let head = #/lesson\.yaml:\d+:\d+: error: .+( too large to [a-z]+| not a number|: [a-z].+)/#
      #expect(try head.prefixMatch(in: lines[0]) != nil, "\(lines[0])")
      #expect(lines[0].contains("(time step ") || error.subject.contains("_") == false)
      return nil
    }
  }

  @Test("Numbers of any size end with finite figures or an error in the lesson's own place")
  func everySize() throws {
    var drawn = 0
    for seed in 0..<80 as Range<UInt64> {
      let yaml = ExtremeLesson(seed: seed).yaml
      let lesson = try Lesson(yaml: yaml, name: "lesson.yaml")
      guard let trace = try trace(of: lesson) else { continue }
      drawn += 1
      for text in [trace.table(lesson.style), trace.json] {
        #expect(!text.contains("∞") && !text.contains("NaN"), "seed \(seed)\n\(yaml)")
      }
      _ = try JSONSerialization.jsonObject(with: Data(trace.json.utf8))
      for language in Language.allCases {
        let illustration = try Illustration(
          unchecked: lesson,
          with: Overrides(
            LookSettings(parts: [.title: .hidden, .callout: .hidden, .caption: .hidden]),
            language: language))
        let board = illustration.storyboard
        let words = board.steps.map { $0.caption.plain + $0.alternativeText + $0.narration }
          .joined()
        let formulas = board.callouts.joined().map(\.plain).joined()
        for text in [words, formulas, board.definitions.map(\.plain).joined()] {
          #expect(!text.contains("∞") && !text.contains("NaN"), "seed \(seed)\n\(yaml)")
        }
        for flow in board.flows {
          for (place, found) in flow.norms.enumerated() {
            let node = trace.graph.node(id: "\(flow.state)_\(flow.firstTime + place)")
            let expected = norm(trace.gradient(of: try #require(node)).components)
            #expect(isRight(found, expected), "seed \(seed): \(found), not \(expected)")
          }
        }
        guard seed % 40 == (language == .english ? 0 : 19), let last = board.steps.last else {
          continue
        }
        _ = try illustration.scene().problems
        let svg = try illustration.rendered(last, as: .svg, hasLiveText: true)
        #expect(svg.count > 1000)
      }
    }
    // Neither kind of end is rare.
    #expect((20...60).contains(drawn), "\(drawn) of 80 can be drawn")
  }

  @Test(
    "No command is ended by a lesson's numbers", arguments: [0, 9, 22, 35] as [UInt64])
  func commands(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    try folder.put(ExtremeLesson(seed: seed).yaml, in: "lesson.yaml")
    let small = [
      ["quiz", "lesson.yaml", "--variants", "1", "-o", "c/"], ["handout", "lesson.yaml"],
    ]
    for arguments in [
      ["trace", "lesson.yaml"], ["trace", "lesson.yaml", "-f", "json"], ["check", "lesson.yaml"],
      ["check", "lesson.yaml", "-f", "json"], ["steps", "lesson.yaml", "-f", "json"],
      ["render", "lesson.yaml", "--steps", "last", "-o", "a.svg"],
      ["compare", "lesson.yaml", "lesson.yaml", "-o", "b/"],
    ] + (seed % 5 == 4 ? small : []) {
      let run = try Tool.run(arguments, in: folder)
      #expect([0, 65].contains(run.code), "seed \(seed): \(arguments): \(run.errors)")
      if run.code == 0, arguments.contains("json") {
        _ = try JSONSerialization.jsonObject(with: run.output)
      }
    }
  }

  /// A lesson over so many time steps, in which each multiplies the gradient by a number.
  private func chain(_ steps: Int, times factor: Double, reduction: String = "sum") -> String {
    let ones = Array(repeating: "[1]", count: steps).joined(separator: ", ")
    return """
      cell: elman
      activation: identity
      parameters: {W_h: [[\(factor), 0], [0, \(factor)]], W_x: [[0], [0]], W_y: [[1, 1]]}
      sequence: [\(ones)]
      initial: {h: [0, 0]}
      loss: output
      reduction: \(reduction)
      ask: h_0
      figure: {flow: shown}
      """
  }

  @Test(
    "The strip and the answer have the gradient's size, however large or small",
    arguments: [(250, 10.0), (300, 0.1), (323, 0.1), (153, 100), (40, 1e-4), (1, 1e308)])
  func sizes(steps: Int, factor: Double) throws {
    let lesson = try Lesson(
      yaml: chain(steps, times: factor, reduction: "last"), name: "lesson.yaml")
    let board = Storyboard(
      of: try Trace(of: lesson.graph), asking: lesson.asked, title: nil, style: lesson.style,
      mostColumns: 8, showsFlow: true)
    let flow = try #require(board.flows.first)
    for (place, norm) in flow.norms.enumerated() where place < steps {
      let exponent = Double(steps - place) * log10(factor)
      // The logarithm of √2 · factor^exponent; denormals have few digits.
      let expected = exponent + log10(2) / 2
      #expect(norm > 0 && abs(log10(norm) - expected) < (expected < -307.5 ? 0.2 : 1e-9))
    }
    let scene = try Scene(of: board, theme: .light, canvas: .widescreen, parts: [])
    #expect(try Figure(of: scene).rendered(board.steps[0], as: .svgWithText).count > 1000)
  }

  @Test("What overflows on the way back is reported at the cell, with its time step and a cure")
  func overflow() throws {
    let lesson = try Lesson(yaml: chain(400, times: 10), name: "lesson.yaml")
    let error = try #require(throws: UnrollingError.self) { try Trace(of: lesson.graph) }
    #expect(
      lesson.diagnostic(for: error).description == """
        lesson.yaml:1:1: error: the backward pass fails at h_91 (time step 91): its gradient is too \
        large to represent
            cell: elman
            ^~~~
            hint: the largest number is 1.8 × 10^308: use smaller weights or inputs, or fewer \
        time steps; avoid points without a derivative, such as sqrt(0)
        """)
  }

  @Test("Ten thousand time steps that vanish end with a figure, and that explode with an error")
  func longChains() throws {
    let vanishing = try Lesson(yaml: chain(10_000, times: 0.5), name: "lesson.yaml")
    let board = Storyboard(
      of: try Trace(of: vanishing.graph), asking: vanishing.asked, title: nil,
      style: vanishing.style, mostColumns: 8, showsFlow: true)
    #expect(board.steps.allSatisfy { !$0.narration.isEmpty })
    let exploding = try Lesson(yaml: chain(10_000, times: 1.5), name: "lesson.yaml")
    #expect(throws: UnrollingError.self) { try Trace(of: exploding.graph) }
  }

  @Test("A number on the command line is taken or refused, however long it is")
  func commandLine() throws {
    let folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson, in: "a.yaml")
    let long = "99999999999999999999"
    for arguments in [
      ["steps", "a.yaml", "--steps", long], ["steps", "a.yaml", "--steps", "0-" + long],
      ["render", "a.yaml", "-o", "a.png", "--ppi", "1e308"],
      ["render", "a.yaml", "-o", "a.png", "--ppi", "nan"],
      ["render", "a.yaml", "-o", "a.svg", "--canvas", "1e300x1"],
      ["render", "a.yaml", "-o", "a.svg", "--canvas", "0x1"],
      ["render", "a.yaml", "-o", "a.svg", "--canvas", long + "x9"],
      ["quiz", "a.yaml", "--variants", long], ["quiz", "a.yaml", "--seed", long],
      ["handout", "a.yaml", "--up", "9223372036854775807"], ["watch", "a.yaml", "--port", long],
    ] {
      let run = try Tool.run(arguments, in: folder)
      #expect(run.code == 64, "\(arguments): \(run.code) \(run.errors)")
    }
    for setting in ["digits: 1e308", "digits: \(long)", "columns: \(long)", "canvas: 0x1"] {
      try folder.put(Tool.smallLesson + "\nfigure: {\(setting)}", in: "b.yaml")
      #expect(try Tool.run("render", "b.yaml", "-o", "b.svg", in: folder).code == 65)
    }
  }
}
