import Formulas

extension Trace {
  /// What one reader of a shared parameter adds to its gradient: a row of the ledger.
  public struct Term: Hashable, Sendable {
    /// The reading node's time step, `nil` without time.
    public let time: Int?
    /// The node that reads the parameter.
    public let node: Int
    /// ∂Loss/∂node.
    public let upstream: Value
    /// ∂node/∂parameter; `nil` for a matrix.
    public let local: Value?
    /// upstream · local, in the parameter's shape.
    public let contribution: Value
    /// This contribution and all before it; in the last line the parameter's gradient.
    public let sum: Value
  }

  /// Returns the gradient ledger of a parameter: a row for each reader, in order of time, with the
  /// running sum.
  ///
  ///     trace.ledger(of: weight).map(\.sum)  // the lecture's W_h: 0, then −5
  ///
  /// - Complexity: O(n), n the number of slots.
  public func ledger(of parameter: Int) -> [Term] {
    ledgers { $0 == parameter }[parameter] ?? []
  }

  /// Returns what each use of a parameter adds to its gradient: its ledger.
  public func terms(of parameter: Int) -> [Term] { ledger(of: parameter) }

  /// The ledgers of all parameters in one pass.
  func ledgers(where isWanted: (Int) -> Bool) -> [Int: [Term]] {
    var ledgers: [Int: [Term]] = [:]
    var sums: [Int: [Double]] = [:]
    for node in graph.nodes.indices {
      let wanted = edges(into: node).filter { isWanted($0.from) }
      if wanted.isEmpty { continue }
      let (locals, contributions) = edgeGradients(into: node)
      for edge in wanted {
        let contribution = edge.isCut ? contribution(of: edge) : contributions[edge.slot]
        let added = contribution.components
        let before = sums[edge.from]
        let sum = before.map { zip($0, added).map(+) } ?? added
        sums[edge.from] = sum
        ledgers[edge.from, default: []].append(
          Term(
            time: graph.nodes[node].time, node: node, upstream: gradient(of: node),
            local: locals[edge.slot], contribution: contribution,
            sum: Value(graph.nodes[edge.from].shape, sum)))
      }
    }
    return ledgers
  }

  /// The gradient of one token's embedding: the sum over the time steps that used it.
  public struct EmbeddingGradient: Hashable, Sendable {
    /// The token.
    public let token: String
    /// Its embedding.
    public let value: Value
    /// ∂Loss/∂embedding.
    public let gradient: Value
    /// What each use adds, in order of time.
    public let terms: [Use]

    /// One use of a token.
    public struct Use: Hashable, Sendable {
      /// The time step.
      public let time: Int
      /// The input node that holds the embedding.
      public let node: Int
      /// The sample whose token it is, counted from 0; `nil` without a minibatch.
      public let row: Int?
      /// ∂Loss/∂node, of a minibatch the row of the sample.
      public let contribution: Value
      /// This contribution and all before it.
      public let sum: Value
    }
  }

  /// The gradient of each embedding that the sequence uses, in the vocabulary's order; empty
  /// without embeddings and if they are one-hot and therefore not learned.
  public var embeddingGradients: [EmbeddingGradient] {
    let network = graph.network
    guard !network.embeddings.isEmpty, !network.hasOneHotEmbeddings else { return [] }
    // Of a minibatch, the row is that of the sample.
    var uses: [String: [(node: Int, row: Int?)]] = [:]
    let seriesOf = Dictionary(
      network.series.filter { !$0.isTarget }.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    for (index, node) in graph.nodes.enumerated() where node.role == .input {
      guard let series = seriesOf[node.name], let tokens = series.tokens, let time = node.time,
        tokens.indices.contains(time - 1)
      else { continue }
      guard let samples = series.samples else {
        uses[tokens[time - 1], default: []].append((index, nil))
        continue
      }
      for (row, token) in samples[time - 1].enumerated() {
        uses[token, default: []].append((index, row))
      }
    }
    return zip(network.vocabulary, network.embeddings).compactMap { token, value in
      guard let nodes = uses[token] else { return nil }
      var sum = [Double](repeating: 0, count: value.components.count)
      let size = sum.count
      let terms = nodes.map { node, row -> EmbeddingGradient.Use in
        let all = gradient(of: node).components
        let own = row.map { Array(all[$0 * size..<($0 + 1) * size]) } ?? all
        sum = zip(sum, own).map(+)
        return .init(
          time: graph.nodes[node].time ?? 0, node: node, row: row,
          contribution: Value(Shape(of: value), own), sum: Value(Shape(of: value), sum))
      }
      return EmbeddingGradient(
        token: token, value: value, gradient: Value(Shape(of: value), sum), terms: terms)
    }
  }
}

extension Network {
  /// Whether each embedding is the unit vector of its token's index.
  public var hasOneHotEmbeddings: Bool {
    !embeddings.isEmpty
      && embeddings.enumerated().allSatisfy { place, embedding in
        guard case .vector(let components) = embedding else { return false }
        return components.count == embeddings.count
          && components.enumerated().allSatisfy { $1 == ($0 == place ? 1 : 0) }
      }
  }
}
