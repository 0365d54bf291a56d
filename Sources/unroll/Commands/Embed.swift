import ArgumentParser
import Documents
import Formulas
import Notes
import Publishing

extension NotesHost: ExpressibleByArgument {
  /// Reads a host by its own name or by that of a program that reads the same Markdown.
  public init?(argument: String) {
    let others: [String: NotesHost] = [
      "gitlab": .github, "commonmark": .github, "jekyll": .kramdown, "docusaurus": .mdx,
    ]
    let named = NotesHost.ofMarkdown.first { $0.rawValue == argument }
    guard let host = named ?? others[argument] else { return nil }
    self = host
  }

  /// The names of the hosts among which an author chooses.
  public static var allValueStrings: [String] { ofMarkdown.map(\.rawValue) }
}

/// `unroll embed`: puts the figures of the lessons in Markdown documents below them.
struct Embed: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws the lessons in Markdown documents and puts the figures below them.",
    discussion: """
      A fenced block whose language is unroll holds a lesson or names one (lesson: path.yaml). The \
      pictures and their alternative text go below it, between two comments; running this again \
      changes nothing unless a lesson has changed.

        unroll embed notes.md                     notes.md, and figures/ beside it
        unroll embed *.md --check                 exit code 2 if a figure is stale
        unroll embed notes.md --prune             remove figures that are no longer used
        unroll embed notes.md --hide-source       collapse the lesson, show only the figure
        unroll embed notes.md --for kramdown      write what Jekyll reads

      Keys of a block, in ```{.unroll #fig:one show=braces} or in first lines such as #| show: 2-5:
      \(BlockKey.summary).
      """)

  @Argument(help: "The documents.", completion: .file(extensions: EmbeddedDocument.extensions))
  var documents: [String]

  @Option(
    help: ArgumentHelp("The folder of the figures, beside each document.", valueName: "folder"),
    completion: .directory)
  var figures = "figures"

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      """
      The program that shows documents in Markdown: github, or any that reads CommonMark; kramdown (Jekyll), mkdocs, \
      hugo, mdx (Docusaurus), obsidian or moodle. (default: mdx for .mdx, else github)
      """, valueName: "host"))
  var host: NotesHost?

  @Option(
    help: ArgumentHelp(
      """
      The address at which the site shows this folder, such as /course/: pictures then have an address from the \
      root of the site. (default: relative to the document)
      """, valueName: "address"))
  var basePath: String?

  @Flag(help: "Write nothing; exit code 2 if something is stale.")
  var check = false

  @Flag(help: "Remove figures drawn by unroll that no file in the document's folder names.")
  var prune = false

  @OptionGroup
  var outside: OutsideOption

  @Flag(help: "Collapse each lesson on the page, so that only its figure is visible at first.")
  var hideSource = false

  @Flag(
    help: """
      Draw everything again, even what is up to date, instead of taking pictures from the cache, \
      XDG_CACHE_HOME/unroll.
      """)
  var noCache = false

  @Flag(name: .shortAndLong, help: "Print only warnings and errors.")
  var quiet = false

  func validate() throws {
    guard !documents.isEmpty else { throw ValidationError("name a document") }
    if let objection = FigureFolder.objection(to: figures) {
      throw ValidationError("--figures \(figures): \(objection)")
    }
    if let outside = documents.first(where: { basePath != nil && !BaseAddress.reaches($0) }) {
      throw ValidationError(
        "\(outside) is outside this folder, so --base-path gives it no address; run unroll in the "
          + "folder of the site")
    }
    _ = try base()
  }

  private func base() throws -> BaseAddress? {
    do {
      return try basePath.map { text throws(BaseAddress.Objection) in try BaseAddress(text) }
    } catch {
      throw ValidationError("--base-path \(basePath ?? ""): \(error)")
    }
  }

  func run() throws {
    try Failure.reported {
      var stale: [String] = []
      var written = 0
      // A mistake in one document leaves all of them unchanged.
      if documents.count > 1 {
        try EmbeddedDocument.check(documents, settings(redraws: false, writes: false))
      }
      for path in documents {
        let run = try EmbeddedDocument(path, settings(redraws: noCache, writes: !check))
        stale += run.stale
        written += run.written
        if run.isEmpty, !quiet {
          Terminal.warn("\(path) has no block whose language is unroll")
        }
        tellUnused(run)
      }
      if written > 0 {
        try Terminal.warnOfMissingFont()
        Terminal.warnOfUseless(noCache ? nil : PictureCache())
      }
      if check {
        guard stale.isEmpty else {
          for path in stale { Terminal.say("unroll: stale: \(path)") }
          Terminal.say(Message("unroll", .error, "run unroll embed without --check to update them"))
          throw ExitCode(2)
        }
      }
      guard !quiet else { return }
      Terminal.say(
        written == 0
          ? "Everything is up to date." : "Wrote \(written) file\(written == 1 ? "" : "s").")
    }
  }

  private func settings(redraws: Bool, writes: Bool) throws -> EmbeddedDocument.Settings {
    .init(
      figures: FigureFolder.spelled(figures), host: host, base: try base(),
      outside: outside.lessons, hidesSource: hideSource, redraws: redraws, writes: writes,
      prunes: prune)
  }

  private func tellUnused(_ run: EmbeddedDocument) {
    if let refusal = run.lockRefusal {
      Terminal.warn(
        "the folder cannot be locked (\(refusal.reason ?? "no reason given")); "
          + "--prune is safe only while no other unroll embed runs in it")
    }
    for place in run.edited where !check {
      Terminal.warn(
        "\(place): the text between the marks below this block was changed by hand, and is written "
          + "anew; keep your own text outside them")
    }
    guard !quiet else { return }
    for path in run.removed { Terminal.say("Removed \(path)") }
    for change in run.renumbered { Terminal.warn(change) }
    if run.unused.count > 3 {
      Terminal.warn(
        "no document shows \(run.unused[0]) and \(run.unused.count - 1) other figures; --prune "
          + "removes them")
    } else {
      for path in run.unused { Terminal.warn("no document shows \(path); --prune removes it") }
    }
  }
}
