/// What libgraphviz refused, in its own words.
public struct GraphvizError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done.
  public enum Stage: String, Hashable, Sendable {
    /// Starting the library.
    case context
    /// Building a graph.
    case building
    /// Measuring and placing.
    case layout
    /// Writing a picture.
    case rendering
  }

  /// What was being done.
  public let stage: Stage
  /// The library's own message; empty where it gave none.
  public let message: String
  /// The plug-ins that the library does not find, which are the reason where there are any.
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
      return "Graphviz does not find its plug-ins "
        + missing.map(\.rawValue).joined(separator: ", ") + "; to install them: "
        + SystemPackage.command(toInstall: missing.map(\.package))
    }
    return "libgraphviz failed at \(stage.rawValue)" + (message.isEmpty ? "" : ": \(message)")
  }
}
