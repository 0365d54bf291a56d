import Foundation
import Lessons
import TestSupport
import Testing

@Suite struct ShapeCheckTests {
  @Test(
    "A mistake that the table of keys reveals is reported at its place", arguments: WrongShape.all)
  func wrong(shape: WrongShape) {
    let lines = complaint(shape.yaml).split(separator: "\n").filter { $0.contains(": error: ") }
    #expect(lines.contains { $0.hasPrefix("lesson.yaml:" + shape.complaint) }, "\(lines)")
  }

  @Test(
    "A key or a word that belongs elsewhere is reported with its place",
    arguments: [
      ("pace: slow", "pace belongs under figure:"),
      ("formula: gru", "formula is a slide, and belongs under slides:"),
      ("canvas: a4", "canvas belongs under figure:"), ("ink: black", "ink belongs under theme:"),
      ("figure: {ask: h_0}", "ask belongs at the top of the lesson, beside title"),
      ("slides: [{forward: 1, pace: slow}]", "did you mean detailed?"),
      (
        "slides: [{formula: gru}]",
        "gru is a cell: write cell: gru at the top of the lesson, and - formula: cell here"
      ),
      ("slides: [{formula: elman}]", "write - formula: cell"),
      ("id: \"\"", "write id: bptt, or leave id out"),
    ])
  func elsewhere(line: String, hint: String) {
    #expect(complaint(lecture() + "\n" + line).hasSuffix("hint: " + hint))
  }

  @Test("All of them are reported at once, in the file's order")
  func together() {
    let text = """
      titel: a
      cell: elman
      parameters: {W_h: 1, W_x: 1, W_y: 1}
      sequence: [1, 2]
      loss: outputs
      truncate: half
      theme: {base: drak, ink: black, paper: "#ffffff"}
      figure:
        digits: 40
        kolor: red
        canvas: [4, 3]
        caption: no
      slides:
        - titel
        - forward: {a: 1}
        - {backward: h_0, pace: slow, too: h_1}
        - highlight: [[h_1], h_2, {h: 0}]
        - answer: 3
      background: blue
      """
    let places = complaint(text).split(separator: "\n").filter { $0.contains(": error: ") }
      .map { $0.split(separator: ":").dropFirst().prefix(2).joined(separator: ":") }
    #expect(
      places == [
        "1:1", "5:7", "6:11", "7:15", "7:26", "7:33", "9:11", "10:3", "11:11", "12:12", "14:5",
        "15:14", "16:27", "16:33", "17:17", "17:29", "18:13", "19:1",
      ])
  }
}

/// The schema as `check-jsonschema` applies it: Python's jsonschema, on YAML 1.2 by ruamel.yaml.
@Suite(
  .enabled(
    if: ForeignProgram.checkJSONSchema.isExpected,
    "check-jsonschema is missing: sh setup.sh tests"))
struct LessonSchemaTests {
  private struct Report: Decodable {
    struct Failure: Decodable, Equatable { let filename, path, message: String }
    let errors: [Failure]
    /// Files that are not YAML; absent if there are none.
    let parseErrors: [Failure]?

    enum CodingKeys: String, CodingKey {
      case errors
      case parseErrors = "parse_errors"
    }
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(LessonSchema.json(), in: "schema.json")
  }

  private func check(_ arguments: [String]) throws -> Report {
    let process = Process()
    let path = try #require(ForeignProgram.checkJSONSchema.path)
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-o", "json", "-vv"] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Report.self, from: data)
  }

  private func check(lessons: [String]) throws -> Report {
    try check(["--schemafile", folder.path("schema.json")] + lessons)
  }

  @Test("It is a schema of draft 2020-12")
  func isSchema() throws {
    #expect(try LessonSchema.json().contains("https://json-schema.org/draft/2020-12/schema"))
    #expect(try check(["--check-metaschema", folder.path("schema.json")]).errors.isEmpty)
  }

  @Test("It accepts every sample and every lesson in the reference")
  func right() throws {
    let samples = LessonDocument.checkout.appendingPathComponent("samples")
    let files = try FileManager.default
      .contentsOfDirectory(at: samples, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }.map(\.path)
    #expect(files.count > 10)
    let blocks = try LessonDocument.lessons.enumerated().map { index, yaml in
      try folder.put(yaml, in: "block-\(index).yaml")
    }
    let report = try check(lessons: files + blocks)
    #expect(report.errors.isEmpty && report.parseErrors ?? [] == [], "\(report)")
  }

  @Test("It accepts every spelling that the reader does")
  func spellings() throws {
    let lessons = [
      lecture("activation: identity", by: "activation: leaky_relu"),
      lecture("activation: identity", by: "activation: leaky-relu"),
      lecture("title: RNN and their computational graph", by: "title: 2026"),
      lecture("W_h: -5", by: "W_h: .5e+1"), lecture("W_h: -5", by: "W_h: 1_000"),
      lecture("W_h: -5", by: "W_h: 0x1F"), lecture("W_h: -5", by: "W_h: 0o17"),
      lecture("ask: h_0", by: "ask: [h_0, W_h]"),
      lecture("loss: output", by: "loss: squared-error\ntargets: [~, 2]"),
      "equations: {L: 2}\n", "equations: {L: w}\nparameters: {w: 1}\n",
      "cell: elman\nbidirectional: yes\nparameters: {W_h: 1, W_x: 1, back.W_h: 1, back.W_x: 1, "
        + "W_y: [[1, 2]]}\nsequence: [1]\nloss: output\n",
      "cell: elman\nparameters: {W_h: 1, W_x: 1, W_y: [[1], [2]]}\nvocabulary: [a, b]\n"
        + "embeddings: [1, 2]\nsequence: [[a, b], [b, b]]\ntargets: [[b, a], [0, 1]]\n"
        + "loss: cross-entropy\n",
    ]
    let lines = [
      "theme: dark", "theme: {background: \"#FFFFFF\", ink: \"#0a0B0c\"}",
      "figure: {canvas: A4, columns: all}", "figure: {canvas: 800X600, columns: 5}",
      "figure: {theme: {base: print}, caption: none}", "slides: [ask, {ask: Why?}, formula]",
      "slides: [{formula: [u = 1, v = 2]}, {say: Look, highlight: h_1}, {highlight: [h_1]}]",
      "slides: [{forward: 1}, {forward: [h_2]}, forward, {backward: h_0, pace: brief}]",
      "truncate: 0x2", "slides: [{forward: 0x2}, {backward: all}, backward]", "id: true",
      "id: Übung_2-a", "id: \u{3042}\u{1F600}", "id: \"\u{10000}\"",
      "slides: [{forward: all}, {backward: {along: [Loss, Loss_1, y_1]}}, {sum: W_h}, pause]",
    ]
    let files = try (lessons + lines.map { lecture() + "\n" + $0 }).enumerated()
      .map { index, yaml in
        let complaint = complaint(yaml)
        #expect(complaint.isEmpty, "\(complaint)")
        return try folder.put(yaml, in: "right-\(index).yaml")
      }
    let report = try check(lessons: files)
    #expect(report.errors.isEmpty && report.parseErrors ?? [] == [], "\(report)")
  }

  @Test("It rejects each mistake that the table of keys reveals, at the right key")
  func wrong() throws {
    let files = try WrongShape.all.enumerated().map { index, shape in
      try folder.put(shape.yaml, in: "wrong-\(index).yaml")
    }
    let report = try check(lessons: files)
    #expect(report.parseErrors ?? [] == [])
    for (file, shape) in zip(files, WrongShape.all) {
      let errors = report.errors.filter { $0.filename == file }
      #expect(
        !errors.isEmpty && errors.allSatisfy { $0.path == shape.path },
        "\(shape.yaml)\n\(errors)")
      if let key = shape.key {
        #expect(errors.contains { $0.message.contains("'\(key)'") }, "\(errors)")
      }
    }
  }
}
