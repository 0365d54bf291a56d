extension String {
  /// The text as a string of Typst, in quotation marks; control characters are spaces in it.
  ///
  ///     "a \"b\"".typstString  // #""a \"b\"""#
  public var typstString: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "\\", "\"": result += ["\\", scalar]
      case _ where scalar.properties.generalCategory == .control: result.append(" ")
      default: result.append(scalar)
      }
    }
    return "\"\(String(result))\""
  }
}
