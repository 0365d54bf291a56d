import Testing

@testable import Watching

@Suite struct EventStreamTests {
  private func stream(_ events: String...) -> EventStream {
    EventStream(
      events: AsyncStream { stream in
        for event in events { stream.yield(EventStream.event(Array(event.utf8))) }
        stream.finish()
      })
  }

  @Test("An event is its data in one line, with an empty line after it")
  func event() {
    #expect(EventStream.event(Array("{}".utf8)) == Array("retry: 500\ndata: {}\n\n".utf8))
  }

  @Test("The stream gives event after event, in pieces no larger than asked for")
  func pieces() async {
    var iterator = stream("abc", "d").makeAsyncIterator()
    #expect(
      await iterator.nextBuffer(suggested: 18).map(Array.init) == Array("retry: 500\ndata: a".utf8))
    #expect(await iterator.nextBuffer(suggested: 100).map(Array.init) == Array("bc\n\n".utf8))
    #expect(await iterator.nextBuffer(suggested: 100).map(Array.init) == EventStream.event([100]))
    #expect(await iterator.nextBuffer(suggested: 100) == nil)
  }

  @Test("Byte by byte it is the same")
  func bytes() async {
    var iterator = stream("a", "b").makeAsyncIterator()
    var bytes: [UInt8] = []
    while let byte = await iterator.next() { bytes.append(byte) }
    #expect(bytes == EventStream.event([97]) + EventStream.event([98]))
  }
}
