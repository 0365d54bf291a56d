import Foundation
import Lessons
import Testing
import UnrollKit
import Unrolling

/// The page on the samples, and the README's gallery of them.
@Suite struct SamplesPageTests {
  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.checkout.appendingPathComponent(path), encoding: .utf8)
  }

  private func illustration(_ sample: String) throws -> Illustration {
    try Illustration(
      of: Lesson(yaml: text("samples/\(sample).yaml"), name: "samples/\(sample).yaml"))
  }

  @Test("docs/samples.md describes every sample")
  func everySample() throws {
    let page = try text("docs/samples.md")
    let folder = Self.checkout.appendingPathComponent("samples").path
    for file in try FileManager.default.contentsOfDirectory(atPath: folder)
    where file.hasSuffix(".yaml") {
      #expect(page.contains("[`\(file)`](../samples/\(file))"), "\(file)")
    }
  }

  @Test("Each slide that docs/samples.md draws is a step of its sample")
  func slides() throws {
    let page = try text("docs/samples.md")
    let commands = page.matches(
      of: #/unroll render samples\/([a-z-]+)\.yaml -o fig\.png --steps (.+)/#)
    #expect(commands.count >= 13)
    for command in commands {
      let steps = try illustration(String(command.1)).steps.map(\.name)
      #expect(steps.contains(String(command.2.filter { $0 != "\"" })), "\(command.0)")
    }
  }

  @Test("The first lessons' slides are steps too")
  func firstLessons() throws {
    let page = try text("docs/samples.md")
    let rows = page.matches(of: #/(?m)^\| \[`([a-z-]+)\.yaml`\].*`([^`]+)` \|$/#)
    #expect(rows.count >= 13)
    for row in rows {
      let steps = try illustration(String(row.1)).steps.map(\.name)
      #expect(steps.contains(String(row.2)), "\(row.1): \(row.2)")
    }
  }

  @Test("README.md shows the pictures of the gallery, and only those")
  func gallery() throws {
    let listed = try #require(
      text("Makefile").split(separator: "\n").first { $0.hasPrefix("GALLERY = ") })
    let pictures = Set(
      listed.dropFirst("GALLERY = ".count).split(separator: " ").map {
        String($0.replacing(":", with: "-")) + ".svg"
      })
    let matches = try text("README.md").matches(of: #/gallery\/([a-z0-9-]+\.svg)/#)
    let shown = Set(matches.map { String($0.1) })
    #expect(shown == pictures)
    let folder = Self.checkout.appendingPathComponent("gallery").path
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == pictures)
  }

  @Test("Mazur's step has the article's errors, before and after")
  func mazur() throws {
    let lesson = try Lesson(yaml: text("samples/training-step.yaml"), name: "training-step.yaml")
    let training = try #require(try lesson.training())
    let step = try #require(training.steps.first)
    #expect(abs(step.loss - 0.298371109) < 5e-10)
    #expect(abs((step.lossAfter ?? 0) - 0.2910277737) < 5e-11)
  }
}
