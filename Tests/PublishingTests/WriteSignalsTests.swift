import Foundation
import Testing

@testable import Publishing

@Suite struct WriteSignalsTests {
  @Test("By default the signal of a failed write ends the process")
  func before() async {
    await #expect(processExitsWith: .signal(SIGPIPE)) {
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
  }

  @Test("After becomeErrors() a process survives the signals of failed writes")
  func after() async {
    await #expect(processExitsWith: .success) {
      WriteSignals.becomeErrors()
      raise(SIGPIPE)
      raise(SIGXFSZ)
    }
  }
}
