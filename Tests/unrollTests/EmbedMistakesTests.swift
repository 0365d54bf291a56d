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
      run.errors.contains("notes/\(name) is a symbolic link, which may lead out"), "\(run.errors)")
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
