import Formulas

/// How messages are worded and where they go, which the command line decides, not the page.
public struct Reporting {
  let worded: (any Error) -> Message
  let say: (Message) -> Void

  /// - Parameters:
  ///   - worded: returns the message for an error, for the terminal and the page.
  ///   - say: writes a message to the terminal.
  public init(worded: @escaping (any Error) -> Message, say: @escaping (Message) -> Void) {
    (self.worded, self.say) = (worded, say)
  }
}
