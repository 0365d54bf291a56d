import Testing

@testable import Graphviz

@Suite struct DrawingTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func placed(_ text: String, left: Double = 20) -> PlacedText {
    PlacedText(
      TextRun(text, font: Font(face: Face(family: "STIX"), size: 20)), color: "#112233", left: left,
      baseline: 60, width: 40)
  }

  /// A coloured circle with a text on it, and a curve.
  private func drawing(_ color: String) throws -> (Drawing, Drawing.Handle, Drawing.Handle) {
    let drawing = try Drawing(name: "test", width: 200, height: 100, background: "#ffffff")
    let circle = try drawing.addShape(
      .ellipse, center: Point(50, 50), width: 40, height: 40,
      stroke: Stroke(color: color, width: 2), fill: nil, text: placed("<&\\N"))
    let curve = try drawing.addCurve(
      [Point(70, 50), Point(90, 50), Point(110, 50), Point(130, 50)], arrowTip: Point(140, 50),
      stroke: Stroke(color: "#aa0000", width: 1))
    try drawing.layOut()
    return (drawing, circle, curve)
  }

  @Test("A shape is drawn where it was placed, with its text drawn literally")
  func places() throws {
    let svg = text(try drawing("#00aa00").0.rendered(as: .svgWithText))
    #expect(svg.contains("cx=\"50\" cy=\"-50\" rx=\"20\" ry=\"20\""))
    #expect(svg.contains("&lt;&amp;\\N"))
    #expect(svg.contains("x=\"20\" y=\"-40\""))
    #expect(svg.contains("width=\"200pt\" height=\"100pt\""))
  }

  @Test("A box is filled, below curves, where it was placed, and can be hidden")
  func boxes() throws {
    let drawing = try Drawing(name: "test", width: 200, height: 100, background: "#ffffff")
    _ = try drawing.addCurve(
      [Point(70, 50), Point(90, 50), Point(110, 50), Point(130, 50)], arrowTip: nil,
      stroke: Stroke(color: "#aa0000", width: 1))
    let box = try drawing.addBox(
      left: 20, top: 10, right: 180, bottom: 70, stroke: Stroke(color: "#00aa00", width: 1),
      fill: "#ddeeff")
    try drawing.layOut()
    let svg = text(try drawing.rendered(as: .svgWithText))
    let fill = try #require(svg.range(of: "fill=\"#ddeeff\" stroke=\"#00aa00\""))
    let curve = try #require(svg.range(of: "stroke=\"#aa0000\""))
    #expect(fill.lowerBound < curve.lowerBound)
    let path = try #require(svg[fill.upperBound...].firstMatch(of: /d="M([0-9.]+),(-[0-9.]+)/))
    // The path begins beside the lower left corner; y is from the drawing's lower edge.
    let (x, y) = (Double(path.1) ?? 0, Double(path.2) ?? 0)
    #expect(abs(x - 20) < 15 && abs(y + 30) < 1, "\(path.0)")
    drawing.setVisible(box, false)
    #expect(!text(try drawing.rendered(as: .svgWithText)).contains("#ddeeff"))
    drawing.setVisible(box, true)
    #expect(text(try drawing.rendered(as: .svgWithText)) == svg)
  }

  @Test("A text is drawn on its baseline, alone or on a shape, at any font size")
  func baselines() throws {
    for size in [8.0, 14, 20, 36] {
      let font = Font(face: Face(family: "STIX"), size: size)
      for isOnShape in [false, true] {
        let drawing = try Drawing(name: "test", width: 200, height: 100, background: "#ffffff")
        let text = PlacedText(
          TextRun("H", font: font), color: "#112233", left: 20, baseline: 60, width: size)
        if isOnShape {
          _ = try drawing.addShape(
            .rectangle, center: Point(50, 50), width: 80, height: 60,
            stroke: Stroke(color: "#000000", width: 1), fill: nil, text: text)
        } else {
          _ = try drawing.addText(text)
        }
        try drawing.layOut()
        let live = self.text(try drawing.rendered(as: .svgWithText))
        #expect(live.contains("x=\"20\" y=\"-40\""), "\(size): \(live)")
        let outlines = self.text(try drawing.rendered(as: .svgWithOutlines))
        let place = try #require(outlines.firstMatch(of: /<use [^>]*x="([0-9.]+)" y="([0-9.]+)"/))
        #expect(abs((Double(place.1) ?? 0) - 20) < 0.5 && abs((Double(place.2) ?? 0) - 60) < 0.5)
      }
    }
  }

  @Test("A hidden item is not drawn, and is drawn again when it is shown")
  func visibility() throws {
    let (drawing, circle, curve) = try drawing("#00aa00")
    let whole = try drawing.rendered(as: .svgWithText)
    drawing.setVisible(circle, false)
    drawing.setVisible(curve, false)
    let empty = text(try drawing.rendered(as: .svgWithText))
    #expect(!empty.contains("<ellipse") && !empty.contains("<path") && !empty.contains("&lt;"))
    drawing.setVisible(circle, true)
    drawing.setVisible(curve, true)
    #expect(try drawing.rendered(as: .svgWithText) == whole)
  }

  @Test("Colours and widths can be changed after the layout")
  func restyle() throws {
    let (drawing, circle, curve) = try drawing("#00aa00")
    drawing.restyle(circle, .ellipse, stroke: Stroke(color: "#0000bb", width: 3), fill: "#eeeeee")
    try drawing.restyle(curve, stroke: Stroke(color: "#00cccc", width: 4))
    let svg = text(try drawing.rendered(as: .svgWithText))
    #expect(svg.contains("fill=\"#eeeeee\" stroke=\"#0000bb\" stroke-width=\"3\""))
    #expect(svg.contains("#00cccc") && !svg.contains("#aa0000"))
  }

  // The library keeps the attributes of the latest layout in globals; this used to crash.
  @Test("The colour of a text can be changed after the layout, more than once")
  func recolor() throws {
    let (drawing, circle, _) = try drawing("#00aa00")
    let first = text(try drawing.rendered(as: .svgWithText))
    #expect(first.contains("fill=\"#112233\""))
    drawing.recolor(circle, "#abcdef")
    let second = text(try drawing.rendered(as: .svgWithText))
    #expect(second.contains("fill=\"#abcdef\"") && !second.contains("#112233"))
    // Pixels are drawn from the same record.
    let pixels = try drawing.rendered(as: .png(pixelsPerInch: 72))
    drawing.recolor(circle, "#112233")
    #expect(text(try drawing.rendered(as: .svgWithText)) == first)
    #expect(try drawing.rendered(as: .png(pixelsPerInch: 72)) != pixels)
  }

  @Test("Drawings can be laid out, rendered and freed in any order")
  func interleaved() throws {
    let (first, _, _) = try drawing("#00aa00")
    let alone = try first.rendered(as: .svgWithText)
    for color in ["#000001", "#000002", "#000003"] {
      _ = try drawing(color).0.rendered(as: .svgWithText)
      _ = try Library.shared.widths(of: [placed(color).run])
    }
    #expect(try first.rendered(as: .svgWithText) == alone)
  }

  @Test("Several threads can draw at the same time")
  func threads() async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for index in 1...6 {
        group.addTask {
          let color = "#0000a\(index)"
          let (drawing, _, _) = try self.drawing(color)
          return self.text(try drawing.rendered(as: .svgWithText)).contains(color)
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test("Every format starts with its own signature")
  func formats() throws {
    let (drawing, _, _) = try drawing("#00aa00")
    #expect(
      try drawing.rendered(as: .png(pixelsPerInch: 72)).prefix(4) == [0x89, 0x50, 0x4E, 0x47])
    let document = try PDFDocument()
    try drawing.addPage(to: document)
    #expect(text(try document.finished()).hasPrefix("%PDF-1.5"))
    #expect(text(try drawing.rendered(as: .svgWithOutlines)).contains("<svg"))
    #expect(text(try drawing.rendered(as: .dot)).hasPrefix("digraph test {"))
  }

  @Test("A failure of the library is an error with the library's message")
  func refusal() throws {
    let error = #expect(throws: GraphvizError.self) {
      try Library.shared.withContext(.layout) { context in
        try GraphOwner(name: "test").layOut(context, engine: "no-such-engine")
      }
    }
    #expect(error?.stage == .layout)
    #expect(error?.description.contains("no-such-engine") == true)
    // An error is not sticky: the next drawing succeeds.
    #expect(try !drawing("#00aa00").0.rendered(as: .svgWithText).isEmpty)
  }
}
