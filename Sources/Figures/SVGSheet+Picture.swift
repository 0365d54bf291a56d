extension SVGSheet {
  /// Returns a picture of pieces, later ones on top, with title, description and unique ids.
  func picture(of pieces: some Sequence<Int32>, title: String, description: String) -> [UInt8] {
    var writer = PictureWriter(self)
    for index in unmarked { writer.take(elements[Int(index)]) }
    for piece in pieces {
      for index in self.pieces[Int(piece)] { writer.take(elements[Int(index)]) }
    }
    return writer.written(title: title, description: description)
  }

  /// Returns the picture of a sheet without markers.
  func picture(title: String, description: String) -> [UInt8] {
    picture(of: [], title: title, description: description)
  }
}

private struct PictureWriter {
  private let sheet: SVGSheet
  private var elements: [SVGSheet.Element] = []
  /// The numbers, from 1, of definitions in this picture, by their index in the sheet.
  private var numbers: [Int]
  private var definitions: [Int32] = []
  private var hash = SVGHash()
  private var length = 0
  private var prefix: [UInt8] = []
  private var output: [UInt8] = []

  init(_ sheet: SVGSheet) {
    self.sheet = sheet
    numbers = Array(repeating: 0, count: sheet.definitions.count)
  }

  mutating func take(_ element: SVGSheet.Element) {
    elements.append(element)
    take(element.part)
    take(definitionsOf: element.part)
    var wrapper: Int32? = element.wrapper
    while let index = wrapper {
      take(definitionsOf: sheet.wrappers[Int(index)].openingTag)
      wrapper = sheet.wrappers[Int(index)].parent
    }
  }

  private mutating func take(_ part: SVGSheet.Part) {
    hash.mix(part.hash)
    // An id is a letter, eight digits, a hyphen and a number.
    length += part.bytes.count + 16 * part.references.count + 1
  }

  private mutating func take(definitionsOf part: SVGSheet.Part) {
    for reference in sheet.references(of: part) {
      let index = Int(reference.definition)
      if numbers[index] == 0 {
        definitions.append(reference.definition)
        numbers[index] = definitions.count
        take(sheet.definitions[index])
        take(definitionsOf: sheet.definitions[index])
      }
      hash.mix(UInt64(numbers[index]))
    }
  }

  mutating func written(title: String, description: String) -> [UInt8] {
    for byte in title.utf8 { hash.mix(UInt64(byte)) }
    for byte in description.utf8 { hash.mix(UInt64(byte)) }
    // So that two figures on the same page never share an id.
    prefix = Array("u\(hash.text)".utf8)
    output.reserveCapacity(length + title.utf8.count + description.utf8.count + 1000)
    write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    let name = "u\(hash.text)"
    write(sheet.wrappers[0].openingTag)
    write(" role=\"img\" aria-labelledby=\"\(name)-title \(name)-description\">\n")
    write("<title id=\"\(name)-title\">\(escaped(title))</title>\n")
    write("<desc id=\"\(name)-description\">\(escaped(description))</desc>\n")
    if !definitions.isEmpty {
      write("<defs>\n")
      for definition in definitions {
        write(sheet.definitions[Int(definition)])
        output.append(10)
      }
      write("</defs>\n")
    }
    var open: [Int32] = [0]
    for element in elements {
      enter(element.wrapper, &open)
      write(element.part)
      output.append(10)
    }
    for wrapper in open.reversed() {
      output.append(contentsOf: sheet.wrappers[Int(wrapper)].closingTag)
    }
    return output
  }

  /// Closes and opens wrappers until an element of the given one can follow.
  private mutating func enter(_ wrapper: Int32, _ open: inout [Int32]) {
    guard open.last != wrapper else { return }
    var way: [Int32] = []
    var next: Int32? = wrapper
    while let index = next, !open.contains(index) {
      way.append(index)
      next = sheet.wrappers[Int(index)].parent
    }
    while let last = open.last, last != next {
      output.append(contentsOf: sheet.wrappers[Int(last)].closingTag)
      open.removeLast()
    }
    for index in way.reversed() {
      write(sheet.wrappers[Int(index)].openingTag)
      output.append(10)
      open.append(index)
    }
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func write(_ part: SVGSheet.Part) {
    sheet.drawings[Int(part.drawing)].bytes.withUnsafeBufferPointer { bytes in
      var start = Int(part.bytes.lowerBound)
      for reference in sheet.references(of: part) {
        output.append(
          contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<Int(reference.offset)]))
        output.append(contentsOf: prefix)
        output.append(UInt8(ascii: "-"))
        output.appendNumber(numbers[Int(reference.definition)])
        start = Int(reference.offset)
      }
      output.append(
        contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<Int(part.bytes.upperBound)]))
    }
  }

  /// Escapes a text for XML; control characters become spaces, as the library draws them.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      case _ where scalar.properties.generalCategory == .control: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension SVGSheet {
  fileprivate func references(of part: Part) -> ArraySlice<(offset: Int32, definition: Int32)> {
    drawings[Int(part.drawing)]
      .references[Int(part.references.lowerBound)..<Int(part.references.upperBound)]
  }
}
