/// How messages are worded, and where they go: the command line's business, not the page's.
public struct Reporting {
  let worded: (any Error) -> String
  let say: (String) -> Void

  /// - Parameters:
  ///   - worded: says what is wrong, on the page too.
  ///   - say: takes a message for the terminal.
  public init(worded: @escaping (any Error) -> String, say: @escaping (String) -> Void) {
    (self.worded, self.say) = (worded, say)
  }
}
