import Foundation

/// The rules for a folder of figures that a document links to.
public enum FigureFolder {
  /// Why a folder cannot hold a document's figures.
  public enum Objection: Hashable, Sendable, CustomStringConvertible {
    /// It is not beside the document.
    case outside
    /// Links cannot hold this character.
    case character(Character)
    /// This part of its path is a symbolic link.
    case link(String)

    /// What to do, without a full stop.
    public var description: String {
      switch self {
      case .outside: "name a folder beside the document"
      case .character(let character):
        "links cannot hold \"\(character)\"; name a folder without it"
      case .link(let path):
        "\(path) is a symbolic link, which may lead anywhere; name the folder itself"
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

  /// Returns the objection to a folder of figures if a part of its path is a symbolic link, so that
  /// figures would be written elsewhere; `nil` if none is.
  ///
  /// - Parameter home: the folder beside it, with a final slash; empty for the working folder.
  static func objection(toLinksIn folder: String, in home: String) -> Objection? {
    var path = home
    for part in folder.split(separator: "/") {
      path += (path.isEmpty || path.hasSuffix("/") ? "" : "/") + part
      if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil {
        return .link(path)
      }
    }
    return nil
  }

  /// Returns whether a path is a folder or lies in it, after all symbolic links are followed.
  ///
  /// - Parameter folder: a path; empty for the working folder.
  static func isInside(_ path: String, of folder: String) -> Bool {
    let home = URL(fileURLWithPath: folder.isEmpty ? "." : folder).resolvingSymlinksInPath().path
    let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return path == home || path.hasPrefix(home.hasSuffix("/") ? home : home + "/")
  }
}
