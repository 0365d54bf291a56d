import CPNG
import Foundation

/// A decoded picture: three bytes per pixel, on white where it is transparent.
struct Pixels {
  let width: Int
  let height: Int
  let bytes: [UInt8]

  /// Red, green and blue of the first pixel.
  var corner: [UInt8] { Array(bytes.prefix(3)) }

  struct NotDecoded: Error { let reason: String }

  /// Decodes a PNG with libpng.
  init(png: Data) throws {
    var image = unroll_png_image(0, 0, 0)
    defer { png_image_free(&image) }
    func reason() -> String {
      withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    let isBegun = png.withUnsafeBytes {
      png_image_begin_read_from_memory(&image, $0.baseAddress, $0.count) != 0
    }
    guard isBegun else { throw NotDecoded(reason: reason()) }
    image.format = unroll_png_image(0, 0, 0).format
    (width, height) = (Int(image.width), Int(image.height))
    var bytes = [UInt8](repeating: 255, count: 3 * width * height)
    let isRead = bytes.withUnsafeMutableBytes {
      png_image_finish_read(&image, nil, $0.baseAddress, 0, nil) != 0
    }
    guard isRead else { throw NotDecoded(reason: reason()) }
    self.bytes = bytes
  }

  /// The difference between two pictures of the same size, from 0 to 255.
  struct Difference {
    /// The mean over the whole picture.
    var mean = 0.0
    /// The mean over the square of 8 × 8 pixels that differs most. It allows for edges smoothed
    /// differently, but not for things that are missing, in another place or in another colour.
    var greatest = 0.0
    /// The greatest difference between the average colours of a square of 8 × 8 pixels. Letters
    /// that are a fraction of a pixel beside each other hardly count.
    var greatestShade = 0.0
  }

  /// Returns the difference from another picture, `nil` if their sizes differ.
  func difference(from other: Pixels) -> Difference? {
    guard (width, height) == (other.width, other.height) else { return nil }
    let side = 8
    var difference = Difference()
    var total = 0
    for top in stride(from: 0, to: height, by: side) {
      for left in stride(from: 0, to: width, by: side) {
        let (right, bottom) = (min(width, left + side), min(height, top + side))
        var sum = 0
        var shades = [0, 0, 0]
        for y in top..<bottom {
          for index in 3 * (y * width + left)..<3 * (y * width + right) {
            let one = Int(bytes[index]) - Int(other.bytes[index])
            sum += abs(one)
            shades[index % 3] += one
          }
        }
        let count = Double(3 * (right - left) * (bottom - top))
        difference.greatestShade = max(
          difference.greatestShade, Double(shades.map(abs).reduce(0, +)) / count)
        total += sum
        difference.greatest = max(difference.greatest, Double(sum) / count)
      }
    }
    difference.mean = Double(total) / Double(bytes.count)
    return difference
  }
}
