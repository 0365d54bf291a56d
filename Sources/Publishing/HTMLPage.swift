import Formulas

/// A page of HTML that loads nothing but itself and, if it is served, what its server has.
///
/// A served page says in `data-live` which version it is, and listens to its server (`live.js`).
public struct HTMLPage: Hashable, Sendable {
  /// The text.
  public let content: [UInt8]
  /// What distinguishes it from every other page.
  public let version: String
  /// What it may load, as a content security policy.
  public let policy: String

  /// - Parameters:
  ///   - classes: the classes of `<html>`.
  ///   - scripts: the files of each script; each script runs even if one before it has failed.
  init(
    language: String, classes: String, title: String, style: String, body: String,
    scripts: [[[UInt8]]], isServed: Bool
  ) {
    let style = style + (isServed ? Self.text(PackageResources.live_css) : "")
    let scripts = (scripts + (isServed ? [[PackageResources.live_js]] : [])).map(Self.script)
    version = ContentHash.of([language, classes, title, style, body] + scripts)
    policy = Self.policy(style: style, scripts: scripts, isServed: isServed)
    let live = isServed ? " data-live=\"\(version)\"" : ""
    let page = """
      <!DOCTYPE html>
      <html lang="\(language)" class="\(classes.attribute)"\(live)>
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <title>\(title.attribute)</title>
      <link rel="icon" href="data:,">
      <style>\(style)</style>
      </head>
      <body>
      \(body)
      \(scripts.map { "<script>\($0)</script>\n" }.joined())</body>
      </html>

      """
    content = Array(page.utf8)
  }

  private static func policy(style: String, scripts: [String], isServed: Bool) -> String {
    let hashes = scripts.map { "'sha256-\(Checksum.sha256(of: $0))'" }
    return "default-src 'none'; style-src 'sha256-\(Checksum.sha256(of: style))'; "
      + "script-src \(hashes.isEmpty ? "'none'" : hashes.joined(separator: " ")); "
      + "font-src data:; img-src \(isServed ? "'self' " : "")data: blob:; "
      + "connect-src \(isServed ? "'self'" : "'none'"); base-uri 'none'; form-action 'none'"
  }

  static func text(_ resource: [UInt8]) -> String { String(decoding: resource, as: UTF8.self) }

  /// Files as one script, in a function of its own, without their comments.
  private static func script(_ files: [[UInt8]]) -> String {
    "(()=>{\"use strict\";\n" + files.map { withoutComments(text($0)) }.joined() + "})()"
  }

  /// A script without the lines that are comments, and without indents.
  private static func withoutComments(_ script: String) -> String {
    script.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { line in !["//", "/*", "* ", "*/"].contains { line.hasPrefix($0) } && line != "*" }
      .map { $0 + "\n" }.joined()
  }
}

extension HTMLPage {
  /// Creates a served page of notes: headings, text and figures in a column for reading, which are
  /// exchanged where they change.
  ///
  ///     HTMLPage(notes: "<h1>Exploding gradients</h1>", title: "Exploding gradients")
  ///
  /// - Parameters:
  ///   - main: the contents of the page, as HTML without scripts and styles.
  ///   - isWaiting: whether they only say what the page waits for.
  public init(notes main: String, title: String, isWaiting: Bool = false) {
    self.init(
      language: "en", classes: isWaiting ? "notes waiting" : "notes", title: title,
      style: Self.text(PackageResources.notes_css), body: "<main>\n\(main)</main>", scripts: [],
      isServed: true)
  }
}
