import Foundation
import Testing

@testable import Publishing

@Suite struct WriteSignalsTests {
  @Test("A signal of a failed write ends a process that did not ask for errors")
  func before() async {
    await #expect(processExitsWith: .signal(SIGPIPE)) {
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
  }

  @Test("A process that asked for errors outlives the signals of failed writes")
  func after() async {
    await #expect(processExitsWith: .success) {
      WriteSignals.becomeErrors()
      raise(SIGPIPE)
      raise(SIGXFSZ)
    }
  }
}
