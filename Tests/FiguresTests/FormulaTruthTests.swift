import Foundation
import Storyboards
import Testing

@testable import Figures

@Suite struct FormulaTruthTests {
  /// The lessons of a folder named by a variable are checked too.
  private static var otherLessons: [URL] {
    guard let folder = ProcessInfo.processInfo.environment["UNROLL_LESSONS"] else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted()
      .map { URL(fileURLWithPath: folder).appendingPathComponent($0) }
  }

  @Test("Every printed formula of the samples holds", arguments: Samples.names)
  func samples(_ name: String) throws {
    let truth = FormulaTruth(try Samples.fitted(name))
    #expect(truth.faults.isEmpty, "\(truth.faults.joined(separator: "\n"))")
    #expect(Double(truth.evaluatedCount) >= 0.8 * Double(truth.lineCount))
  }

  @Test("Every printed formula of the lessons of a folder holds", arguments: otherLessons)
  func others(_ file: URL) throws {
    let yaml = try String(contentsOf: file, encoding: .utf8)
    let truth = FormulaTruth(try Samples.board(yaml: yaml))
    #expect(
      truth.faults.isEmpty, "\(file.lastPathComponent): \(truth.faults.joined(separator: "\n"))")
  }

  @Test("Every printed formula of 200 seeded lessons holds, at any pace")
  func seeded() async throws {
    let found = await withTaskGroup(of: (faults: String?, lines: Int, evaluated: Int).self) {
      group in
      for seed in 0..<200 as Range<UInt64> {
        group.addTask {
          let lesson = SeededLesson(seed: seed)
          do {
            let pace: Script.Pace = [.normal, .brief, .detailed][Int(seed % 3)]
            let truth = FormulaTruth(try Samples.board(yaml: lesson.yaml, pace: pace))
            let faults = truth.faults.prefix(5).joined(separator: "\n")
            return (
              faults.isEmpty ? nil : "\(lesson.name):\n\(faults)\n\(lesson.yaml)", truth.lineCount,
              truth.evaluatedCount
            )
          } catch {
            return ("\(lesson.name): \(error)", 0, 0)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for result in found { if let faults = result.faults { Issue.record("\(faults)") } }
    let (lines, evaluated) = found.reduce((0, 0)) { ($0.0 + $1.lines, $0.1 + $1.evaluated) }
    print("200 seeded lessons: \(lines) printed results, \(evaluated) evaluated")
    #expect(lines > 4000 && Double(evaluated) >= 0.8 * Double(lines))
  }

  @Test(
    "A wrong result, derivative, factor or sign is found",
    arguments: [
      ("= 5", "= 6"), ("h_1 = W_h · h_0 + W_x · x_1", "h_1 = W_h · h_0 + W_h · x_1"),
      ("−5 · (−1)", "−5 · (−2)"), ("= W_h", "= W_x"), ("−1 + 5 = 4", "−1 + 5 ≈ 4"),
    ])
  func finds(_ right: String, _ wrong: String) throws {
    let board = try Samples.board("elman")
    #expect(FormulaTruth(board).faults.isEmpty)
    #expect(!FormulaTruth(board) { $0.replacing(right, with: wrong) }.faults.isEmpty)
  }
}
