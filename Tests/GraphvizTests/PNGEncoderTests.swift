import CPNG
import Testing

@testable import Graphviz

/// PNG is not premultiplied: a half transparent red is (255, 0, 0, 128), where cairo has 128.
@Suite struct PNGEncoderTests {
  private struct Decoded {
    var hasAlpha = false
    /// Red, green, blue and alpha of each pixel.
    var bytes: [UInt8] = []
  }

  private func decoded(_ png: [UInt8]) throws -> Decoded {
    var image = unroll_png_image(0, 0, 1)
    defer { png_image_free(&image) }
    let wanted = image.format
    try #require(png_image_begin_read_from_memory(&image, png, png.count) != 0)
    let hasAlpha = image.format & UInt32(PNG_FORMAT_FLAG_ALPHA) != 0
    image.format = wanted
    var bytes = [UInt8](repeating: 0, count: 4 * Int(image.width) * Int(image.height))
    try #require(png_image_finish_read(&image, nil, &bytes, 0, nil) != 0)
    return Decoded(hasAlpha: hasAlpha, bytes: bytes)
  }

  /// Encodes pixels of blue, green, red and alpha, the colours multiplied by alpha.
  private func encoded(_ premultiplied: [[UInt8]]) throws -> Decoded {
    let values = premultiplied.map { pixel in
      pixel.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    return try decoded(
      PNGEncoder().encoded(Pixels(width: values.count, height: 1, values: values)))
  }

  @Test("Colours are what they were before they were multiplied by their alpha")
  func straight() throws {
    let picture = try encoded([
      [0, 0, 128, 128], [10, 20, 40, 40], [1, 2, 3, 255], [0, 0, 0, 0], [1, 1, 0, 1],
    ])
    #expect(picture.hasAlpha)
    #expect(
      picture.bytes == [
        255, 0, 0, 128, 255, 128, 64, 40, 3, 2, 1, 255, 0, 0, 0, 0, 0, 255, 255, 1,
      ])
  }

  @Test("Every colour of every alpha comes back as near as its premultiplied number can say")
  func allAlphas() throws {
    for alpha in 1...255 {
      let colors = stride(from: 0, through: 255, by: 5).map { $0 }
      let picture = try encoded(
        colors.map { color in
          let part = UInt8((color * alpha + 127) / 255)
          return [part, 0, UInt8(alpha), UInt8(alpha)]
        })
      let wrong = colors.indices.filter { place in
        let pixel = picture.bytes[4 * place..<4 * place + 4].map { Int($0) }
        return pixel[0] != 255 || pixel[1] != 0 || pixel[3] != alpha
          || abs(pixel[2] - colors[place]) > 128 / alpha + 1
      }
      #expect(wrong.isEmpty, "alpha \(alpha)")
    }
  }

  @Test("A picture without a translucent pixel has no alpha")
  func opaque() throws {
    let picture = try encoded([[0, 0, 255, 255], [7, 8, 9, 255]])
    #expect(!picture.hasAlpha)
    #expect(picture.bytes == [255, 0, 0, 255, 9, 8, 7, 255])
  }

  @Test("A translucent colour on a transparent page has its own red, green and blue in PNG")
  func drawn() throws {
    let drawing = try Drawing(name: "test", width: 40, height: 40, background: "transparent")
    _ = try drawing.addShape(
      .rectangle, center: Point(20, 20), width: 30, height: 30,
      stroke: Stroke(color: "#c8640080", width: 1), fill: "#c8640080", text: nil)
    try drawing.layOut()
    let picture = try decoded(drawing.rendered(as: .png(pixelsPerInch: 72)))
    let middle = picture.bytes[(4 * (20 * 40 + 20))...].prefix(4).map { Int($0) }
    for (found, wanted) in zip(middle, [200, 100, 0, 128]) {
      #expect(abs(found - wanted) <= 1, "\(middle)")
    }
  }

  /// A picture of several bands, of which some rows have a colour.
  private func striped(_ rows: Range<Int>, _ color: UInt32, width: Int = 50) -> Pixels {
    var values = [UInt32](repeating: 0xffff_ffff, count: 100 * width)
    for place in rows.lowerBound * width..<rows.upperBound * width {
      values[place] = color &+ UInt32(place % 7)
    }
    return Pixels(width: width, height: 100, values: values)
  }

  @Test("A picture has the same bytes whatever was encoded before it, and comes back exactly")
  func bands() throws {
    let encoder = PNGEncoder(pixelsPerInch: 96)
    let pictures = [
      striped(0..<10, 0xff00_1000), striped(40..<60, 0xff00_1000), striped(40..<60, 0xff00_1000),
      striped(40..<60, 0x1100_1000), striped(90..<100, 0xff20_0000),
      striped(0..<10, 0xff00_1000, width: 51),
    ]
    for picture in pictures {
      let png = try encoder.encoded(picture)
      #expect(try png == PNGEncoder(pixelsPerInch: 96).encoded(picture))
      let found = try decoded(png)
      #expect(found.hasAlpha == !picture.isOpaque)
      #expect(
        found.bytes
          == picture.values.flatMap { value -> [UInt8] in
            let straight = Pixels.straight(value)
            return [16, 8, 0, 24].map { UInt8(truncatingIfNeeded: straight >> $0) }
          })
    }
  }

  /// The data of a chunk, `nil` without it.
  private func chunk(_ name: String, of png: [UInt8]) -> [UInt8]? {
    var place = 8
    while place + 8 <= png.count {
      let size = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      if Array(png[place + 4..<place + 8]) == Array(name.utf8) {
        return Array(png[place + 8..<place + 8 + size])
      }
      place += size + 12
    }
    return nil
  }

  @Test("A file says how large it is in pixels per metre, also if the canvas is scaled")
  func physicalSize() throws {
    #expect(try chunk("pHYs", of: PNGEncoder().encoded(striped(0..<1, 0xff00_0000))) == nil)
    for (scale, resolution) in [(1.0, 72.0), (2, 144)] {
      let drawing = try Drawing(
        name: "test", width: 40, height: 40, background: "#ffffff", scale: scale)
      try drawing.layOut()
      let png = try drawing.rendered(as: .png(pixelsPerInch: 72))
      // 72 pixels per inch of the canvas are 2835 per metre; the unit 1 is the metre.
      let perMetre = Int((resolution / 0.0254).rounded())
      let number = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: perMetre >> $0) }
      #expect(chunk("pHYs", of: png) == number + number + [1])
      #expect(chunk("sRGB", of: png) == [0])
    }
  }

  @Test("The difference of two pictures is the smallest rectangle around all that differs")
  func difference() {
    let white = Pixels(width: 6, height: 5, values: Array(repeating: 0xffff_ffff, count: 30))
    #expect(white.difference(from: white) == nil)
    var values = white.values
    values[1 * 6 + 4] = 0xff00_0000
    values[3 * 6 + 2] = 0xff00_0000
    let other = Pixels(width: 6, height: 5, values: values)
    #expect(
      white.difference(from: other) == Pixels.Area(left: 2, top: 1, right: 5, bottom: 4))
  }
}
