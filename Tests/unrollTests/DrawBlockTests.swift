import Foundation
import TestSupport
import Testing

@Suite struct DrawBlockTests {
  private let folder: TemporaryFolder
  private let lesson = Tool.smallLesson

  init() throws { folder = try TemporaryFolder() }

  private func run(_ request: [String: Any]) throws -> Tool.Outcome {
    let input = try JSONSerialization.data(withJSONObject: request)
    return try Tool.run("block", in: folder, input: String(decoding: input, as: UTF8.self))
  }

  private func answer(_ request: [String: Any]) throws -> [String: Any] {
    let run = try run(request)
    #expect(run.code == 0, "\(run.errors)")
    return try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
  }

  @Test("The answer has the pictures, their alternative texts and the keys that a plug-in needs")
  func answers() throws {
    let answer = try answer([
      "lesson": lesson, "formats": ["svg", "pdf"],
      "options": ["id": "fig:a", "caption": "A <b>", "width": "60%", "show": "2-3", "as": "strip"],
    ])
    #expect(answer["shape"] as? String == "strip" && answer["caption"] as? String == "A <b>")
    #expect(answer["id"] as? String == "fig:a" && answer["width"] as? String == "60%")
    let pictures = try #require(answer["pictures"] as? [[String: Any]])
    #expect(answer["pictureWidth"] as? String == "29%")
    #expect(pictures.map { $0["step"] as? Int } == [2, 2, 3, 3])
    let name = try #require(answer["name"] as? String)
    #expect(name.hasPrefix("fig-a-"))
    #expect(pictures[0]["file"] as? String == name + "-2.svg")
    #expect((pictures[0]["alt"] as? String)?.isEmpty == false)
    #expect((pictures[0]["content"] as? String)?.contains("<svg") == true)
    let encoded = try #require(pictures[1]["content"] as? String)
    let page = try #require(Data(base64Encoded: encoded))
    #expect(page.starts(with: Data("%PDF".utf8)))
    #expect(try folder.names().isEmpty)
  }

  @Test("On request, pictures are written to a folder, with names unique to the document")
  func writes() throws {
    let request: [String: Any] = [
      "lesson": lesson, "options": ["id": "a"], "folder": folder.path("out"),
    ]
    let one = try answer(request)
    let picture = try #require((one["pictures"] as? [[String: Any]])?.first)
    #expect(picture["content"] == nil)
    let file = try #require(picture["file"] as? String)
    #expect(try folder.names(in: "out") == [file])
    _ = try answer(request.merging(["lesson": lesson + "\ntitle: Other"]) { $1 })
    #expect(try folder.names(in: "out").count == 2)
  }

  @Test("An error is reported at its line and column of the document")
  func mistakes() throws {
    let wrong = lesson.replacing("sequence", with: "sequnce")
    let run = try run([
      "lesson": wrong, "document": "docs/a.rst", "line": 7, "textLine": 10, "indent": 3,
    ])
    #expect(run.code == 65)
    #expect(run.errors.contains("docs/a.rst:13:4: error: there is no key sequnce"))
    let answer = try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any]
    let mistakes = try #require(answer?["mistakes"] as? [[String: Any]])
    let mistake = try #require(mistakes.first { $0["column"] as? Int == 4 })
    #expect(mistake["document"] as? String == "docs/a.rst" && mistake["line"] as? Int == 13)
    #expect((mistake["message"] as? String)?.hasPrefix("there is no key sequnce") == true)
    #expect(mistake["hint"] as? String == "did you mean sequence?")
    for (request, message) in [
      (["options": ["show": "99"]], "a.rst:1: error: show: 99: the deck has the steps 1 to"),
      (["options": ["shw": "1"]], "a.rst:1: error: a block has no key shw; did you mean show?"),
      (["formats": ["jpg"]], "has an unknown format; the formats are svg, png, pdf and gv"),
      (["formats": ["svg", "pdf", "svg"]], "names the format svg more than once; name each"),
      (["formats": Array(repeating: "svg", count: 1000)], "names the format svg more than once"),
      (["formats": "svg"], "has a value for formats that is not a list of names"),
      (["line": -1], "has a value for line that is not a whole number"),
      (["options": ["show": [1]]], "has an option that is not a string"),
      (["leson": "a"], "has an unknown key leson; did you mean lesson?"),
      (["zzzz": "a"], "has an unknown key zzzz; the keys are lesson, file, options"),
      (["file": "a.yaml"], "a.rst:1: error: the block names the lesson a.yaml and holds a lesson"),
    ] as [([String: Any], String)] {
      let run = try self.run(request.merging(["lesson": lesson, "document": "a.rst"]) { $1 })
      #expect(run.code != 0 && run.errors.contains(message), "\(run.errors)")
    }
    let named = try self.run([
      "file": "none.yaml", "document": "a.rst", "line": 4, "fileColumn": 13,
    ])
    #expect(named.code == 65 && named.errors == "a.rst:4:13: error: there is no file none.yaml\n")
    for input in ["", "[]", "{}", String(repeating: "[", count: 200_000)] {
      #expect(try Tool.run("block", in: folder, input: input).code == 64)
    }
  }

  @Test("The answer names the lesson file, and a file outside the given folder is refused")
  func files() throws {
    try folder.put(lesson, in: "docs/lessons/a.yaml")
    try folder.put(lesson, in: "b.yaml")
    try folder.put("", in: "docs/part/a.rst")
    let home = folder.path("docs")
    let inside = try answer([
      "file": "../lessons/a.yaml", "document": home + "/part/a.rst", "home": home,
    ])
    #expect((inside["lessonFile"] as? String)?.hasSuffix("lessons/a.yaml") == true)
    let outside = try run([
      "file": "../../b.yaml", "document": home + "/part/a.rst", "home": home,
    ])
    #expect(outside.code == 65 && outside.errors.contains("lies outside the folder \(home)"))
    let homeless = try run(["file": "../lesson.yaml"])
    #expect(homeless.code == 65 && homeless.errors.contains("name a folder above both as home"))
  }

  @Test("A theme that is named again is drawn once")
  func themes() throws {
    let themes = Array(repeating: "light", count: 200).joined(separator: ",")
    let answer = try answer(["lesson": lesson, "options": ["theme": themes, "show": "2,2,2"]])
    let pictures = try #require(answer["pictures"] as? [[String: Any]])
    #expect(pictures.count == 1)
    #expect((pictures[0]["file"] as? String)?.contains("light") == false)
  }

  @Test("A request that is longer than any lesson needs is refused before it is read to its end")
  func long() throws {
    let run = try run(["lesson": String(repeating: "#", count: 8_000_001)])
    #expect(run.code == 64 && run.output.isEmpty)
    #expect(
      run.errors
        == "unroll: error: the block on standard input has more than 8 MB; give the lesson as a file\n"
    )
  }
}
