import Testing

@testable import Storyboards

@Suite struct StandardLectureStepsTests {
  @Test("A text that is too long is cut after a whole word")
  func cut() {
    #expect("one two three".cut(to: 13) == "one two three")
    #expect("one two three".cut(to: 12) == "one two…")
    #expect("one two three".cut(to: 8) == "one two…")
    #expect("one two three".cut(to: 7) == "one…")
    #expect("one, two; three".cut(to: 11) == "one, two…")
    #expect("unpronounceable".cut(to: 5) == "unpr…")
  }

  @Test("A list leaves out none or several items, never just one")
  func lists() {
    #expect(told([1, 2, 3], most: 3).parts == [1, 2, 3])
    #expect(told([1, 2, 3, 4], most: 3).parts == [1, 2, 3, 4])
    #expect(told([1, 2, 3, 4, 5], most: 3).parts == [1, 2, 3])
    #expect(told([1, 2, 3, 4, 5], most: 3).rest == 2)
  }
}
