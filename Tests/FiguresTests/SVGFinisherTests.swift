import Testing

@testable import Figures

@Suite struct SVGFinisherTests {
  /// The only element of a drawing, finished.
  private func finished(_ element: String, colors: [String] = []) throws -> String {
    var sheet = SVGSheet(size: (100, 50))
    try sheet.add(
      SVGCutter(
        Array("<svg width=\"9pt\">\(element)</svg>".utf8), colors: colors, size: sheet.size))
    let pieces = SVGSheet.Group(pieces: colors.isEmpty ? [] : [0])
    let picture = String(
      decoding: sheet.picture(of: [pieces], prefix: "u", title: "", description: ""),
      as: UTF8.self)
    let body = picture.split(separator: "</desc>\n").last ?? ""
    return String(body.prefix { $0 != "\n" })
  }

  @Test("Styles become attributes, and default values are left out")
  func styles() throws {
    #expect(
      try finished(
        "<path style=\" stroke:none;fill-rule:nonzero;fill:rgb(100%,50.196078%,0%);fill-opacity:1;\""
          + " d=\"M 0.004 507.671875 L -1.5 0 \"/>")
        == "<path fill=\"#ff8000\" d=\"M 0 507.67 L -1.5 0 \"/>")
    #expect(
      try finished("<polygon fill=\"#ffffff\" stroke=\"transparent\" points=\"1.00,-2.50\"/>")
        == "<polygon fill=\"#ffffff\" points=\"1,-2.5\"/>")
  }

  @Test(
    "Every notation of a colour is read",
    arguments: [
      "fill=\"#12abEF\"", "style=\"fill:rgb(7.058824%,67.058824%,93.72549%)\"",
      "fill=\"rgb(7.058824%, 67.058824%, 93.72549%)\"",
    ])
  func colors(_ attribute: String) throws {
    #expect(try finished("<path \(attribute)/>") == "<path fill=\"#12abef\"/>")
  }

  @Test("Every marker survives being written as percentages")
  func percent() throws {
    // As cairo prints a byte.
    for byte in 0...255 {
      let percent = "\((Double(byte) / 255 * 100 * 1e6).rounded() / 1e6)%"
      let hex = SVGSheet.marker(byte << 16 | byte << 8 | byte)
      #expect(
        try finished("<path fill=\"rgb(\(percent),\(percent),\(percent))\"/>")
          == "<path fill=\"\(hex)\"/>")
    }
  }

  @Test("A marker is replaced by the colour that it stands for")
  func markers() throws {
    #expect(
      try finished(
        "<path stroke=\"#000000\" fill=\"#000001\"/>", colors: ["#aa0000", "#bb0000", "#cc0000"])
        == "<path stroke=\"#aa0000\" fill=\"#bb0000\"/>")
  }

  @Test("A face's name becomes family, weight and style")
  func font() throws {
    #expect(
      try finished("<text font-family=\"STIX, Bold Italic\" font-size=\"20.00\">x</text>")
        == "<text font-family=\"STIX, STIXGeneral, 'STIX Two Text', 'STIX Two Math', serif\""
        + " font-weight=\"bold\" font-style=\"italic\" font-size=\"20\" xml:space=\"preserve\">x</text>"
    )
    #expect(
      try finished("<text font-family=\"STIX Two Text,STIX Two Math,\">x</text>")
        == "<text font-family=\"'STIX Two Text', 'STIX Two Math', STIX, STIXGeneral, serif\""
        + " xml:space=\"preserve\">x</text>")
  }
}
