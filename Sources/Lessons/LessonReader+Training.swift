import Formulas
import Unrolling
import Yams

/// Samples, and the step of gradient descent after their gradients.
extension LessonReader {
  typealias Entries = [String: (key: Node, value: Node)]

  /// What a lesson learns, and from what.
  struct Training {
    var update: Update?
    /// How many steps, `nil` if the lesson does not say.
    var count: Int?
    var isBatch = false
    /// The unrolled network of each sample after the first.
    var others: [UnrolledGraph] = []
    /// Whether the lesson gives samples.
    var hasSamples = false
    /// What each sample gives itself.
    var sampleKeys: Set<String> = []
  }

  /// Reads the entries of each sample, and checks that they are given alike.
  func readSamples() -> [Entries] {
    guard let nodes = items("samples") else { return [] }
    var samples: [Entries] = []
    for (index, node) in nodes.enumerated() {
      var sample: Entries = [:]
      for (key, value) in node.mapping.map({ Array($0) }) ?? [] {
        let name = ShapeCheck.name(key)
        guard LessonKeys.sample.names.contains(name) else { continue }
        if let whole = entries[name], index == 0 {
          source.report(.training(.bothPlaces(name)), at: whole.key)
        }
        sample[name] = (key, value)
      }
      let first = samples.first ?? sample
      // A sample without a key that the first one has would be taught from nothing.
      for name in LessonKeys.sample.names where (first[name] == nil) != (sample[name] == nil) {
        source.report(
          .training(.unlike(name, sample: index + 1, has: sample[name] != nil)),
          at: sample[name]?.key ?? node)
      }
      for key in ["inputs", "sequence"] {
        checkNames(under: key, of: sample, like: first, index + 1, node)
      }
      samples.append(sample)
    }
    return samples
  }

  /// Reports names under a key that the first sample does not have, or that only it has.
  private func checkNames(
    under key: String, of sample: Entries, like first: Entries, _ number: Int, _ node: Node
  ) {
    func names(_ sample: Entries) -> [(name: String, node: Node)]? {
      sample[key]?.value.mapping.map { $0.map { (ShapeCheck.name($0.key), $0.key) } }
    }
    guard let own = names(sample), let firsts = names(first) else { return }
    for (name, place) in own where !firsts.contains(where: { $0.name == name }) {
      source.report(.training(.unlike(name, sample: number, has: true)), at: place)
    }
    for (name, _) in firsts where !own.contains(where: { $0.name == name }) {
      source.report(
        .training(.unlike(name, sample: number, has: false)), at: sample[key]?.key ?? node)
    }
  }

  /// Reads the keys about training, and unrolls the samples after the first.
  mutating func training(
    _ network: Network, _ samples: [Entries],
    _ unroll: (inout LessonReader, Network) -> UnrolledGraph?
  ) -> Training {
    var training = Training()
    training.hasSamples = !samples.isEmpty
    training.sampleKeys = Set(samples.first?.keys.map(\.self) ?? [])
    training.isBatch = ["true", "yes", "on"].contains(word("batch")?.lowercased() ?? "")
    if let entry = entries["batch"], samples.isEmpty {
      source.report(.training(.batchWithoutSamples), at: entry.key)
    }
    training.update = update(network)
    training.count = word("updates").flatMap(PlainNumber.whole)
    if let entry = entries["updates"], entries["update"] == nil {
      source.report(.training(.updatesWithoutUpdate), at: entry.key)
    }
    guard !source.hasErrors else { return training }
    for sample in samples.dropFirst() {
      var other = self
      other.formulas = []
      other.entries.merge(sample) { $1 }
      other.places = Places()
      other.places.add(other.entries, in: source)
      if let network = other.network(), !source.hasErrors, let graph = unroll(&other, network) {
        training.others.append(graph)
      }
    }
    return training
  }

  // MARK: The update

  private func update(_ network: Network) -> Update? {
    guard let pairs = pairs("update"), let entry = entries["update"] else { return nil }
    let learnables = network.learnables
    if learnables.isEmpty, pairs.first != nil {
      source.report(.training(.nothingLearns), at: entry.key)
      return nil
    }
    var given: [String: (key: Node, value: Node)] = [:]
    for (key, value) in pairs { given[ShapeCheck.name(key)] = (key, value) }
    guard let rate = given["rate"] else {
      source.report(.training(.noRate), at: entry.key)
      return nil
    }
    let isSound = [
      number(rate.value, "the rate") { $0 > 0 },
      given["clip"].map { number($0.value, "clip") { $0 > 0 } } ?? 1,
      given["momentum"].map { number($0.value, "momentum") { (0..<1).contains($0) } } ?? 0,
      given["decay"].map { number($0.value, "decay") { $0 >= 0 } } ?? 0,
    ]
    let names = given["parameters"].map { learning($0.value, network) } ?? learnables.map(\.name)
    let momentum = isSound[2] ?? 0
    let velocity = given["velocity"].map { velocities($0, names, momentum, network) } ?? [:]
    guard let rate = isSound[0], !isSound.contains(nil) else { return nil }
    return Update(
      rate: rate, parameters: names, clip: given["clip"] == nil ? nil : isSound[1],
      momentum: momentum, decay: isSound[3] ?? 0, velocity: velocity)
  }

  /// Returns a number within its limits, or reports that it is none.
  private func number(_ node: Node, _ what: String, isAllowed: (Double) -> Bool) -> Double? {
    guard let number = number(node, what) else { return nil }
    guard isAllowed(number) else {
      source.report(.training(.outOfRange(what, text: node.scalar?.string ?? "")), at: node)
      return nil
    }
    return number
  }

  /// Returns the names of the parameters that learn.
  private func learning(_ node: Node, _ network: Network) -> [String] {
    var names: [String] = []
    for item in node.sequence.map({ Array($0) }) ?? [node] {
      guard let text = item.scalar?.string else { continue }
      let name = network.learnables.contains { $0.name == text } ? text : GreekName.canonical(text)
      guard isLearnable(name, network, at: item) else { continue }
      if names.contains(name) {
        source.report(.training(.twice(name)), at: item)
      } else {
        names.append(name)
      }
    }
    return names
  }

  /// Whether a name is that of a parameter as the lesson gives it; reports it if not.
  private func isLearnable(_ name: String, _ network: Network, at node: Node) -> Bool {
    let all = network.learnables.map(\.name)
    if all.contains(name) { return true }
    let mistake: TrainingMistake =
      if let whole = network.stacked.first(where: { $0.parts.contains(name) }) {
        .part(name, of: whole.name)
      } else if network.equations.contains(where: { $0.name == name })
        || network.series.contains(where: { $0.name == name })
        || network.inputs.contains(where: { $0.name == name })
      {
        .notLearnt(name, all: all)
      } else {
        .unknown(name, meant: Spelling.meant(by: name, among: all), all: all)
      }
    source.report(.training(mistake), at: node)
    return false
  }

  private func velocities(
    _ entry: (key: Node, value: Node), _ names: [String], _ momentum: Double, _ network: Network
  ) -> [String: Value] {
    if momentum == 0 { source.report(.training(.velocityWithoutMomentum), at: entry.key) }
    var velocities: [String: Value] = [:]
    for (key, node) in entry.value.mapping.map({ Array($0) }) ?? [] {
      let text = key.scalar?.string ?? ""
      let name = network.learnables.contains { $0.name == text } ? text : GreekName.canonical(text)
      guard isLearnable(name, network, at: key) else { continue }
      guard names.contains(name) else {
        source.report(.training(.fixed(name)), at: key)
        continue
      }
      guard let value = value(node, "the velocity of \(text)"),
        let parameter = network.learnables.first(where: { $0.name == name })
      else { continue }
      let (shape, wanted) = (Shape(of: value), Shape(of: parameter.value))
      if shape == wanted {
        velocities[name] = value
      } else {
        source.report(.training(.velocityShape(shape, of: name, wanted: wanted)), at: node)
      }
    }
    return velocities
  }
}
