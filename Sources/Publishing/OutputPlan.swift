/// Where the pictures of one `-o` go, and in which formats.
///
/// ```swift
/// let plan = try OutputPlan(argument: "fig.svg", lessonName: "elman")
/// plan.path(forStep: 24, ofChosen: 24, format: .svg)  // "fig-24.svg"
/// plan.path(forStep: 24, ofChosen: 1, format: .svg)   // "fig.svg"
/// ```
///
/// | argument | pictures |
/// |---|---|
/// | `fig.svg`, `fig.PNG`, `out/fig.pdf` | that file, or `fig-1.svg`, `fig-2.svg`, … |
/// | `slides/`, or a folder that exists | files in the folder, named after the lesson |
/// | `-`, or a pipe or device that exists | one picture, written as a stream |
public struct OutputPlan: Equatable, Sendable {
  /// The output as the user typed it.
  public let argument: String

  /// The formats of the pictures; each chosen step is written once in each.
  public let formats: [FigureFormat]

  /// Whether the picture goes to standard output.
  public var isStandardOutput: Bool { argument == "-" }

  /// Whether the picture goes to a stream, which holds one: standard output, a pipe or a device.
  public var isStream: Bool { stem == nil }

  /// How names tell several looks of one step apart.
  public let variantNames: VariantNames

  /// The name of the pictures, without folder, number and extension; of a stream, the lesson's.
  public let pictureName: String

  /// The path up to a number and the extension; nil for a stream, which has neither.
  let stem: String?

  /// The extension as typed (`PNG`); nil if the format gives it.
  let typedExtension: String?

  /// Reads one `-o`.
  ///
  /// It looks at the file system once, to see whether the argument is a folder, and writes nothing.
  ///
  /// - Parameters:
  ///   - argument: the path as typed, or `-`.
  ///   - lessonName: the lesson's name, from which the files in a folder are named.
  ///   - formats: what to write where the argument names no format, which is in a folder and in a
  ///     stream; an extension has the last word.
  ///   - variantNames: how names tell several looks of one step apart.
  /// - Throws: ``OutputError`` of kind `wrongUsage` if the argument has no known extension and is
  ///   neither a folder nor a stream, if it has no name, or if a stream is to hold several formats.
  public init(
    argument: String, lessonName: String, formats: [FigureFormat] = [.svg],
    variantNames: VariantNames = .plain
  ) throws(OutputError) {
    func mistake(_ misuse: OutputError.Misuse) -> OutputError {
      OutputError(kind: .wrongUsage(misuse), path: argument)
    }
    precondition(!formats.isEmpty, "an output needs a format")
    self.argument = argument
    self.variantNames = variantNames
    guard !argument.isEmpty else { throw mistake(.missingName) }

    let existing = argument == "-" ? nil : FileStatus(of: argument)?.kind
    if existing == .folder || argument.hasSuffix("/") {
      let folder = argument.hasSuffix("/") ? argument : argument + "/"
      pictureName = LessonFileName.safe(lessonName)
      stem = folder + pictureName
      typedExtension = nil
      self.formats = formats
      return
    }

    let file = argument.split(separator: "/").last ?? ""
    let dot = file.lastIndex(of: ".")
    let name = dot.map { file[..<$0] } ?? file
    let ending = dot.map { String(file[file.index(after: $0)...]) } ?? ""
    if argument != "-", let format = FigureFormat(fileExtension: ending) {
      guard !name.isEmpty else { throw mistake(.missingName) }
      pictureName = String(name)
      stem = String(argument.dropLast(ending.count + 1))
      typedExtension = ending
      self.formats = [format]
      return
    }

    guard argument == "-" || existing == .stream else {
      throw mistake(ending.isEmpty ? .missingExtension : .unknownExtension(ending))
    }
    guard formats.count == 1 else { throw mistake(.severalFormats(formats)) }
    pictureName = LessonFileName.safe(lessonName)
    stem = nil
    typedExtension = nil
    self.formats = formats
  }
}
