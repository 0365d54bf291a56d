import Yams

extension Node {
  /// Returns the node with the mappings under its merge keys, `<<`, put in their places.
  ///
  ///     parameters: {<<: *small, W_y: 2}  # all of *small, but this W_y
  ///
  /// A key of the mapping itself takes precedence over a merged one, and a mapping over those after
  /// it in a list. In quotes, `<<` is a key like others.
  ///
  /// Source: <https://yaml.org/type/merge.html>.
  ///
  /// - Parameter report: called with the value of a merge key that is neither a mapping nor a list of
  ///   them.
  func merged(reporting report: (Node) -> Void) -> Node {
    switch self {
    case .scalar, .alias: return self
    case .sequence(let sequence):
      return .sequence(
        .init(
          sequence.map { $0.merged(reporting: report) }, sequence.tag, sequence.style,
          sequence.mark))
    case .mapping(let mapping):
      let own = Set(mapping.map(\.key).filter { !$0.isMergeKey })
      var taken = own
      var pairs: [(Node, Node)] = []
      for (key, value) in mapping {
        let value = value.merged(reporting: report)
        guard key.isMergeKey else {
          pairs.append((key, value))
          continue
        }
        guard let sources = value.mergeSources else {
          report(value)
          continue
        }
        for (key, value) in sources.joined() where taken.insert(key).inserted {
          pairs.append((key, value))
        }
      }
      return .mapping(.init(pairs, mapping.tag, mapping.style, mapping.mark))
    }
  }

  private var isMergeKey: Bool { scalar?.string == "<<" && !isQuoted }

  /// The mappings under a merge key, `nil` if it has something else.
  private var mergeSources: [Node.Mapping]? {
    if let mapping { return [mapping] }
    guard let items = sequence.map({ Array($0) }) else { return nil }
    let mappings = items.compactMap(\.mapping)
    return mappings.count == items.count ? mappings : nil
  }

  /// Whether the node has more parts than a limit; a part behind several aliases counts each time.
  func hasMoreParts(than limit: Int) -> Bool {
    var count = 0
    var open = [self]
    while let node = open.popLast() {
      count += 1
      switch node {
      case .scalar, .alias: break
      case .sequence(let items):
        if items.count > limit { return true }
        open += items
      case .mapping(let pairs):
        if pairs.count > limit { return true }
        for (key, value) in pairs { open += [key, value] }
      }
      if count + open.count > limit { return true }
    }
    return false
  }
}
