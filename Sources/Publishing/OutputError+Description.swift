import Formulas
#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension OutputError: CustomStringConvertible {
  /// The error as a sentence: what is wrong, what happened to the old file, and what to do.
  ///
  /// ```
  /// cannot write fig.svg: no space left on device; the old file is unchanged; free some space …
  /// fig.jpg: unknown extension .jpg; use .svg, .png, .pdf or .gv
  /// ```
  public var description: String {
    switch kind {
    case .wrongUsage(let misuse): return wording(of: misuse)
    case .readerGone: return "\(place): the reader closed the pipe before the end"
    case .cannotCreate: return sentence("cannot create \(place)")
    case .cannotWrite: return sentence("cannot write \(place)")
    }
  }

  /// The system's own description of the error, or nil if the error does not come from the system.
  ///
  /// It starts with a lower-case letter, since it is used inside a sentence: `permission denied`.
  public var reason: String? {
    guard let code, let text = strerror(code) else { return nil }
    let words = String(cString: text)
    // Words such as "I/O error" keep their capitals.
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
    case EACCES, EPERM: "choose a file and a folder that you can write to"
    case ENOSPC, EDQUOT: "free some space, or choose a folder on another disk"
    case EROFS: "choose a folder on a writable disk"
    case EISDIR: "it is a folder: add a slash to write frames into it, or choose another name"
    case ENOTDIR: "part of the path is a file, not a folder"
    case ENAMETOOLONG: "choose a shorter name"
    case EFBIG: "the file is larger than `ulimit -f` allows: use fewer pixels"
    case ELOOP: "its symbolic links form a loop"
    default: nil
    }
  }

  private func wording(of misuse: Misuse) -> String {
    let known = OutputFormat.all.map { "." + $0.fileExtension }
    switch misuse {
    case .missingExtension:
      let names = known.map { path + $0 }
      return "\(path): the format is unknown without an extension; "
        + "write \(names.joined(lastBy: "or")), or \(path)/ for a folder of frames"
    case .unknownExtension(let text, let decks):
      let known =
        FigureFormat.allCases.map(\.rawValue)
        + decks.map(\.rawValue).filter { FigureFormat(rawValue: $0) == nil }
      return "\(path): unknown extension .\(text); use "
        + known.map { "." + $0 }.joined(lastBy: "or")
    case .folder:
      return "\(path) is a folder; write \(path)/ for frames in it, or choose another name"
    case .numberedDeck(let format):
      return "\(path): a .\(format.rawValue) file holds the whole deck, so its name has no number; "
        + "write \(path.replacing(/[-_]?%(0[1-9])?d/, with: ""))"
    case .namedTwice:
      return "\(place): two outputs have this name; give each its own"
    case .missingName:
      let names = known.map { "fig" + $0 }
      return path.isEmpty
        ? "the name of the output is empty; write \(names.joined(lastBy: "or")), or slides/"
        : "\(path): the name before the extension is missing; write \(names.joined(lastBy: "or"))"
    case .severalSteps(let count):
      return "\(place) holds one picture, but \(count) steps are chosen; "
        + "choose one, write them all as one file (-f pdf), or name a file or a folder"
    case .severalFormats(let formats):
      let names = formats.map(\.fileExtension)
      return "\(place) holds one file, but \(names.listed) are requested; choose one"
    }
  }
}
