import Foundation
import TestSupport
import Testing

@Suite struct PreprocessMdBookTests {
  private let folder: TemporaryFolder
  private let lesson = """
    cell: elman
    activation: identity
    parameters: {W_h: 2, W_x: 1, W_y: 1}
    sequence: [1, 2]
    loss: output

    """

  init() throws { folder = try TemporaryFolder() }

  /// Runs the tool as mdBook does, and returns the chapters' contents.
  private func built(
    _ chapters: [String: String], settings: [String: Any] = [:], renderer: String = "html",
    key: String = "items"
  ) throws -> (run: Tool.Outcome, contents: [String: String]) {
    let items: [Any] = chapters.sorted { $0.key < $1.key }.map { path, content in
      [
        "Chapter": [
          "name": path, "content": content, "number": [1], "sub_items": [], "path": path,
          "source_path": path, "parent_names": [],
        ]
      ]
    }
    let context: [String: Any] = [
      "root": folder.path, "renderer": renderer, "mdbook_version": "0.5.1",
      "config": ["book": ["src": "src"], "preprocessor": ["unroll": settings]],
    ]
    let input = try JSONSerialization.data(withJSONObject: [context, [key: items]])
    let run = try Tool.run("mdbook", in: folder, input: String(decoding: input, as: UTF8.self))
    guard run.code == 0 else { return (run, [:]) }
    let book = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    var contents: [String: String] = [:]
    for item in try #require(book[key] as? [[String: [String: Any]]]) {
      let chapter = try #require(item["Chapter"])
      contents[try #require(chapter["path"] as? String)] = chapter["content"] as? String
    }
    return (run, contents)
  }

  @Test("Renderers that show SVG in their pages are supported, others are not")
  func supports() throws {
    for (renderer, code) in [("html", 0), ("epub", 0), ("markdown", 0), ("latex", 1), ("x", 1)] {
      let run = try Tool.run("mdbook", "supports", renderer, in: folder)
      #expect(Int(run.code) == code && run.text.isEmpty && run.errors.isEmpty, "\(renderer)")
    }
    #expect(try Tool.run("mdbook", "suports", "html", in: folder).code == 64)
    #expect(try Tool.run("mdbook", in: folder, input: "{}").code == 64)
  }

  @Test("Started by the name mdbook-unroll, it is this command", arguments: ["sections", "items"])
  func byName(key: String) throws {
    let link = folder.path("mdbook-unroll")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: Tool.path)
    let run = try ForeignProgram(name: link).run("supports", "html", in: folder)
    #expect(run.code == 0)
    let built = try built(["a.md": "```unroll\n\(lesson)```\n"], key: key)
    #expect(built.contents["a.md"]?.hasPrefix("<figure class=\"unroll\"") == true)
  }

  @Test("A block becomes one line of HTML that the page's parser reads, and nothing is written")
  func inline() throws {
    let content = "A\n```{.unroll #fig:one width=60%}\n\(lesson)```\nB\n"
    let built = try built(["a.md": content])
    let lines = try #require(built.contents["a.md"]).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 5 && lines[0] == "A" && lines[2] == "" && lines[3] == "B")
    #expect(lines[1].hasPrefix("<figure class=\"unroll\" id=\"fig:one\""))
    let figure = XMLText(Data(lines[1].utf8))
    #expect(
      figure.isWellFormed && figure.elements.isSuperset(of: ["figure", "svg", "title", "desc"]))
    #expect(lines[1].contains("role=\"img\" aria-labelledby=") && lines[1].contains("width:60%;"))
    #expect(!lines[1].contains("<?xml"))
    #expect(try folder.names().isEmpty)
  }

  @Test("Words of a lesson cannot end the block of HTML that holds them")
  func hostile() throws {
    let words = "\\n\\n</figure>\\n\\n# Heading\\r\\n\\r\\n<script>alert(1)</script>"
    let content =
      "```unroll\n#| caption: </figcaption></figure><b>\n\(lesson)title: \"\(words)\"\n```\n"
    let page = try #require(try built(["a.md": content]).contents["a.md"])
    #expect(page.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    #expect(!page.contains("<script") && page.split(separator: "</figure>").count == 2)
    #expect(XMLText(Data(page.utf8)).isWellFormed)
  }

  @Test("No id is twice in a book, even where chapters show the same block")
  func ids() throws {
    let block = "```unroll\n\(lesson)```\n"
    let built = try built([
      "a.md": block + block, "b.md": "> " + block.dropLast().replacing("\n", with: "\n> "),
    ])
    let all = built.contents.values.joined()
    let ids = all.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(ids.count > 30 && Set(ids).count == ids.count)
    for reference in all.matches(of: /(?:href="|url\()#([^")]*)/) {
      #expect(ids.contains(String(reference.output.1)))
    }
    for label in all.matches(of: /aria-labelledby="(\S+) (\S+)"/) {
      #expect(ids.contains(String(label.output.1)) && ids.contains(String(label.output.2)))
    }
  }

  @Test("Pages choose between light and dark; other renderers show the first theme")
  func themes() throws {
    let chapters = ["a.md": "```unroll\n\(lesson)```\n"]
    let pair = try #require(
      try built(chapters, settings: ["command": "unroll mdbook", "theme": "light,dark"])
        .contents["a.md"])
    #expect(pair.contains("<span class=\"unroll-not-dark\"><svg"))
    #expect(pair.contains("<span class=\"unroll-on-dark\"><svg"))
    #expect(pair.contains("html:is(.coal,.navy,.ayu) .unroll-on-dark"))
    let one = try #require(
      try built(chapters, settings: ["theme": "light,dark"], renderer: "epub").contents["a.md"])
    #expect(one.split(separator: "<svg").count == 2 && !one.contains("<style>"))
  }

  @Test("Several steps stand in a row, and an author's words go before ours")
  func strip() throws {
    let block =
      "```{.unroll show=2-4 as=strip alt=\"<i>mine</i>\" caption=\"<b>a</b>\"}\n\(lesson)```\n"
    let page = try #require(try built(["a.md": block]).contents["a.md"])
    #expect(page.split(separator: "width:32%;").count == 4)
    #expect(page.split(separator: "--description\">&lt;i&gt;mine&lt;/i&gt;</desc>").count == 4)
    #expect(page.contains("<figcaption>&lt;b&gt;a&lt;/b&gt;</figcaption>"))
  }

  @Test("All mistakes of the book are told with chapter and line, and no book comes out")
  func mistakes() throws {
    let built = try built([
      "a.md":
        "Text\n\n> ```unroll\n> cel: elman\n> ```\n\n```{.unroll width=\"1;x\"}\n\(lesson)```\n",
      "part/b.md": "```unroll\nlesson: none.yaml\n```\n",
    ])
    #expect(built.run.code == 65 && built.run.text.isEmpty)
    #expect(built.run.errors.contains("src/a.md:4:3: error: there is no key cel"))
    #expect(built.run.errors.contains("src/a.md:7:13: error: width must be a number with %"))
    #expect(built.run.errors.contains("src/part/b.md:2:9: error: there is no file"))
  }

  @Test("A lesson's file is found beside its chapter, and within the book")
  func files() throws {
    try folder.put(lesson, in: "src/part/lesson.yaml")
    try folder.put(lesson, in: "lessons/lesson.yaml")
    let chapters = [
      "part/a.md": "```unroll\nlesson: lesson.yaml\n```\n",
      "part/b.md": "```unroll\nlesson: ../../lessons/lesson.yaml\n```\n",
    ]
    #expect(try built(chapters).run.code == 0)
    let outside = ["a.md": "```unroll\nlesson: ../../lesson.yaml\n```\n"]
    let refused = try built(outside)
    #expect(refused.run.errors.contains("lies outside the book's folder; set allow-outside = true"))
    let allowed = try built(outside, settings: ["allow-outside": true])
    #expect(allowed.run.errors.contains("there is no file"))
  }

  @Test(
    "A wrong setting is told",
    arguments: [
      ("colour", "red" as any Sendable & Hashable, "has no key colour"),
      ("cache", "no", "cache must be true or false"), ("theme", true, "theme must be a string"),
    ])
  func settings(key: String, value: any Sendable & Hashable, message: String) throws {
    let run = try built(["a.md": ""], settings: [key: value]).run
    #expect(run.code == 65 && run.errors.contains("book.toml: error: [preprocessor.unroll]"))
    #expect(run.errors.contains(message))
  }
}
