/// Converts the library's attributes to their final form: presentation attributes instead of
/// styles, two decimals, real colours instead of markers, and no default values.
struct SVGFinisher {
  /// The place of an id, which is different in each picture.
  struct Reference {
    let offset: Int32
    /// The number of the library's id, in order of first use.
    let identifier: Int32
  }

  /// The piece or pieces whose marker colours were found.
  enum Owner: Equatable {
    case nobody
    case piece(Int32)
    case several

    mutating func add(_ other: Owner) {
      if self == .nobody {
        self = other
      } else if other != .nobody, other != self {
        self = .several
      }
    }
  }

  /// The colours that markers stand for, as `#rrggbb`: three for each piece.
  let colors: [String]
  let size: (width: Double, height: Double)
  var output: [UInt8] = []
  private(set) var references: [Reference] = []
  private(set) var identifiers: [String: Int32] = [:]
  private var known: [UInt64: Known] = [:]

  private struct Known {
    let raw: [UInt8]
    let finished: [UInt8]
  }

  init(colors: [String], size: (width: Double, height: Double)) {
    self.colors = colors
    self.size = size
  }

  typealias Bytes = UnsafeBufferPointer<UInt8>

  mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  mutating func copy(_ bytes: Bytes, _ range: Range<Int>) {
    output.append(contentsOf: Bytes(rebasing: bytes[range]))
  }

  /// Leaves a place for an id and returns its number.
  @discardableResult
  mutating func identifier(_ bytes: Bytes, _ range: Range<Int>) -> Int32 {
    let name = String(decoding: bytes[range], as: UTF8.self)
    let number = identifiers[name] ?? Int32(identifiers.count)
    identifiers[name] = number
    references.append(Reference(offset: Int32(output.count), identifier: number))
    return number
  }

  /// Writes an attribute of an element that is not the root.
  mutating func attribute(
    _ bytes: Bytes, _ name: Range<Int>, _ value: Range<Int>, _ owner: inout Owner
  ) {
    if isNumeric(bytes, name) {
      output.append(UInt8(ascii: " "))
      copy(bytes, name.lowerBound..<value.lowerBound)
      output.appendRounded(bytes, value)
      output.append(UInt8(ascii: "\""))
    } else if bytes.starts("xlink:href=\"#", at: name.lowerBound) {
      write(" xlink:href=\"#")
      identifier(bytes, value.lowerBound + 1..<value.upperBound)
      output.append(UInt8(ascii: "\""))
    } else if bytes.starts("style=", at: name.lowerBound) {
      declarations(bytes, value, &owner)
    } else {
      presentation(bytes, name, value, &owner)
    }
  }

  /// Writes an attribute of the root, which has the size of the picture.
  mutating func rootAttribute(_ bytes: Bytes, _ name: Range<Int>, _ value: Range<Int>) {
    let key = String(decoding: bytes[name], as: UTF8.self)
    switch key {
    case "width", "height":
      write(" \(key)=\"")
      output.appendRounded("\(key == "width" ? size.width : size.height)")
      write("pt\"")
    default: plain(key, String(decoding: bytes[value], as: UTF8.self))
    }
  }

  /// Whether an attribute is a coordinate, which is too rarely repeated to be cached.
  private func isNumeric(_ bytes: Bytes, _ name: Range<Int>) -> Bool {
    let first = bytes[name.lowerBound]
    switch name.count {
    case 1: return "dxyr".utf8.contains(first)
    case 2: return "cxry".utf8.contains(first) && "xy12".utf8.contains(bytes[name.lowerBound + 1])
    default: return bytes.starts("points=", at: name.lowerBound)
    }
  }

  private mutating func declarations(_ bytes: Bytes, _ style: Range<Int>, _ owner: inout Owner) {
    var index = style.lowerBound
    while index < style.upperBound {
      while index < style.upperBound, bytes[index] == 32 { index += 1 }
      let name = index
      while index < style.upperBound, bytes[index] != UInt8(ascii: ":") { index += 1 }
      let colon = index
      index = min(index + 1, style.upperBound)
      while index < style.upperBound, bytes[index] == 32 { index += 1 }
      let value = index
      while index < style.upperBound, bytes[index] != UInt8(ascii: ";") { index += 1 }
      if name < colon { presentation(bytes, name..<colon, value..<index, &owner) }
      index += 1
    }
  }

  private mutating func presentation(
    _ bytes: Bytes, _ name: Range<Int>, _ value: Range<Int>, _ owner: inout Owner
  ) {
    if let color = color(bytes, value) {
      output.append(UInt8(ascii: " "))
      copy(bytes, name)
      write("=\"")
      if Int(color) < colors.count {
        write(colors[Int(color)])
        owner.add(.piece(Int32(color / 3)))
      } else {
        let digits = String(color, radix: 16)
        write("#" + String(repeating: "0", count: 6 - digits.count) + digits)
      }
      output.append(UInt8(ascii: "\""))
    } else if bytes.starts("url(#", at: value.lowerBound) {
      output.append(UInt8(ascii: " "))
      copy(bytes, name)
      write("=\"url(#")
      identifier(bytes, value.lowerBound + 5..<value.upperBound - 1)
      write(")\"")
    } else {
      remembered(bytes, name, value)
    }
  }

  /// Reads `#rrggbb` and `rgb(12.3%, 4%, 5%)`.
  private func color(_ bytes: Bytes, _ value: Range<Int>) -> UInt32? {
    if bytes[value.lowerBound] == UInt8(ascii: "#"), value.count == 7 {
      var color: UInt32 = 0
      for index in value.dropFirst() {
        let byte = UInt32(bytes[index])
        color = color << 4 | (byte < 58 ? byte - 48 : (byte | 32) - 87)
      }
      return color
    }
    guard bytes.starts("rgb(", at: value.lowerBound) else { return nil }
    var color: UInt32 = 0
    var index = value.lowerBound + 4
    while index < value.upperBound {
      // A percentage with up to six decimals, in millionths.
      var amount = 0
      var decimals: Int?
      while index < value.upperBound, bytes[index] != UInt8(ascii: "%") {
        let byte = bytes[index]
        if byte == UInt8(ascii: ".") { decimals = 0 }
        if byte >= 48, byte <= 57, decimals ?? 0 < 6 {
          amount = amount * 10 + Int(byte - 48)
          decimals = decimals.map { $0 + 1 }
        }
        index += 1
      }
      guard index < value.upperBound else { break }
      for _ in (decimals ?? 0)..<6 { amount *= 10 }
      color = color << 8 | UInt32((amount * 255 + 50_000_000) / 100_000_000)
      index += 1
    }
    return color
  }

  /// Writes an attribute of which a picture has only a few different ones, thousands of times.
  private mutating func remembered(_ bytes: Bytes, _ name: Range<Int>, _ value: Range<Int>) {
    let raw = Bytes(rebasing: bytes[name.lowerBound..<value.upperBound])
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in raw { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    if let known = known[hash], known.raw.elementsEqual(raw) {
      return output.append(contentsOf: known.finished)
    }
    let before = output.count
    plain(
      String(decoding: bytes[name], as: UTF8.self), String(decoding: bytes[value], as: UTF8.self))
    known[hash] = Known(raw: Array(raw), finished: Array(output[before...]))
  }

  /// The default values of attributes, which are left out.
  private static let defaults: [String: String] = [
    "fill-rule": "nonzero", "clip-rule": "nonzero", "fill-opacity": "1", "stroke-opacity": "1",
    "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-miterlimit": "10",
    "stroke-width": "1", "stroke": "none", "text-anchor": "start",
    "transform": "matrix(1,0,0,1,0,0)",
  ]

  private mutating func plain(_ key: String, _ value: String) {
    let value = value == "transparent" ? "none" : value
    if Self.defaults[key] == value { return }
    switch key {
    case "version", "class", "xml:space": break
    case "font-family": font(value)
    case "width", "height", "viewBox", "font-size", "stroke-width", "stroke-dasharray", "transform":
      write(" \(key)=\"")
      output.appendRounded(value)
      write("\"")
    default: write(" \(key)=\"\(value)\"")
    }
  }

  /// Writes a font from its name for Pango such as `STIX, Bold Italic`: families and, after the
  /// last comma, weight and style, which are separate attributes in SVG.
  private mutating func font(_ name: String) {
    var families = name.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let style = families.count > 1 ? families.removeLast() : ""
    for family in TextMeasure.families.joined() where !families.contains(family) {
      families.append(family)
    }
    let list = families.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: ", ")
    write(" font-family=\"\(list), serif\"")
    if style.contains("Bold") { write(" font-weight=\"bold\"") }
    if style.contains("Italic") { write(" font-style=\"italic\"") }
  }
}
