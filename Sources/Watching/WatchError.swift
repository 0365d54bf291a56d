import Foundation

/// The reason why a folder cannot be watched.
///
///     WatchError(folder: "/home/ada", code: EACCES).description
///     // /home/ada cannot be watched: Permission denied
public struct WatchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder; empty if no folder can be watched.
  public let folder: String
  /// The system's `errno`.
  public let code: Int32

  /// What is wrong, and what to do if that is known.
  public var description: String {
    let subject = folder.isEmpty ? "files" : folder
    let reason = String(cString: strerror(code))
    return switch code {
    case ENOSPC: "\(subject) cannot be watched: raise fs.inotify.max_user_watches with sysctl"
    case EMFILE: "\(subject) cannot be watched: raise fs.inotify.max_user_instances with sysctl"
    default: "\(subject) cannot be watched: \(reason)"
    }
  }
}
