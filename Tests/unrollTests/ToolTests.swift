import Foundation
import TestSupport
import Testing

@Suite struct ToolTests {
  @Test("Neither a checkout called unroll nor anything above it is mistaken for the tool")
  func checkout() throws {
    let folder = try TemporaryFolder()
    try folder.make("outer/unroll/.build/debug")
    let tests = URL(fileURLWithPath: folder.path("outer/unroll/.build/debug/tests.xctest"))
    #expect(Tool.path(above: tests) == nil)
    try folder.put("", in: "outer/unroll/Package.swift")
    try program("unroll", in: folder)
    #expect(Tool.path(above: tests) == nil)
    try program("outer/unroll/.build/debug/unroll", in: folder)
    #expect(Tool.path(above: tests) == folder.path("outer/unroll/.build/debug/unroll"))
  }

  private func program(_ name: String, in folder: TemporaryFolder) throws {
    let path = try folder.put("", in: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }
}
