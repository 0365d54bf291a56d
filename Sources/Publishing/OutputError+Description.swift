#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension OutputError: CustomStringConvertible {
  /// The error in a sentence: what is wrong, what became of the old file, what to do.
  ///
  /// ```
  /// cannot write fig.svg: no space left on device; the old file is unchanged; free some space …
  /// fig.jpg: unknown extension .jpg; known are .svg, .png, .pdf and .gv
  /// ```
  public var description: String {
    switch kind {
    case .wrongUsage(let misuse): return wording(of: misuse)
    case .readerGone: return "\(place): the reader went away before the end"
    case .cannotCreate: return sentence("cannot create \(place)")
    case .cannotWrite: return sentence("cannot write \(place)")
    }
  }

  /// The system's own words for its refusal, or nil if the system was not asked.
  ///
  /// The first letter is small, since the words stand inside a sentence: `permission denied`.
  public var reason: String? {
    guard let code, let text = strerror(code) else { return nil }
    let words = String(cString: text)
    // "I/O error" and the like begin with a name.
    guard words.dropFirst().first?.isLowercase == true else { return words }
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  private var place: String { path == "-" ? "standard output" : path }

  private func sentence(_ start: String) -> String {
    var parts = [reason.map { "\(start): \($0)" } ?? start]
    if keepsOldFile { parts.append("the old file is unchanged") }
    if let advice { parts.append(advice) }
    return parts.joined(separator: "; ")
  }

  private var advice: String? {
    switch code {
    case EACCES, EPERM: "choose a file and a folder that you may write to"
    case ENOSPC, EDQUOT: "free some space, or choose a folder on another disk"
    case EROFS: "choose a folder on a disk that can be written"
    case EISDIR: "it is a folder: put a slash at its end to fill it with frames, or choose a name"
    case ENOTDIR: "a part of the path is a file, not a folder"
    case ENAMETOOLONG: "choose a shorter name"
    case EFBIG: "the file is larger than allowed (see `ulimit -f`): choose fewer pixels"
    case ELOOP: "its symbolic links lead in a circle"
    default: nil
    }
  }

  private func wording(of misuse: Misuse) -> String {
    let known = FigureFormat.allCases.map { "." + $0.rawValue }
    switch misuse {
    case .missingExtension:
      let names = known.map { path + $0 }
      return "\(path): without an extension the kind of picture is unknown; "
        + "write \(Self.list(names, "or")), or \(path)/ for a folder of frames"
    case .unknownExtension(let text):
      return "\(path): unknown extension .\(text); known are \(Self.list(known, "and"))"
    case .missingName:
      let names = known.map { "fig" + $0 }
      return path.isEmpty
        ? "the name of the output is empty; write \(Self.list(names, "or")), or slides/"
        : "\(path): the name before the extension is missing; write \(Self.list(names, "or"))"
    case .severalSteps(let count):
      return "\(place) holds one picture, and \(count) steps are chosen; "
        + "choose one with --steps last, or name a file or a folder"
    case .severalFormats(let formats):
      let names = formats.map(\.rawValue)
      return "\(place) holds one picture, and \(Self.list(names, "and")) are asked for; choose one"
    }
  }

  private static func list(_ items: [String], _ conjunction: String) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
