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

  @Test("Equal signs of a formula's lines are under each other, also those of a broken line")
  func aligned() throws {
    func relation(_ line: (label: Label, x: Double, baseline: Double)) -> Double? {
      // A row that goes on with a term may have a second relation.
      line.label.pieces.first?.text == "+"
        ? nil : line.label.pieces.first { "=≈←".contains($0.text) }.map { line.x + $0.x }
    }
    let column = try column(
      .row([.variable("h"), .sign(.equals), sum(2)]), .row([.sign(.approximates), .numeral("24")]),
      .row([.name("Loss_1"), .sign(.receives), sum(9), .sign(.equals), .numeral("5")]))
    let places = column.labels.compactMap(relation)
    #expect(column.labels.count > 3 && places.count > 2)
    #expect((places.max() ?? 1) - (places.min() ?? 0) < 0.01, "\(places)")
    for line in column.labels {
      #expect(line.x >= 0 && line.x + line.label.width <= words.frame.calloutWidth)
    }
    // A sentence begins at the left.
    let mixed = try self.column(
      .word("The gradient of the loss with respect to the first state of the network is"),
      .row([.name("Loss_1"), .sign(.equals), .numeral("5")]), .row([.sign(.equals), .numeral("5")]))
    #expect(mixed.labels[0].x == 0 && (mixed.labels.last?.x ?? 0) > 0)
  }

  @Test("The answer is set in letters of an eighteenth of the height, in the colour of gradients")
  func answer() throws {
    let step = try #require(words.board.steps.first { $0.kind == .answer })
    let lines = words.board.callouts[try #require(step.callout)]
    repeat { _ = words.formula(lines, space: 300) } while try measure.learn()
    let column = words.formula(lines, space: 300)
    let number = column.labels.flatMap(\.label.pieces).first { $0.text == "−20" }
    #expect(number?.size == 540 / 18 && number?.role == .upstream)
  }

  @Test("A paragraph of more than four lines is set in smaller letters instead")
  func paragraph() throws {
    let text = Array(repeating: "words of the lecturer", count: 6).joined(separator: " ")
    let column = try column(.word(text))
    #expect(column.labels.count == 4 && letters(column) < 540 / 21)
    #expect(plain(column).joined() == text)
  }

  @Test("The lecturer's own words are in the caption only where there is no place beside the graph")
  func ownWords() throws {
    let board = try Samples.board("lecture")
    let say = try #require(board.steps.first { $0.kind == .say })
    func caption(_ parts: Set<Part>) throws -> String {
      let frame = Frame(width: 960, height: 540, unit: 1, .beside, parts, isPanelAlone: false)
      let words = Wording(board: board, frame: frame, measure: measure)
      repeat { _ = words.caption(of: say) } while try measure.learn()
      return words.caption(of: say).flatMap(\.pieces).map(\.text).joined()
    }
    #expect(try caption(Set(Part.allCases)) == "Step \(say.number) of \(board.steps.count)")
    #expect(try caption([.caption, .title]).contains("Every time step uses the same"))
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
