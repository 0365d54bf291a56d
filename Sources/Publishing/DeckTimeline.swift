import Slides

/// The elements of a deck in one order, each look of an element once, with the pages that show it.
///
///     for entry in DeckTimeline.entries(of: presentation.pages) {
///       print(entry.element.name, entry.pages)  // h_1 [2, 3, 4]
///     }
enum DeckTimeline {
  /// An element as several pages show it.
  struct Entry {
    let element: Element
    /// The pages in order, from 0.
    var pages: [Int]
  }

  /// Returns all elements such that each page is the entries that it is among, in its own order.
  ///
  /// An entry comes next when all pages that show it have reached it. If pages contradict each other,
  /// which those of one scene do not, an entry is divided.
  ///
  /// - Complexity: O(n · v), n the number of elements of all pages, v that of different ones.
  static func entries(of pages: [[Element]]) -> [Entry] {
    var indices: [Element: Int] = [:]
    var elements: [Element] = []
    let orders = pages.map { page in
      page.map { element -> Int in
        if let index = indices[element] { return index }
        indices[element] = elements.count
        elements.append(element)
        return elements.count - 1
      }
    }
    // The looks of one element stay together where the order allows it.
    var ranks: [String: Int] = [:]
    for element in elements where ranks[element.name] == nil {
      ranks[element.name] = ranks.count
    }
    let rank = elements.map { ranks[$0.name, default: 0] }
    var pending = [Int](repeating: 0, count: elements.count)
    for index in orders.joined() { pending[index] += 1 }
    var reached = [Int](repeating: 0, count: pages.count)
    var entries: [Entry] = []
    while true {
      var ready: [Int: [Int]] = [:]
      for (page, order) in orders.enumerated() where reached[page] < order.count {
        ready[order[reached[page]], default: []].append(page)
      }
      func cost(_ index: Int, _ pages: [Int]) -> (Int, Int, Int) {
        (pending[index] - pages.count, rank[index], index)
      }
      guard
        let next = ready.min(by: { cost($0.key, $0.value) < cost($1.key, $1.value) })
      else { return entries }
      entries.append(Entry(element: elements[next.key], pages: next.value))
      pending[next.key] -= next.value.count
      for page in next.value { reached[page] += 1 }
    }
  }

  /// Returns pages as ranges: 2 to 4 and 7 for the pages 2, 3, 4 and 7.
  ///
  /// - Parameter pages: the pages in order.
  static func ranges(of pages: [Int]) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for page in pages {
      if let last = ranges.last, last.upperBound == page - 1 {
        ranges[ranges.count - 1] = last.lowerBound...page
      } else {
        ranges.append(page...page)
      }
    }
    return ranges
  }
}
