/// Cuts an SVG from the library into elements that belong to one piece each, by their colours.
///
/// An element that contains elements of several pieces becomes a wrapper; one without a marker's
/// colour belongs to no piece; one with an id inside `<defs>` is a definition.
struct SVGCutter {
  /// A part of the finished text, with the ids in it.
  struct Fragment {
    var bytes: Range<Int32>
    var references: Range<Int32>
  }

  struct Element {
    /// `nil` for an element that is always drawn.
    let piece: Int32?
    let fragment: Fragment
    /// Its index among the wrappers.
    var wrapper: Int32
  }

  struct Wrapper {
    let openingTag: Fragment
    let closingTag: [UInt8]
    /// `nil` for the root, whose opening tag has no end.
    var parent: Int32?
  }

  private(set) var finisher: SVGFinisher
  private(set) var elements: [Element] = []
  private(set) var wrappers: [Wrapper] = []
  private(set) var definitions: [(identifier: Int32, fragment: Fragment)] = []
  private var open: [Open] = []
  // The depth of `<defs>`, and the definition being read in it.
  private var definitionsDepth: Int?
  private var definition: (identifier: Int32, depth: Int)?

  private struct Open {
    let name: Range<Int>
    let start, tagEnd: Fragment.Place
    let elementCount, wrapperCount: Int
    var owner: SVGFinisher.Owner
  }

  /// - Parameters:
  ///   - colors: the colours that markers stand for, by the number of the marker; each piece has
  ///     three.
  ///   - size: the size of the picture in points.
  init(_ raw: [UInt8], colors: [String] = [], size: (width: Double, height: Double)) {
    finisher = SVGFinisher(colors: colors, size: size)
    finisher.output.reserveCapacity(raw.count)
    raw.withUnsafeBufferPointer { bytes in
      var scanner = SVGScanner(bytes)
      while let event = scanner.next() {
        switch event {
        case .text(let range): text(bytes, range)
        case .opening(let tag): begin(bytes, tag, scanner)
        case .closing(let tag):
          finisher.copy(bytes, tag)
          end(bytes)
        }
      }
    }
  }

  /// Copies text; only one of several line feeds between tags is kept.
  private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    if range.contains(where: { bytes[$0] > 32 }) { return finisher.copy(bytes, range) }
    if finisher.output.last != 10 { finisher.output.append(10) }
  }

  private var place: Fragment.Place {
    .init(byte: Int32(finisher.output.count), reference: Int32(finisher.references.count))
  }

  private mutating func begin(
    _ bytes: UnsafeBufferPointer<UInt8>, _ tag: Range<Int>, _ scanner: SVGScanner
  ) {
    let start = place
    let name = tag.lowerBound + 1..<scanner.nameEnd(of: tag)
    let isRoot = open.isEmpty
    let isEmpty = bytes[tag.upperBound - 2] == UInt8(ascii: "/")
    var owner = SVGFinisher.Owner.nobody
    finisher.copy(bytes, tag.lowerBound..<name.upperBound)
    scanner.forEachAttribute(of: tag) { key, value in
      if isRoot {
        finisher.rootAttribute(bytes, key, value)
      } else if bytes.starts("id=", at: key.lowerBound) {
        // The library's numbers of nodes and edges are of no use to readers.
        guard definitionsDepth != nil, definition == nil else { return }
        finisher.write(" id=\"")
        definition = (finisher.identifier(bytes, value), open.count)
        finisher.write("\"")
      } else {
        finisher.attribute(bytes, key, value, &owner)
      }
    }
    // A word of a sentence may end with the blank before a formula. Later versions say so themselves.
    if bytes.starts("<text", at: tag.lowerBound) { finisher.write(" xml:space=\"preserve\"") }
    if !isRoot { finisher.write(isEmpty ? "/>" : ">") }
    if bytes.starts("<defs", at: tag.lowerBound) { definitionsDepth = open.count }
    open.append(
      Open(
        name: name, start: start, tagEnd: place, elementCount: elements.count,
        wrapperCount: wrappers.count, owner: owner))
    if isEmpty { end(bytes) }
  }

  private mutating func end(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let closed = open.popLast() else { return }
    let fragment = Fragment(closed.start, place)
    if definitionsDepth != nil {
      if let (identifier, depth) = definition, depth == open.count {
        definitions.append((identifier, fragment))
        definition = nil
      }
      if definitionsDepth == open.count { definitionsDepth = nil }
      return
    }
    if closed.owner == .several || open.isEmpty {
      wrap(closed, closingTag: Array("</".utf8) + bytes[closed.name] + Array(">\n".utf8))
    } else {
      elements.removeSubrange(closed.elementCount...)
      var piece: Int32?
      if case .piece(let number) = closed.owner { piece = number }
      elements.append(Element(piece: piece, fragment: fragment, wrapper: -1))
    }
    if !open.isEmpty { open[open.count - 1].owner.add(closed.owner) }
  }

  private mutating func wrap(_ closed: Open, closingTag: [UInt8]) {
    let number = Int32(wrappers.count)
    for index in elements.indices.dropFirst(closed.elementCount)
    where elements[index].wrapper < 0 { elements[index].wrapper = number }
    for index in wrappers.indices.dropFirst(closed.wrapperCount)
    where wrappers[index].parent == nil { wrappers[index].parent = number }
    wrappers.append(
      Wrapper(openingTag: Fragment(closed.start, closed.tagEnd), closingTag: closingTag))
  }
}

extension SVGCutter.Fragment {
  struct Place {
    let byte, reference: Int32
  }

  init(_ start: Place, _ end: Place) {
    bytes = start.byte..<end.byte
    references = start.reference..<end.reference
  }
}
