import Foundation

/// Why a page cannot be served.
///
///     ServerError(port: 8000, code: EADDRINUSE).description
///     // port 8000 is taken; name another, or none for one that is free
public struct ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The port that was asked for; 0 for any.
  public let port: UInt16
  /// The system's `errno`.
  public let code: Int32

  /// What is wrong and what to do.
  public var description: String {
    switch code {
    case EADDRINUSE: "port \(port) is taken; name another, or none for one that is free"
    case EACCES: "port \(port) is not for everybody; name one above 1023"
    default: "no page can be served on port \(port): \(String(cString: strerror(code)))"
    }
  }
}
