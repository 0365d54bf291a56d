import ArgumentParser
import Formulas
import Publishing
import UnrollKit

/// The flags of the commands that draw pictures in one go: words, look, pixels and silence.
struct PictureOptions: ParsableArguments {
  @Option(help: "The words' language: en or it. (default: the lesson's)")
  var language: Language?

  @OptionGroup
  var ids: IDOption

  @OptionGroup(title: "The look")
  var look: FigureOptions

  @Option(help: "Pixels per inch of PNG; 144 gives 1920 × 1080. (default: 144, and 200 on paper)")
  var ppi: Double?

  @Flag(name: .shortAndLong, help: "Say nothing when all is well.")
  var quiet = false

  /// What the flags say of look and words.
  var overrides: Overrides { look.overrides(in: language) }

  func validate() throws {
    guard (10...2400).contains(ppi ?? 144) else {
      throw ValidationError("--ppi goes from 10 to 2400")
    }
  }
}
