import Foundation
import Testing

@testable import Watching

@Suite struct MailboxTests {
  @Test("Of several values that wait the last is taken, once")
  func last() {
    let mailbox = Mailbox<Int>()
    for number in 1...3 { #expect(mailbox.put(number)) }
    #expect(mailbox.next(within: 10) == 3)
    #expect(mailbox.next(within: 0) == nil)
    #expect(!mailbox.isClosed)
  }

  @Test("A closed mailbox gives and takes nothing")
  func closed() {
    let mailbox = Mailbox<Int>()
    mailbox.put(1)
    mailbox.close()
    #expect(mailbox.isClosed && !mailbox.put(2))
    #expect(mailbox.next(within: 10) == nil)
  }

  @Test("Whoever waits gets the value, or the end, when it comes")
  func waiting() {
    let mailbox = Mailbox<Int>()
    Thread.detachNewThread {
      usleep(20_000)
      mailbox.put(1)
    }
    #expect(mailbox.next(within: 20) == 1)
    Thread.detachNewThread {
      usleep(20_000)
      mailbox.close()
    }
    let start = Date()
    #expect(mailbox.next(within: 20) == nil)
    #expect(Date().timeIntervalSince(start) < 10)
  }

  @Test("An event is its data in one line, with an empty line after it")
  func event() {
    #expect(Response.event(Array("{}".utf8)) == Array("retry: 500\ndata: {}\n\n".utf8))
  }
}
