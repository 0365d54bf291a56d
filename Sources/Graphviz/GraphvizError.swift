/// An error of libgraphviz, with the library's own message.
public struct GraphvizError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stage of the work with the library.
  public enum Stage: String, Hashable, Sendable {
    /// Creating the library's context.
    case context
    /// Building a graph.
    case building
    /// Measuring and placing items.
    case layout
    /// Writing a picture.
    case rendering
  }

  /// The stage that failed.
  public let stage: Stage
  /// The library's own message; empty if it gave none.
  public let message: String
  /// The plug-ins that the library cannot find. If there are any, they are the cause of the error.
  public let missing: [PlugIn]

  /// Creates an error from the library's message.
  public init(stage: Stage, message: String, missing: [PlugIn] = []) {
    self.stage = stage
    self.message = message
    self.missing = missing
  }

  /// The stage and the message in one line, or the command that installs missing plug-ins.
  public var description: String {
    if !missing.isEmpty {
      return "Graphviz cannot find its plug-ins "
        + missing.map(\.rawValue).joined(separator: ", ") + "; to install them: "
        + SystemPackage.command(toInstall: missing.map(\.package))
    }
    return "libgraphviz failed during \(stage.rawValue)" + (message.isEmpty ? "" : ": \(message)")
  }
}
