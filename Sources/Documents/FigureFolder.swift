/// The rules for a folder of figures that a document links to.
public enum FigureFolder {
  /// Why a folder cannot hold a document's figures.
  public enum Objection: Hashable, Sendable, CustomStringConvertible {
    /// It is not beside the document.
    case outside
    /// Links cannot hold this character.
    case character(Character)

    /// What to do, without a full stop.
    public var description: String {
      switch self {
      case .outside: "name a folder beside the document"
      case .character(let character):
        "links cannot hold \"\(character)\"; name a folder without it"
      }
    }
  }

  /// A folder's path as links spell it, however it was typed.
  ///
  ///     FigureFolder.spelled("./img//bptt/")  // "img/bptt"
  public static func spelled(_ folder: String) -> String {
    let parts = folder.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty else { return folder.isEmpty ? "" : folder.hasPrefix("/") ? "/" : "." }
    return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Returns why a folder cannot hold a document's figures; `nil` if it can.
  ///
  ///     FigureFolder.objection(to: "img/bptt")  // nil
  ///     FigureFolder.objection(to: "../img")    // .outside
  ///
  /// - Parameter allowsOutside: whether it may be elsewhere; links then hold its whole path.
  public static func objection(to folder: String, allowsOutside: Bool = false) -> Objection? {
    let isOutside = folder.hasPrefix("/") || folder.split(separator: "/").contains("..")
    if folder.isEmpty || isOutside && !allowsOutside { return .outside }
    return folder.first { $0.isWhitespace || "<>()[]\"'\\`%?#&{}$~^".contains($0) }
      .map(Objection.character)
  }
}
