/// Turns the library's SVG into what we ship: title and description, unique ids, presentation
/// attributes instead of styles, two decimals; no DOCTYPE, comments, versions or per-node titles.
///
/// One pass over the bytes: a figure of 10,000 columns is 60 MB.
struct SVGFinisher {
  let title: String
  let description: String
  /// The picture's size in points.
  let size: (width: Double, height: Double)

  func finished(_ raw: [UInt8]) -> [UInt8] {
    var pass = Pass(
      prefix: "u" + hash(of: raw), title: title, description: description, size: size)
    pass.output.reserveCapacity(raw.count)
    raw.withUnsafeBufferPointer { pass.run($0) }
    return pass.output
  }

  /// FNV-1a over the picture and its words: two figures on one page never share an id.
  private func hash(of raw: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    // cairo numbers its surfaces over the whole process: those digits do not count.
    let word = Array("surface".utf8)
    var matched = 0
    for byte in raw {
      if matched == word.count, byte >= 48, byte <= 57 { continue }
      matched = matched < word.count && byte == word[matched] ? matched + 1 : 0
      mix(byte)
    }
    title.utf8.forEach(mix)
    description.utf8.forEach(mix)
    let text = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }
}

private struct Pass {
  let prefix: String
  let title: String
  let description: String
  let size: (width: Double, height: Double)
  var output: [UInt8] = []
  // Inside a <title> of the library's.
  private var isSkipping = false
  private var isRootDone = false
  // What attributes, as the library writes them, become.
  private var known: [String: [UInt8]] = [:]
  private static let mostKnown = 4096
  private var surfaces: [String: Int] = [:]

  init(prefix: String, title: String, description: String, size: (width: Double, height: Double)) {
    self.size = size
    self.prefix = prefix
    self.title = title
    self.description = description
  }

  mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
        if !isSkipping { appendText(bytes[start..<index]) }
        continue
      }
      if starts(bytes, index, "<!--") {
        index += 4
        while index < bytes.count, !starts(bytes, index, "-->") { index += 1 }
        index += 3
        continue
      }
      let start = index
      var quote: UInt8?
      while index < bytes.count {
        let byte = bytes[index]
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if byte == UInt8(ascii: ">") {
          break
        }
        index += 1
      }
      index = min(index + 1, bytes.count)
      tag(bytes, start, index)
    }
  }

  private func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ text: StaticString)
    -> Bool
  {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == text.utf8Start[$0] }
  }

  // Line feeds between tags are kept once.
  private mutating func appendText(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    let isBlank = text.allSatisfy { $0 == 10 || $0 == 32 || $0 == 13 || $0 == 9 }
    guard isBlank else { return output.append(contentsOf: text) }
    if output.last != 10, !output.isEmpty { output.append(10) }
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    if starts(bytes, start, "<!") { return }
    if starts(bytes, start, "<?") { return write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") }
    if starts(bytes, start, "<title") { isSkipping = true; return }
    if starts(bytes, start, "</title") { isSkipping = false; return }
    if isSkipping { return }
    if starts(bytes, start, "</") { return output.append(contentsOf: bytes[start..<end]) }
    var index = start + 1
    while index < end, bytes[index] > 32, bytes[index] != UInt8(ascii: ">"),
      bytes[index] != UInt8(ascii: "/")
    { index += 1 }
    output.append(contentsOf: bytes[start..<index])
    let isSVG = starts(bytes, start, "<svg")
    let isGroup = index == start + 2 && bytes[start + 1] == UInt8(ascii: "g")
    let isEmpty = end >= 2 && bytes[end - 2] == UInt8(ascii: "/")
    while index < end {
      while index < end, bytes[index] <= 32 { index += 1 }
      let key = index
      while index < end, bytes[index] != UInt8(ascii: "="), bytes[index] != UInt8(ascii: ">"),
        bytes[index] > 32
      { index += 1 }
      guard index < end, bytes[index] == UInt8(ascii: "=") else { break }
      let equals = index
      index += 1
      guard index < end else { break }
      let quote = bytes[index]
      index += 1
      let value = index
      while index < end, bytes[index] != quote { index += 1 }
      if isNumeric(bytes, key, equals) {
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: bytes[key..<value])
        appendRounded(bytes, value, index)
        output.append(quote)
      } else if starts(bytes, key, "xlink:href=\"#") {
        write(" xlink:href=\"#")
        identifier(bytes[value + 1..<index])
        output.append(quote)
      } else if starts(bytes, key, "id=") {
        // The library's numbers of nodes and edges tell a reader nothing, and change with what is
        // drawn.
        if !isGroup || starts(bytes, value, "surface") {
          write(" id=\"")
          identifier(bytes[value..<index])
          output.append(quote)
        }
      } else {
        remembered(bytes, key, equals, value, index, isSVG: isSVG)
      }
      index += 1
    }
    if isSVG, !isRootDone {
      isRootDone = true
      write(" role=\"img\" aria-labelledby=\"\(prefix)-title \(prefix)-description\">\n")
      write("<title id=\"\(prefix)-title\">\(escaped(title))</title>\n")
      write("<desc id=\"\(prefix)-description\">\(escaped(description))</desc>")
      return
    }
    write(isEmpty ? "/>" : ">")
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }

  /// Whether an attribute is a coordinate, of which no two are the same.
  private func isNumeric(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let first = bytes[start]
    switch end - start {
    case 1: return "dxyr".utf8.contains(first)
    case 2: return "cxry".utf8.contains(first) && "xy12".utf8.contains(bytes[start + 1])
    default: return starts(bytes, start, "points=")
    }
  }

  /// Writes an attribute of which a picture has a handful, thousands of times.
  private mutating func remembered(
    _ bytes: UnsafeBufferPointer<UInt8>, _ key: Int, _ equals: Int, _ value: Int, _ end: Int,
    isSVG: Bool
  ) {
    let text = String(decoding: bytes[key..<end], as: UTF8.self)
    if !isSVG, let known = known[text] { return output.append(contentsOf: known) }
    let before = output.count
    let name = String(decoding: bytes[key..<equals], as: UTF8.self)
    attribute(name, String(decoding: bytes[value..<end], as: UTF8.self), isSVG: isSVG)
    if !isSVG, known.count < Pass.mostKnown { known[text] = Array(output[before...]) }
  }

  private mutating func attribute(_ key: String, _ value: String, isSVG: Bool) {
    switch key {
    case "width" where isSVG, "height" where isSVG:
      write(" \(key)=\"")
      appendRounded("\(key == "width" ? size.width : size.height)")
      write("pt\"")
    case "width", "height", "viewBox", "font-size", "stroke-width":
      write(" \(key)=\"")
      appendRounded(value)
      write("\"")
    case "version", "class": break
    case "style":
      for declaration in value.split(separator: ";") {
        let parts = declaration.split(separator: ":", maxSplits: 1).map {
          String($0.drop { $0 == " " })
        }
        if parts.count == 2 { presentation(parts[0], parts[1]) }
      }
    case "font-family": font(value)
    default: presentation(key, value)
    }
  }

  /// Writes an id under this picture's prefix; cairo's surfaces are counted anew in each picture.
  private mutating func identifier(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    write("\(prefix)-")
    guard bytes.starts(with: "surface".utf8) else { return output.append(contentsOf: bytes) }
    let name = String(decoding: bytes, as: UTF8.self)
    let number = surfaces[name] ?? surfaces.count + 1
    surfaces[name] = number
    write("surface\(number)")
  }

  /// `STIX, Bold Italic` is a name for Pango; browsers want family, weight and style.
  private mutating func font(_ name: String) {
    let parts = name.split(separator: ",", maxSplits: 1).map(String.init)
    let style = parts.count > 1 ? parts[1] : ""
    let family = parts.first ?? name
    let others = TextMeasure.families.filter { $0 != family }.map {
      $0.contains(" ") ? "'\($0)'" : $0
    }
    write(" font-family=\"\(([family] + others).joined(separator: ", ")), serif\"")
    if style.contains("Bold") { write(" font-weight=\"bold\"") }
    if style.contains("Italic") { write(" font-style=\"italic\"") }
  }

  /// What a viewer assumes anyway is not said.
  private static let defaults: [String: String] = [
    "fill-rule": "nonzero", "fill-opacity": "1", "stroke-opacity": "1", "stroke-linecap": "butt",
    "stroke-linejoin": "miter", "stroke-miterlimit": "10", "stroke-width": "1",
  ]

  private mutating func presentation(_ key: String, _ value: String) {
    var value = value
    if value == "transparent" { value = "none" }
    if Pass.defaults[key] == value { return }
    if key == "stroke", value == "none" { return }
    if value.hasPrefix("rgb("), value.hasSuffix(")") { value = hex(value) }
    if key == "transform" {
      if value == "matrix(1,0,0,1,0,0)" { return }
      write(" transform=\"")
      appendRounded(value)
      return write("\"")
    }
    if value.hasPrefix("url(#") { value = "url(#\(prefix)-" + value.dropFirst(5) }
    if key == "stroke-width" || key == "stroke-dasharray" {
      write(" \(key)=\"")
      appendRounded(value)
      return write("\"")
    }
    write(" \(key)=\"\(value)\"")
  }

  private func hex(_ value: String) -> String {
    let parts = value.dropFirst(4).dropLast().split(separator: ",")
    let numbers = parts.compactMap { Double($0.filter { $0 != "%" && $0 != " " }) }
    guard numbers.count == 3 else { return value }
    return "#"
      + numbers.map { number in
        let text = String(Int((number * 2.55).rounded()), radix: 16)
        return text.count == 1 ? "0" + text : text
      }.joined()
  }

  private mutating func appendRounded(_ text: String) {
    Array(text.utf8).withUnsafeBufferPointer { appendRounded($0, 0, $0.count) }
  }

  /// Copies numbers with two decimals at the most, and all else as it is.
  private mutating func appendRounded(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int)
  {
    var index = start
    while index < end {
      let byte = bytes[index]
      let isDigit = byte >= 48 && byte <= 57
      guard isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else {
        output.append(byte)
        index += 1
        continue
      }
      let isNegative = byte == UInt8(ascii: "-")
      if isNegative { index += 1 }
      var hundredths = 0
      while index < end, bytes[index] >= 48, bytes[index] <= 57 {
        hundredths = hundredths * 10 + Int(bytes[index] - 48)
        index += 1
      }
      hundredths *= 100
      if index < end, bytes[index] == UInt8(ascii: ".") {
        index += 1
        var place = 0
        while index < end, bytes[index] >= 48, bytes[index] <= 57 {
          let digit = Int(bytes[index] - 48)
          if place == 0 { hundredths += 10 * digit }
          if place == 1 { hundredths += digit }
          if place == 2, digit >= 5 { hundredths += 1 }
          place += 1
          index += 1
        }
      }
      if isNegative, hundredths != 0 { output.append(UInt8(ascii: "-")) }
      appendInteger(hundredths / 100)
      let rest = hundredths % 100
      guard rest != 0 else { continue }
      output.append(UInt8(ascii: "."))
      output.append(UInt8(48 + rest / 10))
      if rest % 10 != 0 { output.append(UInt8(48 + rest % 10)) }
    }
  }

  private mutating func appendInteger(_ number: Int) {
    guard number >= 10 else { return output.append(UInt8(48 + number)) }
    appendInteger(number / 10)
    output.append(UInt8(48 + number % 10))
  }
}
