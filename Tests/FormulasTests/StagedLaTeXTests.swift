import Formulas
import Testing

/// Formulas for LaTeX documents that several programs compile.
@Suite struct StagedLaTeXTests {
  @Test("Text is safe, and readable where LaTeX allows it")
  func texts() {
    #expect("50 % of #1, a_b ~ {x}".latexText == ##"50 \% of \#1, a\_b \textasciitilde{} \{x\}"##)
    #expect("perché ‘no’ “sì” è".latexText == "perché `no' ``sì'' è")
    #expect("cafe\u{301}".latexText == #"caf\'{e}"#)
    #expect("a → −5".latexText == #"a \ensuremath{\to} \ensuremath{-}5"#)
    #expect("α ℝ²".latexText == #"\ensuremath{\alpha} \ensuremath{\mathbb{R}}\ensuremath{^2}"#)
    #expect("\"a\" (\"b\")".latexText == "``a'' (``b'')")
    #expect("‘你好’!".latexText == #"`\unrollother{你好}'!"#)
    #expect(#"\input{x}"#.latexText == #"\textbackslash{}input\{x\}"#)
    #expect("a\n\nb\u{200D}".latexText == "a  b")
  }

  @Test("Parts of later stages keep their space")
  func stages() {
    let sum = Notation.row([
      .numeral("5"), .stage(1, .row([.sign(.plus), .numeral("2")])),
      .stage(2, .row([.sign(.equals), .role(.result, .numeral("7"))])),
    ])
    #expect(sum.latex(upTo: 2) == #"$5 + 2 = \unrollResult{7}$"#)
    #expect(sum.latex(upTo: 1) == #"$5 + 2\phantom{{} = \unrollResult{7}}$"#)
    #expect(sum.latex(upTo: 0) == #"$5\phantom{{} + 2 = \unrollResult{7}}$"#)
  }

  @Test("A line may begin with a sign")
  func signs() {
    let line = Notation.row([.sign(.plus), .numeral("2")])
    #expect(line.latex(upTo: 0) == "${} + 2$")
    #expect(Notation.row([.sign(.negative), .variable("x")]).latex(upTo: 0) == "${-}x$")
  }

  @Test("A brace may appear after what it is below")
  func braces() {
    let brace = Notation.stage(3, .brace(.stage(1, .role(.local, .numeral("−5"))), "local"))
    #expect(
      brace.latex(upTo: 1)
        == #"${\mathop{\kern0pt\unrollLocal{{-}5}}\limits_{\hphantom{\unrollword{local}}}}$"#)
    #expect(
      brace.latex(upTo: 3)
        == #"$\unrollLocal{\underbrace{\unrollLocal{{-}5}}_{\unrollword{local}}}$"#)
    #expect(brace.latex(upTo: 0).hasPrefix(#"$\phantom{"#))
  }

  @Test("Words of a sentence are text, those of a formula are in it")
  func sentences() {
    let sentence: Notation = "the gradient of \(Notation.name("h_1")) is 5 %"
    #expect(sentence.latex(upTo: 0) == #"the gradient of $h_{1}$ is 5 \%"#)
    let formula = Notation.row([.word("tanh"), .parenthesized(.variable("x"))])
    #expect(formula.latex(upTo: 0) == #"$\text{tanh}(x)$"#)
    let matrix = Notation.matrix([[.numeral("1")], [.numeral("2")]])
    #expect(matrix.latex(upTo: 0, hasFences: false) == #"$\begin{matrix}1 \\ 2\end{matrix}$"#)
  }
}
