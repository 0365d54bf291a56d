import ArgumentParser
import Formulas
import Publishing

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

  func validate() throws {
    guard (10...2400).contains(ppi ?? 144) else {
      throw ValidationError("--ppi goes from 10 to 2400")
    }
  }
}

extension [OutputPlan] {
  /// Writes pictures numbered from 1 to every output in each of its formats; returns their paths.
  ///
  /// - Parameter picture: draws one, given the name that the output gives to all of them.
  func write(
    _ count: Int, variant: String?,
    _ picture: (_ number: Int, FigureFormat, _ name: String) throws -> [UInt8]
  ) throws -> [String] {
    var paths: [String] = []
    for plan in self {
      for format in plan.formats {
        for number in 1...Swift.max(1, count) {
          let path = plan.path(
            forStep: number, ofChosen: count, format: format, variant: variant)
          let bytes = try picture(number, format, plan.pictureName)
          if path == "-" {
            try StandardOutput.write(bytes)
          } else {
            try AtomicFile.write(bytes, to: path)
          }
          paths.append(path)
        }
      }
    }
    return paths
  }
}
