/// The rules for a folder of figures that a document links.
enum FigureFolder {
  /// A folder's path as links spell it, whatever way it was typed.
  ///
  ///     FigureFolder.spelled("./img//bptt/")  // "img/bptt"
  static func spelled(_ folder: String) -> String {
    let parts = folder.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty else { return folder.isEmpty ? "" : folder.hasPrefix("/") ? "/" : "." }
    return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// Says why a folder cannot hold a document's figures; `nil` when it can.
  ///
  ///     FigureFolder.objection(to: "img/bptt")  // nil
  ///     FigureFolder.objection(to: "../img")    // "name a folder beside the document"
  ///
  /// - Parameter allowsOutside: whether it may lie elsewhere, where links are as long as its path.
  static func objection(to folder: String, allowsOutside: Bool = false) -> String? {
    let isOutside = folder.hasPrefix("/") || folder.split(separator: "/").contains("..")
    if folder.isEmpty || isOutside && !allowsOutside { return "name a folder beside the document" }
    return folder.first { $0.isWhitespace || "<>()[]\"'\\`%?#&{}$~^".contains($0) }.map {
      "links cannot hold \"\($0)\"; name a folder without it"
    }
  }
}
