import Testing
import Watching

@Suite struct IdentitiesTests {
  private var identities = Identities()

  private mutating func renew(_ contents: String...) -> [Int] {
    identities.renew(contents.map { (nil, $0) })
  }

  @Test("Items keep their identities when they move, and new items get new identities")
  mutating func moves() {
    #expect(renew("a", "b", "c") == [1, 2, 3])
    #expect(renew("new", "c", "a", "b") == [4, 3, 1, 2])
    #expect(renew("a") == [1])
    #expect(renew("a", "b") == [1, 5])
  }

  @Test("An edited item keeps its identity by its position among the others")
  mutating func edits() {
    #expect(renew("a", "b", "c") == [1, 2, 3])
    #expect(renew("a", "B", "c") == [1, 2, 3])
    #expect(renew("A", "B", "c") == [1, 2, 3])
    #expect(renew("new", "A", "B!", "c") == [4, 1, 2, 3])
  }

  @Test(
    "A name takes precedence over the position, and equal items are distinguished by their order")
  mutating func names() {
    _ = identities.renew([("one", "a"), ("two", "b")])
    #expect(identities.renew([("two", "B"), ("one", "A")]) == [2, 1])
    #expect(renew("same", "same", "other") == [2, 1, 3])
    #expect(renew("same", "same", "other") == [2, 1, 3])
  }

  @Test("No items have no identities")
  mutating func empty() {
    #expect(identities.renew([]) == [])
    #expect(renew("a") == [1])
  }
}
