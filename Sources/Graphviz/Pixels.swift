import Foundation

/// A picture as cairo draws it: rows of pixels from top to bottom.
///
///     let pixels = try drawing.pixels(pixelsPerInch: 96)
///     pixels.values[0] == 0xffff_ffff  // an opaque white corner
public struct Pixels: Hashable, Sendable {
  /// The number of pixels in a row.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// Alpha, red, green and blue of each pixel, alpha in the highest byte; the colours are multiplied
  /// by alpha.
  public let values: [UInt32]

  /// Creates a picture.
  ///
  /// - Precondition: there are `width` × `height` values, and neither is 0.
  public init(width: Int, height: Int, values: [UInt32]) {
    precondition(width > 0 && height > 0, "a picture has pixels")
    precondition(values.count == width * height, "each pixel has a value")
    (self.width, self.height, self.values) = (width, height, values)
  }

  /// Whether no pixel is translucent.
  public var isOpaque: Bool {
    // Without a branch for each pixel, the loop takes several at once.
    values.withUnsafeBufferPointer { $0.reduce(0xff00_0000) { $0 & $1 } } == 0xff00_0000
  }

  /// Returns a value with colours that are not multiplied by alpha, as most formats have them.
  ///
  ///     Pixels.straight(0x8080_0000)  // 0x80ff_0000
  @inlinable
  public static func straight(_ value: UInt32) -> UInt32 {
    let alpha = value >> 24
    guard alpha != 255, alpha != 0 else { return value }
    func part(_ shift: UInt32) -> UInt32 {
      min(255, ((value >> shift & 0xff) * 255 + alpha / 2) / alpha) << shift
    }
    return alpha << 24 | part(16) | part(8) | part(0)
  }

  /// A rectangle of whole pixels; `right` and `bottom` are the first column and row beyond it.
  public struct Area: Hashable, Sendable {
    /// The first column, from 0.
    public var left: Int
    /// The first row, from 0.
    public var top: Int
    /// The first column beyond.
    public var right: Int
    /// The first row beyond.
    public var bottom: Int

    /// Creates a rectangle.
    public init(left: Int, top: Int, right: Int, bottom: Int) {
      (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }

    /// Returns the smallest rectangle that contains both.
    public func union(_ other: Area) -> Area {
      Area(
        left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
        bottom: max(bottom, other.bottom))
    }
  }

  /// Returns the smallest rectangle outside of which another picture of this size is the same; `nil`
  /// if both are the same.
  public func difference(from other: Pixels) -> Area? {
    precondition((width, height) == (other.width, other.height), "the sizes must be the same")
    return values.withUnsafeBufferPointer { one in
      other.values.withUnsafeBufferPointer { two in
        var area: Area?
        for row in 0..<height {
          let start = row * width
          guard let first = one.baseAddress, let second = two.baseAddress,
            memcmp(first + start, second + start, 4 * width) != 0
          else { continue }
          var (left, right) = (0, width)
          while one[start + left] == two[start + left] { left += 1 }
          while one[start + right - 1] == two[start + right - 1] { right -= 1 }
          let changed = Area(left: left, top: row, right: right, bottom: row + 1)
          area = area?.union(changed) ?? changed
        }
        return area
      }
    }
  }
}
