import TestSupport
import Testing

@testable import Formulas

@Suite struct ProgramTests {
  @Test("Each occurrence of a name has its own slot")
  func slots() throws {
    let program = try Program(try Formula("a*a + b").expression)
    #expect(program.operands.map(\.name) == ["a", "a", "b"])
    #expect(program.value(of: [3, 3, 1]) == 10)
    #expect(program.localGradients(at: [3, 3, 1]) == [3, 3, 1])
  }

  @Test("On random formulas the local gradients agree with central differences")
  func random() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let program = try Program(random.expression(depth: 4))
      let inputs = program.operands.map { _ in random.number() }
      let gradients = program.localGradients(at: inputs)
      for slot in inputs.indices {
        var moved = inputs
        moved[slot] = inputs[slot] + 1e-5
        let above = program.value(of: moved)
        moved[slot] = inputs[slot] - 1e-5
        let numeric = (above - program.value(of: moved)) / 2e-5
        let scale = max(1, abs(numeric), abs(above))
        #expect(abs(numeric - gradients[slot]) <= 1e-6 * scale)
      }
    }
  }

  @Test("With 0, 1 and −1 among values and literals the gradients match those of forward mode")
  func landmarks() throws {
    var random = SplitMix64(seed: 43)
    var checked = 0
    for _ in 0..<5000 {
      let expression = random.anyExpression(depth: 3)
      let given = ["a", "b", "c"].reduce(into: [:]) { $0[$1] = random.pick([0, 1, -1, 2, 0.5]) }
      let program = try Program(expression)
      let found = program.localGradients(at: program.operands.map { given[$0.name] ?? .nan })
      for slot in found.indices {
        guard let dual = expression.dual(slot: slot, at: { given[$0.name] ?? .nan }),
          dual.slope.isFinite
        else { continue }
        checked += 1
        #expect(
          abs(found[slot] - dual.slope) <= 1e-9 * max(1, abs(dual.slope)),
          "slot \(slot) of \(expression.text) at \(given)")
      }
    }
    #expect(checked > 5000)
  }

  @Test("A power of 0 has gradients without NaN, for numbers and for vectors")
  func powersOfZero() throws {
    let number = try Program(try Formula("a^b").expression)
    #expect(number.localGradients(at: [0, 2]) == [0, 0])
    #expect(number.localGradients(at: [0, 1]) == [1, 0])
    #expect(number.localGradients(at: [0, 0]) == [0, 0])
    let negative = number.localGradients(at: [-2, 2])
    #expect(negative[0] == -4 && negative[1].isNaN, "no derivative with respect to the exponent")
    let vector = try Program(try Formula("v^b").expression) {
      $0.name == "v" ? .vector(2) : .scalar
    }
    #expect(
      vector.jacobians(at: [.vector([0, 1]), .scalar(2)])
        == [.matrix([[0, 0], [0, 2]]), .matrix([[0], [0]])])
  }

  @Test("Ties of max share the gradient as in PyTorch's amax")
  func ties() throws {
    let program = try Program(try Formula("max(a, b)").expression)
    #expect(program.localGradients(at: [2, 2]) == [0.5, 0.5])
    #expect(program.value(of: [.nan, 2]).isNaN)
    #expect(program.value(of: [2, .nan]).isNaN)
  }

  @Test("Powers at 0 have their limits")
  func powers() throws {
    let square = try Program(try Formula("a^2").expression)
    #expect(square.localGradients(at: [0]) == [0])
    let constant = try Program(try Formula("a^0").expression)
    #expect(constant.value(of: [0]) == 1)
    #expect(constant.localGradients(at: [0]) == [0])
    let general = try Program(try Formula("a^b").expression)
    #expect(general.localGradients(at: [2, 3])[0] == 12)
  }

  private func value(_ text: String, _ vector: [Double]) throws -> Value {
    let program = try Program(Formula(text).expression) { _ in .vector(vector.count) }
    return program.value(at: program.operands.map { _ in .vector(vector) })
  }

  @Test("softmax, log_softmax and cross_entropy of huge scores stay finite")
  func hugeScores() throws {
    #expect(try value("softmax(v)", [1000, 0]) == .vector([1, 0]))
    #expect(try value("softmax(v)", [-1000, -1000]) == .vector([0.5, 0.5]))
    #expect(try value("log_softmax(v)", [1000, 0]) == .vector([0, -1000]))
    #expect(try value("cross_entropy(v, 0)", [1000, 0]) == .scalar(0))
    #expect(try value("cross_entropy(v, 1)", [1000, 0]) == .scalar(1000))
  }

  @Test("The largest components share the gradient in equal parts")
  func greatest() throws {
    let program = try Program(Formula("max(v)").expression) { _ in .vector(3) }
    #expect(program.jacobians(at: [.vector([2, 1, 2])]) == [.matrix([[0.5, 0, 0.5]])])
  }

  @Test("A matrix operand has no Jacobian, and neither has a formula whose value is a matrix")
  func matrices() throws {
    let shapes = { (symbol: Symbol) in
      symbol.name == "W" ? Shape.matrix(rows: 2, columns: 2) : .vector(2)
    }
    let program = try Program(Formula("W*v").expression, shapes: shapes)
    let found = program.jacobians(at: [.matrix([[1, 2], [3, 4]]), .vector([1, 1])])
    #expect(found == [nil, .matrix([[1, 2], [3, 4]])])
    let outer = try Program(Formula("v*v^T").expression, shapes: shapes)
    #expect(outer.jacobians(at: [.vector([1, 2]), .vector([1, 2])]) == [nil, nil])
  }
}
