/// The address at which a site shows the working folder: `/course/`, for a site under a path.
///
///     try BaseAddress("/course").text  // "/course/"
public struct BaseAddress: Hashable, Sendable {
  /// The address, with a final slash.
  public let text: String

  /// Why a text cannot be the base of addresses.
  public enum Objection: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is neither a path from the site's root nor an address on the web.
    case relative
    /// Links cannot hold this character.
    case character(Character)

    /// What to do, without a full stop.
    public var description: String {
      switch self {
      case .relative: "write a path from the root of the site, such as /course/"
      case .character(let character):
        "links cannot hold \"\(character)\"; write it as links do, such as %20 for a space"
      }
    }
  }

  /// Checks an address.
  public init(_ text: String) throws(Objection) {
    guard text.hasPrefix("/") || text.hasPrefix("https://") || text.hasPrefix("http://") else {
      throw .relative
    }
    if let character = text.first(where: { $0.isWhitespace || "<>()[]\"'\\`{}|#*".contains($0) }) {
      throw .character(character)
    }
    self.text = text.hasSuffix("/") ? text : text + "/"
  }

  /// Whether a document is inside the working folder, so that its figures have an address.
  public static func reaches(_ path: String) -> Bool {
    FigureWriter.addressOfFolder(of: path) != nil
  }
}
