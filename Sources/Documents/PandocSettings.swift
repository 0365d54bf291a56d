import Notes
import Publishing

/// The settings under the key `unroll` of a document's metadata.
public struct PandocSettings {
  /// The folder of the pictures, relative to the working folder.
  let figures: String
  /// Whether a block with a mistake stops the build; if not, it stays code.
  let isStrict: Bool
  let allowsOutside: Bool
  /// Where pictures are kept for the next run; `nil` if they are not.
  public let cache: PictureCache?
  /// Defaults for keys that a block does not set.
  let defaults: [String: String]

  private static let own = ["figures", "strict", "allow-outside", "cache"]

  /// Reads the settings.
  ///
  /// - Throws: `DocumentError`, which names the key.
  public init(_ settings: [String: String]) throws(DocumentError) {
    func wrong(_ key: String, _ kind: SettingsMistake.Kind) -> DocumentError {
      .settings(SettingsMistake(place: .metadata, key: key, kind: kind))
    }
    let known = Self.own + BlockKey.sharedNames
    for key in settings.keys.sorted() where !known.contains(key) {
      throw wrong(key, .unknownKey(known))
    }
    func flag(_ key: String, default value: Bool) throws(DocumentError) -> Bool {
      guard let text = settings[key] else { return value }
      guard let flag = Bool(text) else { throw wrong(key, .noFlag(text)) }
      return flag
    }
    isStrict = try flag("strict", default: true)
    allowsOutside = try flag("allow-outside", default: false)
    let folder = FigureFolder.spelled(settings["figures"] ?? "unroll-figures")
    let objection =
      FigureFolder.objection(to: folder, allowsOutside: allowsOutside)
      ?? (allowsOutside ? nil : FigureFolder.objection(toLinksIn: folder, in: ""))
    if let objection {
      throw wrong("figures", .folder(folder, objection))
    }
    figures = folder
    cache = try flag("cache", default: true) ? PictureCache() : nil
    defaults = settings.filter { BlockKey.sharedNames.contains($0.key) }
  }
}
