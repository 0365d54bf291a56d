import Formulas
import Notes
import Publishing

/// What a document's metadata asks under the key `unroll`.
struct PandocSettings {
  /// The folder of the pictures, from the working folder.
  let figures: String
  /// Whether a broken block stops the build; else it stays as code.
  let isStrict: Bool
  let allowsOutside: Bool
  let cache: PictureCache?
  /// Keys for blocks that have none of their own.
  let defaults: [String: String]

  private static let own = ["figures", "strict", "allow-outside", "cache"]
  /// What each block must say itself is not among the defaults.
  private static let ofBlocks = BlockFigure.keys.filter { !["id", "caption", "alt"].contains($0) }

  /// Reads the settings.
  ///
  /// - Throws: `Failure` that names the key.
  init(_ settings: [String: String]) throws {
    let known = Self.own + Self.ofBlocks
    for key in settings.keys.sorted() where !known.contains(key) {
      let guess = Spelling.nearest(to: key, among: known).map { "did you mean \($0)?" }
      throw Failure.lesson(
        "unroll: error: unroll in the metadata has no key \(key); "
          + (guess ?? "its keys are " + known.joined(separator: ", ")))
    }
    func flag(_ key: String, default value: Bool) throws -> Bool {
      guard let text = settings[key] else { return value }
      guard let flag = Bool(text) else {
        throw Failure.lesson("unroll: error: \(key) in the metadata is true or false, not \(text)")
      }
      return flag
    }
    isStrict = try flag("strict", default: true)
    allowsOutside = try flag("allow-outside", default: false)
    let folder = FigureFolder.spelled(settings["figures"] ?? "unroll-figures")
    if let objection = FigureFolder.objection(to: folder, allowsOutside: allowsOutside) {
      throw Failure.lesson("unroll: error: figures in the metadata is \(folder); \(objection)")
    }
    figures = folder
    cache = try flag("cache", default: true) ? PictureCache() : nil
    defaults = settings.filter { Self.ofBlocks.contains($0.key) }
  }
}
