/// The destination and the formats of the pictures of one `-o`.
///
/// ```swift
/// let plan = try OutputPlan(argument: "fig.svg", lessonName: "elman")
/// plan.path(forStep: 24, ofChosen: 24, format: .svg)  // "fig-24.svg"
/// plan.path(forStep: 24, ofChosen: 1, format: .svg)   // "fig.svg"
/// ```
///
/// | argument | pictures |
/// |---|---|
/// | `fig.svg`, `fig.PNG`, `out/fig.pdf` | this file, or `fig-1.svg`, `fig-2.svg`, … |
/// | `slides/`, or an existing folder | files in the folder, named after the lesson |
/// | `-`, or an existing pipe or device | one picture, written as a stream |
public struct OutputPlan: Equatable, Sendable {
  /// The output as the user typed it.
  public let argument: String

  /// The formats of the pictures. Each chosen step is written once in each format.
  public let formats: [FigureFormat]

  /// Whether the output is a stream, which holds one picture: standard output, a pipe or a device.
  public var isStream: Bool { stem == nil }

  /// How file names distinguish several looks of one step.
  public let variantNames: VariantNames

  /// The name of the pictures, without folder, number and extension; of a stream, the lesson's.
  public let pictureName: String

  /// The path up to a number and the extension; nil for a stream, which has neither.
  let stem: String?

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
  ///   - variantNames: how file names distinguish several looks of one step.
  /// - Throws: ``OutputError`` of kind `wrongUsage` if the argument has no known extension and is
  ///   neither a folder nor a stream, if it has no name, or if several formats are requested for a
  ///   stream.
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
