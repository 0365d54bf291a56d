import Formulas
import Look
import Storyboards
import Testing

@testable import Figures

@Suite struct WordingTests {
  private let measure: TextMeasure
  private let words: Wording

  init() throws {
    measure = try TextMeasure()
    let frame = Frame(
      width: 960, height: 540, unit: 1, .beside, Set(Part.allCases), isPanelAlone: false)
    words = Wording(board: try Samples.board("elman"), frame: frame, measure: measure)
  }

  /// A formula's column, after all its texts have been measured.
  private func column(_ lines: Notation..., space: Double = 400) throws -> Wording.Column {
    repeat { _ = words.formula(lines, space: space) } while try measure.learn()
    return words.formula(lines, space: space)
  }

  private func plain(_ column: Wording.Column) -> [String] {
    column.labels.map { $0.label.pieces.map(\.text).joined() }
  }

  private func letters(_ column: Wording.Column) -> Double {
    column.labels.flatMap(\.label.pieces).map(\.size).min() ?? 0
  }

  private func sum(_ count: Int) -> Notation {
    .list((0..<count).map { .numeral("\(10_000 + $0)") }, by: .plus)
  }

  @Test("A short formula is a single line in large letters")
  func short() throws {
    let column = try column(.list([.variable("h"), sum(2)], by: .equals))
    #expect(plain(column) == ["h=10000+10001"])
    #expect(abs(letters(column) - 540 / 21) < 0.01)
  }

  @Test("A long formula is broken at its relations before its letters become small")
  func relations() throws {
    let column = try column(.list([.variable("h"), sum(9), .variable("k")], by: .equals))
    #expect(column.labels.count > 1 && column.breaking == .coarse)
    #expect(column.labels.allSatisfy { $0.label.width <= words.frame.calloutWidth })
    #expect(letters(column) >= 20)
    #expect(plain(column).dropFirst().allSatisfy { "=+".contains($0.prefix(1)) })
  }

  @Test("The last term of a long formula is not alone on its line: the term before it joins it")
  func lastTerm() throws {
    let argument = Notation.list(
      [.numeral("100000000000000"), .numeral("1000000000000"), .numeral("1")], by: .plus)
    let column = try column(
      .row([.sign(.equals), .variable("σ"), .fenced(argument, .parentheses)]))
    #expect(plain(column) == ["=σ(100000000000000", "+1000000000000+1)"])
  }

  @Test("A product is broken only if the line is too long even in the smallest letters")
  func products() throws {
    let factors = Notation.list((0..<4).map { .numeral("\(10_000_000 + $0)") }, by: .times)
    #expect(try column(factors).labels.count == 1)
    let more = try column(.list([factors, factors], by: .times))
    #expect(more.breaking == .fine && letters(more) < 14.25)
    #expect(
      plain(more).joined() == plain(try column(factors))[0] + "·" + plain(try column(factors))[0])
  }

  @Test("A sentence is broken between words and keeps its letters")
  func sentences() throws {
    let column = try column(.word(String(repeating: "a word after another ", count: 4)))
    #expect(column.labels.count > 1 && abs(letters(column) - 540 / 21) < 0.01 && !column.isSmall)
    #expect(plain(column).allSatisfy { $0.hasSuffix(" ") })
  }

  @Test("What cannot be broken is set in smaller letters and reported")
  func unbreakable() throws {
    let column = try column(.numeral(String(repeating: "1", count: 90)))
    #expect(column.isSmall && letters(column) < 14.2)
    #expect(column.labels[0].label.width <= words.frame.calloutWidth + 0.01)
  }

  @Test("Letters become smaller if space is short, down to a thirty-eighth of the page's height")
  func room() throws {
    let lines = (1...4).map { sum($0 % 2 + 1) }
    let roomy = try column(lines[0], lines[1], lines[2], lines[3])
    let low = try column(lines[0], lines[1], lines[2], lines[3], space: roomy.height * 0.7)
    #expect(low.height <= roomy.height * 0.7 && letters(low) >= 14.2)
    #expect(letters(try column(lines[0], lines[1], space: 1)) == 540 / 38)
  }

  @Test("A sentence of two lines is broken in the middle, so that no word is alone on its line")
  func balance() throws {
    let sentence = Notation.word("The gradients of the loss on the states of both layers are")
    let column = try column(sentence)
    #expect(column.labels.count == 2)
    let widths = column.labels.map(\.label.width)
    #expect((widths.min() ?? 0) > 0.7 * (widths.max() ?? 1))
    #expect(plain(column).joined() == sentence.plain)
  }
}
