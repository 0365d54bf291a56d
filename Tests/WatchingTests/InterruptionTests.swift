import Foundation
import Testing

@testable import Watching

@Suite struct InterruptionTests {
  @Test("Ctrl-C and a signal to end are waited for", arguments: [SIGINT, SIGTERM])
  func ends(_ number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      askAgainAndAgain(number)
      Interruption.wait()
    }
  }

  @Test("Who is asked a second time ends at once")
  func endsAtOnce() async {
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
      askAgainAndAgain(SIGINT)
      Interruption.wait()
      try await Task.sleep(nanoseconds: 10_000_000_000)
    }
  }
}

/// Sends the process a signal, with pauses; one that comes before anybody waits is lost.
private func askAgainAndAgain(_ number: Int32) {
  signal(number, SIG_IGN)
  DispatchQueue.global().async {
    while usleep(100_000) == 0 { kill(getpid(), number) }
  }
}
