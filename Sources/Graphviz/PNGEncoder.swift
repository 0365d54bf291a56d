import CPNG
import Foundation

/// Encodes pictures of one drawing as PNG, fast for those that differ little from the one before.
///
///     let encoder = PNGEncoder(pixelsPerInch: 144)
///     let first = try encoder.encoded(pixels)
///
/// A picture is compressed in bands of rows that need nothing of each other (RFC 1951: a full flush
/// ends each), and a band that is the same as in the picture before is not compressed again. The
/// bytes do not depend on which pictures came before. A file has an alpha channel only if some pixel
/// is translucent, and says how large it is (PNG specification, 11.3.5.3 pHYs).
///
/// Use it from one thread at a time.
public final class PNGEncoder {
  /// Some rows, compressed.
  private struct Band {
    var deflated: [UInt8] = []
    /// The check sum of the rows, and their size in bytes.
    var adler: UInt = 1
    var count = 0
  }

  // The fewer, the more bands are the same in two steps; the headers of the bands make a file larger
  // by three hundredths.
  private static let rowsOfBand = 16
  // Flat figures get hardly smaller at higher levels of zlib.
  private static let level: Int32 = 3

  private let pixelsPerMetre: UInt32
  private var last: (pixels: Pixels, isOpaque: Bool, bands: [Band])?

  /// Creates an encoder.
  ///
  /// - Parameter pixelsPerInch: the resolution that the files state, so that programs show them in
  ///   their physical size; `nil` for none.
  public init(pixelsPerInch: Double? = nil) {
    pixelsPerMetre = UInt32((pixelsPerInch ?? 0) / 0.0254 + 0.5)
  }

  /// Returns a picture as PNG.
  ///
  /// - Throws: `GraphvizError` if libpng or zlib fails.
  /// - Complexity: O(pixels of the bands that have changed), and a comparison of the others.
  public func encoded(_ pixels: Pixels) throws -> [UInt8] {
    let isOpaque = pixels.isOpaque
    let starts = Array(stride(from: 0, to: pixels.height, by: Self.rowsOfBand))
    var bands = starts.map { _ in Band() }
    let changed: [Int]
    if let last, last.isOpaque == isOpaque,
      (last.pixels.width, last.pixels.height) == (pixels.width, pixels.height)
    {
      bands = last.bands
      changed = starts.indices.filter {
        !isSame(pixels, last.pixels, Self.rows(starts[$0], pixels))
      }
    } else {
      changed = Array(starts.indices)
    }
    last = nil
    let results = Results(count: changed.count)
    DispatchQueue.concurrentPerform(iterations: changed.count) { place in
      let rows = Self.rows(starts[changed[place]], pixels)
      results.set(place, Self.band(of: pixels, rows, isOpaque: isOpaque))
    }
    for (place, band) in zip(changed, results.all) {
      guard let band else {
        throw GraphvizError(stage: .rendering, message: "zlib could not compress the picture")
      }
      bands[place] = band
    }
    last = (pixels, isOpaque, bands)
    return try file(of: pixels, bands, isOpaque: isOpaque)
  }

  private static func rows(_ start: Int, _ pixels: Pixels) -> Range<Int> {
    start..<min(start + rowsOfBand, pixels.height)
  }

  private func isSame(_ one: Pixels, _ two: Pixels, _ rows: Range<Int>) -> Bool {
    let range = rows.lowerBound * one.width..<rows.upperBound * one.width
    return one.values[range].withUnsafeBytes { one in
      two.values[range].withUnsafeBytes { two in
        guard let first = one.baseAddress, let second = two.baseAddress else { return true }
        return memcmp(first, second, one.count) == 0
      }
    }
  }

  /// Returns rows as PNG has them, compressed; `nil` if zlib fails.
  private static func band(of pixels: Pixels, _ rows: Range<Int>, isOpaque: Bool) -> Band? {
    let channels = isOpaque ? 3 : 4
    let count = rows.count * (1 + channels * pixels.width)
    let raw = [UInt8](unsafeUninitializedCapacity: count) { raw, size in
      size = count
      guard var place = raw.baseAddress else { return }
      pixels.values.withUnsafeBufferPointer { values in
        for row in rows {
          // The filter "none": flat rows repeat as they are.
          place[0] = 0
          place += 1
          for value in values[row * pixels.width..<(row + 1) * pixels.width] {
            let straight = isOpaque ? value : Pixels.straight(value)
            place[0] = UInt8(truncatingIfNeeded: straight >> 16)
            place[1] = UInt8(truncatingIfNeeded: straight >> 8)
            place[2] = UInt8(truncatingIfNeeded: straight)
            if !isOpaque { place[3] = UInt8(truncatingIfNeeded: straight >> 24) }
            place += channels
          }
        }
      }
    }
    let most = unroll_deflated_most(count)
    let deflated = [UInt8](unsafeUninitializedCapacity: most) { output, size in
      size = unroll_deflate(raw, count, level, output.baseAddress, most)
    }
    guard !deflated.isEmpty else { return nil }
    return Band(deflated: deflated, adler: adler32(1, raw, UInt32(count)), count: count)
  }

  /// Joins the bands to a zlib stream (RFC 1950), and writes it.
  private func file(of pixels: Pixels, _ bands: [Band], isOpaque: Bool) throws -> [UInt8] {
    // A window of 32 KB, the fastest compression.
    var stream: [UInt8] = [0x78, 0x01]
    stream.reserveCapacity(bands.reduce(8) { $0 + $1.deflated.count })
    var sum: UInt = 1
    for band in bands {
      stream += band.deflated
      sum = adler32_combine(sum, band.adler, band.count)
    }
    // An empty last block.
    stream += [0x03, 0x00]
    stream += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
    let most = stream.count + 256
    let file = [UInt8](unsafeUninitializedCapacity: most) { output, size in
      size = unroll_png_write(
        UInt32(pixels.width), UInt32(pixels.height), !isOpaque, pixelsPerMetre, stream,
        stream.count, output.baseAddress, most)
    }
    guard !file.isEmpty else {
      throw GraphvizError(stage: .rendering, message: "libpng could not write the picture")
    }
    return file
  }

  /// The bands that several threads compress.
  private final class Results: @unchecked Sendable {
    // Each thread writes only its own places, and they are read when all threads have ended.
    private let places: UnsafeMutableBufferPointer<Band?>

    init(count: Int) {
      places = .allocate(capacity: count)
      places.initialize(repeating: nil)
    }

    deinit {
      places.deinitialize()
      places.deallocate()
    }

    func set(_ place: Int, _ band: Band?) { places[place] = band }

    var all: [Band?] { Array(places) }
  }
}
