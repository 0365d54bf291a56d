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

  /// Creates an error from the library's message.
  public init(stage: Stage, message: String) {
    self.stage = stage
    self.message = message
  }

  /// The stage and the message in one line.
  public var description: String {
    "libgraphviz failed at \(stage.rawValue)" + (message.isEmpty ? "" : ": \(message)")
  }
}
