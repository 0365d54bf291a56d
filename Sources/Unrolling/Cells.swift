import Formulas

/// A recurrent cell: a name for a list of equations. **A new cell goes here:** one entry in `all`.
///
/// Conventions follow PyTorch where it has the cell. A bias (`b_…`) is part of the equations only
/// if the lesson gives it a value.
public struct Cell: Hashable, Sendable {
  /// The name in a lesson file: `elman`.
  public let name: String
  /// The name on a slide: `Elman RNN`.
  public let title: String
  /// The equations in the grammar of lessons; `f` is the activation.
  public let lines: [Line]

  /// The text of one equation.
  public struct Line: Hashable, Sendable {
    /// The quantity, which has one value at each time step.
    public let name: String
    /// The formula's text.
    public let formula: String
  }

  /// All built-in cells.
  ///
  /// - Elman: J. L. Elman, "Finding structure in time", 1990. The state feeds back. PyTorch's RNN.
  /// - Jordan: M. I. Jordan, "Serial order", 1986. The output feeds back.
  /// - GRU: K. Cho et al., 2014, in PyTorch's form: the reset gate r multiplies W_hn·h + b_hn.
  /// - GRU (Cho): the same as it was published: r multiplies h before the product with W_hn.
  /// - LSTM: S. Hochreiter and J. Schmidhuber, 1997, with the forget gate of F. Gers et al., 2000.
  /// - LSTM with peepholes: F. Gers et al., 2002: the gates also read c, component by component, as in
  ///   A. Graves, 2013.
  /// - Highway: J. Zilly et al., "Recurrent highway networks", 2017, of depth 1: the gate g says how
  ///   much of the state is replaced.
  public static let all: [Cell] = [
    elman("elman"),
    Cell(
      name: "jordan", title: "Jordan RNN",
      lines: [
        Line(name: "h", formula: "f(W_h*y[t-1] + W_x*x[t] + b_h)"), output,
      ]),
    Cell(
      name: "gru", title: "GRU",
      lines: [
        Line(name: "r", formula: "sigmoid(W_xr*x[t] + W_hr*h[t-1] + b_r)"),
        Line(name: "z", formula: "sigmoid(W_xz*x[t] + W_hz*h[t-1] + b_z)"),
        Line(name: "n", formula: "tanh(W_xn*x[t] + b_xn + r[t] .* (W_hn*h[t-1] + b_hn))"),
        Line(name: "h", formula: "(1 - z[t]) .* n[t] + z[t] .* h[t-1]"), output,
      ]),
    lstm("lstm", "LSTM", peephole: { _, _ in "" }),
    elman("rnn"),
    Cell(
      name: "gru-cho", title: "GRU (Cho)",
      lines: [
        Line(name: "r", formula: "sigmoid(W_xr*x[t] + W_hr*h[t-1] + b_r)"),
        Line(name: "z", formula: "sigmoid(W_xz*x[t] + W_hz*h[t-1] + b_z)"),
        Line(name: "n", formula: "tanh(W_xn*x[t] + W_hn*(r[t] .* h[t-1]) + b_n)"),
        Line(name: "h", formula: "(1 - z[t]) .* n[t] + z[t] .* h[t-1]"), output,
      ]),
    lstm("lstm-peephole", "LSTM with peepholes", peephole: { " + W_c\($0) .* c[\($1)]" }),
    Cell(
      name: "highway", title: "Highway RNN",
      lines: [
        Line(name: "g", formula: "sigmoid(W_xg*x[t] + W_hg*h[t-1] + b_g)"),
        Line(name: "n", formula: "tanh(W_xn*x[t] + W_hn*h[t-1] + b_n)"),
        Line(name: "h", formula: "g[t] .* n[t] + (1 - g[t]) .* h[t-1]"), output,
      ]),
  ]

  private static let output = Line(name: "y", formula: "W_y*h[t] + b_y")

  private static func elman(_ name: String) -> Cell {
    Cell(
      name: name, title: "Elman RNN",
      lines: [Line(name: "h", formula: "f(W_h*h[t-1] + W_x*x[t] + b_h)"), output])
  }

  /// - Parameter peephole: the term of a gate that reads c at a time index.
  private static func lstm(
    _ name: String, _ title: String, peephole: (_ gate: String, _ time: String) -> String
  ) -> Cell {
    func gate(_ gate: String, _ function: String, _ peephole: String) -> Line {
      Line(
        name: gate,
        formula: "\(function)(W_x\(gate)*x[t] + W_h\(gate)*h[t-1]\(peephole) + b_\(gate))")
    }
    // Only the output gate comes after the new c.
    let peeps = !peephole("o", "t").isEmpty
    let output = gate("o", "sigmoid", peephole("o", "t"))
    let inner = Line(name: "c", formula: "f[t] .* c[t-1] + i[t] .* g[t]")
    let candidate = gate("g", "tanh", "")
    return Cell(
      name: name, title: title,
      lines: [
        gate("i", "sigmoid", peephole("i", "t-1")), gate("f", "sigmoid", peephole("f", "t-1")),
      ]
        + (peeps ? [candidate, inner, output] : [output, candidate, inner])
        + [Line(name: "h", formula: "o[t] .* tanh(c[t])"), Self.output])
  }

  /// The meaning of `f` if a lesson names no activation.
  public static let usualActivation = Function.tanh

  /// Returns the cell of this name.
  public static func named(_ name: String) -> Cell? { all.first { $0.name == name } }

  /// Returns the cell's equations.
  ///
  ///     try Cell.named("elman")?.equations(activation: .tanh) { _ in false }
  ///     // h[t] = tanh(W_h*h[t-1] + W_x*x[t]); y[t] = W_y*h[t]
  ///
  /// - Parameters:
  ///   - activation: the function that `f` stands for.
  ///   - arrangement: the layers and directions.
  ///   - isGiven: whether the optional parameter of this name is given: a bias or a peephole weight;
  ///     a term whose parameter is not given is left out.
  /// - Throws: `FormulaError` if a built-in cell's text is not a valid formula, which is a bug.
  public func equations(
    activation: Function, _ arrangement: Arrangement = Arrangement(), isGiven: (String) -> Bool
  ) throws(FormulaError) -> [Equation] {
    var parsed: [(name: String, expression: Expression)] = []
    for line in lines {
      parsed.append((line.name, try Formula(line.formula, activation: activation).expression))
    }
    let outputs = parsed.filter { $0.name == Self.outputName }
    let isOutputFedBack = self.isOutputFedBack
    var equations: [Equation] = []
    for part in arrangement.parts {
      for line in parsed where line.name != Self.outputName {
        // The cell as it is keeps the places of its symbols.
        let expression =
          part.isPlain
          ? line.expression
          : line.expression.replacingSymbols { symbol in
            if symbol.time == nil { return .symbol(Symbol(part.prefix + symbol.name)) }
            if symbol.name == "x" { return arrangement.input(of: part) }
            if isOutputFedBack, symbol.name == Self.outputName { return .symbol(symbol) }
            return .symbol(Symbol(part.prefix + symbol.name, time: part.turned(symbol.time)))
          }
        equations.append(Equation(part.prefix + line.name, isTimed: true, expression))
      }
    }
    for line in outputs {
      let expression = line.expression.replacingSymbols { symbol in
        symbol.name == "h" ? arrangement.states(ofLayer: arrangement.layers) : .symbol(symbol)
      }
      if arrangement.parts.count == 1 {
        equations.append(Equation(line.name, isTimed: true, line.expression))
        continue
      }
      equations.append(Equation(line.name, isTimed: true, expression))
    }
    return equations.map { equation in
      let whole = equation.expression.withoutTerms {
        $0.isOptionalParameter && !isGiven($0.name)
      }
      return Equation(
        equation.name, isTimed: true, arrangement.isBatch ? whole.withSamplesAsRows : whole)
    }
  }

  /// The output of every cell.
  private static let outputName = "y"

  /// Whether the output is what feeds back, so that there are no two directions.
  public var isOutputFedBack: Bool { lines.contains { $0.formula.contains("y[t-1]") } }

  /// The parameters that a lesson must give: all except biases and peephole weights, in order of
  /// appearance.
  public func requiredParameters(_ arrangement: Arrangement = Arrangement()) -> [String] {
    parameterNames(arrangement).filter { !Symbol($0).isOptionalParameter }
  }

  /// All parameters of the cell, in order of appearance.
  public func parameterNames(_ arrangement: Arrangement = Arrangement()) -> [String] {
    let all =
      (try? equations(activation: .identity, arrangement, isGiven: { _ in true })) ?? []
    var names: [String] = []
    for (symbol, _) in all.flatMap(\.expression.symbols)
    where symbol.time == nil && !names.contains(symbol.name) {
      names.append(symbol.name)
    }
    return names
  }
}

extension Cell {
  /// How a cell is put together: layers, one above the other, and directions of time.
  ///
  /// The second layer's quantities are called `l2.h`, those of the reverse direction `back.h`,
  /// `l2.back.h`. A layer reads the states below it, of both directions stacked; the output reads
  /// those of the top layer, as in PyTorch.
  public struct Arrangement: Hashable, Sendable {
    /// The number of layers, at least 1.
    public var layers: Int
    /// Whether each layer also runs backwards.
    public var isBidirectional: Bool
    /// Whether x[t] is a minibatch, a matrix with a row for each sample: products read x · Wᵀ.
    public var isBatch: Bool

    /// Creates an arrangement.
    public init(layers: Int = 1, isBidirectional: Bool = false, isBatch: Bool = false) {
      precondition(layers >= 1, "a cell has at least one layer")
      (self.layers, self.isBidirectional, self.isBatch) = (layers, isBidirectional, isBatch)
    }

    /// One layer in one direction.
    struct Part {
      let layer: Int
      let isBackward: Bool

      /// Whether it is the first layer, forwards.
      var isPlain: Bool { layer == 1 && !isBackward }

      /// What the names begin with: `l2.back.`.
      var prefix: String { (layer > 1 ? "l\(layer)." : "") + (isBackward ? "back." : "") }

      /// A time index as it is in the part's direction.
      func turned(_ time: Symbol.Time?) -> Symbol.Time? {
        guard isBackward, case .relative(let offset) = time else { return time }
        return .relative(-offset)
      }
    }

    var parts: [Part] {
      (1...layers).flatMap { layer in
        [Part(layer: layer, isBackward: false)]
          + (isBidirectional ? [Part(layer: layer, isBackward: true)] : [])
      }
    }

    /// What a layer reads: x[t], or the states of the layer below.
    func input(of part: Part) -> Expression {
      part.layer == 1
        ? .symbol(Symbol("x", time: .relative(0))) : states(ofLayer: part.layer - 1)
    }

    /// A layer's states, of both directions one above the other.
    func states(ofLayer layer: Int) -> Expression {
      let states = parts.filter { $0.layer == layer }.map { part in
        Expression.symbol(Symbol(part.prefix + "h", time: .relative(0)))
      }
      return states.count == 1 ? states[0] : Expression(.stack(states))
    }
  }
}

extension Symbol {
  /// Whether this is a bias (`b_h`) or a peephole weight (`W_ci`) of a cell, judging by its name.
  fileprivate var isOptionalParameter: Bool {
    let last = name.split(separator: ".").last ?? ""
    return time == nil && (last.hasPrefix("b_") || last.hasPrefix("W_c"))
  }
}

extension Expression {
  /// Returns the tree without those terms of its sums that read a symbol to be left out.
  fileprivate func withoutTerms(_ isLeftOut: (Symbol) -> Bool) -> Expression {
    let inner = mapOperands { $0.withoutTerms(isLeftOut) }
    guard case .sum(let terms) = inner.kind else { return inner }
    let kept = terms.filter { term in
      switch term.kind {
      case .symbol(let symbol): !isLeftOut(symbol)
      case .elementwiseProduct(let factors):
        !factors.contains { factor in
          if case .symbol(let symbol) = factor.kind { isLeftOut(symbol) } else { false }
        }
      default: true
      }
    }
    return kept.count == 1 ? kept[0] : Expression(.sum(kept), position: position)
  }

  /// The formula for a row instead of a column for each sample: x · Wᵀ for W · x, and side by side for
  /// one above the other.
  fileprivate var withSamplesAsRows: Expression {
    let inner = mapOperands(\.withSamplesAsRows)
    switch inner.kind {
    case .product(let factors) where factors.count == 2:
      guard case .symbol(let weight) = factors[0].kind, weight.time == nil else { return inner }
      return Expression(
        .product([factors[1], Expression(.transpose(factors[0]))]), position: position)
    case .stack(let parts): return Expression(.beside(parts), position: position)
    default: return inner
    }
  }
}
