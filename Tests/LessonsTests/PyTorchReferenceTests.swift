import Foundation
import Lessons
import Testing
import Unrolling

@Suite("Against PyTorch")
struct PyTorchReferenceTests {
  @Test("Every value and gradient is PyTorch's to a relative 1e-10", arguments: try Reference.all)
  func numbers(reference: Reference) throws {
    let graph = try Lesson(yaml: reference.lesson, name: "lesson.yaml").graph
    let trace = try Trace(of: graph)
    #expect(Set(graph.nodes.map(\.id)) == Set(reference.values.keys))
    for node in graph.nodes.indices {
      let id = graph.nodes[node].id
      if let expected = reference.values[id] {
        let value = Tensor(trace.value(of: node))
        #expect(value.agrees(with: expected), "the value of \(id) is \(value), not \(expected)")
      }
      if let expected = reference.gradients[id] {
        let gradient = Tensor(trace.gradient(of: node))
        #expect(
          gradient.agrees(with: expected), "the gradient of \(id) is \(gradient), not \(expected)")
      }
    }
  }

  @Test(
    "A node's gradient is the sum of the contributions that arrive", arguments: try Reference.all)
  func contributions(reference: Reference) throws {
    let trace = try Trace(of: Lesson(yaml: reference.lesson, name: "lesson.yaml").graph)
    for (node, edges) in trace.contributions().enumerated() where node != trace.graph.outcome {
      let id = trace.graph.nodes[node].id
      let arriving = edges.map { Tensor(trace.contribution(of: $0)) }
      guard let expected = reference.gradients[id], let first = arriving.first else { continue }
      let sum = arriving.dropFirst().reduce(first, +)
      #expect(sum.agrees(with: expected), "\(sum) arrive at \(id), not \(expected)")
      for edge in edges {
        guard let local = trace.local(of: edge) else { continue }
        let product = Tensor(local).transposedProduct(with: Tensor(trace.upstream(of: edge)))
        let contribution = Tensor(trace.contribution(of: edge)).numbers
        #expect(
          zip(product, contribution).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($0)) },
          "local · upstream is \(product), the contribution \(contribution) at \(id)")
      }
    }
  }

  @Test(
    "The gradient of a token's embedding agrees with PyTorch's",
    arguments: try Reference.all.filter { $0.embeddings != nil })
  func embeddings(reference: Reference) throws {
    let trace = try Trace(of: Lesson(yaml: reference.lesson, name: "lesson.yaml").graph)
    let found = trace.embeddingGradients
    #expect(Set(found.map(\.token)) == reference.embeddings.map { Set($0.keys) })
    for embedding in found {
      let gradient = Tensor(embedding.gradient)
      let expected = try #require(reference.embeddings?[embedding.token])
      #expect(gradient.agrees(with: expected), "\(embedding.token): \(gradient), not \(expected)")
    }
  }

  @Test(
    "The gradient of a stacked parameter, such as weight_ih_l0, is that of PyTorch's layer",
    arguments: try Reference.all.filter { $0.stacked != nil })
  func stacked(reference: Reference) throws {
    let trace = try Trace(of: Lesson(yaml: reference.lesson, name: "lesson.yaml").graph)
    let found = trace.graph.network.stacked
    #expect(Set(found.map(\.name)) == reference.stacked.map { Set($0.keys) })
    for parameter in found {
      let gradient = Tensor(trace.gradient(of: parameter))
      let expected = try #require(reference.stacked?[parameter.name])
      #expect(gradient.agrees(with: expected), "\(parameter.name): \(gradient), not \(expected)")
    }
  }

  @Test("The JSON of a trace contains the trace's numbers", arguments: try Reference.all)
  func json(reference: Reference) throws {
    let trace = try Trace(of: Lesson(yaml: reference.lesson, name: "lesson.yaml").graph)
    let document = try JSONDecoder().decode(Document.self, from: Data(trace.json.utf8))
    let nodes = trace.graph.nodes.indices
    #expect(document.nodes.map(\.id) == trace.graph.nodes.map(\.id))
    #expect(document.nodes.map(\.value) == nodes.map { Tensor(trace.value(of: $0)) })
    #expect(document.nodes.map(\.gradient) == nodes.map { Tensor(trace.gradient(of: $0)) })
  }

  private struct Document: Decodable {
    let nodes: [Node]
  }

  private struct Node: Decodable {
    let id: String
    let value: Tensor
    let gradient: Tensor
  }
}
