import FlyingFox
import FlyingSocks

/// Server-sent events as the body of a response that does not end.
///
/// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
struct EventStream: AsyncBufferedSequence {
  typealias Element = UInt8

  /// The events as bytes.
  let events: AsyncStream<[UInt8]>

  /// An event with data of one line; half a second after the stream has ended the browser asks for
  /// it again.
  static func event(_ data: [UInt8]) -> [UInt8] {
    Array("retry: 500\ndata: ".utf8) + data + Array("\n\n".utf8)
  }

  func makeAsyncIterator() -> Iterator { Iterator(events: events.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var events: AsyncStream<[UInt8]>.Iterator
    private var rest: ArraySlice<UInt8> = []

    init(events: AsyncStream<[UInt8]>.Iterator) { self.events = events }

    mutating func next() async -> UInt8? { await nextBuffer(suggested: 1)?.first }

    mutating func nextBuffer(suggested count: Int) async -> ArraySlice<UInt8>? {
      if rest.isEmpty {
        guard let event = await events.next() else { return nil }
        rest = event[...]
      }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }
}
