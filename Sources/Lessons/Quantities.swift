import Formulas

/// The quantities of a network as messages list them.
struct Quantities: Hashable, Sendable {
  /// A name and its time steps, `nil` for a quantity without time.
  struct Entry: Hashable, Sendable {
    let name: String
    let times: ClosedRange<Int>?
  }

  /// Each name once.
  let entries: [Entry]

  // A longer list does not help.
  private static let mostListed = 12

  /// Returns a quantity's name without its time step: `h` for `h_2`.
  static func stem(of id: String) -> Substring {
    guard let mark = id.lastIndex(of: "_"), Int(id[mark...].dropFirst()) != nil else {
      return id[...]
    }
    return id[..<mark]
  }

  /// What to write instead of an unknown quantity: the time steps of its name, the nearest
  /// quantity, or a list of all.
  func hint(for id: String) -> String? {
    let stem = String(Self.stem(of: id))
    for name in [id, stem] {
      guard let entry = entries.first(where: { $0.name == name }), let times = entry.times
      else { continue }
      return "\(name) goes from \(name)_\(times.lowerBound) to \(name)_\(times.upperBound)"
    }
    let ids = entries.flatMap { entry in
      entry.times.map { $0.prefix(100).map { "\(entry.name)_\($0)" } } ?? [entry.name]
    }
    if let meant = Spelling.meant(by: id, among: ids) { return Spelling.question(meant) }
    let all = entries.map { entry in
      guard let times = entry.times else { return entry.name }
      let (first, last) = ("\(entry.name)_\(times.lowerBound)", "\(entry.name)_\(times.upperBound)")
      return times.count == 1 ? first : "\(first) to \(last)"
    }
    guard !all.isEmpty else { return nil }
    return "the quantities are "
      + (all.count > Self.mostListed
        ? all.prefix(Self.mostListed).joined(separator: ", ") + ", …" : all.listed)
  }
}
