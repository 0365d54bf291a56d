import Foundation
import TestSupport
import Testing

@Suite struct StepsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Steps are listed with number, kind, name and caption")
  func table() throws {
    let run = try Tool.run("steps", Tool.elman, in: folder)
    #expect(run.code == 0 && run.errors.isEmpty)
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.count == 27)
    #expect(lines[0] == "step  kind         name                 caption")
    #expect(
      lines[1] == "   1  title        title                the network, unrolled over 2 time steps"
    )
    #expect(
      lines[21]
        == "  21  answer       answer               the answer: the gradient with respect to h_0")
  }

  @Test("The language of the flag overrides the lesson's")
  func language() throws {
    let lesson = try String(contentsOfFile: Tool.elman, encoding: .utf8) + "language: it\n"
    let last = ["steps", "-", "--steps", "answer"]
    func caption(_ more: String...) throws -> String {
      let process = Tool.process(last + more, in: folder)
      try folder.put(lesson, in: "lesson")
      process.standardInput = FileHandle(forReadingAtPath: folder.path("lesson"))
      process.standardOutput = try folder.handle(writing: "output")
      try process.run()
      process.waitUntilExit()
      return try folder.text(of: "output").split(separator: "\n").map(String.init).last ?? ""
    }
    #expect(try caption() == "  21  answer  answer  la risposta: il gradiente rispetto a h_0")
    #expect(
      try caption("--language", "en")
        == "  21  answer  answer  the answer: the gradient with respect to h_0")
    let wrong = try Tool.run("steps", Tool.elman, "--language", "fr", in: folder)
    #expect(wrong.code == 64)
    #expect(wrong.errors.contains("'en' and 'it'"), "\(wrong.errors)")
  }

  @Test("JSON contains the texts and what is visible")
  func json() throws {
    let run = try Tool.run(
      "steps", Tool.elman, "-f", "json", "--language", "it", "--steps", "answer", in: folder)
    let object = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    let step = try #require((object?["steps"] as? [[String: Any]])?.first)
    #expect(step["words"] as? String == "Il gradiente della loss rispetto a h zero è meno venti.")
    #expect(step["hot"] as? [String] == ["h_0", "h_0.gradient"])
  }
}
