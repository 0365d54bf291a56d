import Testing

@testable import Figures

@Suite struct PDFFinisherTests {
  /// A file as cairo 1.16 ends it: an object before the date, and one behind.
  private func file(_ date: String) -> String {
    let head = "%PDF-1.5\n"
    let info = "1 0 obj\n<< /Producer (cairo)\n   \(date)\n>>\nendobj\n"
    let catalog = "2 0 obj\n<< /Type /Catalog\n>>\nendobj\n"
    func entry(_ offset: Int) -> String {
      let digits = String(offset)
      return String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    let table = "xref\n0 3\n0000000000 65535 f \n" + entry(head.count) + entry((head + info).count)
    return head + info + catalog + table + "trailer\n<< /Size 3\n   /Root 2 0 R\n>>\nstartxref\n"
      + "\((head + info + catalog).count)\n%%EOF\n"
  }

  private func finished(_ date: String) -> String {
    String(decoding: PDFFinisher.finished(Array(file(date).utf8)), as: UTF8.self)
  }

  @Test(
    "A file with a date becomes the file without, whatever the time zone",
    arguments: [
      "/CreationDate (D:20261125085204Z)", "/CreationDate (D:20261125085204+09'00)",
      "/CreationDate (D:20261125085204-04'30')",
    ])
  func date(date: String) {
    #expect(finished(date) == file(""))
  }

  @Test("A file without a date, or one that breaks off, stays as it is")
  func none() {
    #expect(finished("") == file(""))
    let cut = Array(file("/CreationDate (D:2026").utf8.prefix(70))
    #expect(PDFFinisher.finished(cut) == cut)
    #expect(PDFFinisher.finished([]) == [])
  }
}
