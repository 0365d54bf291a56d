import ArgumentParser
import Publishing
import UnrollKit

/// `unroll quiz`: worksheets with different numbers for each student, and their solutions.
struct Quiz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes worksheets with different numbers for each student, and their solutions.",
    discussion: """
      Each variant is the lesson's graph with different small integers: one figure to fill in, and \
      the same figure filled in. The same seed gives the same variants.

        unroll quiz lesson.yaml --variants 30 --seed 7
                                  lesson-quiz/lesson-1.svg, lesson-1-solution.svg, …
                                  and lesson-quiz/lesson-answers.md
        unroll quiz lesson.yaml -o exam/ -f pdf
      """)

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(help: "The number of variants.")
  var variants = 10

  @Option(help: "A whole number; a different one gives different variants.")
  var seed: UInt64 = 1

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder. (default: named after the lesson, with -quiz)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(name: .shortAndLong, help: "The format; may be repeated. (default: svg)")
  var format: [FigureFormat] = []

  @OptionGroup
  var pictures: PictureOptions

  func validate() throws {
    guard (1...1000).contains(variants) else {
      throw ValidationError("--variants must be from 1 to 1000")
    }
    if let output, let dot = output.lastIndex(of: "."),
      let format = FigureFormat(fileExtension: String(output[output.index(after: dot)...]))
    {
      throw ValidationError(
        "-o \(output): a quiz is many files; name a folder: -o \(output[..<dot])/ -f \(format.rawValue)"
      )
    }
    if output == "-" { throw ValidationError("-o - : a quiz is many files; name a folder") }
  }

  func run() throws {
    try Failure.reported {
      let source = try LessonSource(lesson)
      let lesson = try source.read()
      let name = LessonFileName.safe(source.name)
      let folder = output.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? "\(name)-quiz/"
      var numbers = try Worksheets(of: lesson, seed: seed, with: pictures.overrides)
      // All numbers are found before the first picture is drawn: too few leave no files.
      let worksheets = try (0..<variants).map { found in
        guard let worksheet = try numbers.next() else { throw tooFew(found) }
        return worksheet
      }
      try Terminal.warnOfMissingFont()
      Terminal.warnOfTraining(in: lesson, "a quiz")
      var answers = "# Answers\n"
      var progress = Progress(total: variants)
      for (number, worksheet) in zip(1..., worksheets) {
        try draw(
          worksheet.illustration, stem: "\(folder)\(name)-\(number)",
          id: pictures.ids.id(of: lesson, inFile: name) + "-\(number)")
        answers += "\n## Variant \(number)\n\n"
        for answer in worksheet.answers { answers += "- \(answer)\n" }
        progress.advance(to: number)
      }
      progress.finish()
      try AtomicFile.write(Array(answers.utf8), to: "\(folder)\(name)-answers.md")
      guard !pictures.quiet else { return }
      Terminal.say(
        "Wrote \(variants) variant\(variants == 1 ? "" : "s") and their solutions to \(folder), "
          + "and all answers to \(folder)\(name)-answers.md")
    }
  }

  private func tooFew(_ found: Int) -> Failure {
    let few =
      switch found {
      case 0: "no variant has"
      case 1: "only 1 variant has"
      default: "only \(found) variants have"
      }
    let fewer = found == 0 ? "" : "ask for fewer with --variants \(found), or "
    return Failure.lesson(
      "\(few) answers that can be read: values and gradients below 100, an answer that is not 0; "
        + "\(fewer)take a shorter sequence or ask for a later state")
  }

  private func draw(_ worksheet: Illustration, stem: String, id: String) throws {
    let themes = pictures.look.themes(or: worksheet.theme)
    for theme in themes {
      let figure = worksheet.colored(theme)
      let variant = themes.count > 1 ? theme.name : nil
      for format in format.isEmpty ? [.svg] : format {
        for (step, ending) in zip(figure.steps, ["", "-solution"]) {
          let bytes = try figure.rendered(
            step, as: format, pixelsPerInch: pictures.ppi ?? 144, id: id, variant: variant)
          let mark = variant.map { "-" + $0 } ?? ""
          try AtomicFile.write(bytes, to: "\(stem)\(ending)\(mark).\(format.rawValue)")
        }
      }
    }
  }
}
