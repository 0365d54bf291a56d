/// Why a picture could not be put where it was asked to go.
///
/// It carries facts; ``description`` words them, and says what to do where that is known.
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
    /// The file or its folder could not be made, or the new file not put in the old one's place.
    case cannotCreate
    /// The file was made, and the bytes did not go into it.
    case cannotWrite
    /// The one who read our output stopped reading, as `head` does. Nobody needs to be told.
    case readerGone
    /// The output was asked for in a way that has no meaning.
    case wrongUsage(Misuse)
  }

  /// A way of asking for an output that has no meaning.
  public enum Misuse: Equatable, Sendable {
    /// The output's name has no extension and is no folder, so the kind of picture is unknown.
    case missingExtension
    /// The extension, given without its dot, is not one of ``FigureFormat``.
    case unknownExtension(String)
    /// There is nothing before the extension, or nothing at all.
    case missingName
    /// A stream holds one picture, and this many steps were chosen.
    case severalSteps(Int)
    /// A stream holds one picture, and these formats were asked for.
    case severalFormats([FigureFormat])
  }

  /// What went wrong.
  public let kind: Kind

  /// The output as the user typed it, or the file made from it; `-` is standard output.
  public let path: String

  /// The number the system gave for its refusal (`errno`); nil if the system was not asked.
  public let code: Int32?

  /// Whether there was a file before, which is now as it was.
  public let keepsOldFile: Bool

  /// Makes an error from its facts.
  ///
  /// - Parameters:
  ///   - kind: what went wrong.
  ///   - path: the output it happened to.
  ///   - code: the system's `errno`, if the system refused.
  ///   - keepsOldFile: whether there was a file before, which is now as it was.
  public init(kind: Kind, path: String, code: Int32? = nil, keepsOldFile: Bool = false) {
    self.kind = kind
    self.path = path
    self.code = code
    self.keepsOldFile = keepsOldFile
  }

  /// The exit code that tells a script what went wrong: 64, 73, 74 as in `sysexits.h`, or 0 if
  /// only the reader went away.
  public var exitCode: Int32 {
    switch kind {
    case .wrongUsage: 64
    case .cannotCreate: 73
    case .cannotWrite: 74
    case .readerGone: 0
    }
  }

  /// Whether the tool should end without a message.
  public var isQuiet: Bool { kind == .readerGone }
}

extension OutputError {
  /// Makes the error of an output from the refusal of a system call.
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
