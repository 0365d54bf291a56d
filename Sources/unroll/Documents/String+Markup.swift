extension String {
  /// The text as Markdown that means these letters and nothing else.
  ///
  ///     "a_b".markdown  // a\_b
  var markdown: String {
    var text = ""
    for character in self {
      if character.isNewline {
        text += " "
        continue
      }
      if "\\`*_{}[]()<>#+-!|&~$".contains(character) { text += "\\" }
      text.append(character)
    }
    // GitHub makes links of bare addresses.
    return text.replacing("://", with: "\\://").replacing("www.", with: "www\\.")
  }

  /// The text within the quotes of an attribute of HTML, in one line.
  ///
  ///     "a<b".attribute  // a&lt;b
  var attribute: String {
    var text = ""
    for character in self {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.append(character.isNewline ? " " : character)
      }
    }
    return text
  }
}
