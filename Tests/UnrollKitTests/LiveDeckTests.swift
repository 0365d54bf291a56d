import Figures
import Formulas
import Foundation
import Lessons
import Slides
import Storyboards
import Testing
import UnrollKit
import Unrolling

/// Decks that compute their numbers again.
@Suite struct LiveDeckTests {
  private static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples")

  private static let names = [
    "elman", "elman-tanh", "elman-vector", "lstm", "gru", "jordan", "circuit", "mlp",
    "encoder-decoder", "two-layers", "truncated", "vanishing", "exploding", "logistic-regression",
    "lecture", "bidirectional", "stacked-lstm", "attention", "minibatch", "peephole", "pooling",
    "twin", "dropout", "teacher-forcing", "free-running", "residual",
  ]
  private static let trained = ["training-step", "clipping"]

  private func lesson(_ name: String) throws -> Lessons.Lesson {
    let file = Self.samples.appendingPathComponent("\(name).yaml")
    return try Lesson(bytes: Array(Data(contentsOf: file)), name: file.path)
  }

  @Test("Every number of a deck reads as its origin says", arguments: names + trained)
  func origins(name: String) throws {
    let lesson = try lesson(name)
    let deck = try Illustration(of: lesson).liveDeck()
    let training = try lesson.training()
    let origins = Origins(trace: try lesson.trace(), training: training)
    var written: [(live: Notation.Live, part: Notation)] = []
    for line in Set(deck.picture.pages.flatMap(\.lines)) { written += line.notation.liveParts }
    for words in deck.liveWords {
      written += words.title.liveParts + words.narration.liveParts
    }
    #expect(written.count > 20)
    var kinds = Set<String>()
    for (live, part) in written {
      guard case .number(let origin, let component) = live.source else { continue }
      kinds.insert(String(origin.dropFirst(2).prefix { $0 != "\"" }))
      let components = try origins.components(of: origin)
      let number = try #require(components.dropFirst(component).first)
      let expected = NumberStyle(digits: live.digits).notation(number).plain
      #expect([expected, "(\(expected))"].contains(part.plain), "\(origin) \(component)")
    }
    // The stacked LSTM is drawn as boxes, which have total derivatives.
    #expect(
      kinds.isSuperset(of: ["value", "gradient", name == "stacked-lstm" ? "total" : "local"]))
    if Self.trained.contains(name) { #expect(kinds.isSuperset(of: ["training", "after"])) }
  }

  @Test("Every chip has the number of its node", arguments: ["elman", "lstm", "elman-vector"])
  func chips(name: String) throws {
    let deck = try Illustration(of: try lesson(name)).liveDeck()
    let lives = deck.picture.runs.flatMap(\.parts).compactMap(\.live)
    let origins = Set(
      lives.compactMap { live -> String? in
        if case .number(let origin, _) = live.source { origin } else { nil }
      })
    for group in deck.picture.groups {
      guard case .node(let node)? = group.subject else { continue }
      let classes = group.classes.split(separator: " ")
      for kind in ["value", "gradient"] where classes.contains(kind[...]) {
        #expect(origins.contains("[\"\(kind)\",\(node)]"), "\(group.name)")
      }
    }
  }

  @Test("A deck has the steps of the other formats", arguments: names + trained)
  func steps(name: String) throws {
    let illustration = try Illustration(of: try lesson(name))
    let deck = try illustration.liveDeck()
    #expect(deck.words.slides.map(\.name) == illustration.steps.map(\.name))
    for (slide, step) in zip(deck.words.slides, illustration.steps)
    where step.kind != .ledger && step.kind != .update {
      #expect(slide.narration == step.narration)
    }
    let last = try #require(illustration.steps.last)
    let one = try illustration.showing([last]).liveDeck()
    #expect(one.words.slides.map(\.name) == [last.name])
    // A page of some steps says which of all they are.
    #expect(one.liveWords.map(\.numbering) == [illustration.storyboard.numbering(of: last)])
  }

  @Test("A deck of the question is the whole lecture, and asks first")
  func question() throws {
    let lesson = try lesson("elman")
    let whole = try Illustration(of: lesson).liveDeck()
    let asking = try Illustration(of: lesson, with: Overrides(deck: .question)).liveDeck()
    #expect(asking.asksFirst && !whole.asksFirst)
    #expect(asking.words.slides.map(\.name) == whole.words.slides.map(\.name))
  }

  @Test("Each step shows pieces in the order in which they are drawn, each once")
  func pieces() throws {
    let picture = try Illustration(of: try lesson("gru")).liveDeck().picture
    for page in picture.pages {
      #expect(zip(page.pieces, page.pieces.dropFirst()).allSatisfy { $0 < $1 })
      #expect(page.pieces.allSatisfy(picture.pieces.indices.contains))
    }
    #expect(picture.groups.flatMap(\.pieces) == Array(picture.pieces.indices))
    #expect(picture.pieces.allSatisfy { !$0.contains("#") }, "colours are variables")
  }
}

/// The numbers that origins describe, computed from a trace.
private struct Origins {
  let trace: Trace
  let training: Training?

  struct Unknown: Error { let origin: String }

  func components(of text: String) throws -> [Double] {
    try components(JSONSerialization.jsonObject(with: Data(text.utf8)), text)
  }

  private func components(_ json: Any, _ text: String) throws -> [Double] {
    guard let parts = json as? [Any], let kind = parts.first as? String else {
      throw Unknown(origin: text)
    }
    let numbers = parts.dropFirst().compactMap { $0 as? Int }
    func all() throws -> [[Double]] {
      try (parts[1] as? [Any] ?? []).map { try components($0, text) }
    }
    func edge() throws -> Trace.Edge {
      let edges = trace.edges(into: numbers[0])
      guard let edge = edges.first(where: { $0.slot == numbers[1] }) else {
        throw Unknown(origin: text)
      }
      return edge
    }
    switch kind {
    case "value": return trace.value(of: numbers[0]).components
    case "constant": return parts[1] as? [Double] ?? []
    case "after": return training?.after?.value(of: numbers[0]).components ?? []
    case "training": return try trained(parts.dropFirst().first as? String ?? "", numbers, text)
    case "gradient": return trace.gradient(of: numbers[0]).components
    case "local": return try trace.local(of: edge())?.components ?? []
    case "contribution": return try trace.contribution(of: edge()).components
    case "running": return trace.ledger(of: numbers[0])[numbers[1]].sum.components
    case "total":
      return trace.totalDerivative(of: numbers[0], by: numbers[1])?.components ?? []
    case "largest":
      return [try components(parts[1], text).max { abs($0) < abs($1) } ?? .nan]
    case "norm": return [Value.vector(try components(parts[1], text)).norm]
    case "product": return [try all().map { $0[0] }.reduce(1, *)]
    case "sum":
      let rows = try all()
      return rows.dropFirst().reduce(rows[0]) { zip($0, $1).map(+) }
    case "flowFactor":
      let norms = try all().map { $0[0] }
      guard let first = norms.firstIndex(where: { $0 > 0 }),
        let last = norms.lastIndex(where: { $0 > 0 })
      else { return [] }
      return [exp((log(norms[first]) - log(norms[last])) / Double(last - first))]
    default: throw Unknown(origin: text)
    }
  }

  /// A number of the training: of a step, of what one learnable changes in it, or of a sample.
  private func trained(_ kind: String, _ numbers: [Int], _ text: String) throws -> [Double] {
    guard let training, let first = numbers.first else { throw Unknown(origin: text) }
    switch kind {
    case "sampleLoss":
      let sample = training.traces[first]
      return sample.value(of: sample.graph.outcome).components
    case "sampleGradient":
      let parts = training.learnables[numbers[1]].parts
      return parts.flatMap { training.traces[first].gradient(of: $0).components }
    default: break
    }
    let step = training.steps[first]
    switch kind {
    case "loss": return [step.loss]
    case "lossAfter": return [try #require(step.lossAfter)]
    case "norm": return [step.norm]
    case "factor": return [step.clipFactor]
    default: break
    }
    let change = try #require(step.changes.first { $0.learnable == numbers[1] })
    switch kind {
    case "value": return change.value.components
    case "gradient": return change.gradient.components
    case "velocityBefore": return change.velocityBefore.components
    case "velocity": return change.velocity.components
    case "updated": return change.updated.components
    default: throw Unknown(origin: text)
    }
  }
}
