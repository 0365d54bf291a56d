import Graphviz

/// Pieces of SVG from the library's drawings, from which pictures are assembled.
///
/// Drawings are cut by their colours: piece n of a drawing has the marker colours 3n, 3n + 1 and
/// 3n + 2, which are replaced by the real ones. The same pieces make the same picture, whatever else
/// is on the sheet: a definition is called after its content.
struct SVGSheet {
  /// A part of a drawing's source text.
  struct Part {
    let drawing: Int32
    let bytes, references: Range<Int32>
  }

  /// What a picture holds as one element: an item of the figure, or pieces that have no name.
  struct Group {
    /// The end of its id; `nil` for pieces that stand alone.
    var element: String?
    var classes = ""
    /// Its lines, which lie below its other pieces.
    var curves: [Int32] = []
    var pieces: [Int32] = []
  }

  struct Element {
    let part: Part
    /// Its index among the wrappers.
    let wrapper: Int32
  }

  /// An element that contains elements of several pieces.
  struct Wrapper {
    let openingTag: Part
    let closingTag: [UInt8]
    /// `nil` for the root, which is the first.
    let parent: Int32?
  }

  struct Drawn {
    let bytes: [UInt8]
    /// The places for the ids of definitions.
    let references: [(offset: Int32, definition: Int32)]
  }

  /// The picture's size in points.
  let size: (width: Double, height: Double)
  private(set) var drawings: [Drawn] = []
  private(set) var elements: [Element] = []
  /// The elements of each piece.
  private(set) var pieces: [Range<Int32>] = []
  /// The elements of a drawing without markers.
  private(set) var unmarked: Range<Int32> = 0..<0
  private(set) var definitions: [Part] = []
  /// What each definition is called after its content.
  private(set) var definitionNames: [[UInt8]] = []
  private(set) var wrappers: [Wrapper] = []
  private var knownDefinitions: [[UInt8]: Int32] = [:]
  private var knownWrappers: [[UInt8]: Int32] = [:]

  init(size: (width: Double, height: Double)) { self.size = size }

  /// Returns the marker colour with a number, which identifies a piece: `#00002a` for 42.
  static func marker(_ number: Int) -> String {
    String(unsafeUninitializedCapacity: 7) { bytes in
      bytes[0] = UInt8(ascii: "#")
      for place in 0..<6 {
        let digit = UInt8(truncatingIfNeeded: number >> (4 * (5 - place)) & 15)
        bytes[place + 1] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
      }
      return 7
    }
  }

  /// Adds the pieces of a drawing; their numbers continue those of the existing pieces.
  ///
  /// - Parameter cutter: the drawing, already cut.
  /// - Throws: `GraphvizError` if the drawing refers to an undefined id, or if it has markers but
  ///   also elements that belong to no piece.
  mutating func add(_ cutter: SVGCutter) throws(GraphvizError) {
    let definitionOf = define(cutter)
    var references: [(offset: Int32, definition: Int32)] = []
    references.reserveCapacity(cutter.finisher.references.count)
    for reference in cutter.finisher.references {
      guard let definition = definitionOf[Int(reference.identifier)] else {
        throw GraphvizError(stage: .rendering, message: "the SVG refers to an undefined id")
      }
      references.append((reference.offset, definition))
    }
    let wrapperOf = wrap(cutter)
    defer {
      drawings.append(Drawn(bytes: cutter.finisher.output, references: references))
      while definitionNames.count < definitions.count {
        definitionNames.append(Array(content(of: definitionNames.count).text.utf8))
      }
    }
    // Elements of one piece follow each other, in the library's order.
    var elementsOf = [[Int32]](repeating: [], count: cutter.finisher.colors.count / 3)
    var unmarked: [Int32] = []
    for (index, element) in cutter.elements.enumerated() {
      if let piece = element.piece {
        elementsOf[Int(piece)].append(Int32(index))
      } else {
        unmarked.append(Int32(index))
      }
    }
    func append(_ indices: [Int32]) -> Range<Int32> {
      let start = Int32(elements.count)
      for index in indices {
        let element = cutter.elements[Int(index)]
        elements.append(
          Element(
            part: part(element.fragment, of: cutter), wrapper: wrapperOf[Int(element.wrapper)]))
      }
      return start..<Int32(elements.count)
    }
    if cutter.finisher.colors.isEmpty {
      self.unmarked = append(unmarked)
    } else if !unmarked.isEmpty {
      throw GraphvizError(stage: .rendering, message: "the SVG has colours that were not requested")
    }
    for indices in elementsOf { pieces.append(append(indices)) }
  }

  private func part(_ fragment: SVGCutter.Fragment, of cutter: SVGCutter) -> Part {
    Part(
      drawing: Int32(drawings.count), bytes: fragment.bytes, references: fragment.references)
  }

  /// Stores a drawing's definitions, each text once, and returns their numbers on the sheet.
  private mutating func define(_ cutter: SVGCutter) -> [Int32?] {
    var numbers = [Int32?](repeating: nil, count: cutter.finisher.identifiers.count)
    for (identifier, fragment) in cutter.definitions {
      // If it contains no id but its own, the same text is the same definition.
      let key = fragment.references.count == 1 ? cutter.text(of: fragment) : nil
      let number = key.flatMap { knownDefinitions[$0] } ?? Int32(definitions.count)
      if number == definitions.count { definitions.append(part(fragment, of: cutter)) }
      if let key { knownDefinitions[key] = number }
      numbers[Int(identifier)] = number
    }
    return numbers
  }

  /// The hash of a definition's content, and of all that it uses.
  private func content(of definition: Int) -> SVGHash {
    var hash = SVGHash()
    var found = [definition]
    var index = 0
    while index < found.count {
      let part = definitions[found[index]]
      hash.mix(drawings[Int(part.drawing)].bytes.hash(of: part.bytes))
      for reference in references(of: part) where !found.contains(Int(reference.definition)) {
        found.append(Int(reference.definition))
      }
      index += 1
    }
    return hash
  }

  /// Keeps a drawing's wrappers, each once, and returns their numbers here.
  private mutating func wrap(_ cutter: SVGCutter) -> [Int32] {
    var numbers = [Int32](repeating: 0, count: cutter.wrappers.count)
    // Outer ones come later.
    for (index, wrapper) in cutter.wrappers.enumerated().reversed() {
      let parent = wrapper.parent.map { numbers[Int($0)] }
      let tag = wrapper.openingTag
      let key =
        tag.references.isEmpty ? Array("\(parent ?? -1)".utf8) + cutter.text(of: tag) : nil
      let number = key.flatMap { knownWrappers[$0] } ?? Int32(wrappers.count)
      if number == wrappers.count {
        wrappers.append(
          Wrapper(
            openingTag: part(tag, of: cutter), closingTag: wrapper.closingTag, parent: parent))
      }
      if let key { knownWrappers[key] = number }
      numbers[index] = number
    }
    return numbers
  }
}

extension SVGCutter {
  fileprivate func text(of fragment: Fragment) -> [UInt8] {
    Array(finisher.output[Int(fragment.bytes.lowerBound)..<Int(fragment.bytes.upperBound)])
  }
}
