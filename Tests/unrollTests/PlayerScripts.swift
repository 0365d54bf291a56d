import Formulas
import Foundation
import TestSupport

/// The scripts of an HTML player, run by Node.js.
enum PlayerScripts {
  static let node = ForeignProgram(name: "node", or: "nodejs")
  static let compiler = ForeignProgram(name: "tsc")

  static let folder =
    URL(fileURLWithPath: Tool.samples).deletingLastPathComponent().path
    + "/Sources/Publishing/Player"
  /// In the order in which a page has them.
  static let names = [
    "numbers", "functions", "kernels", "instructions", "programs", "network", "origins",
    "training",
  ]

  /// Numbers as JSON has them, and in quotes those that it cannot hold.
  static func number(_ number: Double) -> JSONText {
    if number.isFinite { return .number(number) }
    return .string(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
  }

  /// Runs a script after those of the player and returns its answers.
  ///
  /// - Parameters:
  ///   - script: computes `answers` from `cases`.
  static func answers<Answer: Decodable>(to cases: JSONText, by script: String) throws -> Answer {
    let folder = try TemporaryFolder()
    let scripts = try names.map { name in
      try String(contentsOfFile: "\(self.folder)/\(name).js", encoding: .utf8)
    }
    try folder.put("\(cases)", in: "cases.json")
    try folder.put(
      """
      "use strict";
      const cases = JSON.parse(require("fs").readFileSync("cases.json", "utf8"));
      let answers = null;
      (() => {
      \(scripts.joined(separator: "\n"))
      \(script)
      })();
      console.log(JSON.stringify(answers, (_, value) => (
        typeof value === "number" && !Number.isFinite(value) ? String(value) : value)));
      """, in: "check.js")
    let run = try node.run("check.js", in: folder)
    guard run.code == 0 else { throw Failure(description: run.errors) }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(Answer.self, from: run.output)
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// How far two numbers are apart in proportion to the larger one, or to a unit that is given.
  static func distance(_ a: Double, _ b: Double, unit: Double = 0) -> Double {
    if a == b || a.isNaN && b.isNaN { return 0 }
    guard a.isFinite, b.isFinite else { return .infinity }
    return abs(a - b) / max(abs(a), abs(b), unit)
  }
}
