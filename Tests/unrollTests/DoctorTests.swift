import Foundation
import TestSupport
import Testing

@Suite struct DoctorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("The doctor names every library, plug-in and font, and objects to nothing here")
  func healthy() throws {
    let run = try Tool.run("doctor", in: folder)
    #expect(run.code == 0)
    #expect(run.errors.isEmpty)
    let rows = run.text.split(separator: "\n").map { $0.split(separator: "  ").map(String.init) }
    #expect(rows.allSatisfy { $0.count == 2 })
    #expect(
      rows.map { $0[0] } == [
        "Graphviz", "plug-in nop2", "plug-in svg", "plug-in cairo", "cairo", "Pango", "libpng",
        "libqpdf", "libzip", "libwebp", "giflib", "HarfBuzz", "fontconfig", "GLib",
        "libcmark-gfm", "font of texts", "font of mathematics",
      ])
    #expect(!run.text.contains("missing"))
  }

  // Graphviz looks for its plug-ins in the folder that GVBINDIR names.
  @Test("Without plug-ins the doctor and every drawing name the whole cure in one line")
  func missing() throws {
    let nowhere = ["GVBINDIR": folder.path]
    let doctor = try Tool.run("doctor", in: folder, environment: nowhere)
    #expect(doctor.code == 70)
    #expect(doctor.text.split(separator: "\n").filter { $0.hasSuffix(" missing") }.count == 5)
    let lines = doctor.errors.split(separator: "\n")
    #expect(lines.count == 4)
    let cure = try #require(lines.last?.split(separator: "missing: ").last)
    #if os(Linux)
      if FileManager.default.isExecutableFile(atPath: "/usr/bin/apt-get") {
        let version = try #require(doctor.text.firstMatch(of: /Graphviz +([0-9]+)\./)?.1)
        let packages =
          (Int(version) ?? 0) < 14
          ? "--reinstall libgvc6"
          : "libgvplugin-neato-layout-dev libgraphviz-dev libgvplugin-pango-dev"
        #expect(cure.hasSuffix("apt-get install " + packages))
      }
    #endif
    let drawing = try Tool.run(
      "render", Tool.elman, "-o", "x.svg", in: folder, environment: nowhere)
    #expect(drawing.code == 70)
    #expect(
      drawing.errors
        == "unroll: error: Graphviz cannot find its plug-ins nop2, svg, cairo; "
        + "to install them: \(cure)\n")
    #expect(try folder.names().isEmpty)
  }

  #if os(Linux)
    /// The settings of a system without fonts.
    private func noFonts() throws -> String {
      try folder.make("fonts")
      return try folder.put(
        """
        <?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig><dir>\(folder.path("fonts"))</dir></fontconfig>
        """, in: "fonts.conf")
    }

    @Test("Without any font the doctor and a drawing say so, and name no font as drawn")
    func noFont() throws {
      let settings = try noFonts()
      let run = try Tool.run("doctor", in: folder, environment: ["FONTCONFIG_FILE": settings])
      #expect(run.code == 70)
      #expect(run.text.hasSuffix("font of texts        none\nfont of mathematics  none\n"))
      let lines = run.errors.split(separator: "\n")
      let objection =
        "the font STIX is not installed, nor any other: boxes are drawn instead of letters"
      #expect(lines.first.map(String.init) == "unroll: error: " + objection)
      let cure = try #require(lines.last?.split(separator: "missing: ").last)
      let drawing = try Tool.run(
        "render", Tool.elman, "-o", "x.svg", "--steps", "1", in: folder,
        environment: ["FONTCONFIG_FILE": settings])
      #expect(drawing.code == 0)
      #expect(
        drawing.errors
          == "unroll: warning: \(objection); to install it: \(cure)\nWrote x.svg\n")
    }

    @Test("Where STIX is the only font, the doctor finds it")
    func onlySTIX() throws {
      let settings = try noFonts()
      let files = FileManager.default
      let fonts = URL(fileURLWithPath: "/usr/share/fonts")
      let found = try #require(files.enumerator(at: fonts, includingPropertiesForKeys: nil))
      for case let font as URL in found
      where font.lastPathComponent.hasPrefix("STIX") && !font.hasDirectoryPath {
        try files.copyItem(
          atPath: font.path, toPath: folder.path("fonts/\(font.lastPathComponent)"))
      }
      let run = try Tool.run("doctor", in: folder, environment: ["FONTCONFIG_FILE": settings])
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(run.text.contains("font of texts        STIX"))
    }

    @Test("Every command that draws says once that the font is missing, and no other does")
    func commands() throws {
      let settings = try noFonts()
      let block = "```unroll\n\(Tool.smallLesson)\n```\n"
      try folder.put(block + "\n" + block, in: "notes.md")
      try folder.put(Tool.smallLesson, in: "a.yaml")
      try folder.put(Tool.smallLesson.replacing("W_h: 2", with: "W_h: 3"), in: "b.yaml")
      func json(_ value: Any) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
      }
      let chapter: [String: Any] = [
        "name": "a", "content": block, "path": "a.md", "source_path": "a.md", "number": [1],
        "sub_items": [], "parent_names": [],
      ]
      let book: [Any] = [
        ["root": folder.path, "renderer": "html", "config": ["book": ["src": "src"]]],
        ["items": [["Chapter": chapter]]],
      ]
      let document: [String: Any] = [
        "pandoc-api-version": [1, 23], "meta": [String: Any](),
        "blocks": [["t": "CodeBlock", "c": [["", ["unroll"], []], Tool.smallLesson]]],
      ]
      let directive: [String: Any] = [
        "name": "unroll", "body": Tool.smallLesson,
        "node": ["position": ["start": ["line": 1]]],
      ]
      let commands: [(arguments: [String], input: String)] = [
        (["render", "a.yaml", "-o", "x.svg", "--theme", "light,dark", "--steps", "last"], ""),
        (["compare", "a.yaml", "b.yaml", "--theme", "light,dark"], ""),
        (["handout", "a.yaml", "--steps", "1-2"], ""),
        (["quiz", "a.yaml", "--variants", "2"], ""),
        (["embed", "notes.md"], ""),
        (["block"], try json(["lesson": Tool.smallLesson])),
        (["mdbook"], try json(book)), (["pandoc", "html"], try json(document)),
        (["myst", "--directive", "unroll"], try json(directive)),
      ]
      for (arguments, input) in commands {
        let run = try Tool.run(
          arguments, in: folder, input: input, environment: ["FONTCONFIG_FILE": settings])
        #expect(run.code == 0, "\(arguments): \(run.errors)")
        let warnings = run.errors.split(separator: "\n").filter {
          $0.hasPrefix("unroll: warning: the font STIX is not installed")
        }
        #expect(warnings.count == 1, "\(arguments): \(run.errors)")
      }
      for arguments in [["embed", "notes.md"], ["steps", "a.yaml"], ["trace", "a.yaml"]] {
        let run = try Tool.run(arguments, in: folder, environment: ["FONTCONFIG_FILE": settings])
        #expect(run.code == 0 && !run.errors.contains("font"), "\(arguments): \(run.errors)")
      }
    }
  #endif
}
