extension Composition {
  private static let clearance = 4.5

  /// Finds where two straight edges are simpler than a bus: two losses and their sum.
  func findSlanted() -> Set<Int> {
    var inChannel = [Int](repeating: 0, count: grid.rowCount + 1)
    for segment in nets.segments { inChannel[segment.channel] += 1 }
    for passage in nets.passages {
      for channel in passage.channels { inChannel[channel] += 1 }
    }
    return Set(
      nets.nets.indices.filter { index in
        let net = nets.nets[index]
        guard net.sources.count == 2, net.readers.count == 1,
          inChannel[nets.segments[net.bus].channel] == 1, grid.column(net.readers[0]) == nil,
          nets.ports.filter({ $0.node == net.readers[0] && $0.isEntry }).count == 1
        else { return false }
        let areEnds = (net.sourceEnds + net.readerEnds).allSatisfy {
          guard case .port(let port) = $0 else { return false }
          return nets.ports[port].segments.count == 1
            && (nets.ports[port].isEntry || !nets.ports[port].isCentered)
        }
        return areEnds && net.sources.allSatisfy { isClear(from: $0, to: net.readers[0]) }
      })
  }

  /// The ends of the straight line between two nodes.
  func slant(from source: Int, to reader: Int) -> (from: Layout.Point, to: Layout.Point) {
    (clipped(source, towards: center(of: reader)), clipped(reader, towards: center(of: source)))
  }

  private func center(of node: Int) -> Layout.Point {
    Layout.Point(across.nodes[node], upright.nodes[node])
  }

  private func clipped(_ node: Int, towards point: Layout.Point) -> Layout.Point {
    measures.nodes[node].outline.edge(
      of: Layout.Box(center: center(of: node), size: outline(of: node)), towards: point)
  }

  private func isClear(from source: Int, to reader: Int) -> Bool {
    let line = slant(from: source, to: reader)
    return (grid.inRow[grid.high(source)] + grid.inRow[grid.low(reader)]).allSatisfy { node in
      let center = center(of: node)
      let marks = [chips[node].value, chips[node].gradient, chips[node].label]
      var boxes = marks.compactMap { $0 }.map {
        Layout.Box(
          left: center.x + $0.left, top: center.y + $0.top, right: center.x + $0.right,
          bottom: center.y + $0.bottom)
      }
      if node != source, node != reader {
        boxes.append(Layout.Box(center: center, size: outline(of: node)))
      }
      return !boxes.contains { $0.outset(by: Self.clearance).meets(line.from, line.to) }
    }
  }
}

extension Layout.Measures.Outline {
  /// Returns where the line from the middle to a point crosses the outline.
  func edge(of box: Layout.Box, towards point: Layout.Point) -> Layout.Point {
    let center = box.center
    let (dx, dy) = (point.x - center.x, point.y - center.y)
    let (width, height) = (box.width / 2, box.height / 2)
    let scale =
      self == .ellipse
      ? 1 / max(0.001, ((dx / width) * (dx / width) + (dy / height) * (dy / height)).squareRoot())
      : min(width / max(0.001, abs(dx)), height / max(0.001, abs(dy)))
    return Layout.Point(center.x + dx * scale, center.y + dy * scale)
  }
}
