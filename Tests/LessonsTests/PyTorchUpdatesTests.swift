import Foundation
import Lessons
import Testing
import Unrolling

/// Lessons with the steps of gradient descent that PyTorch makes; `Reference/updates.py` makes the
/// file.
private struct UpdateReference: Decodable, CustomTestStringConvertible, Sendable {
  struct Step: Decodable, Sendable {
    let before, after, norm: Double
  }

  let name: String
  let lesson: String
  let steps: [Step]
  /// The parameters that learn, after the last step.
  let updated: [String: Tensor]

  var testDescription: String { name }

  static var all: [UpdateReference] {
    get throws {
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Reference/updates.json")
      return try JSONDecoder().decode([UpdateReference].self, from: Data(contentsOf: file))
    }
  }
}

@Suite("Steps of gradient descent, against PyTorch")
struct PyTorchUpdatesTests {
  private func isClose(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-10 * max(abs(a), abs(b), 1e-6)
  }

  @Test(
    "Losses, norms and parameters are PyTorch's to a relative 1e-10",
    arguments: try UpdateReference.all)
  fileprivate func steps(reference: UpdateReference) throws {
    let lesson = try Lesson(yaml: reference.lesson, name: "lesson.yaml")
    let training = try #require(try lesson.training())
    try #require(training.steps.count == reference.steps.count)
    for (step, expected) in zip(training.steps, reference.steps) {
      #expect(isClose(step.loss, expected.before))
      #expect(isClose(step.lossAfter ?? .nan, expected.after))
      #expect(isClose(step.norm, expected.norm))
    }
    let last = try #require(training.steps.last)
    #expect(
      Set(last.changes.map { training.learnables[$0.learnable].name })
        == Set(reference.updated.keys))
    for (name, expected) in reference.updated {
      let updated = Tensor(try #require(training.updated(name, after: last)))
      #expect(updated.agrees(with: expected), "\(name) is \(updated), not \(expected)")
    }
  }

  @Test("The JSON has the losses and the parameters after the last step")
  func json() throws {
    for reference in try UpdateReference.all {
      let lesson = try Lesson(yaml: reference.lesson, name: "lesson.yaml")
      let training = try #require(try lesson.training())
      let json = training.json(hasSamples: lesson.hasSamples)
      let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
      let updates = document.updates ?? [document.update].compactMap { $0 }
      #expect(updates.map(\.loss) == training.steps.map(\.lossAfter))
      let updated = document.parameters.filter { $0.updated != nil }.map(\.id)
      #expect(Set(reference.updated.keys).isSubset(of: updated))
    }
  }

  private struct Document: Decodable {
    struct Update: Decodable { let loss: Double? }
    struct Parameter: Decodable {
      let id: String
      let updated: Tensor?
    }
    let update: Update?
    let updates: [Update]?
    let parameters: [Parameter]
  }
}
