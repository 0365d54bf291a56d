import ArgumentParser
import Formulas
import Publishing
import UnrollKit

/// The flags shared by commands that draw pictures: language, look, resolution and silence.
struct PictureOptions: ParsableArguments {
  @Option(help: "The language of all text: en or it. (default: the lesson's)")
  var language: Language?

  @OptionGroup
  var ids: IDOption

  @OptionGroup(title: "The look")
  var look: FigureOptions

  @Option(help: "Pixels per inch of PNG; 144 gives 1920 × 1080. (default: 144, and 200 on paper)")
  var ppi: Double?

  @Flag(name: .shortAndLong, help: "Print only warnings and errors.")
  var quiet = false

  /// The look and the language that the flags choose.
  var overrides: Overrides { look.overrides(in: language) }

  func validate() throws {
    guard (10...2400).contains(ppi ?? 144) else {
      throw ValidationError("--ppi must be from 10 to 2400")
    }
  }
}
