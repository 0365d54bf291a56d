/// How much two pictures differ that were drawn by different programs, so that letters have other
/// edges and are a fraction of a pixel beside each other.
struct InkDifference {
  /// The mean over the pixels that are inked in either, after a blur of 2 pixels, from 0 to 1.
  let mean: Double
  /// The greatest difference between the average colours of a square of 48 × 48 pixels, from 0 to 1.
  /// Letters that are in the square in both pictures hardly count; a missing chip does.
  let greatestShade: Double

  /// `nil` if their sizes differ.
  init?(_ one: Pixels, _ other: Pixels) {
    let (width, height) = (one.width, one.height)
    guard (width, height) == (other.width, other.height) else { return nil }
    let blurred = [one, other].map { Self.blurred($0) }
    var (sum, count) = (0, 0)
    // A pixel is inked if it is not of the colour in the upper left corner.
    let papers = blurred.map { Array($0[0..<3]) }
    for pixel in 0..<width * height {
      var (difference, ink) = (0, 0)
      for channel in 0..<3 {
        let (a, b) = (blurred[0][3 * pixel + channel], blurred[1][3 * pixel + channel])
        difference = max(difference, abs(a - b))
        ink = max(ink, abs(a - papers[0][channel]), abs(b - papers[1][channel]))
      }
      guard ink > 12 else { continue }
      sum += difference
      count += 1
    }
    mean = count == 0 ? 0 : Double(sum) / Double(255 * count)
    greatestShade = Self.greatestShade(one, other)
  }

  /// Each pixel is the mean of 5 × 5; those at the edges stay as they are.
  private static func blurred(_ picture: Pixels) -> [Int] {
    let (width, height) = (picture.width, picture.height)
    var result = picture.bytes.map(Int.init)
    for step in [3, 3 * width] {
      let source = result
      source.withUnsafeBufferPointer { source in
        result.withUnsafeMutableBufferPointer { result in
          for index in 6 * width..<3 * width * (height - 2) {
            result[index] =
              (source[index - 2 * step] + source[index - step] + source[index]
                + source[index + step] + source[index + 2 * step]) / 5
          }
        }
      }
    }
    return result
  }

  /// The squares begin at every eighth pixel; the sums of their cells of 8 × 8 pixels are added.
  private static func greatestShade(_ one: Pixels, _ other: Pixels) -> Double {
    let (side, cells) = (8, 6)
    let (columns, rows) = (one.width / side, one.height / side)
    var sums = [Int](repeating: 0, count: 3 * columns * rows)
    for y in 0..<rows * side {
      for x in 0..<columns * side {
        let cell = 3 * (y / side * columns + x / side)
        let pixel = 3 * (y * one.width + x)
        for channel in 0..<3 {
          let difference = Int(one.bytes[pixel + channel]) - Int(other.bytes[pixel + channel])
          sums[cell + channel] += difference
        }
      }
    }
    var greatest = 0
    for top in 0...rows - cells {
      for left in 0...columns - cells {
        for channel in 0..<3 {
          var sum = 0
          for row in top..<top + cells {
            for column in left..<left + cells {
              sum += sums[3 * (row * columns + column) + channel]
            }
          }
          greatest = max(greatest, abs(sum))
        }
      }
    }
    let pixels = side * cells * side * cells
    return Double(greatest) / Double(255 * pixels)
  }
}
