import Formulas
import Foundation
import Notes
import TestSupport
import Testing

/// Hostile words through each writer, and back through a reader of its format.
@Suite struct HostileWordsTests {
  private let folder: TemporaryFolder
  private static let words =
    HostileWords.inDocuments
    + HostileWords.ofSeveralLines.filter {
      !HostileWords.asRead($0).isEmpty
    }
  private static let cmark = ForeignProgram(name: "cmark-gfm")
  /// All of them in one line: the keys of one block.
  private static let line = HostileWords.inDocuments.filter { $0.count < 100 }
    .joined(separator: " · ")

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String?) -> String { HostileWords.asRead(text ?? "") }

  private func html(of markdown: String) throws -> Elements {
    try folder.put(markdown, in: "read.md")
    let extensions = ["autolink", "strikethrough", "table"]
    let run = try Self.cmark.run(
      extensions.flatMap { ["-e", $0] } + ["--unsafe", "read.md"], in: folder)
    return try Elements("<html>" + run.text + "</html>")
  }

  // MARK: Markdown

  /// Each of the words as a picture's, a caption's, a heading's and a paragraph's.
  private static let document = words.map {
    "![\($0.markdown)](x.svg)\n\n*\($0.markdown)*\n\n# \($0.markdown)\n\n\($0.markdown)\n\n"
  }.joined()

  @Test(
    "Markdown gives words as they are to GitHub's reader",
    .enabled(if: cmark.isExpected, "cmark-gfm is missing: sh setup.sh tests"))
  func markdown() throws {
    let elements = try html(of: Self.document)
    let expected = Self.words.map(HostileWords.asRead)
    #expect(elements["img"].map { read($0.attributes["alt"]) } == expected)
    #expect(elements["em"].map { read($0.text) } == expected)
    #expect(elements["h1"].map { read($0.text) } == expected)
    #expect(elements["p"].count == expected.count * 3)
    for (index, word) in expected.enumerated() {
      #expect(read(elements["p"][index * 3 + 2].text) == word)
    }
    #expect(Set(elements.all.map(\.name)) == ["html", "p", "img", "em", "h1"])
  }

  @Test("Markdown gives words as they are to Pandoc's readers", arguments: Pandoc.installed)
  func pandoc(_ pandoc: Pandoc) throws {
    try folder.put(Self.document, in: "read.md")
    let expected = Self.words.map(HostileWords.asRead)
    for format in ["markdown-smart-implicit_figures", "gfm", "commonmark_x-smart-implicit_figures"]
    {
      let run = try pandoc.program.run("-f", format, "-t", "json", "read.md", in: folder)
      let blocks = try #require(try JSON(parsing: Array(run.output))["blocks"].array)
      try #require(blocks.count == expected.count * 4, "\(format)")
      for (index, word) in expected.enumerated() {
        let image = blocks[index * 4]["c"][0]
        #expect(image["t"] == "Image" && text(image["c"][1]) == word, "\(format)")
        let emphasis = blocks[index * 4 + 1]["c"][0]
        #expect(emphasis["t"] == "Emph" && text(emphasis["c"]) == word, "\(format)")
        #expect(text(blocks[index * 4 + 2]["c"][2]) == word, "\(format)")
        #expect(text(blocks[index * 4 + 3]["c"]) == word, "\(format)")
      }
    }
  }

  /// The text of inline elements of Pandoc's that are words and blanks; `nil` if there are others.
  private func text(_ inlines: JSON) -> String? {
    var text = ""
    for inline in inlines.array ?? [] {
      switch inline["t"].string {
      case "Str": text += inline["c"].string ?? ""
      case "Space", "SoftBreak": text += " "
      default: return nil
      }
    }
    return read(text)
  }

  // MARK: LaTeX

  @Test("LaTeX gives words as they are", arguments: Pandoc.installed)
  func latex(_ pandoc: Pandoc) throws {
    // TeX makes other signs of some; what is not to be lost are the letters and the escaped signs.
    func compared(_ text: String) -> String {
      let signs: [Unicode.Scalar: Unicode.Scalar] = ["`": "‘", "'": "’"]
      let scalars = text.unicodeScalars.filter { $0 != " " && $0 != "\u{A0}" }
      return [("—", "---"), ("–", "--"), ("“", "‘‘"), ("”", "’’")].reduce(
        String(String.UnicodeScalarView(scalars.map { signs[$0] ?? $0 }))
      ) { $0.replacing($1.0, with: $1.1) }
    }
    let words = Self.words.map(HostileWords.asRead).filter { $0.count < 100 }
    let text = words.map { "$" + Notation.word($0).latex + "$\n\n" }.joined()
    try folder.put(text, in: "read.tex")
    let run = try pandoc.program.run(
      "-f", "latex", "-t", "html", "--mathml", "--wrap=none", "read.tex", in: folder)
    let elements = try Elements("<html>" + run.text + "</html>")
    let found = elements["p"].map { read($0.text) }
    try #require(found.count == words.count)
    for (word, found) in zip(words, found) {
      // The source is in the page too, for readers of its own.
      #expect(compared(found).hasPrefix(compared(word)), "\(word): \(found)")
    }
  }

  // MARK: From a document to the reader

  private static func yaml(_ words: String) -> String {
    // A mark with an accent is one character, but YAML has its quotation mark.
    let scalars = words.unicodeScalars.flatMap { $0 == "'" ? [$0, $0] : [$0] }
    return "'" + String(String.UnicodeScalarView(scalars)) + "'"
  }

  private var block: String {
    "```unroll\n#| caption: \(Self.yaml(Self.line.markdown))\n#| alt: \(Self.yaml(Self.line))\n\(Tool.smallLesson)\n```\n"
  }

  @Test(
    "embed gives words as they are, and knows its figure again",
    .enabled(if: cmark.isExpected, "cmark-gfm is missing: sh setup.sh tests"))
  func embed() throws {
    try folder.put(block, in: "notes.md")
    #expect(try Tool.run("embed", "notes.md", in: folder).code == 0)
    let elements = try html(of: try folder.text(of: "notes.md").replacing(/<!--.*?-->/, with: ""))
    #expect(read(elements["img"].first?.attributes["alt"]) == read(Self.line))
    #expect(read(elements["em"].first?.text) == read(Self.line))
    #expect(try Tool.run("embed", "notes.md", "--check", in: folder).code == 0)
  }

  private func json(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("mdBook gets words as they are")
  func mdBook() throws {
    let book: [Any] = [
      ["root": folder.path, "renderer": "html", "config": ["book": ["src": "."]]],
      ["sections": [["Chapter": ["name": Self.line, "content": block, "path": "a.md"]]]],
    ]
    let input = String(decoding: try JSONSerialization.data(withJSONObject: book), as: UTF8.self)
    let run = try Tool.run("mdbook", in: folder, input: input)
    #expect(run.code == 0, "\(run.errors)")
    let sections = try #require(try json(run.output)["sections"] as? [[String: [String: Any]]])
    let chapter = try #require(sections.first?["Chapter"])
    #expect(chapter["name"] as? String == Self.line)
    let figure = try Elements(try #require(chapter["content"] as? String))
    #expect(read(figure["figcaption"].first?.text) == read(Self.line))
    #expect(read(figure["desc"].first?.text) == read(Self.line))
  }

  @Test("MyST and other plug-ins get words as they are")
  func plugins() throws {
    let node: [String: Any] = ["position": ["start": ["line": 3]]]
    let directive: [String: Any] = [
      "node": node, "body": Tool.smallLesson,
      "options": ["alt": Self.line, "caption": [["type": "text", "value": Self.line]]],
    ]
    func text(_ object: [String: Any]) throws -> String {
      String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }
    let myst = try Tool.run(
      "myst", "--directive", "unroll", in: folder, input: text(directive))
    #expect(myst.code == 0, "\(myst.errors)")
    let nodes = try JSONSerialization.jsonObject(with: myst.output) as? [[String: Any]]
    let children = try #require(nodes?.first?["children"] as? [[String: Any]])
    #expect(children[0]["alt"] as? String == Self.line)
    let paragraphs = children[1]["children"] as? [[String: Any]]
    let words = paragraphs?.first?["children"] as? [[String: Any]]
    #expect(words?.first?["value"] as? String == Self.line)
    let request: [String: Any] = [
      "lesson": Tool.smallLesson, "options": ["alt": Self.line, "caption": Self.line],
    ]
    let answer = try json(try Tool.run("block", in: folder, input: text(request)).output)
    #expect(answer["caption"] as? String == Self.line.trimmingCharacters(in: .whitespaces))
    let pictures = try #require(answer["pictures"] as? [[String: Any]])
    #expect(pictures.first?["alt"] as? String == Self.line)
  }

  @Test("Pandoc gets words as they are", arguments: Pandoc.installed)
  func filter(_ pandoc: Pandoc) throws {
    // Dollars in a caption mark formulas, there and in Pandoc itself.
    let words = Self.line.replacing("$$z$$", with: "").replacing(/\$a\$|\$.{0,3}b\$.*?\$/, with: "")
    try folder.put(
      "```unroll\n#| caption: \(Self.yaml(words.markdown))\n#| alt: \(Self.yaml(words))\n\(Tool.smallLesson)\n```\n",
      in: "notes.md")
    for format in ["html", "json"] {
      let run = try pandoc.write("notes.md", "--wrap=none", "-t", format, in: folder)
      try #require(run.code == 0, "\(run.errors)")
      guard format == "html" else {
        #expect(try JSONSerialization.jsonObject(with: run.output) is [String: Any])
        continue
      }
      let page = try Elements("<html>" + run.text + "</html>")
      #expect(read(page["figcaption"].first?.text) == read(words))
      #expect(read(page["img"].first?.attributes["alt"]) == read(words))
    }
  }

  @Test(
    "A lesson's title is as it is in notes, and breaks no picture",
    .enabled(if: cmark.isExpected, "cmark-gfm is missing: sh setup.sh tests"))
  func title() throws {
    let title = HostileWords.inDocuments.filter { $0.count < 20 }.prefix(30)
      .joined(separator: " · ")
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let quoted = String(decoding: try encoder.encode(title), as: UTF8.self)
    try folder.put("title: \(quoted)\n\(Tool.smallLesson)\n", in: "a.yaml")
    let run = try Tool.run(
      "render", "a.yaml", "-o", "a.svg", "--steps", "last", "--notes", "notes.md", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    // The title is drawn as outlines; but the file is one that a reader of XML takes.
    #expect(try !Elements(try folder.text(of: "a.svg"))["path"].isEmpty)
    let notes = try html(of: try folder.text(of: "notes.md"))
    #expect(read(notes["h1"].first?.text) == read(title))
  }
}
