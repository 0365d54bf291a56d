import Foundation
import TestSupport
import Testing

@Suite struct LookTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The names that `unroll themes` lists.
  private func themeNames() throws -> [Substring] {
    try Tool.run("themes", in: folder).text.split(separator: "\n").dropFirst()
      .prefix { !$0.hasPrefix("The colours") }.compactMap { $0.split(separator: " ").first }
  }

  private func lesson(_ figure: String) throws -> String {
    try String(contentsOfFile: Tool.elman, encoding: .utf8) + figure + "\n"
  }

  @Test("File names contain the theme only if there are several themes")
  func names() throws {
    let one = try Tool.run(
      "render", Tool.elman, "-o", "fig.svg", "--steps", "1,3", "--theme", "dark", in: folder)
    #expect(one.errors == "Wrote 2 files: fig-1.svg … fig-3.svg\n")
    #expect(try folder.text(of: "fig-3.svg").contains("#14181d"))
    let two = try Tool.run(
      "render", Tool.elman, "-o", "fig.svg", "--steps", "1,3", "--theme", "light,dark", in: folder)
    #expect(two.errors == "Wrote 4 files: fig-1-light.svg … fig-3-dark.svg\n")
    // Only the ids differ, so that both can be in one page.
    #expect(
      try folder.text(of: "fig-3-dark.svg").replacing("fig-3-dark-", with: "fig-3-")
        == folder.text(of: "fig-3.svg"))
    #expect(try !folder.text(of: "fig-3-light.svg").contains("#14181d"))
    let last = try Tool.run(
      "render", Tool.elman, "-o", "x.svg", "--steps", "last", "--theme", "print,light", in: folder)
    #expect(last.errors == "Wrote 2 files: x-print.svg … x-light.svg\n")
  }

  @Test("A page without background shows what is below it, as PNG, PDF and WebP")
  func transparent() throws {
    let clear = try folder.put(lesson("theme: {base: dark, background: none}"), in: "clear.yaml")
    let run = try Tool.run(
      "render", clear, "-o", "fig.png", "-o", "fig.pdf", "-o", "fig.webp", "-o", "fig.gif", "--ppi",
      "48", "--steps", "last", "-q", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    // Transparent pixels are white where nothing is below them.
    #expect(try Pixels(png: folder.bytes(of: "fig.png")).corner == [255, 255, 255])
    if ForeignProgram.pdftoppm.isExpected {
      let drawn = try ForeignProgram.pdftoppm.run(
        "-png", "-r", "48", "-singlefile", "fig.pdf", "page", in: folder)
      #expect(drawn.code == 0, "\(drawn.errors)")
      #expect(try Pixels(png: folder.bytes(of: "page.png")).corner == [255, 255, 255])
    }
    guard ForeignProgram.python.isExpected else { return }
    let script = """
      from PIL import Image
      for name in ["fig.png", "fig.webp", "fig.gif"]:
          print(Image.open(name).convert("RGBA").getpixel((0, 0)))
      """
    let corners = try ForeignProgram.python.run("-c", script, in: folder)
    #expect(
      corners.text.split(separator: "\n") == [
        "(0, 0, 0, 0)", "(0, 0, 0, 0)", "(20, 24, 29, 255)",
      ], "\(corners.errors)")
  }

  @Test("--without leaves out its parts in addition to those that the lesson leaves out")
  func withoutBoth() throws {
    let hidden = try folder.put(lesson("figure: {title: none}"), in: "hidden.yaml")
    func text(_ lesson: String, _ flags: String...) throws -> String {
      let run = try Tool.run(
        ["render", lesson, "-o", "-", "--steps", "3", "--text", "live", "--id", "a"] + flags,
        in: folder)
      #expect(run.code == 0)
      // The title is also in the SVG's title element, for screen readers.
      return run.text.components(separatedBy: "</desc>").last ?? ""
    }
    let title = "RNN and their computational graph"
    #expect(try text(Tool.elman, "--without", "panel").contains(title))
    #expect(try !text(Tool.elman, "--without", "title").contains(title))
    #expect(try !text(hidden).contains(title))
    #expect(try !text(hidden, "--without", "panel").contains(title))
    #expect(try text(hidden, "--without", "panel") == text(Tool.elman, "--without", "panel,title"))
  }

  @Test("DocC finds the dark picture by a tilde, also when two processes draw")
  func docc() throws {
    let pair = try Tool.run(
      "render", Tool.elman, "-o", "fig.svg", "--steps", "1,3", "--theme", "light,dark", "--names",
      "docc", "-q", in: folder)
    #expect(pair.code == 0)
    #expect(
      try folder.names() == ["fig-1.svg", "fig-1~dark.svg", "fig-3.svg", "fig-3~dark.svg"])
    let dark = try Tool.run(
      "render", Tool.elman, "-o", "a/", "-f", "png", "--ppi", "20", "--theme", "dark", "--names",
      "docc", "-q", in: folder)
    #expect(dark.code == 0)
    #expect(try folder.names(in: "a").count == 26)
    #expect(try folder.names(in: "a").allSatisfy { $0.hasSuffix("~dark.png") })
    let print = try Tool.run(
      "render", Tool.elman, "-o", "x.svg", "--theme", "print", "--names", "docc", in: folder)
    #expect(print.code == 64 && print.errors.contains("DocC supports light and dark pictures"))
  }

  @Test("Two processes draw paired themes like one process")
  func shared() throws {
    let both = try Tool.run(
      "render", Tool.elman, "-o", "a/", "-f", "png", "--ppi", "20", "--theme", "light,dark",
      "--canvas", "a4", "--without", "panel", "-q", in: folder)
    #expect(both.code == 0 && both.errors.isEmpty)
    #expect(try folder.names(in: "a").count == 52)
    let one = try Tool.run(
      "render", Tool.elman, "-o", "b/", "-f", "png", "--ppi", "20", "--theme", "dark", "--canvas",
      "a4", "--without", "panel", "--steps", "8,9", "-q", in: folder)
    #expect(one.code == 0)
    for number in [8, 9] {
      let isSame =
        try folder.bytes(of: "a/elman-\(number)-dark.png")
        == folder.bytes(of: "b/elman-\(number).png")
      #expect(isSame, "step \(number)")
    }
  }

  @Test("The flags override the lesson's look")
  func precedence() throws {
    let own = try lesson("figure: {theme: {base: dark, background: '#102030'}, canvas: 4:3}")
    let plain = try Tool.run(
      "render", "-", "-o", "-", "--steps", "last", in: folder, input: own)
    #expect(plain.text.contains("#102030"))
    #expect(plain.text.contains("width=\"720pt\" height=\"540pt\""))
    let flags = try Tool.run(
      "render", "-", "-o", "-", "--steps", "last", "--theme", "print", "--canvas", "1200x600",
      in: folder, input: own)
    #expect(flags.code == 0)
    #expect(!flags.text.contains("#102030"))
    #expect(flags.text.contains("width=\"1200pt\" height=\"600pt\""))
  }

  @Test("A stream can contain only one theme")
  func stream() throws {
    let run = try Tool.run(
      "render", Tool.elman, "-o", "-", "--steps", "last", "--theme", "light,dark", in: folder)
    #expect(run.code == 64)
    #expect(
      run.errors == "unroll: error: -o -: a stream holds one picture, but 2 themes are chosen\n")
  }

  @Test("An unknown theme, canvas or part is reported with the available ones")
  func wrongFlags() throws {
    func message(_ flag: String, _ value: String) throws -> String {
      let run = try Tool.run("render", Tool.elman, flag, value, in: folder)
      #expect(run.code == 64)
      return String(run.errors.prefix { $0 != "\n" })
    }
    #expect(
      try message("--theme", "drak")
        == "unroll: error: --theme: there is no theme drak; did you mean dark?")
    let themes = try themeNames()
    #expect(
      try message("--theme", "light,")
        == "unroll: error: --theme: the name of a theme is missing; the themes are "
        + themes.dropLast().joined(separator: ", ") + " and \(themes[themes.count - 1])")
    #expect(
      try message("--without", "foo,panel,bar")
        == "unroll: error: --without: there are no parts foo and bar; the parts are title, panel, "
        + "callout and caption")
    #expect(
      try message("--canvas", "16:10")
        == "unroll: error: --canvas 16:10: there is no such canvas; write 864x540 for this shape")
    #expect(
      try message("--id", "")
        == "unroll: error: --id has no name; write --id bptt, or leave --id out")
    #expect(
      try message("--theme", "dark,dark") == "unroll: error: --theme: dark is named twice")
    #expect(
      try message("--canvas", "1610")
        == "unroll: error: --canvas 1610: there is no such canvas; write 16:9, 4:3, a4, tight, or "
        + "a size in points such as 800x600")
    #expect(
      try message("--without", "panels")
        == "unroll: error: --without: there is no part panels; did you mean panel?")
    #expect(try folder.names().isEmpty)
  }

  @Test("A graph that is too large for its canvas is drawn smaller, with a warning")
  func tooSmall() throws {
    let many = Array(repeating: "1", count: 30).joined(separator: ", ")
    try folder.put(
      "cell: elman\nparameters: {W_h: 0.5, W_x: 1, W_y: 1}\nsequence: [\(many)]\nloss: output\n"
        + "figure: {columns: all}\n", in: "long.yaml")
    let run = try Tool.run("render", "long.yaml", "--steps", "answer", "-o", "fig.svg", in: folder)
    let warning = #/unroll: warning: crowded: the graph would need \d+% of the canvas; /#
    #expect(run.code == 0 && run.errors.prefixMatch(of: warning) != nil, "\(run.errors)")
    #expect(run.errors.contains("; unroll lint long.yaml reports "))
    let lint = try Tool.run("lint", "long.yaml", in: folder)
    #expect(lint.code == 65 && lint.text.contains("crowded: the graph would need "))
    let quiet = try Tool.run(
      "render", "long.yaml", "--steps", "last", "-q", "-o", "fig.svg", in: folder)
    #expect(quiet.code == 0 && quiet.errors.isEmpty)
  }

  @Test("Weak colours are drawn with a warning")
  func weakColors() throws {
    let run = try Tool.run(
      "render", "-", "-o", "x.svg", "--steps", "last", in: folder,
      input: try lesson("theme: {backward: '#ffaa00'}"))
    #expect(run.code == 0)
    #expect(
      run.errors == """
        unroll: warning: backward on background has a contrast of 1.90, but a line needs 3; \
        unroll lint - reports 1 more
        Wrote x.svg

        """)
  }

  @Test("The themes are listed with their purpose and their lowest contrast")
  func themes() throws {
    let run = try Tool.run("themes", in: folder)
    #expect(run.code == 0 && run.errors.isEmpty)
    let lines = run.text.split(separator: "\n")
    #expect(lines[0] == "theme          text  lines  what it is for")
    #expect(lines[1] == "light          4.83   3.40  for slides in daylight, web pages and papers")
    #expect(lines.contains { $0.hasPrefix("high-contrast  7.") })
  }

  @Test("A lesson may use every theme that is listed, and no other")
  func lessonThemes() throws {
    let names = try themeNames()
    #expect(names.count >= 4 && Set(names).count == names.count)
    for name in names {
      let run = try Tool.run("check", "-", in: folder, input: try lesson("theme: \(name)"))
      #expect(run.code == 0, "\(name): \(run.errors)")
    }
    let run = try Tool.run("check", "-", in: folder, input: try lesson("theme: drak"))
    #expect(run.code == 65 && run.errors.contains("there is no theme drak"))
  }

  @Test("A step without text has no alternative text")
  func silent() throws {
    let run = try Tool.run(
      "lint", "-", in: folder, input: try lesson("slides:\n  - title\n  - say: \"…\""))
    #expect(run.code == 65)
    #expect(run.text == "step 2: there is no alternative text\n")
  }

  @Test("For a lesson without problems, lint says so on one line")
  func clean() throws {
    let run = try Tool.run("lint", Tool.elman, "--theme", "light,dark,print", in: folder)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(
      run.text
        == "No problems: 26 steps with text, nothing crowded, letters 1/34 of the height or "
        + "more, contrast 4.83 for text and 3.40 for lines.\n")
  }

  @Test("Problems are reported one per line, with exit code 65")
  func problems() throws {
    let run = try Tool.run(
      "lint", "-", in: folder, input: try lesson("theme: {backward: '#ffaa00', muted: '#888888'}"))
    #expect(run.code == 65)
    #expect(
      run.text == """
        theme own: muted on background has a contrast of 3.54, but text needs 4.5
        theme own: backward on background has a contrast of 1.90, but a line needs 3
        theme own: backward on backward-tint has a contrast of 1.79, but a line needs 3

        """)
    #expect(run.errors == "unroll: error: 3 problems in the figures of -\n")
  }
}
