import ArgumentParser
import Figures
import Formulas
import Foundation
import Look
import Publishing
import Storyboards
import UnrollKit

extension FigureFormat: ExpressibleByArgument {}
extension VariantNames: ExpressibleByArgument {}
extension Overrides.Deck: ExpressibleByArgument {}

/// `unroll render`: draws the figures.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws the steps of a lesson: a picture each, or a deck in one file.",
    discussion: """
      Each step of the deck is one frame, and nothing moves from one frame to the next.

        unroll render lesson.yaml -o talk.pdf     a deck: one page a step
        unroll render lesson.yaml -o talk.html    a page that presents and computes again
        unroll render lesson.yaml -o talk.tex     a deck in LaTeX, to edit
        unroll render lesson.yaml -o talk.typ     a deck in Typst, to edit
        unroll render lesson.yaml                 lesson/lesson-1.svg, …
        unroll render lesson.yaml -o fig.svg -o fig.png
                                                  fig-1.svg …, and fig-1.png …
        unroll render lesson.yaml -o fig.pdf --steps last
                                                  one page, for LaTeX
        unroll render lesson.yaml -o talk.pptx    the same for PowerPoint
        unroll render lesson.yaml -o talk.webp    an animation, which plays once
        unroll render lesson.yaml -o fig-%d.pdf   fig-1.pdf, …: a file for each step
        unroll render lesson.yaml -o slides/ -f svg -f png --steps 3-6,answer
        unroll render lesson.yaml -o fig.svg --steps last --theme light,dark
                                                  fig-light.svg and fig-dark.svg
        unroll render lesson.yaml --language it --notes notes.md
                                                  figures in Italian, and what to say to each
        cat lesson.yaml | unroll render - -o - --steps last > fig.svg
      """)

  enum Text: String, ExpressibleByArgument, CaseIterable { case paths, live }

  @Argument(
    help: "The lesson file; - reads standard input.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var lesson: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      fig.svg, fig.png or fig.gv for a picture of each step; talk.html, talk.pdf, talk.pptx, talk.tex, talk.typ, \
      talk.webp or talk.gif for a deck; a folder such as slides/, or - for standard output; may be repeated. \
      (default: a folder named after the lesson)
      """, valueName: "path"), completion: .file())
  var output: [String] = []

  @Option(help: StepSelection.help, completion: StepSelection.completion)
  var steps: StepSelection?

  @Option(
    name: .shortAndLong,
    help: "The format in a folder or on standard output; may be repeated. (default: svg)")
  var format: [OutputFormat] = []

  @Option(
    help: "The deck: the lecture, or the question, which ends before any gradient is shown.")
  var deck: Overrides.Deck = .lecture

  @OptionGroup(title: "The look")
  var look: FigureOptions

  @OptionGroup
  var ids: IDOption

  @Option(help: "The language of all text: en or it. (default: the lesson's)")
  var language: Language?

  @Option(
    help: ArgumentHelp(
      """
      How file names distinguish themes: plain, fig-light.svg and fig-dark.svg, or docc, fig.svg \
      and fig~dark.svg.
      """, valueName: "plain|docc"))
  var names: VariantNames = .plain

  @Option(
    help: ArgumentHelp(
      "A Markdown file for the narration of the chosen steps, or - for standard output.",
      valueName: "path"), completion: .file(extensions: ["md"]))
  var notes: String?

  @Option(help: "Text in SVG: paths, the same in every viewer, or live, to edit and search.")
  var text: Text = .paths

  @Option(
    help: """
      Pixels per inch of PNG, WebP and GIF; 144 gives 1920 × 1080. (default: 144; of WebP and GIF, \
      1280 pixels on the longest side)
      """)
  var ppi: Double?

  @Flag(help: "Pad the numbers of frames with zeros: fig-01.svg, to sort them by name.")
  var padded = false

  @OptionGroup(title: "Decks")
  var decks: DeckFlags

  @Flag(name: .shortAndLong, help: "Print only errors.")
  var quiet = false

  // Set by the tool when it shares the drawing of frames with a second process: the size of the
  // lesson that the second process gets.
  @Option(help: .hidden)
  var share: Int?

  // Fewer frames are drawn before a second process has started.
  private static let fewestSharedFrames = 24

  func validate() throws {
    guard (10...2400).contains(ppi ?? 144) else {
      throw ValidationError("--ppi must be from 10 to 2400")
    }
  }

  func run() throws {
    try Failure.reported {
      let source = try LessonSource(lesson, sharedSize: share)
      let name = source.name
      let outputs = output.isEmpty ? [name + "/"] : output
      var plans = try outputs.map {
        try OutputPlan(
          argument: $0, lessonName: name, formats: format.isEmpty ? [.picture(.svg)] : format,
          variantNames: names)
      }
      let deck = try deck(of: source)
      if padded {
        for index in plans.indices { plans[index].leastDigits = "\(deck.steps.count)".count }
      }
      let illustration = deck.showing(try steps.chosen(from: deck.steps))
      let chosen = illustration.steps
      let themes = look.themes(or: illustration.theme)
      let variants = themes.count > 1 || names == .docc ? themes.map(\.name) : []
      try checkNames(of: themes)
      try decks.check(plans)
      for plan in plans {
        try plan.check(chosenSteps: chosen.count)
        try look.check(plan, themes)
      }
      let jobs = try OutputFile.all(
        of: plans, themes: themes, variants: !variants.isEmpty, steps: chosen,
        hasNotes: decks.speakerNotes == .pdfpc
      ) { ids.id(of: deck.lesson, inFile: $0.pictureName) }
      try checkNotes(against: jobs)
      let worker = try startWorker(for: jobs, source)
      try draw(jobs, of: illustration, isPair: !variants.isEmpty, isShared: worker != nil)
      try worker?.finish()
      guard share == nil else { return }
      tell(jobs, plans, deck.steps.count, variants, isDeck: chosen.count > 1)
      if let notes { try write(deck.storyboard.notes(of: chosen), to: notes) }
    }
  }

  private func deck(of source: LessonSource) throws -> Illustration {
    let overrides = look.overrides(in: language, deck: deck)
    // The first process has already checked.
    return share == nil
      ? try Illustration(of: source.read(), with: overrides)
      : try Illustration(unchecked: source.read(), with: overrides)
  }

  private func draw(
    _ jobs: [OutputFile], of illustration: Illustration, isPair: Bool, isShared: Bool
  ) throws {
    let mine = jobs.enumerated()
      .filter { isMine($0.offset, $0.element, isShared: isShared) }.map(\.element)
    var progress = Progress(total: jobs.count)
    var figure: Illustration?
    var animation: DrawnAnimation?
    let writer = BackgroundWriter(pixelsPerInch: ppi ?? 144)
    var options = decks.options
    options.pixelsPerInch = ppi
    for (done, job) in mine.enumerated() {
      if figure?.theme != job.theme {
        let next = illustration.showing(shown(in: mine, job.theme, of: illustration))
          .colored(job.theme)
        try warn(next, isFirst: figure == nil)
        (figure, animation) = (next, nil)
      }
      guard let figure else { return }
      if case .picture(let step, .png) = job.content {
        let pixels = try figure.pixels(of: step, pixelsPerInch: ppi ?? 144)
        try writer.write(pixels, to: job.path)
      } else if case .deck(let format) = job.content, format.isAnimation,
        let frames = try animation ?? figure.animation(pixelsPerInch: ppi)
      {
        animation = frames
        try writer.write(frames, as: format, to: job.path)
      } else {
        try [OutputPlan].write(
          bytes(of: job, figure, isPair: isPair, options), to: job.path)
      }
      // The other process is about as far.
      progress.advance(to: (done + 1) * jobs.count / mine.count)
    }
    try writer.finish()
    progress.finish()
  }

  private func bytes(
    of job: OutputFile, _ figure: Illustration, isPair: Bool, _ options: DeckOptions
  ) throws -> [UInt8] {
    switch job.content {
    case .picture(let step, let format):
      try figure.rendered(
        step, as: format, hasLiveText: text == .live, id: job.id,
        variant: isPair ? job.theme.name : nil)
    case .deck(let format): try figure.deck(as: format, options)
    case .notes: PDFDeck.pdfpc(figure.words)
    }
  }

  /// The steps that this process draws in a theme: all of them for a deck.
  private func shown(
    in jobs: [OutputFile], _ theme: Theme, of illustration: Illustration
  ) -> [Step] {
    var numbers: Set<Int> = []
    for job in jobs where job.theme == theme {
      guard case .picture(let step, _) = job.content else { return illustration.steps }
      numbers.insert(step.number)
    }
    return illustration.steps.filter { numbers.contains($0.number) }
  }

  private func warn(_ figure: Illustration, isFirst: Bool) throws {
    guard share == nil, !quiet else { return }
    if isFirst { try Terminal.warnOfMissingFont() }
    if isFirst, !figure.isChecked {
      Terminal.warn(
        "the gradients are not checked, because the network has more than 10,000 nodes; "
          + "unroll check \(lesson) checks them")
    }
    let shown = Set(figure.steps.map(\.number))
    if isFirst {
      let missing = try figure.scene().missingCharacters
      if let missing { Terminal.warn(missing.message) }
      try warnOfFirst(
        figure.problems().filter { $0 != missing && $0.steps.contains(where: shown.contains) }
          .map(\.message))
    }
    warnOfFirst(figure.theme.contrasts.filter { !$0.isEnough }.map(\.complaint))
  }

  private func warnOfFirst(_ complaints: [String]) {
    guard let first = complaints.first else { return }
    let rest = complaints.count - 1
    Terminal.warn(first + (rest > 0 ? "; unroll lint \(lesson) reports \(rest) more" : ""))
  }

  private func checkNames(of themes: [Theme]) throws {
    guard names == .docc, let other = themes.first(where: { !["light", "dark"].contains($0.name) })
    else { return }
    throw Failure.usage(
      "--names docc: DocC supports light and dark pictures, and \(other.name) is neither")
  }

  // MARK: Notes

  private func checkNotes(against jobs: [OutputFile]) throws {
    guard let notes else { return }
    if notes.isEmpty { throw Failure.usage("--notes: the file name is empty; write notes.md") }
    guard jobs.contains(where: { $0.path == notes }) else { return }
    throw Failure.usage(
      notes == "-"
        ? "--notes -: standard output holds the picture; write the notes to a file: notes.md"
        : "--notes \(notes): a picture goes there; write the notes to another file")
  }

  private func write(_ text: String, to path: String) throws {
    guard path != "-" else { return try StandardOutput.write(text) }
    try AtomicFile.write(Array(text.utf8), to: path)
    if !quiet { Terminal.say("Wrote \(path)") }
  }

  // MARK: The second process

  /// The worker draws every second frame of PDF and DOT. A deck is drawn at once, and so are all
  /// frames of SVG; of PNG only what changes is drawn.
  private func isMine(_ index: Int, _ job: OutputFile, isShared: Bool) -> Bool {
    let isWorkers = index % 2 == 1 && job.isSingleFrame
    return share != nil ? isWorkers : !(isShared && isWorkers)
  }

  private func startWorker(for jobs: [OutputFile], _ source: LessonSource) throws -> Worker? {
    let frames = jobs.count(where: \.isSingleFrame)
    let isPiped = jobs.contains { $0.path == "-" }
    guard share == nil, frames >= Self.fewestSharedFrames, !isPiped,
      ProcessInfo.processInfo.activeProcessorCount > 1
    else { return nil }
    return try Worker(sharing: source.bytes)
  }

  private func tell(
    _ jobs: [OutputFile], _ plans: [OutputPlan], _ stepCount: Int, _ variants: [String],
    isDeck: Bool
  ) {
    guard !quiet else { return }
    let files = jobs.map(\.path).filter { $0 != "-" }
    if let first = files.first, let last = files.last {
      Terminal.say(
        files.count == 1 ? "Wrote \(first)" : "Wrote \(files.count) files: \(first) … \(last)")
    }
    let leftovers =
      isDeck
      ? plans.flatMap { $0.leftovers(beyondStep: stepCount, variants: variants) } : []
    if let first = leftovers.first {
      Terminal.warn(
        "found \(leftovers.count) frame\(leftovers.count == 1 ? "" : "s") of an "
          + "earlier, longer deck, from \(first) on; delete them if slides include them")
    }
  }
}

extension OutputFile {
  /// Whether it is a frame that is drawn by itself.
  fileprivate var isSingleFrame: Bool {
    if case .picture(_, let format) = content { format == .pdf || format == .gv } else { false }
  }
}
