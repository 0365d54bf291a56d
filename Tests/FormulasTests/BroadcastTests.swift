import TestSupport
import Testing

@testable import Formulas

@Suite struct BroadcastTests {
  /// X is 2×3, S is 3×3, R is 1×3, C is 2×1, D is 1×1; v has 3 components, u and o have one, and a
  /// is a number.
  private static func shape(_ symbol: Symbol) -> Shape {
    switch symbol.name {
    case "X": .matrix(rows: 2, columns: 3)
    case "S": .matrix(rows: 3, columns: 3)
    case "R": .matrix(rows: 1, columns: 3)
    case "C": .matrix(rows: 2, columns: 1)
    case "D": .matrix(rows: 1, columns: 1)
    case "v", "w": .vector(3)
    case "u", "o": .vector(1)
    case "p": .vector(2)
    default: .scalar
    }
  }

  private static let values: [String: Value] = [
    "X": .matrix([[1, 2, 3], [4, 5, 6]]), "R": .matrix([[10, 20, 30]]), "C": .matrix([[2], [3]]),
    "S": .matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), "D": .matrix([[5]]),
    "v": .vector([10, 20, 30]), "w": .vector([1, 2, 3]), "u": .vector([2]), "o": .vector([3]),
    "a": .scalar(2), "p": .vector([1, 2]),
  ]

  private func value(_ text: String) throws -> Value {
    let program = try Program(Formula(text).expression, shapes: Self.shape)
    return program.value(at: program.operands.map { Self.values[$0.name] ?? .scalar(.nan) })
  }

  @Test(
    "A vector, a row or a matrix of one row goes with each row, one of one column with each column")
  func rowsAndColumns() throws {
    let sum = Value.matrix([[11, 22, 33], [14, 25, 36]])
    for text in ["X + v", "v + X", "X + v^T", "X + R", "R + X"] {
      #expect(try value(text) == sum, "\(text)")
    }
    #expect(try value("X + C") == .matrix([[3, 4, 5], [7, 8, 9]]))
    #expect(try value("X - C") == .matrix([[-1, 0, 1], [1, 2, 3]]))
    #expect(try value("X .* C") == .matrix([[2, 4, 6], [12, 15, 18]]))
    #expect(try value("X / v") == .matrix([[0.1, 0.1, 0.1], [0.4, 0.25, 0.2]]))
    #expect(try value("C / X") == .matrix([[2, 1, 2.0 / 3], [0.75, 0.6, 0.5]]))
    #expect(try value("max(X, w)") == .matrix([[1, 2, 3], [4, 5, 6]]))
    #expect(try value("min(w, X, 4)") == .matrix([[1, 2, 3], [1, 2, 3]]))
    #expect(try value("S + v") == .matrix([[11, 22, 33], [14, 25, 36], [17, 28, 39]]))
    #expect(try value("R + v") == .matrix([[20, 40, 60]]))
    #expect(try value("C + p") == .matrix([[3], [5]]))
    #expect(try value("v + X + a + C") == .matrix([[15, 26, 37], [19, 30, 41]]))
  }

  @Test("One component is read as a number where nothing else fits")
  func oneComponent() throws {
    #expect(try value("u*o") == .scalar(6))
    #expect(try value("u*v") == .vector([20, 40, 60]))
    #expect(try value("v*u") == .vector([20, 40, 60]))
    #expect(try value("D*v") == .vector([50, 100, 150]))
    #expect(try value("v + u") == .vector([12, 22, 32]))
    #expect(try value("D .* X - u") == .matrix([[3, 8, 13], [18, 23, 28]]))
    #expect(try value("v^u") == .vector([100, 400, 900]))
    #expect(try value("a^u") == .scalar(4))
    #expect(try value("v[u]") == .scalar(30))
    #expect(try value("max(v, D)") == .vector([10, 20, 30]))
    #expect(
      try value("cross_entropy(0*v, u)").number.map { abs($0 - 1.0986122886681098) < 1e-15 } == true
    )
  }

  @Test("What had a meaning keeps it")
  func products() throws {
    #expect(try value("R*v") == .vector([1400]))
    #expect(try value("D*u") == .vector([10]))
    #expect(try value("u*v^T") == .matrix([[20, 40, 60]]))
    #expect(try value("v*D") == .matrix([[50], [100], [150]]))
    #expect(try value("a*u") == .vector([4]))
    #expect(try value("u + o") == .vector([5]))
    #expect(try value("u + D") == .matrix([[7]]))
    #expect(try value("u^T*o") == .scalar(6))
    #expect(try value("X*v - p") == .vector([139, 318]))
  }

  @Test(
    "Operands that do not fit are named with both shapes and what to write",
    arguments: [
      (
        "X + p", "X is 2×3 but p has 2 components",
        "a minibatch has a row for each sample, as in x[t]*U^T, so that a bias is added to every row"
      ),
      ("X + C + p", "X + C is 2×3 but p has 2 components", nil),
      (
        "v*w", "v*w has no meaning: both are vectors, and * multiplies a matrix by a vector",
        "write v .* w for component by component, or v^T*w for the sum of the products"
      ),
      ("X*u", "X is 2×3 but u has 1 component", "u[0] is its component as a number"),
      ("p*X", "p has 2 components but X is 2×3", "write p^T*X"),
      ("v*X", "v has 3 components but X is 2×3", "write X*v"),
      ("R + C", "R is 1×3 but C is 2×1", nil),
      (
        "v^p", "an exponent is a number, but p has 2 components",
        "powers are taken component by component"
      ),
    ] as [(String, String, String?)])
  func errors(text: String, message: String, hint: String?) throws {
    let expression = try Formula(text).expression
    do throws(ShapeError) {
      _ = try Program(expression, shapes: Self.shape)
      Issue.record("\(text) was compiled")
    } catch {
      if text != "X + C + p" { #expect(error.message == message) }
      if let hint { #expect(error.hint == hint) }
    }
  }

  @Test("While a shape is unknown, a bias alone gives its own, and the matrix later wins")
  func guesses() throws {
    let expression = try Formula("Y + v").expression
    #expect(expression.likelyShape { $0.name == "v" ? .vector(3) : nil } == .vector(3))
    for matrix in [Shape.matrix(rows: 2, columns: 3), .matrix(rows: 3, columns: 3)] {
      #expect(expression.likelyShape { $0.name == "v" ? .vector(3) : matrix } == matrix)
    }
    let state = try Formula("tanh(X*W^T + h[t-1]*U^T + b)").expression
    let shapes = [
      "X": Shape.matrix(rows: 2, columns: 3), "W": .matrix(rows: 4, columns: 3), "b": .vector(4),
    ]
    #expect(state.likelyShape { shapes[$0.name] } == .matrix(rows: 2, columns: 4))
  }

  @Test(
    "Gradients of what is spread agree with central differences",
    arguments: [
      "X + v", "X .* v", "v / (X .* X + 1)", "X / (v .* v + 1)", "X .* C + R", "max(X, v, C)",
      "min(v, X)", "tanh(X*S + v) .* C - R .* v", "S .* v + v", "u*v", "v*u", "u*o*v", "D*v",
      "D .* X",
      "v + u .* u", "(v .* v + 1)^u", "u .* X + D", "max(v, u)", "X + v^T", "(u*a)*v*u",
      "R*v*u", "u*o + a", "u .* v / (D .* D + 1)",
    ])
  func gradients(text: String) throws {
    var random = SplitMix64(seed: 71)
    for _ in 0..<5 {
      let check = try FiniteDifference(text, &random, shapes: Self.shape)
      #expect(check.distance < 1e-7, "\(text)")
    }
  }
}
