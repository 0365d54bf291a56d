/// How messages are worded and where they go, which the command line decides, not the page.
public struct Reporting {
  let worded: (any Error) -> String
  let say: (String) -> Void

  /// - Parameters:
  ///   - worded: returns the message for an error, for the terminal and the page.
  ///   - say: writes a message to the terminal.
  public init(worded: @escaping (any Error) -> String, say: @escaping (String) -> Void) {
    (self.worded, self.say) = (worded, say)
  }
}
