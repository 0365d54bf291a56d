import Foundation
import TestSupport
import Testing

/// Blocks that change the lesson that they name.
@Suite struct BlockChangeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "a #1.yaml")
  }

  private func embed(_ block: String) throws -> Tool.Outcome {
    try folder.put(block, in: "notes.md")
    return try Tool.run("embed", "notes.md", "-q", in: folder)
  }

  private func figure() throws -> String {
    let name = try #require(try folder.names(in: "figures").sorted().first)
    return try folder.text(of: "figures/" + name)
  }

  @Test("A block names a file in quotes, with any signs in it")
  func quoted() throws {
    let run = try embed("```unroll\nlesson: \"a #1.yaml\"\n```\n")
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
  }

  @Test(
    "Keys of a lesson, its figure and the block are beside the file or in the fence",
    arguments: [
      "```unroll\nlesson: \"a #1.yaml\"\ntitle: \"One: two\"\nshow: question\nask: W_h\n```\n",
      "```{.unroll title=\"One: two\" show=question ask=W_h}\nlesson: \"a #1.yaml\"\n```\n",
      "```unroll\n#| title: \"One: two\"\n#| show: question\n#| ask: W_h\nlesson: \"a #1.yaml\"\n```\n",
      "```{unroll} a #1.yaml\n:title: \"One: two\"\n:show: question\n:ask: W_h\n```\n",
    ])
  func keys(_ block: String) throws {
    let run = try embed(block)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(
      try folder.text(of: "notes.md").contains("the gradient of the loss with respect to W h?]"))
    let titled = try figure()
    try FileManager.default.removeItem(atPath: folder.path("figures"))
    _ = try embed(block.replacing(/(#\| |:)?title: .*\n| title=".*?"/, with: ""))
    #expect(try figure() != titled)
  }

  @Test("Lists and mappings in the keys of a block stay what they are")
  func lists() throws {
    for keys in [
      "#| sequence: [3, 4]\n#| show: [1, answer]\n#| as: strip\n",
      "#| sequence:\n#|   - 3\n#|   - 4\n\n#| show: 1,answer\n#| as: strip\n",
    ] {
      let run = try embed("```unroll\n\(keys)lesson: \"a #1.yaml\"\n```\n")
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(try folder.text(of: "notes.md").matches(of: /<img src=/).count == 2)
      // The sum of 2 · 3 and 4 is another one than of the lesson's own sequence.
      #expect(try folder.names(in: "figures").count == 2)
    }
  }

  @Test("A block of one step leaves parts out")
  func parts() throws {
    #expect(try embed("```{.unroll without=title,panel}\nlesson: \"a #1.yaml\"\n```\n").code == 0)
    let run = try embed("```{.unroll without=titel}\nlesson: \"a #1.yaml\"\n```\n")
    #expect(run.errors.hasPrefix("notes.md:1:13: error: there is no part titel"))
  }

  @Test("A wrong key is reported at its place in the fence or the text")
  func mistakes() throws {
    let run = try embed(
      "```{.unroll canvas=tihgt}\nlesson: \"a #1.yaml\"\naks: W_h\nshow: 999\n```\n")
    #expect(run.errors.contains("notes.md:1:13: error: canvas must be 16:9"))
    #expect(run.errors.contains("notes.md:3:1: error: there is no key aks"))
    let step = try embed("> ```unroll\n> lesson: \"a #1.yaml\"\n> show: 999\n> ```\n")
    #expect(step.errors.hasPrefix("notes.md:3:3: error: show: 999: "))
    let typing = try embed("```{.unroll canvs=tight}\nlesson: \"a #1.yaml\"\n```\n")
    #expect(typing.errors.contains("notes.md:1:13: error: a block has no key canvs; did you mean"))
  }

  @Test("A change to a key draws the figure again")
  func stale() throws {
    _ = try embed("```unroll\n#| id: a\nlesson: \"a #1.yaml\"\ntitle: One\n```\n")
    let before = try figure()
    _ = try embed("```unroll\n#| id: a\nlesson: \"a #1.yaml\"\ntitle: Two\n```\n")
    #expect(try figure() != before)
  }
}
