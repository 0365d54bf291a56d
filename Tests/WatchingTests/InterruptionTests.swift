import Foundation
import Testing

@testable import Watching

@Suite struct InterruptionTests {
  @Test("The wait ends with Ctrl-C and with a termination signal", arguments: [SIGINT, SIGTERM])
  func ends(_ number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      askAgainAndAgain(number)
      Interruption.wait()
    }
  }

  @Test("A second signal ends the process immediately")
  func endsAtOnce() async {
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
      askAgainAndAgain(SIGINT)
      Interruption.wait()
      try await Task.sleep(nanoseconds: 10_000_000_000)
    }
  }
}

/// Sends signals to the process, with pauses. A signal before the wait starts is lost.
private func askAgainAndAgain(_ number: Int32) {
  signal(number, SIG_IGN)
  DispatchQueue.global().async {
    while usleep(100_000) == 0 { kill(getpid(), number) }
  }
}
