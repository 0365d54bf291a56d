import Foundation
import Testing

@testable import Watching

@Suite struct MailboxTests {
  @Test("Of several pending values only the last is delivered, once")
  func last() {
    let mailbox = Mailbox<Int>()
    for number in 1...3 { #expect(mailbox.put(number)) }
    #expect(mailbox.next(within: 10) == 3)
    #expect(mailbox.next(within: 0) == nil)
    #expect(!mailbox.isClosed)
  }

  @Test("A closed mailbox neither accepts nor delivers values")
  func closed() {
    let mailbox = Mailbox<Int>()
    mailbox.put(1)
    mailbox.close()
    #expect(mailbox.isClosed && !mailbox.put(2))
    #expect(mailbox.next(within: 10) == nil)
  }

  @Test("A waiting thread wakes up for a value and for the closing of the mailbox")
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

  @Test("An event is one line of data followed by an empty line")
  func event() {
    #expect(Response.event(Array("{}".utf8)) == Array("retry: 500\ndata: {}\n\n".utf8))
  }
}
