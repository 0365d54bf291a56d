import CGIF
import Graphviz

extension Animation {
  /// Returns the animation as GIF, for programs that show nothing better.
  ///
  ///     try AtomicFile.write(animation.gif(on: 0xffffff), to: "talk.gif")
  ///
  /// All frames share 255 colours, so smoothed rims differ a little from the frames; flat colours do
  /// not. Each frame holds only the rectangle that differs from the one before. Without the
  /// extension NETSCAPE2.0 a GIF plays once (GIF89a has no loops). The same frames give the same
  /// bytes.
  ///
  /// - Parameter paper: the colour below translucent pixels, `0xRRGGBB`: GIF has none of its own.
  /// - Throws: `AnimationError` with giflib's message; the errors of the frames.
  public func gif(on paper: UInt32) throws -> [UInt8] {
    // The frames are drawn twice, because all of a long deck would need too much memory.
    var counts: [UInt32: Int] = [:]
    var last: Pixels?
    for index in 0..<count {
      let pixels = try frame(index)
      count(pixels, after: last, on: paper, in: &counts)
      last = pixels
    }
    guard let last else { return [] }
    let table = ColorTable(counts)
    let encoder = try GIFEncoder(width: last.width, height: last.height, table)
    let hundredths = Int((100 * secondsPerFrame).rounded())
    var shown: (pixels: Pixels, places: [UInt8])?
    for index in 0..<count {
      let pixels = index == 0 && count == 1 ? last : try frame(index)
      precondition(
        (pixels.width, pixels.height) == (last.width, last.height), "frames have one size")
      var places = shown?.places ?? [UInt8](repeating: 0, count: pixels.values.count)
      let whole = Pixels.Area(left: 0, top: 0, right: pixels.width, bottom: pixels.height)
      // A frame that is the same as the one before is a pixel of it.
      let area =
        shown.map {
          pixels.difference(from: $0.pixels) ?? Pixels.Area(left: 0, top: 0, right: 1, bottom: 1)
        } ?? whole
      table.place(pixels, area, on: paper, in: &places)
      try encoder.add(area, of: places, after: shown?.places, hundredths: hundredths)
      shown = (pixels, places)
    }
    return try encoder.finished()
  }

  /// Counts the colours of what differs from the frame before.
  private func count(
    _ pixels: Pixels, after last: Pixels?, on paper: UInt32, in counts: inout [UInt32: Int]
  ) {
    var area = Pixels.Area(left: 0, top: 0, right: pixels.width, bottom: pixels.height)
    if let last {
      guard let difference = pixels.difference(from: last) else { return }
      area = difference
    }
    pixels.forEachRun(in: area) { value, _, length in
      counts[value.opaque(on: paper), default: 0] += length
    }
  }

  /// The version of giflib's header, such as `5.2.1`.
  public static var gifVersion: String { "\(GIFLIB_MAJOR).\(GIFLIB_MINOR).\(GIFLIB_RELEASE)" }
}

extension ColorTable {
  /// Writes the places of the colours of an area.
  fileprivate func place(
    _ pixels: Pixels, _ area: Pixels.Area, on paper: UInt32, in places: inout [UInt8]
  ) {
    places.withUnsafeMutableBufferPointer { places in
      pixels.forEachRun(in: area) { value, start, length in
        let place = self.places[value.opaque(on: paper)] ?? 0
        places[start..<start + length].update(repeating: place)
      }
    }
  }
}

extension Pixels {
  /// Calls `body` for each run of equal pixels in the rows of an area, with where it begins.
  fileprivate func forEachRun(
    in area: Area, _ body: (_ value: UInt32, _ start: Int, _ length: Int) -> Void
  ) {
    values.withUnsafeBufferPointer { values in
      for row in area.top..<area.bottom {
        var start = row * width + area.left
        let end = row * width + area.right
        while start < end {
          let value = values[start]
          var next = start + 1
          while next < end, values[next] == value { next += 1 }
          body(value, start, next - start)
          start = next
        }
      }
    }
  }
}

extension UInt32 {
  /// A premultiplied pixel over an opaque colour, as `0xRRGGBB`.
  fileprivate func opaque(on paper: UInt32) -> UInt32 {
    let rest = 255 - (self >> 24)
    guard rest > 0 else { return self & 0xff_ffff }
    func part(_ shift: UInt32) -> UInt32 {
      Swift.min(255, (self >> shift & 0xff) + ((paper >> shift & 0xff) * rest + 127) / 255)
        << shift
    }
    return part(16) | part(8) | part(0)
  }
}

/// Owns a GIF that giflib writes.
private final class GIFEncoder {
  private final class Bytes { var all: [UInt8] = [] }

  private let bytes = Bytes()
  private let width: Int
  private var file: UnsafeMutablePointer<GifFileType>?
  // The place that GIF shows as what was there before.
  private static let unchanged: UInt8 = 255

  init(width: Int, height: Int, _ table: ColorTable) throws {
    self.width = width
    var code: Int32 = 0
    file = EGifOpen(
      Unmanaged.passUnretained(bytes).toOpaque(),
      { file, start, count in
        guard let closure = file?.pointee.UserData, let start else { return 0 }
        Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue().all
          .append(contentsOf: UnsafeBufferPointer(start: start, count: Int(count)))
        return count
      }, &code)
    guard let file else { throw Self.error(code) }
    var colors = [GifColorType](repeating: GifColorType(), count: 256)
    for (place, color) in table.colors.enumerated() {
      colors[place] = GifColorType(
        Red: UInt8(color >> 16 & 0xff), Green: UInt8(color >> 8 & 0xff), Blue: UInt8(color & 0xff))
    }
    guard let map = GifMakeMapObject(256, colors) else {
      throw Self.error(E_GIF_ERR_NOT_ENOUGH_MEM)
    }
    defer { GifFreeMapObject(map) }
    EGifSetGifVersion(file, true)
    try check(EGifPutScreenDesc(file, Int32(width), Int32(height), 8, 0, map))
  }

  deinit { close() }

  /// Adds a frame: an area of what it shows, over the frame before.
  func add(
    _ area: Pixels.Area, of places: [UInt8], after last: [UInt8]?, hundredths: Int
  ) throws {
    var control = GraphicsControlBlock(
      DisposalMode: DISPOSE_DO_NOT, UserInputFlag: false, DelayTime: Int32(hundredths),
      TransparentColor: last == nil ? NO_TRANSPARENT_COLOR : Int32(Self.unchanged))
    var block = [UInt8](repeating: 0, count: 4)
    _ = EGifGCBToExtension(&control, &block)
    try check(EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, 4, block))
    let columns = area.right - area.left
    try check(
      EGifPutImageDesc(
        file, Int32(area.left), Int32(area.top), Int32(columns), Int32(area.bottom - area.top),
        false, nil))
    for row in area.top..<area.bottom {
      let range = row * width + area.left..<row * width + area.right
      var line = Array(places[range])
      if let last {
        for (column, place) in range.enumerated() where last[place] == line[column] {
          line[column] = Self.unchanged
        }
      }
      try check(EGifPutLine(file, &line, Int32(columns)))
    }
  }

  /// Returns the file, which gets no more frames.
  func finished() throws -> [UInt8] {
    if let code = close() { throw Self.error(code) }
    return bytes.all
  }

  /// Closes the file, and returns the code of an error.
  @discardableResult private func close() -> Int32? {
    guard let file else { return nil }
    self.file = nil
    var code: Int32 = 0
    return EGifCloseFile(file, &code) == GIF_OK ? nil : code
  }

  private func check(_ status: Int32) throws {
    guard status != GIF_OK else { return }
    throw Self.error(file?.pointee.Error ?? 0)
  }

  private static func error(_ code: Int32) -> AnimationError {
    AnimationError(
      library: "giflib", message: GifErrorString(code).map { String(cString: $0) } ?? "unknown")
  }
}
