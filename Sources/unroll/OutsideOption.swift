import ArgumentParser
import Documents

/// The flag that lets a document's blocks name lessons outside its folder.
struct OutsideOption: ParsableArguments {
  @Flag(help: "Let a document's blocks name lessons outside its folder.")
  var allowOutside = false

  /// What the flag allows; if nothing, messages name it.
  var lessons: BlockFigure.Place.OutsideLessons {
    allowOutside ? .allowed : .refused(remedy: "pass --allow-outside to use it anyway")
  }
}
