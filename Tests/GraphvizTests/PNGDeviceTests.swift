import CPNG
import Testing

@testable import Graphviz

/// PNG is not premultiplied: a half transparent red is (255, 0, 0, 128), where cairo has 128.
@Suite struct PNGDeviceTests {
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
    let bytes = premultiplied.flatMap { $0 }
    let png = try #require(
      bytes.withUnsafeBufferPointer {
        encodedPNG(ofPremultiplied: $0, width: premultiplied.count, height: 1)
      })
    return try decoded(png)
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
}
