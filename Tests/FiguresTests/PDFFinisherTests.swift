import Graphviz
import Testing

@testable import Figures

@Suite struct PDFFinisherTests {
  /// A file with an object before the information dictionary and one after it.
  private func file(_ information: String) -> [UInt8] {
    let objects = [
      "1 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n",
      "2 0 obj\n<< /Producer (cairo) \(information) >>\nendobj\n",
      "3 0 obj\n<< /Type /Pages /Kids [ ] /Count 0 >>\nendobj\n",
    ]
    var text = "%PDF-1.5\n"
    var table = "xref\n0 4\n0000000000 65535 f \n"
    for object in objects {
      let digits = String(text.utf8.count)
      table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
      text += object
    }
    return Array(
      "\(text)\(table)trailer\n<< /Size 4 /Root 1 0 R /Info 2 0 R >>\nstartxref\n\(text.utf8.count)\n%%EOF\n"
        .utf8)
  }

  @Test(
    "Dates are removed in any time zone, compressed or not, so that the results are the same",
    arguments: [PDFObjects.plain, .compressed],
    [
      "/CreationDate (D:20261125085204Z)", "/CreationDate (D:20261125085204+09'00)",
      "/CreationDate (D:20261125085204-04'30') /ModDate (D:20261126)",
    ])
  func date(objects: PDFObjects, dates: String) throws {
    let dated = try #require(objects.bytes(of: file(dates)))
    #expect(PDFObjects.text(of: dated).contains("D:2026"))
    let finished = try PDFFinisher.finished(dated)
    #expect(try finished == PDFFinisher.finished(#require(objects.bytes(of: file("")))))
    #expect(!PDFObjects.text(of: finished).contains("Date"))
    #expect(PDFObjects.text(of: finished).contains("/Producer (cairo)"))
  }

  @Test("A truncated file is an error with libqpdf's message, not half a page")
  func broken() {
    for bytes in [[], Array(file("").prefix(70)), Array("no PDF".utf8)] {
      let error = #expect(throws: GraphvizError.self) { try PDFFinisher.finished(bytes) }
      #expect(error?.stage == .rendering)
      #expect(error?.message.hasPrefix("libqpdf: ") == true)
      #expect(error?.message.count ?? 0 > "libqpdf: ".count)
    }
  }
}
