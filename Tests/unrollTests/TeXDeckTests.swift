import Foundation
import TestSupport
import Testing

/// A deck in LaTeX, compiled.
@Suite(
  .enabled(
    if: ForeignProgram.pdflatex.isExpected && ForeignProgram.xelatex.isExpected
      && ForeignProgram.pdftoppm.isExpected, "TeX or Poppler is missing: sh setup.sh tests"))
struct TeXDeckTests {
  // LaTeX's letters are wider than those of our pictures and have other shapes. Measured for all
  // steps of lecture, lstm, elman-vector and circuit: 4 to 15 %, and 17 to 18 % for two steps of lstm
  // that are nothing but lines of text. A blank page gives more than 25 %.
  private static let greatestDifference = 0.15

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func render(_ lesson: String, _ arguments: String...) throws {
    let run = try Tool.run(
      ["render", lesson, "-o", "x.tex"] + arguments, in: folder)
    try #require(run.code == 0, "\(run.errors)")
  }

  /// Compiles a file, and checks that nothing is too wide or missing.
  private func compile(
    _ name: String = "x", by program: ForeignProgram = .pdflatex,
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    let run = try program.run("-interaction=nonstopmode", "-halt-on-error", name, in: folder)
    try #require(run.code == 0, "\(run.text.suffix(1500))", sourceLocation: place)
    let log = String(decoding: try folder.bytes(of: "\(name).log"), as: UTF8.self)
    for complaint in ["Overfull", "Missing character", "Font shape"] {
      #expect(!log.contains(complaint), sourceLocation: place)
    }
  }

  private func pageCount(_ name: String = "x") throws -> Int? {
    let text = try ForeignProgram(name: "pdfinfo").run("\(name).pdf", in: folder).text
    return text.split(separator: "\n").first { $0.hasPrefix("Pages:") }
      .flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
  }

  /// A page as Poppler draws it.
  private func page(_ number: Int, of name: String = "x") throws -> Pixels {
    let run = try ForeignProgram.pdftoppm.run(
      "-png", "-singlefile", "-f", "\(number)", "-l", "\(number)", "-scale-to-x", "1280",
      "-scale-to-y", "720", "\(name).pdf", "page", in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return try Pixels(png: folder.bytes(of: "page.png"))
  }

  private func picture(of lesson: String, step: String, theme: String = "light") throws -> Pixels {
    let run = try Tool.run(
      "render", lesson, "-o", "own.png", "--ppi", "96", "--steps", step, "--theme", theme,
      in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return try Pixels(png: folder.bytes(of: "own.png"))
  }

  private func sample(_ name: String) -> String { "\(Tool.samples)/\(name).yaml" }

  @Test(
    "A talk has a page for each step, which looks like our picture",
    arguments: [("lecture", "8,20"), ("lstm", "24"), ("elman-vector", "20")])
  func talk(_ lesson: String, steps: String) throws {
    try render(sample(lesson), "--steps", steps)
    try compile()
    let numbers = steps.split(separator: ",")
    #expect(try pageCount() == numbers.count)
    for (number, step) in zip(1..., numbers) {
      let own = try picture(of: sample(lesson), step: String(step))
      let resemblance = try #require(try page(number).resemblance(to: own))
      #expect(resemblance.difference < Self.greatestDifference)
      #expect(resemblance.missingSquares == 0)
    }
  }

  @Test("A blank page and a missing chip do not look like our picture")
  func tolerance() throws {
    try render(sample("lecture"), "--steps", "20", "--tex", "page")
    let own = try picture(of: sample("lecture"), step: "20")
    let text = try folder.text(of: "x.tex")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.filter { !$0.contains("(h_2-value)") }
    try #require(rest.count == lines.count - 1)
    try folder.put(rest.joined(separator: "\n"), in: "chip.tex")
    try compile("chip")
    #expect(try #require(try page(1, of: "chip").resemblance(to: own)).missingSquares > 0)
    try folder.put(
      "\\documentclass{article}\\usepackage[paperwidth=960bp,paperheight=540bp]{geometry}"
        + "\\pagestyle{empty}\\begin{document}\\null\\end{document}", in: "blank.tex")
    try compile("blank")
    let blank = try #require(try page(1, of: "blank").resemblance(to: own))
    #expect(blank.difference > Self.greatestDifference && blank.missingSquares > 0)
  }

  @Test("xelatex draws the same, in every theme", arguments: ["dark", "print"])
  func themes(_ theme: String) throws {
    try render(sample("lecture"), "--steps", "8,20", "--tex", "page", "--theme", theme)
    try compile(by: .xelatex)
    #expect(try pageCount() == 2)
    let own = try picture(of: sample("lecture"), step: "20", theme: theme)
    let resemblance = try #require(try page(2).resemblance(to: own))
    // Black letters differ more from their background than coloured ones: measured 0.164.
    #expect(resemblance.difference < Self.greatestDifference + (theme == "print" ? 0.03 : 0))
    #expect(resemblance.missingSquares == 0)
  }

  @Test(
    "Every letter compiles with both programs",
    arguments: [ForeignProgram.pdflatex, .xelatex])
  func letters(_ program: ForeignProgram) throws {
    try folder.put(
      """
      title: "Perché → 50 % & ‘così’ — “α − β” #1_a ~ ^ \\\\ {x} $5 <b> | ∂"
      language: it
      cell: elman
      activation: identity
      parameters: {W_h: 2, W_x: 1, W_y: -1}
      vocabulary: [你, "%", "ß"]
      embeddings: [1, 2, 3]
      sequence: [你, "%", "ß"]
      loss: output

      """, in: "lesson.yaml")
    try render("lesson.yaml")
    try compile(by: program)
  }

  @Test("Styles can be redefined in a file, and later in the document")
  func styles() throws {
    try render(sample("lecture"), "--steps", "20", "--tex", "page")
    try compile()
    #expect(try page(1).count(red: 0, green: 255, blue: 0) == 0)
    let style = "\\tikzset{unroll/node/.append style={fill=green}}"
    try folder.put(style, in: "unroll-style.tex")
    try compile()
    #expect(try page(1).count(red: 0, green: 255, blue: 0) > 500)
    try folder.put("\\definecolor{unrollbackward}{HTML}{00FF00}", in: "unroll-style.tex")
    try compile()
    #expect(try page(1).count(red: 0, green: 255, blue: 0) > 500)
    try folder.put("", in: "unroll-style.tex")
    let text = try folder.text(of: "x.tex")
    try folder.put(
      text.replacing("\\begin{document}", with: style + "\\begin{document}"), in: "later.tex")
    try compile("later")
    #expect(try page(1, of: "later").count(red: 0, green: 255, blue: 0) > 500)
  }

  @Test("A handout shows the last step")
  func handout() throws {
    try render(sample("lecture"), "--steps", "8,20")
    let text = try folder.text(of: "x.tex")
    try folder.put(
      text.replacing("\\documentclass[", with: "\\documentclass[handout,"), in: "h.tex")
    try compile("h")
    #expect(try pageCount("h") == 1)
    let own = try picture(of: sample("lecture"), step: "20")
    let resemblance = try #require(try page(1, of: "h").resemblance(to: own))
    #expect(resemblance.difference < Self.greatestDifference)
    #expect(resemblance.missingSquares == 0)
  }

  @Test("A figure is included twice, and shows the step that is chosen")
  func figure() throws {
    try render(sample("lecture"), "--steps", "8,20", "--tex", "figure")
    try folder.put(
      """
      \\documentclass{article}
      \\usepackage{fix-cm,exscale}
      \\usepackage[paperwidth=960bp,paperheight=540bp,margin=0pt]{geometry}
      \\usepackage{tikz,amsmath,amsfonts}
      \\usetikzlibrary{arrows.meta,shapes.geometric}
      \\pagestyle{empty}\\parindent=0pt\\topskip=0pt
      \\begin{document}
      \\vbox to\\textheight{\\def\\unrollstep{1}\\hbox{\\input{x}}\\vss}\\newpage
      \\vbox to\\textheight{\\hbox{\\input{x}}\\vss}
      \\end{document}

      """, in: "paper.tex")
    try compile("paper")
    #expect(try pageCount("paper") == 2)
    for (number, step) in [(1, "8"), (2, "20")] {
      let own = try picture(of: sample("lecture"), step: step)
      let resemblance = try #require(try page(number, of: "paper").resemblance(to: own))
      #expect(resemblance.missingSquares == 0)
      #expect(resemblance.difference < Self.greatestDifference)
    }
  }
}

extension ForeignProgram {
  /// The usual compiler of LaTeX.
  static let pdflatex = ForeignProgram(name: "pdflatex")
  /// The compiler of LaTeX that reads the system's fonts.
  static let xelatex = ForeignProgram(name: "xelatex")
}
