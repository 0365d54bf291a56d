import Formulas

/// A vocabulary with the embeddings of its tokens.
struct Tokens {
  let vocabulary: [String]
  let embeddings: [Value]
  private let places: [String: Int]

  init(vocabulary: [String], embeddings: [Value]) {
    self.vocabulary = vocabulary
    self.embeddings = embeddings
    places = Dictionary(
      vocabulary.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var isEmpty: Bool { vocabulary.isEmpty }

  /// Returns the token's place in the vocabulary, counted from 0.
  func place(of token: String) -> Int? { places[token] }

  /// Returns the number that a token stands for; not a number if it stands for several, `nil` for
  /// what is no token.
  func value(of token: String) -> Double? {
    place(of: token).map { embedding(of: $0).number ?? .nan }
  }

  /// Returns the token's embedding; without embeddings, its place.
  func embedding(of place: Int) -> Value {
    embeddings.indices.contains(place) ? embeddings[place] : .scalar(Double(place))
  }

  /// The vocabulary for a hint, shortened.
  var listed: String {
    let shown = vocabulary.prefix(12).map { $0.count > 20 ? $0.prefix(19) + "…" : $0 }
    return vocabulary.count > 12 ? shown.joined(separator: ", ") + ", …" : shown.listed
  }
}
