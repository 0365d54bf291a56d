import Foundation
import TestSupport
import Testing

@Suite struct MakeHandoutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Steps go to numbered pages, and one page is one file")
  func pages() throws {
    let run = try Tool.run("handout", Tool.elman, "--steps", "1-7", in: folder)
    #expect(run.code == 0)
    #expect(run.errors == "Wrote 2 pages: elman-handout/elman-1.pdf … elman-handout/elman-2.pdf\n")
    let one = try Tool.run(
      "handout", Tool.elman, "--steps", "1-2", "--up", "2", "-o", "page.svg", in: folder)
    #expect(one.errors == "Wrote page.svg\n")
    #expect(try folder.names() == ["elman-handout", "page.svg"])
  }

  @Test("A stream holds one page, and a page 2, 4 or 6 steps")
  func wrong() throws {
    let many = try Tool.run("handout", Tool.elman, "-o", "-", in: folder)
    #expect(many.code == 64 && many.output.isEmpty)
    #expect(many.errors.contains("-o -: a stream holds one page, and these are 6; "))
    let three = try Tool.run("handout", Tool.elman, "--up", "3", in: folder)
    #expect(
      three.code == 64 && three.errors.contains("--up 3: a page has room for 2, 4 or 6 steps"))
  }
}
