/// Recognizes the items of a list after an edit, so that the display of each item stays in place.
///
/// ```swift
/// var identities = Identities()
/// identities.renew([(nil, "a"), (nil, "b")])              // [1, 2]
/// identities.renew([(nil, "new"), (nil, "a"), (nil, "c")])  // [3, 1, 2]: b became c
/// ```
public struct Identities: Sendable {
  /// The properties by which an item is recognized: the name given by its author, and its content.
  public typealias Item = (name: String?, content: String)

  private var known: [(identity: Int, item: Item)] = []
  private var count = 0

  /// Creates an empty list.
  public init() {}

  /// Returns the identities of the current items, in order.
  ///
  /// An item keeps the identity of the old item with the same name and content, or else of the one
  /// with the same name, or else of the one that followed the same item.
  public mutating func renew(_ items: [Item]) -> [Int] {
    var free = Set(known.indices)
    var places = [Int?](repeating: nil, count: items.count)
    func take(_ index: Int, where matches: (Item) -> Bool) {
      guard places[index] == nil else { return }
      places[index] = known.indices.first { free.contains($0) && matches(known[$0].item) }
      if let place = places[index] { free.remove(place) }
    }
    for (index, item) in items.enumerated() {
      take(index) { $0.name == item.name && $0.content == item.content }
    }
    for (index, item) in items.enumerated() where item.name != nil {
      take(index) { $0.name == item.name }
    }
    for index in items.indices where places[index] == nil {
      let next = index == 0 ? 0 : places[index - 1].map { $0 + 1 }
      if let next, free.remove(next) != nil { places[index] = next }
    }
    known = zip(items, places).map { item, place in
      if let place { return (known[place].identity, item) }
      count += 1
      return (count, item)
    }
    return known.map(\.identity)
  }
}
