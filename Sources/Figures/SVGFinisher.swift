/// Turns the library's SVG into what we ship: title and description, unique ids, presentation
/// attributes instead of styles, two decimals; no DOCTYPE, comments, versions or per-node titles.
///
/// One pass over the bytes: a figure of 10,000 columns is 60 MB.
struct SVGFinisher {
  let title: String
  let description: String
  /// How many points of the canvas make one of the picture.
  let scale: Double

  func finished(_ raw: [UInt8]) -> [UInt8] {
    var pass = Pass(
      prefix: "u" + hash(of: raw), title: title, description: description, scale: scale)
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
  let scale: Double
  var output: [UInt8] = []
  // Inside a <title> of the library's.
  private var isSkipping = false
  private var isRootDone = false
  private var styles: [String: [UInt8]] = [:]
  private var surfaces: [String: Int] = [:]

  init(prefix: String, title: String, description: String, scale: Double) {
    self.scale = scale
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
    let name = String(decoding: bytes[start + 1..<index], as: UTF8.self)
    let isEmpty = end >= 2 && bytes[end - 2] == UInt8(ascii: "/")
    while index < end {
      while index < end, bytes[index] <= 32 { index += 1 }
      let keyStart = index
      while index < end, bytes[index] != UInt8(ascii: "="), bytes[index] != UInt8(ascii: ">"),
        bytes[index] > 32
      { index += 1 }
      guard index < end, bytes[index] == UInt8(ascii: "=") else { break }
      let key = String(decoding: bytes[keyStart..<index], as: UTF8.self)
      index += 1
      guard index < end else { break }
      let quote = bytes[index]
      index += 1
      let valueStart = index
      while index < end, bytes[index] != quote { index += 1 }
      attribute(name, key, bytes, valueStart, index)
      index += 1
    }
    if name == "svg", !isRootDone {
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

  private mutating func attribute(
    _ tag: String, _ key: String, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) {
    switch key {
    case "width" where tag == "svg", "height" where tag == "svg":
      let text = String(decoding: bytes[start..<end].filter { $0 < 97 }, as: UTF8.self)
      write(" \(key)=\"")
      let size = Array("\((Double(text) ?? 0) / scale)".utf8)
      size.withUnsafeBufferPointer { appendRounded($0, 0, $0.count) }
      write("pt\"")
    case "d", "points", "x", "y", "cx", "cy", "rx", "ry", "r", "x1", "x2", "y1", "y2", "width",
      "height", "viewBox", "font-size", "stroke-width":
      write(" \(key)=\"")
      appendRounded(bytes, start, end)
      write("\"")
    case "version", "overflow", "class": break
    case "style":
      let style = String(decoding: bytes[start..<end], as: UTF8.self)
      // A picture has a handful of styles, thousands of times.
      if let known = styles[style] { return output.append(contentsOf: known) }
      let before = output.count
      defer { styles[style] = Array(output[before...]) }
      for declaration in style.split(separator: ";") {
        let parts = declaration.split(separator: ":", maxSplits: 1).map {
          String($0.drop { $0 == " " })
        }
        if parts.count == 2 { presentation(parts[0], parts[1]) }
      }
    // The library's numbers of nodes and edges tell a reader nothing, and change with what is drawn.
    case "id" where tag == "g" && !starts(bytes, start, "surface"): break
    case "id":
      write(" id=\"")
      identifier(bytes[start..<end])
      write("\"")
    case "xlink:href" where end > start && bytes[start] == UInt8(ascii: "#"):
      write(" xlink:href=\"#")
      identifier(bytes[start + 1..<end])
      write("\"")
    case "font-family":
      font(String(decoding: bytes[start..<end], as: UTF8.self))
    default: presentation(key, String(decoding: bytes[start..<end], as: UTF8.self))
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
      Array(value.utf8).withUnsafeBufferPointer { appendRounded($0, 0, $0.count) }
      return write("\"")
    }
    if value.hasPrefix("url(#") { value = "url(#\(prefix)-" + value.dropFirst(5) }
    if key == "stroke-width" || key == "stroke-dasharray" {
      write(" \(key)=\"")
      Array(value.utf8).withUnsafeBufferPointer { appendRounded($0, 0, $0.count) }
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
