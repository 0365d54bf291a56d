import Foundation
import TestSupport
import Testing

/// Mistakes that authors make: each is reported at its place, and no file changes.
@Suite struct EmbedMistakesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson, in: "notes/a.yaml")
    try folder.put(Tool.smallLesson, in: "b.yaml")
    try folder.put("", in: "notes/lessons/empty")
    try folder.link("notes/out.yaml", to: "../b.yaml")
    try folder.link("notes/broken.yaml", to: "nowhere.yaml")
    try Data([0x23, 0xFF]).write(to: URL(fileURLWithPath: folder.path("notes/latin.yaml")))
    mkfifo(folder.path("notes/pipe.yaml"), 0o666)
  }

  private func file(_ name: String) -> String { "```unroll\nlesson: \(name)\n```\n" }

  @Test(
    "A mistake is reported at its line and column with exit code 65, and nothing changes",
    arguments: [
      (
        "```unroll\n#| show: 2\n  lesson:  b.yaml # c\n```\n", "3:12",
        "there is no file notes/b.yaml"
      ),
      (
        "> x\n>\n> ```unroll\n> lesson: aa.yaml\n> ```\n", "4:11",
        "there is no file notes/aa.yaml; did you mean notes/a.yaml?"
      ),
      (
        "```unroll\nlesson: ../b.yaml\n```\n", "2:9", "../b.yaml lies outside the document's folder"
      ),
      ("```unroll\nlesson: out.yaml\n```\n", "2:9", "out.yaml lies outside the document's folder"),
      (
        "```unroll\nlesson: /dev/zero\n```\n", "2:9", "/dev/zero lies outside the document's folder"
      ),
      (
        "```unroll\nlesson: \"lessons\"\n```\n", "2:9",
        "notes/lessons is a folder; name the lesson file in it"
      ),
      (
        "```unroll\nlesson: broken.yaml\n```\n", "2:9",
        "notes/broken.yaml is a symbolic link that leads to no file"
      ),
      ("```unroll\nlesson: pipe.yaml\n```\n", "2:9", "notes/pipe.yaml is a pipe or a device"),
      ("```unroll\nlesson: latin.yaml\n```\n", "2:9", "notes/latin.yaml is not UTF-8"),
      ("```unroll\nlesson:\n```\n", "2:8", "lesson: names no file"),
      ("> ```unroll\n> #| lesson: none.yaml\n> ```\n", "2:6", "there is no file notes/none.yaml"),
      ("```{.unroll lesson=none.yaml}\n```\n", "1:13", "there is no file notes/none.yaml"),
      (
        "```unroll\nlesson: a.yaml\n#| show: sum\n```\n", "3:1",
        "keys with #| are read above the lesson only"
      ),
      ("- ```{unroll} none.yaml\n  ```\n", "1:15", "there is no file notes/none.yaml"),
      (
        "```{unroll} a.yaml\ncell: elman\n```\n", "1:13",
        "the block names the lesson a.yaml and holds"
      ),
      (
        "```{.unroll shw=2}\nlesson: a.yaml\n```\n", "1:13",
        "a block has no key shw; did you mean show?"
      ),
      (
        "```{.unroll #a}\nlesson: a.yaml\n```\n\n> ```unroll\n> #| id: a\n> lesson: a.yaml\n> ```\n",
        "6:6", "the id a is used twice, first in line 1"
      ),
      (
        "```{.unroll #a}\nlesson: a.yaml\n```\n\n```{.unroll #A show=1}\nlesson: a.yaml\n```\n",
        "5:13", "the id of this block gives the same file names as that of line 1"
      ),
      ("> ```unroll\nlesson: a.yaml\n", "1:3", "this block has no closing fence"),
      ("a\rb\r\r```unroll\rlesson: none.yaml\r```\r", "5:9", "there is no file"),
      ("\u{FEFF}```unroll\r\nlesson: none.yaml\r\n```\r\n", "2:9", "there is no file"),
      (
        "a\u{2028}b\u{B}c\u{85}\n```unroll\nlesson: \u{2028}none.yaml\n```\n", "3:10",
        "a key and its value need a colon and a space between them"
      ),
      ("x\n\n\t```unroll\n\tlesson: a.yaml\n\t```\n", "3:2", "this block is indented so far"),
      ("| a |\n|---|\n| ```unroll lesson: a.yaml``` |\n", "3:3", "a block cannot be in a table"),
    ])
  func mistakes(document: String, place: String, message: String) throws {
    try folder.put(document, in: "notes/n.md")
    let names = try folder.names(in: "notes")
    let run = try Tool.run("embed", "notes/n.md", "--prune", in: folder)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("notes/n.md:\(place): error: \(message)"), "\(run.errors)")
    #expect(try folder.bytes(of: "notes/n.md") == Data(document.utf8))
    #expect(try folder.names(in: "notes") == names)
  }

  @Test("Every mistake in a document is reported at once")
  func all() throws {
    try folder.put(
      "\(file("none.yaml"))\n\t```unroll\n\tlesson: a.yaml\n\t```\n\n\(file("pipe.yaml"))",
      in: "notes/n.md")
    let run = try Tool.run("embed", "notes/n.md", in: folder)
    let places = run.errors.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(Set(places) == ["notes/n.md:2:9:", "notes/n.md:5:2:", "notes/n.md:10:9:"])
  }

  @Test("A lesson file that may not be read is reported, and nothing changes")
  func forbidden() throws {
    try folder.put(file("a.yaml"), in: "notes/n.md")
    chmod(folder.path("notes/a.yaml"), 0)
    // The superuser may read everything.
    guard access(folder.path("notes/a.yaml"), R_OK) != 0 else { return }
    let run = try Tool.run("embed", "notes/n.md", in: folder)
    #expect(run.code == 65)
    #expect(run.errors.hasPrefix("notes/n.md:2:9: error: notes/a.yaml cannot be read"))
    #expect(try folder.text(of: "notes/n.md") == file("a.yaml"))
  }

  @Test(
    "A folder of figures that a symbolic link leads to is refused, and nothing is written",
    arguments: [
      ("figures", "figures"), ("figures", "nowhere"), ("img/x", "img"), ("img/x/y", "img/x"),
    ])
  func linkedFigures(figures: String, link: String) throws {
    try folder.put(file("a.yaml"), in: "notes/n.md")
    try folder.make("elsewhere")
    try folder.make("notes/img")
    if link == "img" { try folder.remove("notes/img") }
    let name = link == "nowhere" ? figures : link
    try folder.link("notes/" + name, to: folder.path(link == "nowhere" ? "none" : "elsewhere"))
    let run = try Tool.run("embed", "notes/n.md", "--figures", figures, in: folder)
    #expect(run.code == 73)
    #expect(
      run.errors.contains("notes/\(name) is a symbolic link, which may lead anywhere"),
      "\(run.errors)")
    #expect(try folder.text(of: "notes/n.md") == file("a.yaml"))
    #expect(try folder.names(in: "elsewhere").isEmpty)
  }

  @Test("A figure that is a symbolic link is not replaced, wherever it leads")
  func linkedFigure() throws {
    let document = "```{.unroll #one}\nlesson: a.yaml\n```\n"
    try folder.put(document, in: "notes/n.md")
    #expect(try Tool.run("embed", "notes/n.md", in: folder).code == 0)
    try folder.move("notes/figures/one.svg", to: "mine.svg")
    let mine = try folder.bytes(of: "mine.svg")
    try folder.link("notes/figures/one.svg", to: "../../mine.svg")
    try folder.put(document.replacing("#one", with: "#one show=1"), in: "notes/n.md")
    let run = try Tool.run("embed", "notes/n.md", in: folder)
    #expect(run.code == 65 && run.errors.contains("notes/figures/one.svg exists already"))
    #expect(try folder.bytes(of: "mine.svg") == mine)
  }

  @Test("A cache that cannot be written is reported once, and the figures are drawn")
  func uselessCache() throws {
    try folder.put("\(file("a.yaml"))\n\(file("a.yaml"))", in: "notes/n.md")
    try folder.put("", in: "cache")
    let environment = ["XDG_CACHE_HOME": folder.path("cache")]
    let run = try Tool.run("embed", "notes/n.md", "-q", in: folder, environment: environment)
    #expect(run.code == 0)
    #expect(
      run.errors.hasPrefix(
        "unroll: warning: the cache \(folder.path("cache"))/unroll cannot be written (not a "
          + "directory), so every figure is drawn again each time; set XDG_CACHE_HOME"))
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(try folder.names(in: "notes/figures").count == 1)
    let block = try Tool.run(
      "block", in: folder, input: #"{"file": "b.yaml"}"#, environment: environment)
    #expect(block.code == 0 && block.errors.contains("the cache") && block.text.hasPrefix("{"))
    let none = try Tool.run(
      "embed", "notes/n.md", "--no-cache", in: folder, environment: environment)
    #expect(!none.errors.contains("cache"))
  }

  @Test("Pruning keeps the figures that a document beside them shows")
  func pruningElsewhere() throws {
    try folder.put("```{.unroll #part}\nlesson: a.yaml\n```\n", in: "notes/part.md")
    try folder.put("```{.unroll #top}\nlesson: b.yaml\n```\n", in: "top.md")
    #expect(try Tool.run("embed", "notes/part.md", in: folder).code == 0)
    let run = try Tool.run("embed", "top.md", "--figures", "notes/figures", "--prune", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(try folder.names(in: "notes/figures") == ["part.svg", "top.svg"])
  }
}
