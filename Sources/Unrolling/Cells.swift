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
  /// - Elman: J. L. Elman, "Finding structure in time", 1990. The state feeds back.
  /// - Jordan: M. I. Jordan, "Serial order", 1986. The output feeds back.
  /// - GRU: K. Cho et al., 2014, in PyTorch's form: the reset gate r multiplies W_hn·h + b_hn.
  /// - LSTM: S. Hochreiter and J. Schmidhuber, 1997, with the forget gate of F. Gers et al., 2000.
  public static let all: [Cell] = [
    Cell(
      name: "elman", title: "Elman RNN",
      lines: [
        Line(name: "h", formula: "f(W_h*h[t-1] + W_x*x[t] + b_h)"),
        Line(name: "y", formula: "W_y*h[t] + b_y"),
      ]),
    Cell(
      name: "jordan", title: "Jordan RNN",
      lines: [
        Line(name: "h", formula: "f(W_h*y[t-1] + W_x*x[t] + b_h)"),
        Line(name: "y", formula: "W_y*h[t] + b_y"),
      ]),
    Cell(
      name: "gru", title: "GRU",
      lines: [
        Line(name: "r", formula: "sigmoid(W_xr*x[t] + W_hr*h[t-1] + b_r)"),
        Line(name: "z", formula: "sigmoid(W_xz*x[t] + W_hz*h[t-1] + b_z)"),
        Line(name: "n", formula: "tanh(W_xn*x[t] + b_xn + r[t] .* (W_hn*h[t-1] + b_hn))"),
        Line(name: "h", formula: "(1 - z[t]) .* n[t] + z[t] .* h[t-1]"),
        Line(name: "y", formula: "W_y*h[t] + b_y"),
      ]),
    Cell(
      name: "lstm", title: "LSTM",
      lines: [
        Line(name: "i", formula: "sigmoid(W_xi*x[t] + W_hi*h[t-1] + b_i)"),
        Line(name: "f", formula: "sigmoid(W_xf*x[t] + W_hf*h[t-1] + b_f)"),
        Line(name: "o", formula: "sigmoid(W_xo*x[t] + W_ho*h[t-1] + b_o)"),
        Line(name: "g", formula: "tanh(W_xg*x[t] + W_hg*h[t-1] + b_g)"),
        Line(name: "c", formula: "f[t] .* c[t-1] + i[t] .* g[t]"),
        Line(name: "h", formula: "o[t] .* tanh(c[t])"),
        Line(name: "y", formula: "W_y*h[t] + b_y"),
      ]),
  ]

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
  ///   - hasBias: whether the bias of this name is given; a bias term that is not given is left
  ///     out.
  /// - Throws: `FormulaError` if a built-in cell's text is not a valid formula, which is a bug.
  public func equations(
    activation: Function, hasBias: (String) -> Bool
  ) throws(FormulaError) -> [Equation] {
    var equations: [Equation] = []
    for line in lines {
      let expression = try Formula(line.formula, activation: activation).expression
      equations.append(
        Equation(
          line.name, isTimed: true, expression.withoutTerms { $0.isBias && !hasBias($0.name) }))
    }
    return equations
  }

  /// The parameters that a lesson must give: all except the biases, in order of appearance.
  public var requiredParameters: [String] { parameterNames.filter { !Symbol($0).isBias } }

  /// All parameters of the cell, in order of appearance.
  public var parameterNames: [String] {
    let outputs = Set(lines.map(\.name))
    var names: [String] = []
    for line in lines {
      let symbols = (try? Formula(line.formula, activation: .identity))?.expression.symbols ?? []
      for (symbol, _) in symbols
      where symbol.time == nil && !outputs.contains(symbol.name) && !names.contains(symbol.name) {
        names.append(symbol.name)
      }
    }
    return names
  }
}

extension Symbol {
  /// Whether this is a bias, judging by its name: `b_h`, `b_y`.
  fileprivate var isBias: Bool { time == nil && name.hasPrefix("b_") }
}

extension Expression {
  /// Returns the tree without those terms of its sums that are a symbol to be left out.
  fileprivate func withoutTerms(_ isLeftOut: (Symbol) -> Bool) -> Expression {
    let inner = mapOperands { $0.withoutTerms(isLeftOut) }
    guard case .sum(let terms) = inner.kind else { return inner }
    let kept = terms.filter {
      if case .symbol(let symbol) = $0.kind { !isLeftOut(symbol) } else { true }
    }
    return kept.count == 1 ? kept[0] : Expression(.sum(kept), position: position)
  }
}
