import Formulas

/// What a server shows: a page, its pictures, and what is wrong with its file.
public struct Exhibit: Sendable {
  /// The page as HTML.
  public var page: [UInt8]
  /// What distinguishes the page from every other: an open page renews itself if its own differs.
  public var version: String
  /// What the page may load, as a content security policy.
  public var policy: String
  /// The mistake in the file, if any; the page is then the last good one.
  public var error: Message?
  /// The pictures as SVG, by name. A name identifies the content: different content has a different
  /// name.
  public var pictures: [String: [UInt8]]

  /// Creates an exhibit.
  public init(
    page: [UInt8], version: String, policy: String, error: Message? = nil,
    pictures: [String: [UInt8]] = [:]
  ) {
    (self.page, self.version, self.policy) = (page, version, policy)
    (self.error, self.pictures) = (error, pictures)
  }

  /// The news for open pages.
  ///
  ///     {"error":null,"version":"9c1185a5c5e9fc54"}
  var news: News { News(version: version, error: error?.paragraphs) }

  struct News: Encodable {
    let version: String
    let error: [Message.Paragraph]?

    private enum CodingKeys: String, CodingKey { case version, error }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(version, forKey: .version)
      // Without an error it is null, not missing.
      try container.encode(error, forKey: .error)
    }
  }
}
