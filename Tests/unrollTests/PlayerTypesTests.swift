import Foundation
import TestSupport
import Testing

/// The types in the comments of the player's scripts.
@Suite struct PlayerTypesTests {
  @Test(
    "The compiler of TypeScript finds no fault in the player's scripts",
    .enabled(if: PlayerScripts.compiler.isExpected, "tsc is missing: sh setup.sh tests"))
  func types() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: PlayerScripts.folder)
      .filter { $0.hasSuffix(".js") }.sorted()
    #expect(Set(PlayerScripts.names.map { $0 + ".js" }).isSubset(of: names))
    let run = try PlayerScripts.compiler.run(
      [
        "--allowJs", "--checkJs", "--strict", "--noEmit", "--target", "es2022", "--lib",
        "es2022,dom",
      ] + names.map { "\(PlayerScripts.folder)/\($0)" }, in: try TemporaryFolder())
    #expect(run.code == 0, "\(run.text)")
  }
}
