/// The destination and the formats of the files of one `-o`.
///
/// ```swift
/// let plan = try OutputPlan(argument: "fig.svg", lessonName: "elman")
/// plan.path(forStep: 24, ofChosen: 24, format: .svg)  // "fig-24.svg"
/// plan.path(forStep: 24, ofChosen: 1, format: .svg)   // "fig.svg"
/// try OutputPlan(argument: "talk.pdf", lessonName: "elman").decks  // [.pdf]
/// ```
///
/// | argument | files |
/// |---|---|
/// | `fig.svg`, `out/fig.PNG` | this file, or `fig-1.svg`, `fig-2.svg`, … |
/// | `fig-%d.pdf`, `fig%03d.svg` | `fig-1.pdf`, …, `fig001.svg`, …: a file for each step |
/// | `talk.pdf` | the whole deck |
/// | `slides/`, or an existing folder | files in the folder, named after the lesson |
/// | `-`, or an existing pipe or device | one picture or one deck, written as a stream |
public struct OutputPlan: Equatable, Sendable {
  /// Where the number of a step is in a file name: `fig-%02d` has the prefix `fig-`.
  struct Numbering: Equatable, Sendable {
    let prefix, suffix: String
    let digits: Int
  }

  /// The output as the user typed it.
  public let argument: String

  /// The formats of the pictures. Each chosen step is written once in each format.
  public let formats: [FigureFormat]

  /// The formats of the decks. All chosen steps are in one file of each.
  public let decks: [DeckFormat]

  /// Whether the output is a stream, which holds one file: standard output, a pipe or a device.
  public var isStream: Bool { stem == nil }

  /// How file names distinguish several looks of one step.
  public let variantNames: VariantNames

  /// The name of the pictures, without folder, number and extension; of a stream, the lesson's.
  public let pictureName: String

  /// The least number of digits of a step's number, filled with zeros.
  public var leastDigits = 1

  /// The path up to a number and the extension; nil for a stream, which has neither.
  let stem: String?

  /// Where the number is, if the name says it.
  let numbering: Numbering?

  /// The extension as typed (`PNG`); nil if it is derived from the format.
  let typedExtension: String?

  /// Parses the argument of one `-o`.
  ///
  /// It checks the file system once, to see whether the argument is a folder, and writes nothing.
  ///
  /// - Parameters:
  ///   - argument: the path as typed, or `-`.
  ///   - lessonName: the name of the lesson, used to name the files in a folder.
  ///   - formats: the formats if the argument does not determine one, which is the case for a
  ///     folder and a stream; an extension takes precedence.
  ///   - decks: the formats of decks that there are.
  ///   - variantNames: how file names distinguish several looks of one step.
  /// - Throws: ``OutputError`` of kind `wrongUsage` if the argument has no known extension and is
  ///   neither a folder nor a stream, if it has no name, if it numbers a deck, or if several formats
  ///   are requested for a stream.
  public init(
    argument: String, lessonName: String, formats: [OutputFormat] = [.picture(.svg)],
    decks known: [DeckFormat] = DeckFormat.allCases, variantNames: VariantNames = .plain
  ) throws(OutputError) {
    func mistake(_ misuse: OutputError.Misuse) -> OutputError {
      OutputError(kind: .wrongUsage(misuse), path: argument)
    }
    precondition(!formats.isEmpty, "an output needs a format")
    self.argument = argument
    self.variantNames = variantNames
    guard !argument.isEmpty else { throw mistake(.missingName) }

    let existing = argument == "-" ? nil : FileStatus(of: argument)?.kind
    if existing == .folder, !argument.hasSuffix("/"),
      let dot = argument.lastIndex(of: "."),
      DeckFormat(fileExtension: String(argument[argument.index(after: dot)...])) != nil
    {
      throw mistake(.folder)
    }
    if existing == .folder || argument.hasSuffix("/") {
      let folder = argument.hasSuffix("/") ? argument : argument + "/"
      pictureName = LessonFileName.safe(lessonName)
      stem = folder + pictureName
      (numbering, typedExtension) = (nil, nil)
      self.formats = formats.compactMap(\.picture)
      self.decks = formats.compactMap(\.deck)
      return
    }

    let file = argument.split(separator: "/").last ?? ""
    let dot = file.lastIndex(of: ".")
    let name = dot.map { file[..<$0] } ?? file
    let ending = dot.map { String(file[file.index(after: $0)...]) } ?? ""
    let deck = DeckFormat(fileExtension: ending).flatMap { known.contains($0) ? $0 : nil }
    let picture = FigureFormat(fileExtension: ending)
    if argument != "-", deck != nil || picture != nil {
      guard !name.isEmpty else { throw mistake(.missingName) }
      let stem = String(argument.dropLast(ending.count + 1))
      numbering = Numbering(stem)
      let isDeck = deck != nil && (numbering == nil || picture == nil)
      if let deck, isDeck, numbering != nil { throw mistake(.numberedDeck(deck)) }
      pictureName = Numbering(String(name))?.name ?? String(name)
      self.stem = stem
      typedExtension = ending
      self.formats = isDeck ? [] : [picture].compactMap(\.self)
      self.decks = isDeck ? [deck].compactMap(\.self) : []
      return
    }

    guard argument == "-" || existing == .stream else {
      throw mistake(
        ending.isEmpty ? .missingExtension : .unknownExtension(ending, known: known))
    }
    guard formats.count == 1 else { throw mistake(.severalFormats(formats)) }
    pictureName = LessonFileName.safe(lessonName)
    (stem, numbering, typedExtension) = (nil, nil, nil)
    // A stream holds one file, so a PDF there is a deck.
    self.decks = formats.compactMap { $0.deck ?? DeckFormat(rawValue: $0.fileExtension) }
    self.formats = decks.isEmpty ? formats.compactMap(\.picture) : []
  }
}

extension OutputPlan.Numbering {
  /// Reads `%d` or `%03d` in a name; `nil` without it.
  init?(_ name: String) {
    guard let match = name.firstMatch(of: /%(0[1-9])?d/) else { return nil }
    prefix = String(name[..<match.range.lowerBound])
    suffix = String(name[match.range.upperBound...])
    digits = match.output.1.flatMap { Int($0) } ?? 1
  }

  /// The name without the number and the hyphens around it.
  fileprivate var name: String {
    let parts = [prefix, suffix].map { part in
      String(part.drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed())
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "-")
  }
}

extension OutputFormat {
  fileprivate var picture: FigureFormat? {
    if case .picture(let format) = self { format } else { nil }
  }

  fileprivate var deck: DeckFormat? {
    if case .deck(let format) = self { format } else { nil }
  }
}
