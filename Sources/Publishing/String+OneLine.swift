extension String {
  /// The text on one line, with single spaces: for a comment or a title.
  var onOneLine: String {
    split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
  }
}
