extension Pixels {
  /// How much a picture resembles another one that is drawn with other fonts.
  struct Resemblance {
    /// The mean difference, from 0 to 1, of the blurred pictures where either has ink.
    var difference = 0.0
    /// The squares of 12 × 12 pixels that are inked in one picture and empty in the other.
    /// Other letters never fill a square; the chip of a number does.
    var missingSquares = 0
  }

  // A tint of the palette differs from its background by more than this.
  private static let leastInk = 10

  /// Compares two pictures of the same size, `nil` if their sizes differ.
  ///
  /// - Parameter radius: that of the blur, in pixels.
  func resemblance(to other: Pixels, radius: Int = 2) -> Resemblance? {
    guard (width, height) == (other.width, other.height) else { return nil }
    let (one, two) = (inked(), other.inked())
    let (mine, others) = (blurred(radius), other.blurred(radius))
    var result = Resemblance()
    var (sum, count) = (0, 0)
    for index in one.indices where one[index] || two[index] {
      for place in 3 * index..<3 * index + 3 { sum += abs(mine[place] - others[place]) }
      count += 3
    }
    let side = 12
    for top in stride(from: 0, to: height - side + 1, by: side) {
      for left in stride(from: 0, to: width - side + 1, by: side) {
        var counts = (0, 0)
        for y in top..<top + side {
          for index in y * width + left..<y * width + left + side {
            if one[index] { counts.0 += 1 }
            if two[index] { counts.1 += 1 }
          }
        }
        let (least, most) = (min(counts.0, counts.1), max(counts.0, counts.1))
        if 10 * most > 9 * side * side, 20 * least < side * side { result.missingSquares += 1 }
      }
    }
    result.difference = count == 0 ? 0 : Double(sum) / Double(count) / 255
    return result
  }

  /// The number of pixels of a colour.
  func count(red: UInt8, green: UInt8, blue: UInt8) -> Int {
    stride(from: 0, to: bytes.count, by: 3).count {
      bytes[$0] == red && bytes[$0 + 1] == green && bytes[$0 + 2] == blue
    }
  }

  /// Whether each pixel differs from that in the corner.
  private func inked() -> [Bool] {
    (0..<width * height).map { index in
      (0..<3).contains { abs(Int(bytes[3 * index + $0]) - Int(bytes[$0])) > Self.leastInk }
    }
  }

  /// The mean of the square around each pixel.
  private func blurred(_ radius: Int) -> [Int] {
    let row = 3 * width
    var lines = [Int](repeating: 0, count: bytes.count)
    for y in 0..<height {
      for x in radius..<width - radius {
        for channel in 0..<3 {
          let place = y * row + 3 * x + channel
          var sum = 0
          for offset in -radius...radius { sum += Int(bytes[place + 3 * offset]) }
          lines[place] = sum
        }
      }
    }
    var result = [Int](repeating: 0, count: bytes.count)
    let area = (2 * radius + 1) * (2 * radius + 1)
    for y in radius..<height - radius {
      for place in y * row..<(y + 1) * row {
        var sum = 0
        for offset in -radius...radius { sum += lines[place + offset * row] }
        result[place] = sum / area
      }
    }
    return result
  }
}
