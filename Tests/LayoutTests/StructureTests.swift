import Layout
import Testing

@Suite struct StructureTests {
  @Test("An LSTM is one cell: its cell state is the belt, the gates are ordered by dependency")
  func lstm() {
    var network = TestNetwork()
    let x = network.add()
    let h = network.lstm(x)
    network.addOutputs(h)
    let structure = Layout.Structure(of: network.quantities)
    // i, f, g, o, then c and h.
    #expect(
      structure.cells.map(\.belts) == [[5]] && structure.cells.map(\.gates) == [[1, 2, 3, 4, 6]])
    #expect(structure.roles[x] == .input)
    #expect(structure.roles[h] == .cell(0))
    #expect(structure.isCarried[5] && structure.isCarried[h])
    #expect(structure.roles[7] == .output && structure.roles[9] == .aggregate)
  }

  @Test("In a GRU the reset gate is next to the candidate that reads it")
  func gru() {
    var network = TestNetwork()
    _ = network.gru(network.add(), isResetBefore: true)
    let structure = Layout.Structure(of: network.quantities)
    #expect(structure.cells.map(\.belts) == [[4]] && structure.cells.map(\.gates) == [[1, 2, 3]])
  }

  @Test("Layers are separate cells, in order; a Jordan network is one cell without a belt")
  func cells() {
    var stack = TestNetwork()
    _ = stack.elman(stack.elman(stack.add()))
    #expect(Layout.Structure(of: stack.quantities).cells.map(\.belts) == [[1], [2]])
    var random = Seeded(1)
    let jordan = Layout.Structure(of: Kind.jordan.network(&random, steps: 3).quantities)
    #expect(jordan.cells.map(\.belts) == [[]] && jordan.cells.map(\.gates) == [[1, 2]])
  }

  @Test("A decoder is in a later stage than its encoder, independent chains are in the same one")
  func stages() {
    var network = TestNetwork()
    network.addAttention()
    let structure = Layout.Structure(of: network.quantities)
    #expect(Array(structure.stages.prefix(4)) == [0, 0, 1, 1])
    var random = Seeded(1)
    let twins = Layout.Structure(of: Kind.twins.network(&random, steps: 3).quantities)
    #expect(Set(twins.stages) == [0])
  }

  @Test("A quantity computed only from parameters is a derived constant")
  func derivedConstants() {
    var network = TestNetwork()
    let w = network.add(timed: false)
    let penalty = network.add(timed: false, [(w, .timeless)])
    let h = network.elman(network.add())
    network.reads(h, w, .timeless)
    let loss = network.add(timed: false, [(h, .every), (penalty, .timeless)])
    let roles = Layout.Structure(of: network.quantities).roles
    #expect(
      roles[w] == .constant && roles[penalty] == .derivedConstant && roles[loss] == .aggregate)
  }

  @Test("Rows, columns and slots follow the structure")
  func places() {
    var network = TestNetwork()
    network.steps = 2
    let h = network.lstm(network.add())
    network.addOutputs(h)
    let sample = Sample(network)
    func center(_ quantity: Int, _ time: Int?) -> Layout.Point {
      let node = sample.graph.nodes.firstIndex { $0.quantity == quantity && $0.time == time }
      return node.map { sample.layout.outlines[$0].center } ?? Layout.Point(.nan, .nan)
    }
    // Inputs at the bottom, gates in one row, the cell state over the last slot, outputs at the
    // top.
    for time in 1...2 {
      #expect(center(0, time).y > center(1, time).y)
      #expect((2...4).allSatisfy { center($0, time).y == center(1, time).y })
      #expect(center(5, time).y < center(1, time).y && center(5, time).x == center(h, time).x)
      #expect(center(7, time).y < center(5, time).y)
      #expect((1...3).allSatisfy { center($0, time).x < center($0 + 1, time).x })
    }
    #expect(center(5, 0).x < center(1, 1).x && center(h, 1).x < center(1, 2).x)
    #expect(center(9, nil).y < center(8, 1).y)
  }

  @Test("An edge back in time leads to the left, and its initial state is at the right")
  func backwardTime() {
    var random = Seeded(4)
    let network = Kind.bidirectional.network(&random, steps: 3)
    let sample = Sample(network)
    let times = sample.graph.nodes.indices.filter { sample.graph.nodes[$0].quantity == 2 }
      .sorted { (sample.graph.nodes[$0].time ?? 0) < (sample.graph.nodes[$1].time ?? 0) }
    #expect(times.map { sample.graph.nodes[$0].time } == [1, 2, 3, 4])
    let xs = times.map { sample.layout.outlines[$0].center.x }
    #expect(xs == xs.sorted())
  }
}
