import Formulas
import TestSupport
import Testing

/// Formulas for HTML.
@Suite struct MathMLTests {
  @Test("Each kind of part has its element")
  func elements() {
    let (x, five) = (Notation.variable("x"), Notation.numeral("−5"))
    let letter = #"<mi mathvariant="normal">x</mi>"#
    #expect(x.mathML(upTo: 0) == letter)
    #expect(five.math(upTo: 0) == "<math><mn>−5</mn></math>")
    #expect(Notation.word("Loss").mathML(upTo: 0) == "<mi>Loss</mi>")
    #expect(Notation.word("x").mathML(upTo: 0) == "<mtext>x</mtext>")
    #expect(Notation.word(", norm ").mathML(upTo: 0) == "<mtext>,\u{A0}norm\u{A0}</mtext>")
    #expect(Notation.strong("so").mathML(upTo: 0) == #"<mtext class="strong">so</mtext>"#)
    #expect(Notation.fraction(x, five).mathML(upTo: 0) == "<mfrac>\(letter)<mn>−5</mn></mfrac>")
    #expect(Notation.radical(x).mathML(upTo: 0) == "<msqrt>\(letter)</msqrt>")
    #expect(
      Notation.role(.local, five).mathML(upTo: 0)
        == #"<mrow class="role-local"><mn>−5</mn></mrow>"#)
    for (below, above, name) in [(five, nil, "msub"), (nil, five, "msup"), (five, five, "msubsup")]
    {
      let scripts = Notation.scripts(x, below: below, above: above).mathML(upTo: 0)
      #expect(scripts.hasPrefix("<\(name)>\(letter)<mn>−5</mn>"))
      #expect(scripts.hasSuffix("</\(name)>"))
    }
    #expect(Notation.empty.mathML(upTo: 0) == "" && Notation.numeral("").mathML(upTo: 0) == "")
  }

  @Test("Arguments of a fraction or a script are one element each")
  func arguments() {
    let sum = Notation.row([.numeral("1"), .sign(.plus), .numeral("2")])
    let plus = #"<mo lspace="0.22em" rspace="0.22em">+</mo>"#
    #expect(
      Notation.fraction(sum, .empty).mathML(upTo: 0)
        == "<mfrac><mrow><mn>1</mn>\(plus)<mn>2</mn></mrow><mrow></mrow></mfrac>")
    // In an index, signs have no space around them.
    #expect(
      Notation.scripts(.numeral("3"), below: sum, above: nil).mathML(upTo: 0)
        == #"<msub><mn>3</mn><mrow><mn>1</mn><mo lspace="0" rspace="0">+</mo><mn>2</mn></mrow></msub>"#
    )
  }

  @Test("Signs have the spaces of figures")
  func signs() {
    #expect(
      Notation.row([.sign(.negative), .numeral("5")]).mathML(upTo: 0)
        == #"<mo form="prefix" lspace="0" rspace="0">−</mo><mn>5</mn>"#)
    #expect(Notation.sign(.comma).mathML(upTo: 0) == #"<mo lspace="0" rspace="0.24em">,</mo>"#)
    #expect(
      Notation.sign(.greater).mathML(upTo: 0) == #"<mo lspace="0.28em" rspace="0.28em">&gt;</mo>"#)
    for sign in Notation.Sign.allCases {
      #expect(throws: Never.self) { try Elements("<p>\(Notation.sign(sign).math(upTo: 0))</p>") }
    }
  }

  @Test("Parentheses are taller than letters where their content is")
  func fences() throws {
    func signs(_ notation: Notation) throws -> [[String: String]] {
      try Elements(notation.math(upTo: 0))["mo"].map(\.attributes)
    }
    let letter = try signs(.parenthesized(.numeral("−5")))
    #expect(letter.map { $0["stretchy"] } == ["false", "false"])
    #expect(letter.map { $0["form"] } == ["prefix", "postfix"])
    let fraction = try signs(.parenthesized(.fraction(.numeral("1"), .numeral("2"))))
    #expect(fraction.map { $0["stretchy"] } == ["true", "true"])
    let vector = try signs(.matrix([[.numeral("1")], [.numeral("2")]]))
    #expect(vector.map { $0["class"] } == ["tall", "tall"])
    #expect(vector.allSatisfy { $0["maxsize"] != nil })
    let larger = try signs(.matrix((1...4).map { [.numeral("\($0)")] }))
    #expect(larger.map { $0["class"] } == ["taller", "taller"])
    let norm = Notation.fenced(.numeral("5"), .bars).mathML(upTo: 0)
    #expect(norm.hasPrefix(#"<mrow class="bars"><mo form="prefix""#))
  }

  @Test("Tables and matrices have their rows, and a brace has its word")
  func grids() throws {
    let table = Notation.table([[.word("t"), .word("sum")], [.numeral("1"), .numeral("−19")]])
    let read = try Elements(table.math(upTo: 0))
    #expect(read["mtable"].map(\.attributes) == [["class": "ledger"]])
    #expect(read["mtr"].map(\.text) == ["tsum", "1−19"])
    #expect(read["mtd"].map(\.text) == ["t", "sum", "1", "−19"])
    let brace = Notation.brace(.role(.upstream, .numeral("4")), "upstream")
    #expect(
      brace.mathML(upTo: 0)
        == #"<munder class="role-upstream"><munder><mrow class="role-upstream"><mn>4</mn></mrow>"#
        + #"<mo stretchy="true">⏟</mo></munder><mtext class="under">upstream</mtext></munder>"#)
  }

  @Test("Parts of later stages keep their space")
  func stages() throws {
    let sum = Notation.row([
      .numeral("5"), .stage(1, .row([.sign(.plus), .numeral("2")])), .stage(2, .numeral("7")),
    ])
    let all = sum.mathML(upTo: 2)
    #expect(!all.contains("later"))
    #expect(
      sum.mathML(upTo: 0)
        == #"<mn>5</mn><mrow class="later"><mo lspace="0.22em" rspace="0.22em">+</mo>"#
        + "<mn>2</mn><mn>7</mn></mrow>")
    // Nothing but marks of what is hidden differs.
    for stage in 0..<2 {
      let shown = sum.mathML(upTo: stage).replacing(#"<mrow class="later">"#, with: "")
      #expect(shown.replacing("</mrow>", with: "") == all)
    }
  }

  @Test("A brace may appear after what it is below")
  func braces() {
    let brace = Notation.stage(3, .brace(.stage(1, .numeral("−5")), "local"))
    #expect(
      brace.mathML(upTo: 1)
        == #"<mrow class="later"><munder><munder><mrow class="shown"><mn>−5</mn></mrow>"#
        + #"<mo stretchy="true">⏟</mo></munder><mtext class="under">local</mtext></munder></mrow>"#)
    #expect(!brace.mathML(upTo: 0).contains("shown"))
    #expect(!brace.mathML(upTo: 3).contains("later"))
  }

  @Test("Words of a sentence are text, those of a formula are in it")
  func sentences() {
    let sentence: Notation = "the gradient of \(Notation.word("Loss")) is 5 < 6"
    #expect(sentence.html(upTo: 0).hasPrefix("the gradient of Loss is 5 &lt; 6"))
    let number: Notation = "it is \(Notation.numeral("5")), at last"
    #expect(number.html(upTo: 0) == "it is <math><mn>5</mn></math>, at last")
    let later = Notation.row([.numeral("5"), .stage(1, .word(" at last"))])
    #expect(
      later.html(upTo: 0) == #"<math><mn>5</mn></math><span class="later"> at last</span>"#)
    #expect(later.html(upTo: 1) == "<math><mn>5</mn></math> at last")
    #expect(Notation.strong("so it is").html(upTo: 0) == "<strong>so it is</strong>")
    let formula = Notation.row([.word("tanh"), .parenthesized(.numeral("5"))])
    #expect(formula.html(upTo: 0) == formula.math(upTo: 0))
  }

  @Test("What can change has its number")
  func changing() {
    func live(_ form: Notation.Live.Form) -> Notation.Live {
      .init(.number(origin: "h", component: 0), form: form, digits: 3)
    }
    let five = Notation.live(live(.factor), .parenthesized(.numeral("−5")))
    let plain = Notation.parenthesized(.numeral("−5")).mathML(upTo: 0)
    #expect(
      five.mathML(upTo: 0) { $0 == live(.factor) ? 17 : nil }
        == #"<mrow class="n" data-n="17" data-form="factor">\#(plain)</mrow>"#)
    #expect(five.mathML(upTo: 0) == plain)
    #expect(
      Notation.live(live(.bare), .sign(.equals)).mathML(upTo: 0) { _ in 3 }
        == #"<mo class="n" data-n="3" lspace="0.28em" rspace="0.28em">=</mo>"#)
    #expect(
      Notation.row([.stage(1, .live(live(.bare), .numeral("5")))]).html(upTo: 0) { _ in 4 }
        == #"<math><mrow class="later"><mrow class="n" data-n="4"><mn>5</mn></mrow></mrow></math>"#)
  }

  @Test("A word is read back unchanged wherever it is, as XML and without markup")
  func words() throws {
    for word in HostileWords.all {
      let wanted = HostileWords.asRead(word.replacingControls(with: " "))
        .replacing(/[\u{FFFE}\u{FFFF}]/, with: "\u{FFFD}")
      for notation in [
        Notation.word(word), .strong(word), .variable(word), .numeral(word),
        .brace(.variable("h"), word), .row([.stage(1, .word(word)), .sign(.equals)]),
      ] {
        let html = notation.html(upTo: 0)
        #expect(!html.contains("</script") && !html.contains("<!--") && !html.contains("]]>"))
        let text = try Elements("<p>\(html)</p>").all[0].text
        #expect(HostileWords.asRead(text).contains(wanted), "\(word): \(html)")
      }
    }
  }

  @Test("A network that is folded in time is no formula")
  func folded() {
    let folded = Notation.folded(
      cell: .word("RNN"), input: .name("x_t"), output: .name("y_t"), carried: .name("h_t"))
    #expect(!folded.isMathML && !Notation.row([.stage(1, folded)]).isMathML)
    #expect(Notation.fraction(.numeral("1"), .name("h_1")).isMathML)
    #expect(throws: Never.self) { try Elements(folded.math(upTo: 0)) }
  }
}
