import Foundation
import Notes
import TestSupport
import Testing

/// What was written for a host, shown by its own program.
extension EmbedHostsTests {
  @Test(
    "Jekyll shows what was written for it",
    .enabled(
      if: EmbedHostsTests.isExpected(gem: "kramdown-parser-gfm"),
      "kramdown is missing: sh setup.sh tests"))
  func jekyllPage() throws {
    try put()
    #expect(try embed(.kramdown, "--hide-source").code == 0)
    let script = """
      require "kramdown"
      require "kramdown-parser-gfm"
      require "liquid"
      text = File.read("notes.md") + "{% endraw %}"
      text = Liquid::Template.parse(text, error_mode: :strict).render!
      puts Kramdown::Document.new(text, input: "GFM", hard_wrap: false, math_engine: "mathjax").to_html
      """
    let run = try Self.ruby.run("-e", script, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let page = try Page(run.text)
    #expect(
      page.words.contains("Two <em>paths</em> to \\(W_{ {h}} \\lt  1\\) & {{ page }} a|b {% x %}"))
    #expect(page.alt == "A \"quote\" with {{ braces }} and <b> *stars*")
    #expect(run.text.contains("<img src=\"figures/two.svg\" alt="))
    #expect(run.text.contains("width=\"50%\"") && !run.text.contains("{:"))
    #expect(run.text.matches(of: /<code class="language-unroll">/).count == 4)
    #expect(run.text.matches(of: /<details>/).count == 4)
  }

  @Test(
    "MkDocs shows what was written for it",
    .enabled(if: ForeignProgram.isExpected(pythonPackage: "material")))
  func mkdocsSite() throws {
    try put(in: "docs/notes.md")
    try folder.put(Tool.smallLesson, in: "docs/lesson.yaml")
    try folder.put(
      """
      site_name: A
      theme: material
      plugins: []
      markdown_extensions:
        - attr_list
        - md_in_html
        - pymdownx.superfences
        - pymdownx.arithmatex: {generic: true}

      """, in: "mkdocs.yml")
    let embedded = try Tool.run(
      "embed", "docs/notes.md", "--for", "mkdocs", "--hide-source", in: folder)
    #expect(embedded.code == 0, "\(embedded.errors)")
    let run = try ForeignProgram.python.run("-m", "mkdocs", "build", "--strict", "-q", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let html = try folder.text(of: "site/notes/index.html")
    let page = try Page(html)
    #expect(
      page.words.contains(
        "Two <em>paths</em> to <span class=\"arithmatex\">\\(W_{{h}} \\lt  1\\)</span> & {{ page }} a|b {% x %}"
      ))
    #expect(page.alt == "A \"quote\" with {{ braces }} and <b> *stars*")
    #expect(html.contains("src=\"../figures/two.svg\" width=\"50%\""))
    #expect(html.contains("src=\"../figures/four-dark.svg#only-dark\""))
  }

  @Test(
    "Hugo shows what was written for it",
    .enabled(if: EmbedHostsTests.hugo.isExpected, "Hugo is missing: sh setup.sh tests"))
  func hugoSite() throws {
    try put("---\ntitle: A\n---\n\n" + Self.document, in: "content/notes/index.md")
    try folder.put(Tool.smallLesson, in: "content/notes/lesson.yaml")
    try folder.put(
      "baseURL = 'https://example.org/'\ndisableKinds = ['taxonomy', 'sitemap', 'rss', 'home']\n"
        + "[markup.goldmark.extensions.passthrough]\nenable = true\n"
        + "[markup.goldmark.extensions.passthrough.delimiters]\ninline = [['\\(', '\\)']]\n",
      in: "hugo.toml")
    for name in ["single", "list"] {
      try folder.put("<!doctype html>{{ .Content }}", in: "layouts/_default/\(name).html")
    }
    let embedded = try Tool.run("embed", "content/notes/index.md", "--for", "hugo", in: folder)
    #expect(embedded.code == 0, "\(embedded.errors)")
    let run = try Self.hugo.run("--quiet", in: folder)
    #expect(run.code == 0, "\(run)")
    let html = try folder.text(of: "public/notes/index.html")
    let page = try Page(html)
    #expect(page.words.contains("Two <em>paths</em> to "))
    #expect(page.words.contains(" & {{ page }} a|b {% x %}"))
    #expect(page.alt == "A \"quote\" with {{ braces }} and <b> *stars*")
    #expect(html.contains("figures/two.svg\"") && html.contains("width=\"50%\""))
    #expect(html.matches(of: /<th><img src="figures\/three/).count == 2)
    #expect(FileManager.default.fileExists(atPath: folder.path("public/notes/figures/one.svg")))
  }

  private static func isExpected(gem: String) -> Bool {
    guard ProcessInfo.processInfo.environment["CI", default: ""].isEmpty else { return true }
    guard ruby.path != nil, let folder = try? TemporaryFolder() else { return false }
    return (try? ruby.run("-e", "require '\(gem)'; require 'liquid'", in: folder))?.code == 0
  }
}

/// What a page that a host made says, with its entities as characters.
private struct Page {
  /// The text with its tags.
  let words: String
  /// The words of the first picture of a figure.
  let alt: String?

  init(_ html: String) throws {
    words = Self.decoded(html)
    let image = html.matches(of: /<img [^>]*>/).first { $0.output.contains("figures/one.svg") }
    alt = image?.output.firstMatch(of: /alt="([^"]*)"/).map { Self.decoded(String($0.1)) }
  }

  private static func decoded(_ html: String) -> String {
    html.replacing(/&#(x?)([0-9A-Fa-f]+);/) { match in
      UInt32(match.2, radix: match.1.isEmpty ? 10 : 16).flatMap(Unicode.Scalar.init)
        .map { String(Character($0)) } ?? ""
    }.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing(/&[lr]dquo;/, with: "\"")
      .replacing("&amp;", with: "&")
  }
}
