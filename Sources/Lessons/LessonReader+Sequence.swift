import Formulas
import Unrolling
import Yams

extension LessonReader {
  func vocabulary() -> [String] {
    guard let nodes = items("vocabulary") else { return [] }
    var seen = Set<String>()
    var tokens: [String] = []
    for node in nodes {
      let token = node.scalar?.string ?? ""
      // A wrong token keeps its place, so that no surplus of embeddings is reported.
      tokens.append(token)
      guard node.scalar != nil else { continue }
      if token.isEmpty {
        source.report(.sequence(.emptyToken), at: node)
      } else if !seen.insert(token).inserted {
        source.report(.sequence(.tokenTwice(token)), at: node)
      }
    }
    return tokens
  }

  /// Reads the embeddings.
  ///
  /// - Parameter areIndices: whether formulas read the sequence only as an index, as in `E[x[t]]`:
  ///   then a token is its place in the vocabulary, and needs no embedding.
  func embeddings(_ vocabulary: [String], areIndices: Bool) -> [Value] {
    guard let entry = entries["embeddings"] else {
      if !vocabulary.isEmpty, !areIndices {
        source.report(.sequence(.noEmbeddings), at: entries["vocabulary"]?.key)
      }
      return []
    }
    guard entries["vocabulary"] != nil else {
      source.report(.sequence(.noVocabulary), at: entry.key)
      return []
    }
    if entry.value.scalar?.string == "one-hot" {
      return vocabulary.indices.map { token in
        .vector(vocabulary.indices.map { $0 == token ? 1 : 0 })
      }
    }
    guard let nodes = items("embeddings"), !nodes.isEmpty else { return [] }
    if nodes.count != vocabulary.count, reportDecimalComma(in: entry.value) { return [] }
    if nodes.count != vocabulary.count {
      source.report(
        .sequence(.embeddingCount(nodes.count, tokens: vocabulary.count)), at: entry.key)
    }
    let names = nodes.indices.map { index in
      "the embedding"
        + (vocabulary.indices.contains(index) ? " of \(vocabulary[index].quoted)" : "")
    }
    let values = zip(nodes, names).map { value($0, $1) }
    checkShapes(values, nodes, names)
    return values.map { $0 ?? .scalar(0) }
  }

  /// Reports the values whose shape differs from the first one's.
  private func checkShapes(_ values: [Value?], _ nodes: [Node], _ names: [String]) {
    guard let first = values.firstIndex(where: { $0 != nil }), let model = values[first] else {
      return
    }
    for (index, value) in values.enumerated() {
      guard let value, value.shape != model.shape else { continue }
      source.report(
        .sequence(
          .shape(
            Shape(of: value), of: names[index], first: Shape(of: model), firstName: names[first])),
        at: nodes[index])
    }
  }

  /// Whether equations read the series of tokens, and only to choose components by it.
  func readsOnlyIndices(_ equations: [Equation]) -> Bool {
    let names =
      pairs("sequence").map { $0.compactMap { $0.key.scalar?.string } } ?? ["x"]
    let uses = equations.flatMap { equation in
      zip(equation.expression.symbols, equation.expression.areIndices).filter {
        names.contains($0.0.symbol.name)
      }.map(\.1)
    }
    return !uses.isEmpty && uses.allSatisfy(\.self)
  }

  // MARK: Series

  func series(_ tokens: Tokens, isNeeded: Bool) -> [Series] {
    guard let entry = entries["sequence"] else {
      if isNeeded, !hasBrokenSamples {
        source.report(
          .sequence(.noSequence), at: entries["cell"]?.key ?? entries["equations"]?.key)
      }
      return []
    }
    guard case .mapping(let mapping) = entry.value else {
      return items("sequence").map { [series("x", $0, tokens, isOnly: true)] } ?? []
    }
    var all: [Series] = []
    for (key, value) in mapping {
      guard let name = name(key) else { continue }
      guard case .sequence(let items) = value else { continue }
      all.append(series(name, Array(items), tokens, isOnly: false))
    }
    return all
  }

  private func series(
    _ name: String, _ nodes: [Node], _ tokens: Tokens, isOnly: Bool
  ) -> Series {
    let hasTokens = !tokens.isEmpty && (isOnly || areTokens(nodes, tokens))
    if hasTokens, !isOnly, !nodes.contains(where: { isOnlyToken($0, tokens) }) {
      _ = checkTokensOrNumbers(nodes, name) { tokens.value(of: $0) }
    }
    let names = nodes.indices.map { "\(name)[\($0 + 1)]" }
    guard hasTokens else {
      let values = zip(nodes, names).map { value($0, $1) }
      checkShapes(values, nodes, names)
      return Series(name, values)
    }
    var reported = Set<String>()
    if !nodes.isEmpty, nodes.allSatisfy({ $0.sequence != nil }) {
      return batches(name, nodes, tokens, &reported)
    }
    let places = nodes.map { place(of: $0, tokens, &reported) }
    return Series(
      name, places.map { $0.map { tokens.embedding(of: $0) } },
      tokens: places.map { $0.map { tokens.vocabulary[$0] } ?? "" })
  }

  /// Minibatches of tokens: at each time step a token for each sample, whose embeddings are the rows.
  private func batches(
    _ name: String, _ nodes: [Node], _ tokens: Tokens, _ reported: inout Set<String>
  ) -> Series {
    var values: [Value?] = []
    var samples: [[String]] = []
    for node in nodes {
      let places = (node.sequence.map { Array($0) } ?? [node]).map {
        place(of: $0, tokens, &reported)
      }
      if let first = samples.first, first.count != places.count {
        source.report(
          .sequence(.sampleCount(places.count, time: samples.count + 1, first: first.count)),
          at: node)
      }
      samples.append(places.map { $0.map { tokens.vocabulary[$0] } ?? "" })
      let rows = places.map { $0.map { tokens.embedding(of: $0).components } ?? [0] }
      values.append(places.isEmpty || places.contains(nil) ? nil : .matrix(rows))
    }
    return Series(
      name, values, tokens: samples.map { $0.joined(separator: ", ") }, samples: samples)
  }

  /// Whether one of several series holds tokens; the others may hold numbers.
  private func areTokens(_ nodes: [Node], _ tokens: Tokens) -> Bool {
    let nodes = nodes.flatMap { node in node.sequence.map { Array($0) } ?? [node] }
    return nodes.contains { node in node.scalar.map { tokens.place(of: $0.string) != nil } ?? false
    }
      || !nodes.contains { node in node.scalar.map { Double($0.string) != nil } ?? true }
  }

  /// Whether a node can only be a token, so that its neighbours are tokens, too.
  private func isOnlyToken(_ node: Node, _ tokens: Tokens) -> Bool {
    guard let text = node.scalar?.string, tokens.place(of: text) != nil else { return false }
    return node.isQuoted || PlainNumber.read(text) == nil
  }

  /// Returns the place of a token in the vocabulary, or reports it once if it is not there.
  private func place(of node: Node, _ tokens: Tokens, _ reported: inout Set<String>) -> Int? {
    guard let token = node.scalar?.string else {
      source.report(
        .sequence(
          .noToken(node.sequence == nil ? .mapping : .list, vocabulary: tokens.listed)), at: node)
      return nil
    }
    if let place = tokens.place(of: token) { return place }
    if reported.insert(token).inserted {
      let meant = Spelling.meant(by: token, among: tokens.vocabulary)
      source.report(
        .sequence(.unknownToken(token, meant: meant, vocabulary: tokens.listed)), at: node)
    }
    return nil
  }

  // MARK: Targets

  /// Reads targets; a token is its place in the vocabulary if targets are classes, otherwise its
  /// embedding.
  func targets(_ tokens: Tokens, areClasses: Bool) -> Series? {
    guard let nodes = items("targets"), let entry = entries["targets"] else { return nil }
    if let values = entries["sequence"]?.value.sequence, values.count != nodes.count,
      reportDecimalComma(in: entry.value)
    {
      return nil
    }
    if !nodes.contains(where: { isOnlyToken($0, tokens) }) {
      _ = checkTokensOrNumbers(nodes, "targets") { token in
        areClasses ? tokens.place(of: token).map(Double.init) : tokens.value(of: token)
      }
    }
    var reported = Set<String>()
    var names: [String] = []
    let labels = nodes.indices.map { "target[\($0 + 1)]" }
    let values = zip(nodes, labels).map { node, label -> Value? in
      names.append("")
      if node.isNull { return nil }
      let token = node.scalar?.string
      let isToken =
        !tokens.isEmpty && token.map { tokens.place(of: $0) != nil || Double($0) == nil } ?? false
      guard isToken else {
        return areClasses ? classes(node, label, tokens, &reported) : value(node, label)
      }
      guard let place = place(of: node, tokens, &reported) else { return nil }
      names[names.count - 1] = tokens.vocabulary[place]
      return areClasses ? .scalar(Double(place)) : tokens.embedding(of: place)
    }
    checkShapes(values, nodes, labels)
    if !nodes.isEmpty, nodes.allSatisfy(\.isNull) {
      source.report(.sequence(.noTarget), at: entry.key)
    }
    return Series(
      "target", values, tokens: names.contains { !$0.isEmpty } ? names : nil, isTarget: true)
  }

  /// Returns a class, or those of a minibatch, one for each sample.
  private func classes(
    _ node: Node, _ label: String, _ tokens: Tokens, _ reported: inout Set<String>
  ) -> Value? {
    guard let samples = node.sequence.map({ Array($0) }), !samples.isEmpty else {
      return classNumber(node, label)
    }
    var classes: [Double] = []
    for (index, sample) in samples.enumerated() {
      let token = sample.scalar?.string ?? ""
      if !tokens.isEmpty, tokens.place(of: token) != nil || Double(token) == nil {
        guard let place = place(of: sample, tokens, &reported) else { return nil }
        classes.append(Double(place))
        continue
      }
      guard let number = classNumber(sample, "\(label), sample \(index + 1),")?.number else {
        return nil
      }
      classes.append(number)
    }
    return .vector(classes)
  }

  /// Returns the number of a class, or reports that it is not a class.
  private func classNumber(_ node: Node, _ label: String) -> Value? {
    guard let number = number(node, label) else { return nil }
    guard number >= 0, number == number.rounded() else {
      source.report(
        .sequence(.noClass(label, hasVocabulary: entries["vocabulary"] != nil)), at: node)
      return nil
    }
    return .scalar(number)
  }
}
