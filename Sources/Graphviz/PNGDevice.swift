import CGraphviz
import CPNG

/// Encodes the pixels that the library drew as PNG, and writes them through the library.
///
/// The library's own PNG device always uses the strongest compression of libpng. That takes four
/// fifths of the time of a frame and does not make flat figures any smaller.
func writePNG(_ job: UnsafeMutablePointer<GVJ_t>?) {
  guard let job else { return }
  var (width, height) = (0, 0)
  guard let pixels = unroll_pixels(job, &width, &height), width > 0, height > 0 else { return }
  let bytes = UnsafeBufferPointer(start: pixels, count: 4 * width * height)
  guard let picture = encodedPNG(ofPremultiplied: bytes, width: width, height: height) else {
    return
  }
  picture.withUnsafeBytes {
    _ = gvwrite(job, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
  }
}

/// Returns a picture with four bytes per pixel as PNG, without an alpha channel if it is fully
/// opaque; `nil` if libpng fails.
func encodedPNG(
  ofPremultiplied pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int
) -> [UInt8]? {
  precondition(pixels.count == 4 * width * height, "the picture must have four bytes per pixel")
  return pixels.withMemoryRebound(to: UInt32.self) { pixels in
    let isOpaque = pixels.allSatisfy { $0 >= 0xff00_0000 }
    let channels = isOpaque ? 3 : 4
    let rows = [UInt8](unsafeUninitializedCapacity: channels * pixels.count) { rows, count in
      var place = 0
      for pixel in pixels {
        let alpha = pixel >> 24
        // Cairo premultiplies colours by their alpha; PNG does not.
        func straight(_ shift: UInt32) -> UInt8 {
          let part = pixel >> shift & 0xff
          return UInt8(
            alpha == 255 || alpha == 0 ? part : min(255, (part * 255 + alpha / 2) / alpha))
        }
        rows[place] = straight(16)
        rows[place + 1] = straight(8)
        rows[place + 2] = straight(0)
        if !isOpaque { rows[place + 3] = UInt8(alpha) }
        place += channels
      }
      count = place
    }
    var image = unroll_png_image(UInt32(width), UInt32(height), isOpaque ? 0 : 1)
    defer { png_image_free(&image) }
    let most = unroll_png_most_bytes(image)
    var isWritten = false
    let picture = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      var length = most
      isWritten =
        png_image_write_to_memory(&image, buffer.baseAddress, &length, 0, rows, 0, nil) != 0
      count = isWritten ? length : 0
    }
    return isWritten ? picture : nil
  }
}
