/// The strongly connected components of a graph (Tarjan 1972), without recursion.
struct Components {
  /// The components, each after the ones that it reads.
  private(set) var inOrder: [[Int]] = []

  /// - Parameter readings: for each vertex, the vertices that it reads.
  init(of readings: [[Int]]) {
    let none = -1
    var number = [Int](repeating: none, count: readings.count)
    var low = number
    var isOpen = [Bool](repeating: false, count: readings.count)
    var open: [Int] = []
    var count = 0
    for start in readings.indices where number[start] == none {
      var path = [(vertex: start, next: 0)]
      while let (vertex, next) = path.last {
        if number[vertex] == none {
          number[vertex] = count
          low[vertex] = count
          count += 1
          open.append(vertex)
          isOpen[vertex] = true
        }
        if next < readings[vertex].count {
          path[path.count - 1].next += 1
          let source = readings[vertex][next]
          if number[source] == none {
            path.append((source, 0))
          } else if isOpen[source] {
            low[vertex] = min(low[vertex], number[source])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.vertex { low[parent] = min(low[parent], low[vertex]) }
        guard low[vertex] == number[vertex] else { continue }
        var component: [Int] = []
        repeat {
          component.append(open.removeLast())
          isOpen[component[component.count - 1]] = false
        } while component[component.count - 1] != vertex
        inOrder.append(component)
      }
    }
  }
}

/// Sets that can be merged.
struct UnionFind {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[parents[element]]
      element = parents[element]
    }
    return element
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (first, second) = (root(of: first), root(of: second))
    parents[max(first, second)] = min(first, second)
  }
}
