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
        "libqpdf", "libcmark-gfm", "font of texts", "font of mathematics",
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
        #expect(
          cure.hasSuffix(
            "apt-get install libgvplugin-neato-layout-dev libgraphviz-dev libgvplugin-pango-dev"))
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
}
