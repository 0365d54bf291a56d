extension String {
  /// The words between the commas, without spaces.
  ///
  ///     "light, dark,".commaSeparated  // ["light", "dark", ""]
  package var commaSeparated: [String] {
    split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
  }
}
