import Layout

/// The kinds of network on which the rules are checked.
enum Kind: String, CaseIterable, Sendable {
  case elman, jordan, lstm, gruBefore, gruAfter, peephole, stack, encoderDecoder, attention, skip
  case twins, pooling, aggregates, regularized, lattice, bidirectional, freeRunning, circuit
  case parameters, folded, dots, anything

  /// A random network of this kind.
  func network(_ random: inout Seeded, steps: Int) -> TestNetwork {
    var net = TestNetwork()
    net.steps = steps
    switch self {
    case .circuit:
      net.makeCircuit(&random)
      return net
    case .anything:
      repeat {
        net = TestNetwork()
        net.steps = steps
        net.addAnything(&random)
      } while !net.graph.isAcyclic
    case .elman: net.finish(net.elman(net.add()), &random)
    case .jordan:
      let x = net.add()
      let h = net.add([(x, .offset(0))])
      let y = net.add([(h, .offset(0))])
      net.reads(h, y, .offset(-1))
      net.addLosses(y, &random)
    case .lstm: net.finish(net.lstm(net.add()), &random)
    case .gruBefore: net.finish(net.gru(net.add(), isResetBefore: true), &random)
    case .gruAfter: net.finish(net.gru(net.add(), isResetBefore: false), &random)
    case .peephole: net.finish(net.lstm(net.add(), hasPeepholes: true), &random)
    case .stack:
      var below = net.add()
      for _ in 0..<Int.random(in: 2...3, using: &random) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: below = net.lstm(below)
        case 1: below = net.gru(below, isResetBefore: random.chance(0.5))
        default: below = net.elman(below)
        }
      }
      net.finish(below, &random)
    case .encoderDecoder: net.addDecoder(attends: false, &random)
    case .attention: net.addDecoder(attends: true, &random)
    case .skip:
      let x = net.add()
      let h = net.elman(x)
      net.reads(h, h, .offset(-2))
      if random.chance(0.3) { net.reads(h, h, .offset(-3)) }
      net.finish(h, &random)
    case .twins: net.addTwins(&random)
    case .pooling:
      let h = random.chance(0.3) ? net.add() : net.elman(net.add())
      let m = net.add(timed: false, [(h, .every)])
      let p = net.add(timed: false, [(m, .timeless)])
      net.outcome = net.add(timed: false, [(p, .timeless)])
      if random.chance(0.3), let outcome = net.outcome { net.reads(outcome, m, .timeless) }
    case .aggregates:
      let h = net.elman(net.add())
      let count = Int.random(in: 1...3, using: &random)
      let parts = (0..<count).map { _ in
        net.add(
          timed: false,
          [
            (h, .fixed(Int.random(in: 1...max(1, steps), using: &random))),
            (h, .fixed(Int.random(in: 1...max(1, steps), using: &random))),
          ])
      }
      net.outcome = net.add(timed: false, parts.map { ($0, .timeless) })
    case .regularized, .parameters: net.addParameters(isRegularized: self == .regularized, &random)
    case .lattice:
      let x = net.add()
      let alpha = net.elman(x)
      let z = net.add(timed: false, [(alpha, .fixed(steps))])
      let s = net.add(timed: false, [(x, .every)])
      net.outcome = net.add(timed: false, [(z, .timeless), (s, .timeless)])
    case .bidirectional:
      let x = net.add()
      let h = net.elman(x)
      let b = net.add([(x, .offset(0))])
      net.reads(b, b, .offset(1))
      let y = net.add([(h, .offset(0)), (b, .offset(0))])
      net.addLosses(y, &random)
    case .freeRunning:
      let h = net.add()
      let y = net.add([(h, .offset(0))])
      let p = net.add([(y, .offset(0))])
      net.reads(h, h, .offset(-1))
      net.reads(h, p, .offset(-1))
      net.addLosses(p, &random)
    case .folded, .dots:
      let x = net.add()
      let h =
        random.chance(0.5)
        ? net.lstm(x) : random.chance(0.5) ? net.gru(x, isResetBefore: true) : net.elman(x)
      net.finish(h, &random)
      if self == .folded {
        net.folded = (1...steps).filter { _ in random.chance(0.7) }
      } else if steps >= 5 {
        net.leftOut = 3...steps - 1
      }
    }
    return net
  }
}

extension TestNetwork {
  mutating func elman(_ x: Int) -> Int {
    let h = add([(x, .offset(0))])
    reads(h, h, .offset(-1))
    return h
  }

  mutating func lstm(_ x: Int, hasPeepholes: Bool = false) -> Int {
    let gates = (0..<4).map { _ in add([(x, .offset(0))]) }
    let c = add()
    for gate in gates[0..<3] { reads(c, gate, .offset(0)) }
    reads(c, c, .offset(-1))
    let h = add([(gates[3], .offset(0)), (c, .offset(0))])
    for gate in gates { reads(gate, h, .offset(-1)) }
    if hasPeepholes {
      reads(gates[0], c, .offset(-1))
      reads(gates[1], c, .offset(-1))
      reads(gates[3], c, .offset(0))
    }
    return h
  }

  mutating func gru(_ x: Int, isResetBefore: Bool) -> Int {
    let z = add([(x, .offset(0))])
    let r = add([(x, .offset(0))])
    let n = add([(x, .offset(0)), (r, .offset(0))])
    let h = add([(z, .offset(0)), (n, .offset(0))])
    reads(h, h, .offset(-1))
    for gate in [z, r] + (isResetBefore ? [n] : []) { reads(gate, h, .offset(-1)) }
    if !isResetBefore { reads(n, h, .offset(-1)) }
    return h
  }

  /// Adds losses at some time steps, and their sum.
  mutating func addLosses(_ y: Int, _ random: inout Seeded) {
    let loss = add([(y, .offset(0))])
    let losses = (1...max(1, steps)).filter { _ in random.chance(0.6) }
    times[loss] = losses.isEmpty ? [steps] : losses
    outcome = add(timed: false, [(loss, .every)])
  }

  /// Adds an output and a loss at each time step.
  mutating func addOutputs(_ h: Int) {
    let y = add([(h, .offset(0))])
    let loss = add([(y, .offset(0))])
    outcome = add(timed: false, [(loss, .every)])
  }

  /// Adds an output or none, and losses or a loss at the end.
  mutating func finish(_ h: Int, _ random: inout Seeded) {
    if random.chance(0.3) {
      outcome = add(timed: false, [(h, .fixed(steps))])
      return
    }
    let y = add([(h, .offset(0))])
    addLosses(random.chance(0.7) ? y : h, &random)
    if random.chance(0.2) { reads(y, y - 1, .offset(0)) }
  }

  mutating func addDecoder(attends: Bool, _ random: inout Seeded) {
    let e = random.chance(0.7) ? elman(add()) : gru(add(), isResetBefore: true)
    let d = random.chance(0.7) ? elman(add()) : lstm(add())
    if attends {
      addLosses(attention(of: d, to: e), &random)
    } else {
      reads(d, e, .fixed(steps))
      finish(d, &random)
    }
  }

  /// Adds an Elman encoder and decoder with attention, and a loss at each time step.
  mutating func addAttention() {
    let e = elman(add())
    let d = elman(add())
    let loss = add([(attention(of: d, to: e), .offset(0))])
    outcome = add(timed: false, [(loss, .every)])
  }

  /// Adds the output of a decoder that attends to all states of an encoder.
  private mutating func attention(of d: Int, to e: Int) -> Int {
    let score = add([(d, .offset(0))])
    let weights = add([(score, .offset(0))])
    let context = add([(weights, .offset(0))])
    for time in 1...max(1, steps) {
      reads(score, e, .fixed(time))
      reads(context, e, .fixed(time))
    }
    return add([(context, .offset(0)), (d, .offset(0))])
  }

  mutating func addTwins(_ random: inout Seeded) {
    let count = Int.random(in: 2...3, using: &random)
    let chains = (0..<count).map { _ in elman(add()) }
    let distances = chains.dropFirst().map {
      add(timed: false, [(chains[0], .fixed(steps)), ($0, .fixed(steps))])
    }
    outcome = add(timed: false, distances.map { ($0, .timeless) })
  }

  mutating func addParameters(isRegularized: Bool, _ random: inout Seeded) {
    let weights = (0..<Int.random(in: 1...3, using: &random)).map { _ in add(timed: false) }
    let h = elman(add())
    for weight in weights { reads(h, weight, .timeless) }
    let v = add(timed: false)
    let y = add([(h, .offset(0)), (v, .timeless)])
    addLosses(y, &random)
    guard isRegularized else { return }
    let lambda = add(timed: false)
    let penalty = add(timed: false, ([lambda, v] + weights).map { ($0, .timeless) })
    if let outcome { reads(outcome, penalty, .timeless) }
  }

  /// Adds quantities that read anything they can.
  mutating func addAnything(_ random: inout Seeded) {
    for _ in 0..<Int.random(in: 1...2, using: &random) { _ = add() }
    if random.chance(0.3) { _ = add(timed: false) }
    for _ in 0..<Int.random(in: 2...7, using: &random) {
      let isTimed = random.chance(0.85)
      let sources = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        Int.random(in: 0..<quantities.count, using: &random)
      }
      let readings = sources.map { source -> (Int, Layout.Graph.Moment) in
        guard quantities[source].isTimed else { return (source, .timeless) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return (source, .offset(isTimed ? -1 : 0))
        case 1: return (source, .fixed(Int.random(in: 1...max(1, steps), using: &random)))
        case 2 where isTimed && steps < 6: return (source, .every)
        default: return (source, isTimed ? .offset(0) : .every)
        }
      }.map { $0.1 == .offset(0) && !isTimed ? ($0.0, .every) : $0 }
      let new = add(timed: isTimed, readings)
      if isTimed, random.chance(0.5) { reads(new, new, .offset(random.chance(0.85) ? -1 : -2)) }
      // States feed back into quantities that they depend on.
      if isTimed, random.chance(0.3),
        let back = quantities.indices.filter({
          quantities[$0].isTimed && !quantities[$0].readings.isEmpty
        }).randomElement(using: &random)
      {
        reads(back, new, .offset(-1))
      }
    }
    let timed = quantities.indices.filter { quantities[$0].isTimed }
    outcome = add(timed: false, [(timed.last ?? 0, .every)])
  }

  mutating func makeCircuit(_ random: inout Seeded) {
    steps = 0
    var layer = (0..<Int.random(in: 1...4, using: &random)).map { _ in add(timed: false) }
    var all = layer
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      layer = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        let weight = add(timed: false)
        let node = add(timed: false, layer.map { ($0, .timeless) } + [(weight, .timeless)])
        if random.chance(0.3), let far = all.randomElement(using: &random) {
          reads(node, far, .timeless)
        }
        return node
      }
      all += layer
    }
    outcome = add(timed: false, layer.map { ($0, .timeless) })
  }
}

extension Layout.Measures {
  /// Random sizes: scalars or vectors, short and long numbers.
  static func random(for graph: Layout.Graph, _ random: inout Seeded) -> Layout.Measures {
    let isVector = graph.quantities.map { _ in random.chance(0.25) }
    let hasNumbers = random.chance(0.9)
    let radius = Double.random(in: 14...22, using: &random)
    let nodes = graph.nodes.map { node -> Node in
      if node.kind == .dots { return Node(.box, .init(20, 12)) }
      if node.kind == .foldedCell { return Node(.box, .init(60, 40)) }
      let isBox = !graph.quantities[node.quantity].isTimed && random.chance(0.5)
      let name = Double.random(in: 0...20, using: &random)
      let size = Layout.Size(
        2 * radius + (isBox ? name + 20 : name / 2), 2 * radius - (isBox ? 6 : 0))
      func chip() -> Layout.Size {
        let letters = Double(Int.random(in: 1...6, using: &random))
        guard isVector[node.quantity] else { return .init(letters * 7 + 10, 19) }
        return random.chance(0.5)
          ? .init(letters * 7 + 12, 36) : .init(letters * 14 + 40, 19)
      }
      // The name of an operation's result.
      var aside = random
      let hasName = node.kind == .computed && aside.chance(0.1)
      let isInput = node.time != nil && graph.quantities[node.quantity].readings.isEmpty
      return Node(
        isBox ? .box : .ellipse, size, value: hasNumbers ? chip() : nil,
        gradient: hasNumbers && random.chance(0.95) ? chip() : nil,
        label: isInput && random.chance(0.2) || hasName ? .init(30, 14) : nil)
    }
    return Layout.Measures(
      nodes: nodes,
      contributions: graph.edges.map { _ in random.chance(0.8) ? .init(34, 15) : nil },
      timeLabel: .init(32, 13))
  }
}
