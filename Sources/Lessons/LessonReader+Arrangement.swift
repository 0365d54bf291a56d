import Formulas
import Unrolling
import Yams

/// Layers and directions of a named cell, and its parameters in PyTorch's stacked form.
extension LessonReader {
  func arrangement(_ cell: Cell?) -> Cell.Arrangement {
    for key in ["layers", "bidirectional"] {
      guard cell == nil, entries["equations"] != nil, let entry = entries[key] else { continue }
      source.report(.network(.arrangementWithoutCell(key: key)), at: entry.key)
    }
    var arrangement = Cell.Arrangement(
      layers: word("layers").flatMap(PlainNumber.whole) ?? 1,
      isBidirectional: ["true", "yes", "on"].contains(word("bidirectional")?.lowercased() ?? ""))
    // In place of a value that is wrong, the names of the parameters tell what is meant.
    let names = (pairs("parameters") ?? []).compactMap { $0.key.scalar?.string }
    if entries["layers"] != nil, word("layers") == nil {
      arrangement.layers = min(16, max(1, names.map(Self.layer).max() ?? 1))
    }
    if entries["bidirectional"] != nil, word("bidirectional") == nil {
      arrangement.isBidirectional = names.contains(where: Self.isOfReverse)
    }
    if let cell, cell.isOutputFedBack, arrangement.isBidirectional {
      source.report(
        .network(.noDirections(cell: cell.name)), at: entries["bidirectional"]?.key)
      arrangement.isBidirectional = false
    }
    return arrangement
  }

  /// The layer of a parameter by its name, counted from 1: 2 for `l2.W_h` and for `weight_hh_l1`.
  private static func layer(_ name: String) -> Int {
    if let place = StackedParameter.Place(name) { return place.layer }
    let prefixes = name.split(separator: ".").dropLast()
    return prefixes.lazy.compactMap { $0.hasPrefix("l") ? Int($0.dropFirst()) : nil }.first ?? 1
  }

  /// Whether a name is of the reverse direction.
  private static func isOfReverse(_ name: String) -> Bool {
    StackedParameter.Place(name)?.isReverse
      ?? name.split(separator: ".").dropLast().contains("back")
  }

  /// Whether a name is of the direction that the cell cannot have, which is reported once, at
  /// `bidirectional`.
  func isOfRefusedDirection(_ name: String) -> Bool {
    guard entries["bidirectional"] != nil, Self.isOfReverse(name) else { return false }
    return entries["cell"]?.value.scalar.flatMap { Cell.named($0.string) }?.isOutputFedBack ?? false
  }

  /// The stacked parameter that was meant by a name such as `weight_ih`, which PyTorch writes with
  /// its layer; `nil` for a name of another kind.
  func misspeltStacked(
    _ name: String, _ cell: Cell, _ arrangement: Cell.Arrangement
  ) -> String? {
    guard cell.stackedGates != nil, name.hasPrefix("weight_") || name.hasPrefix("bias_") else {
      return nil
    }
    let given = (pairs("parameters") ?? []).compactMap { $0.key.scalar?.string }
    let all = (0..<arrangement.layers).flatMap { layer in
      (arrangement.isBidirectional ? ["", "_reverse"] : [""]).flatMap { direction in
        ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map { "\($0)_l\(layer)\(direction)" }
      }
    }.filter { !given.contains($0) }
    return all.first { $0.hasPrefix(name + "_") } ?? Spelling.meant(by: name, among: all)
  }

  /// Reports a stacked weight without a column for each component of what its layer reads, once and
  /// in its own name: its parts are not in the lesson.
  func checkStackedInputs(
    _ stacked: [StackedParameter], _ cell: Cell?, _ series: [Series],
    _ arrangement: Cell.Arrangement
  ) {
    guard let gates = cell?.stackedGates else { return }
    for whole in stacked {
      guard let place = StackedParameter.Place(whole.name), place.isWeight, place.isOfInput,
        case .matrix(let rows, let columns) = Shape(of: whole.value),
        let node = pairs("parameters")?.first(where: { $0.key.scalar?.string == whole.name })?.value
      else { continue }
      let (wanted, what): (Int?, String) =
        if place.layer == 1 {
          (series.first { $0.name == "x" }.flatMap(Self.width), "x[t]")
        } else {
          (
            stacked.first { StackedParameter.Place($0.name)?.layer == place.layer - 1 }
              .map {
                Shape(of: $0.value).rows / gates.count * (arrangement.isBidirectional ? 2 : 1)
              },
            arrangement.isBidirectional ? "the two states below" : "the state below"
          )
        }
      guard let wanted, wanted != columns else { continue }
      source.report(
        .network(
          .stackedShape(
            whole.name, Shape(of: whole.value),
            wanted: "\(rows)×\(wanted), with a column for each component of \(what)")), at: node)
    }
  }

  /// The number of components of an input; of a minibatch, those of a sample.
  private static func width(_ series: Series) -> Int? {
    series.values.lazy.compactMap { $0 }.first.map { value in
      let shape = Shape(of: value)
      return shape.isMatrix ? shape.columns : shape.count
    }
  }

  /// The parameters in PyTorch's stacked form, each checked against its gates.
  func stackedParameters(_ cell: Cell?, _ arrangement: Cell.Arrangement) -> [StackedParameter] {
    guard let cell else { return [] }
    var found: [StackedParameter] = []
    // The size of a layer's state, as its first stacked parameter has it.
    var sizes: [String: Int] = [:]
    for (key, node) in pairs("parameters") ?? [] {
      guard let name = key.scalar?.string, let place = StackedParameter.Place(name) else {
        continue
      }
      guard let gates = cell.stackedGates else {
        source.report(.network(.noStackedForm(name, cell: cell.name)), at: key)
        continue
      }
      if place.layer > arrangement.layers || place.isReverse && !arrangement.isBidirectional {
        let wanted =
          place.layer > arrangement.layers ? "layers: \(place.layer)" : "bidirectional: true"
        source.report(.network(.stackedPartMissing(name, key: wanted)), at: key)
        continue
      }
      guard let value = value(node, name) else { continue }
      let shape = Shape(of: value)
      let size = sizes[place.prefix] ?? max(1, shape.rows / gates.count)
      sizes[place.prefix] = size
      let rows = gates.count * size
      let isFitting: Bool =
        switch shape {
        case .matrix(rows, let columns): place.isWeight && (place.isOfInput || columns == size)
        case .vector(rows): !place.isWeight
        default: false
        }
      guard isFitting else {
        let wanted = stackedShape(place, gates.count, size)
        source.report(.network(.stackedShape(name, shape, wanted: wanted)), at: node)
        continue
      }
      found.append(StackedParameter(name, value, parts: cell.parts(of: place)))
    }
    return found
  }

  /// `8×2: 4 gates of 2 rows` in a message.
  private func stackedShape(
    _ place: StackedParameter.Place, _ gates: Int, _ size: Int
  ) -> String {
    let rows = gates * size
    let reason =
      gates == 1
      ? "a row for each component of the state"
      : "\(gates) gates with \(size) \(size == 1 ? "row" : "rows") each"
    guard place.isWeight else { return "a vector of \(rows), \(reason)" }
    return place.isOfInput
      ? "a matrix of \(rows) rows, \(reason)" : "\(rows)×\(size), \(reason)"
  }

  /// All parameters, those in stacked form by their parts: a bias of a gate is the sum of its two.
  mutating func parameters(_ stacked: [StackedParameter]) -> [NamedValue] {
    var all: [NamedValue] = []
    for (key, node) in pairs("parameters") ?? [] {
      let text = key.scalar?.string ?? ""
      if let whole = stacked.first(where: { $0.name == text }) {
        places.add(parts: whole.parts, at: node, in: source)
        for (name, value) in zip(whole.parts, whole.value.pieces(whole.parts.count)) {
          if let earlier = all.firstIndex(where: { $0.name == name }) {
            all[earlier] = NamedValue(name, Value.sum(of: [all[earlier].value, value]) ?? value)
          } else {
            all.append(NamedValue(name, value))
          }
        }
        continue
      }
      guard StackedParameter.Place(text) == nil || entries["cell"] == nil, let name = name(key),
        let value = value(node, text)
      else { continue }
      if let whole = stacked.first(where: { $0.parts.contains(name) }) {
        source.report(
          .network(.partDefined(name, by: whole.name)), at: key)
        continue
      }
      all.append(NamedValue(name, value))
    }
    return all
  }
}

extension Value {
  /// The value cut into so many pieces of equal numbers of rows or components.
  fileprivate func pieces(_ count: Int) -> [Value] {
    switch self {
    case .scalar: [self]
    case .vector(let components):
      (0..<count).map { piece in
        let size = components.count / count
        return .vector(Array(components[piece * size..<(piece + 1) * size]))
      }
    case .matrix(let rows):
      (0..<count).map { piece in
        let size = rows.count / count
        return .matrix(Array(rows[piece * size..<(piece + 1) * size]))
      }
    }
  }
}
