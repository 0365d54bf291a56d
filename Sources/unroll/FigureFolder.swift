/// The rules for a folder of figures that a document links.
enum FigureFolder {
  /// Says why a folder cannot hold a document's figures; `nil` when it can.
  ///
  ///     FigureFolder.objection(to: "img/bptt")  // nil
  ///     FigureFolder.objection(to: "../img")    // "name a folder beside the document"
  static func objection(to folder: String) -> String? {
    if folder.isEmpty || folder.hasPrefix("/") || folder.split(separator: "/").contains("..") {
      return "name a folder beside the document"
    }
    return folder.first { $0.isWhitespace || "<>()[]\"'\\`%?#&{}$~^".contains($0) }.map {
      "links cannot hold \"\($0)\"; name a folder without it"
    }
  }
}
