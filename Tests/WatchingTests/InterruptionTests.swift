import Foundation
import Testing

@testable import Watching

@Suite struct InterruptionTests {
  @Test("Ctrl-C and a signal to end are waited for", arguments: [SIGINT, SIGTERM])
  func ends(_ number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { kill(getpid(), number) }
      Interruption.wait()
    }
  }

  @Test("Who is asked a second time ends at once")
  func endsAtOnce() async {
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
      let queue = DispatchQueue.global()
      queue.asyncAfter(deadline: .now() + 0.1) { kill(getpid(), SIGINT) }
      Interruption.wait()
      kill(getpid(), SIGINT)
      try await Task.sleep(nanoseconds: 10_000_000_000)
    }
  }
}
