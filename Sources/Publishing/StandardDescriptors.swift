import Foundation

/// The descriptors of standard input, output and error.
public enum StandardDescriptors {
  /// Opens those that the process was started without, so that no other file gets their numbers.
  ///
  /// Reading from such an input, or writing to such an output, fails as it does without this call;
  /// messages are lost. Call it first.
  public static func reserve() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ]
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      _ = open("/dev/null", mode)
    }
  }
}
