extension SVGSheet {
  /// Returns a picture of groups of pieces, later ones on top, with title and description.
  ///
  /// - Parameter prefix: what begins each id in it. The id of a group goes on with a hyphen and its
  ///   name, and every other one with two.
  func picture(
    of groups: some Sequence<Group>, prefix: String, title: String, description: String
  ) -> [UInt8] {
    var writer = PictureWriter(self, prefix)
    writer.take(unmarked)
    for group in groups {
      for piece in group.curves + group.pieces { writer.take(pieces[Int(piece)]) }
      writer.takeTags(of: group)
    }
    writer.begin(title: title, description: description)
    writer.write(Group(), unmarked.map { elements[Int($0)] })
    for group in groups {
      writer.write(
        group,
        (group.curves + group.pieces).flatMap { pieces[Int($0)].map { elements[Int($0)] } })
    }
    return writer.finished()
  }
}

private struct PictureWriter {
  private let sheet: SVGSheet
  private let prefix: String
  /// How the ids of the definitions in this picture end, by their places in the sheet.
  private var names: [[UInt8]]
  private var definitions: [[UInt8]: Int] = [:]
  private var length = 0
  private var output: [UInt8] = []
  private var open: [Int32] = [0]

  init(_ sheet: SVGSheet, _ prefix: String) {
    self.sheet = sheet
    self.prefix = prefix
    names = Array(repeating: [], count: sheet.definitions.count)
  }

  mutating func take(_ elements: Range<Int32>) {
    for index in elements {
      let element = sheet.elements[Int(index)]
      length += element.part.bytes.count + (prefix.utf8.count + 10) * element.part.references.count
      take(definitionsOf: element.part)
      var wrapper: Int32? = element.wrapper
      while let index = wrapper {
        take(definitionsOf: sheet.wrappers[Int(index)].openingTag)
        wrapper = sheet.wrappers[Int(index)].parent
      }
    }
  }

  /// Counts the tags around a group and the line feeds.
  mutating func takeTags(of group: SVGSheet.Group) {
    let names = (group.element?.utf8.count ?? 0) + group.classes.utf8.count + prefix.utf8.count
    length += names + 40 + group.curves.count + group.pieces.count
  }

  private mutating func take(definitionsOf part: SVGSheet.Part) {
    for reference in sheet.references(of: part) {
      let index = Int(reference.definition)
      if !names[index].isEmpty { continue }
      var name = sheet.definitionNames[index]
      // Two contents of one hash.
      while definitions[name] != nil { name.append(UInt8(ascii: "x")) }
      names[index] = name
      definitions[name] = index
      length += sheet.definitions[index].bytes.count + prefix.utf8.count + name.count + 3
      take(definitionsOf: sheet.definitions[index])
    }
  }

  mutating func begin(title: String, description: String) {
    output.reserveCapacity(length + title.utf8.count + description.utf8.count + 4000)
    write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    write(sheet.wrappers[0].openingTag)
    write(" role=\"img\" aria-labelledby=\"\(prefix)--title \(prefix)--description\">\n")
    write("<title id=\"\(prefix)--title\">\(escaped(title))</title>\n")
    write("<desc id=\"\(prefix)--description\">\(escaped(description))</desc>\n")
    guard !definitions.isEmpty else { return }
    write("<defs>\n")
    // In an order that another number in the figure does not change.
    for (_, definition) in definitions.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      write(sheet.definitions[definition])
      output.append(10)
    }
    write("</defs>\n")
  }

  /// Writes elements, in a group where it has a name.
  mutating func write(_ group: SVGSheet.Group, _ elements: [SVGSheet.Element]) {
    guard let element = group.element, let first = elements.first else {
      for element in elements { open = write(element, in: open) }
      return
    }
    // The group lies within the wrappers that all its elements have, and around the others.
    var shared = sheet.wrapperPath(to: first.wrapper)
    for element in elements where element.wrapper != shared.last {
      shared = zip(shared, sheet.wrapperPath(to: element.wrapper)).prefix { $0 == $1 }.map(\.0)
    }
    open = enter(shared[shared.count - 1], from: open)
    write("<g id=\"\(prefix)-\(element)\" class=\"\(group.classes)\">\n")
    var inner = [shared[shared.count - 1]]
    for element in elements { inner = write(element, in: inner) }
    close(inner.dropFirst())
    write("</g>\n")
  }

  mutating func finished() -> [UInt8] {
    close(open[...])
    return output
  }

  /// Writes an element, given the wrappers that are open; returns those that are open then.
  private mutating func write(_ element: SVGSheet.Element, in open: [Int32]) -> [Int32] {
    let open = enter(element.wrapper, from: open)
    write(element.part)
    output.append(10)
    return open
  }

  /// Ends and begins wrappers until an element of the given one can follow.
  private mutating func enter(_ wrapper: Int32, from open: [Int32]) -> [Int32] {
    guard open.last != wrapper else { return open }
    let path = sheet.wrapperPath(to: wrapper)
    let kept = (open.lastIndex { path.contains($0) } ?? 0) + 1
    close(open[kept...])
    let begun = path.drop { $0 != open[kept - 1] }.dropFirst()
    for index in begun {
      write(sheet.wrappers[Int(index)].openingTag)
      output.append(10)
    }
    return Array(open[..<kept] + begun)
  }

  private mutating func close(_ wrappers: ArraySlice<Int32>) {
    for wrapper in wrappers.reversed() {
      output.append(contentsOf: sheet.wrappers[Int(wrapper)].closingTag)
    }
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func write(_ part: SVGSheet.Part) {
    sheet.drawings[Int(part.drawing)].bytes.withUnsafeBufferPointer { bytes in
      var start = Int(part.bytes.lowerBound)
      for reference in sheet.references(of: part) {
        output.append(
          contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<Int(reference.offset)]))
        write(prefix)
        write("--")
        output.append(contentsOf: names[Int(reference.definition)])
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
  func references(of part: Part) -> ArraySlice<(offset: Int32, definition: Int32)> {
    drawings[Int(part.drawing)]
      .references[Int(part.references.lowerBound)..<Int(part.references.upperBound)]
  }

  /// The wrappers around the content of one, from the root to itself.
  fileprivate func wrapperPath(to wrapper: Int32) -> [Int32] {
    var path = [wrapper]
    while let parent = wrappers[Int(path[path.count - 1])].parent { path.append(parent) }
    return path.reversed()
  }
}
