/// An error that prevented a picture from being written to its output.
///
/// It carries the facts; ``description`` puts them into words, with advice if there is any.
///
/// ```swift
/// do {
///   try AtomicFile.write(bytes, to: "/proc/fig.svg")
/// } catch {
///   print(error.exitCode)  // 73
/// }
/// ```
public struct OutputError: Error, Equatable, Sendable {
  /// What went wrong.
  public enum Kind: Equatable, Sendable {
    /// The file or its folder could not be created, or the new file could not replace the old one.
    case cannotCreate
    /// The file was created, but the bytes could not be written to it.
    case cannotWrite
    /// The reader of the output stopped reading, as `head` does. This needs no message.
    case readerGone
    /// The output was requested in a way that makes no sense.
    case wrongUsage(Misuse)
  }

  /// A request for an output that makes no sense.
  public enum Misuse: Equatable, Sendable {
    /// The output has no extension and is not a folder, so the format is unknown.
    case missingExtension
    /// The extension, given without its dot, is that of no picture and of no known deck.
    case unknownExtension(String, known: [DeckFormat])
    /// A folder has the name of a deck.
    case folder
    /// A deck is one file, so its name has no number.
    case numberedDeck(DeckFormat)
    /// Two outputs go to the file of this name.
    case namedTwice
    /// There is no name before the extension, or no name at all.
    case missingName
    /// A stream holds one picture, but this many steps were chosen.
    case severalSteps(Int)
    /// A stream holds one picture, but these formats were requested.
    case severalFormats([OutputFormat])
  }

  /// What went wrong.
  public let kind: Kind

  /// The output as the user typed it, or the file derived from it; `-` is standard output.
  public let path: String

  /// The system's error number (`errno`); nil if the error does not come from the system.
  public let code: Int32?

  /// Whether there was a file before, which is unchanged.
  public let keepsOldFile: Bool

  /// Creates an error from its facts.
  ///
  /// - Parameters:
  ///   - kind: what went wrong.
  ///   - path: the output concerned.
  ///   - code: the system's `errno`, if the error comes from the system.
  ///   - keepsOldFile: whether there was a file before, which is unchanged.
  public init(kind: Kind, path: String, code: Int32? = nil, keepsOldFile: Bool = false) {
    self.kind = kind
    self.path = path
    self.code = code
    self.keepsOldFile = keepsOldFile
  }

  /// The exit code of the tool: 64, 73 or 74 as in `sysexits.h`, or 0 if only the reader closed the
  /// pipe.
  public var exitCode: Int32 {
    switch kind {
    case .wrongUsage: 64
    case .cannotCreate: 73
    case .cannotWrite: 74
    case .readerGone: 0
    }
  }

  /// Whether the tool should exit without a message.
  public var isQuiet: Bool { kind == .readerGone }
}

extension OutputError {
  /// Creates the error for an output from a failed system call.
  init(_ refusal: SystemError, path: String, keepsOldFile: Bool = false) {
    let kind: Kind
    switch refusal.stage {
    case _ where refusal.isBrokenPipe: kind = .readerGone
    case .creating: kind = .cannotCreate
    case .writing: kind = .cannotWrite
    }
    self.init(kind: kind, path: path, code: refusal.code, keepsOldFile: keepsOldFile)
  }
}
