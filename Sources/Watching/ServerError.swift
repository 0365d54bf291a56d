import Foundation

/// The reason why a page cannot be served.
///
///     ServerError(port: 8000, code: EADDRINUSE).description
///     // port 8000 is in use; choose another port, or none to use a free one
public struct ServerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The requested port; 0 for any free port.
  public let port: UInt16
  /// The system's `errno`.
  public let code: Int32

  /// What is wrong and what to do.
  public var description: String {
    switch code {
    case EADDRINUSE: "port \(port) is in use; choose another port, or none to use a free one"
    case EACCES: "port \(port) needs administrator rights; choose a port above 1023"
    default: "the page cannot be served on port \(port): \(String(cString: strerror(code)))"
    }
  }
}
