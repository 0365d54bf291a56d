import Testing

@testable import Storyboards

@Suite struct ColumnsTests {
  @Test("A short sequence has a column for each time step")
  func short() {
    #expect(Columns(stepCount: 3, most: 8).all == (0...3).map(Columns.Column.time))
    #expect(Columns(stepCount: 7, most: 8).gaps.isEmpty)
    #expect(Columns(stepCount: 0, most: 8).all == [.time(0)])
  }

  @Test("A long sequence shows its ends and a gap within the allowed columns", arguments: 4...12)
  func long(most: Int) {
    for stepCount in most...40 {
      let columns = Columns(stepCount: stepCount, most: most)
      #expect(columns.all.count <= most)
      #expect(columns.all.first == .time(0) && columns.all.last == .time(stepCount))
      // Every time step is either drawn or in a gap, exactly once.
      let covered = columns.all.flatMap { column -> [Int] in
        switch column {
        case .time(let time): [time]
        case .gap(let range): Array(range)
        }
      }
      #expect(covered == Array(0...stepCount))
    }
  }

  @Test("The fewest columns show the first and last time step, and dots for two or more others")
  func fewest() {
    #expect(Columns(stepCount: 3, most: 3).gaps.isEmpty)
    #expect(Columns(stepCount: 4, most: 3).all == [.time(0), .time(1), .gap(2...3), .time(4)])
    #expect(Columns(stepCount: 9, most: 3).all == [.time(0), .time(1), .gap(2...8), .time(9)])
    #expect(Columns(stepCount: 2, most: 3).gaps.isEmpty)
  }

  @Test("A time step that is asked for is drawn between its neighbours")
  func needed() {
    let columns = Columns(stepCount: 40, most: 8, needed: [20])
    #expect(columns.gap(of: 20) == nil && columns.gap(of: 19) == nil && columns.gap(of: 21) == nil)
    #expect(columns.gaps.count == 2)
    #expect(columns.gap(of: 10) == 0 && columns.gap(of: 30) == 1)
  }

  @Test("Without a limit every time step has a column")
  func all() { #expect(Columns(stepCount: 1000, most: nil).all.count == 1001) }
}
