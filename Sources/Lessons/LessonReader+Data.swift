import Formulas
import Unrolling
import Yams

extension LessonReader {
  func checkVocabulary(_ vocabulary: [String]) {
    var seen = Set<String>()
    for (token, node) in zip(vocabulary, items("vocabulary") ?? [])
    where !seen.insert(token).inserted {
      source.report("the token \(token) stands twice in the vocabulary", at: node)
    }
  }

  func embeddings(_ vocabulary: [String]) -> [Value] {
    guard let entry = entries["embeddings"] else {
      if !vocabulary.isEmpty {
        source.report(
          "the vocabulary has no embeddings", at: entries["vocabulary"]?.key,
          hint: "add embeddings: [ … ], one number for each token")
      }
      return []
    }
    if entry.value.scalar?.string == "one-hot" {
      source.report(
        "one-hot embeddings are vectors, which come with a later version", at: entry.value)
      return []
    }
    guard let nodes = items("embeddings") else { return [] }
    if nodes.count != vocabulary.count {
      source.report(
        "embeddings has \(nodes.count) entries, vocabulary \(vocabulary.count)", at: entry.key,
        hint: "give one number for each token")
    }
    return nodes.compactMap { number($0, "an embedding").map { .scalar($0) } }
  }

  func series(_ vocabulary: [String], _ embeddings: [Value], isNeeded: Bool) -> [Series] {
    guard let entry = entries["sequence"] else {
      if isNeeded {
        source.report(
          "the lesson has no sequence", at: entries["cell"]?.key ?? entries["equations"]?.key,
          hint: "add sequence: [ … ], the input at each time step")
      }
      return []
    }
    var all: [Series] = []
    if case .mapping(let mapping) = entry.value {
      for (key, value) in mapping {
        guard case .sequence(let items) = value, let name = key.scalar?.string else {
          source.report("a series is a list", at: value)
          continue
        }
        all.append(one(name, Array(items), value, vocabulary, embeddings))
      }
      if let first = all.first,
        let other = all.first(where: { $0.values.count != first.values.count })
      {
        source.report(
          "\(other.name) has \(other.values.count) time steps, \(first.name) \(first.values.count)",
          at: entry.key)
      }
    } else if let items = items("sequence") {
      all = [one("x", items, entry.value, vocabulary, embeddings)]
    }
    return all
  }

  private func one(
    _ name: String, _ nodes: [Node], _ list: Node, _ vocabulary: [String], _ embeddings: [Value]
  ) -> Series {
    if nodes.isEmpty {
      source.report(
        "the sequence is empty", at: list, hint: "give the input of one time step at least")
    }
    guard !vocabulary.isEmpty else {
      let values = nodes.map { node -> Value? in number(node, "an input").map { .scalar($0) } }
      return Series(name, values)
    }
    let indexOf = Dictionary(
      vocabulary.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var tokens: [String] = []
    var values: [Value?] = []
    for node in nodes {
      let token = node.scalar?.string ?? ""
      guard let index = indexOf[token] else {
        let known =
          vocabulary.prefix(12).joined(separator: ", ") + (vocabulary.count > 12 ? ", …" : "")
        source.report(
          "the token \(token) is not in the vocabulary", at: node,
          hint: Spelling.nearest(to: token, among: vocabulary).map { "did you mean \($0)?" }
            ?? "the vocabulary is \(known)")
        continue
      }
      tokens.append(token)
      values.append(embeddings.indices.contains(index) ? embeddings[index] : .scalar(0))
    }
    return Series(name, values, tokens: tokens)
  }

  func targets(_ stepCount: Int) -> Series? {
    guard let nodes = items("targets") else { return nil }
    if nodes.count != stepCount {
      source.report(
        "targets has \(nodes.count) entries, the sequence \(stepCount)", at: entries["targets"]?.key
      )
    }
    let values = nodes.map { node -> Value? in
      if let text = node.scalar?.string, ["null", "~", ""].contains(text) { return nil }
      return number(node, "a target").map { .scalar($0) }
    }
    return Series("target", values, isTarget: true)
  }

  func initial(_ equations: [Equation]) -> [String: Value] {
    guard case .mapping(let mapping)? = entries["initial"]?.value else {
      if let entry = entries["initial"] {
        source.report("initial is a mapping state: value", at: entry.value)
      }
      return [:]
    }
    let states = Network(equations: equations, outcome: "").stateNames
    var initial: [String: Value] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if !states.contains(name) {
        source.report(
          "\(name) is no state", at: key,
          hint: Spelling.nearest(to: name, among: states).map { "did you mean \($0)?" }
            ?? "the states are " + states.joined(separator: ", "))
      }
      if let number = number(value, "an initial value") { initial[name] = .scalar(number) }
    }
    return initial
  }

  func checkNames(
    _ equations: [Equation], _ parameters: [NamedValue], _ series: [Series], _ cell: Cell?
  ) {
    guard cell == nil, case .mapping(let mapping)? = entries["equations"]?.value else { return }
    let inputs =
      entries["inputs"].map { entry -> [String] in
        if case .mapping(let all) = entry.value {
          all.compactMap { $0.key.scalar?.string }
        } else {
          []
        }
      } ?? []
    let known = equations.map(\.name) + parameters.map(\.name) + series.map(\.name) + inputs
    var used = Set<String>()
    for (_, value) in mapping {
      guard let text = value.scalar?.string,
        let formula = try? Formula(text, activation: activation())
      else { continue }
      for (symbol, position) in formula.expression.symbols {
        used.insert(symbol.name)
        guard !known.contains(symbol.name) else { continue }
        source.report(
          "nothing defines \(symbol.name)", in: value, offset: position ?? 0,
          length: symbol.name.unicodeScalars.count,
          hint: Spelling.nearest(to: symbol.name, among: known).map { "did you mean \($0)?" })
      }
    }
    if case .mapping(let given)? = entries["parameters"]?.value {
      for (node, _) in given {
        guard let name = node.scalar?.string, !used.contains(GreekName.canonical(name)) else {
          continue
        }
        source.report(
          "no equation uses \(name)", at: node,
          hint: Spelling.nearest(to: name, among: Array(used).sorted()).map {
            "did you mean \($0)?"
          })
      }
    }
  }

  func style() -> NumberStyle {
    guard let entry = entries["figure"] else { return NumberStyle() }
    guard case .mapping(let mapping) = entry.value else {
      source.report("figure is a mapping key: value", at: entry.value)
      return NumberStyle()
    }
    var style = NumberStyle()
    let only = ["theme": "light", "canvas": "16:9", "detail": "cells", "parameters": "hidden"]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if name == "digits" {
        if let digits = number(value, "digits"), let whole = Int(exactly: digits),
          (1...15).contains(whole)
        {
          style.digits = whole
        } else {
          source.report("digits goes from 1 to 15", at: value)
        }
      } else if let known = only[name] {
        if value.scalar?.string != known {
          source.report(
            "\(name): \(value.scalar?.string ?? "") comes with a later version", at: value,
            hint: "this version has \(known)")
        }
      } else {
        source.report(
          "figure has no key \(name)", at: key, hint: "its keys are digits, theme, canvas, detail")
      }
    }
    return style
  }

  func asked(_ graph: UnrolledGraph) -> [String] {
    guard let entry = entries["ask"] else {
      let role: UnrolledGraph.Role = graph.network.stepCount > 0 ? .initial : .input
      let found = graph.nodes.filter { $0.role == role && ($0.time ?? 0) == 0 }.map(\.id)
      return found.isEmpty ? graph.nodes.prefix(1).map(\.id) : found
    }
    var nodes = [entry.value]
    if case .sequence(let sequence) = entry.value { nodes = Array(sequence) }
    let ids = Set(graph.nodes.map(\.id))
    for node in nodes {
      let id = node.scalar?.string ?? ""
      if !ids.contains(id) {
        source.report(
          "there is no quantity \(id) to ask for", at: node,
          hint: Spelling.nearest(to: id, among: graph.nodes.prefix(2000).map(\.id)).map {
            "did you mean \($0)?"
          })
      } else if id == graph.nodes[graph.outcome].id {
        source.report(
          "the gradient of \(id) by itself is 1", at: node, hint: "ask for what it depends on")
      }
    }
    return nodes.compactMap { $0.scalar?.string }
  }
}

/// Names as formulas hold them.
enum GreekName {
  static func canonical(_ name: String) -> String {
    guard let read = (try? Formula(name))?.expression, case .symbol(let symbol) = read.kind else {
      return name
    }
    return symbol.name
  }
}
