import Testing

@testable import Formulas

@Suite struct ParserTests {
  private func value(_ text: String) throws -> Double {
    try Program(try Formula(text).expression).value(of: [])
  }

  @Test("Precedence is the usual one: ^ binds before unary minus, then · and /, then + and −")
  func precedence() throws {
    #expect(try value("2 + 3*4") == 14)
    #expect(try value("2*3 + 4") == 10)
    #expect(try value("-2^2") == -4)
    #expect(try value("(-2)^2") == 4)
    #expect(try value("2^3^2") == 512)
    #expect(try value("2^-1") == 0.5)
    #expect(try value("8/4/2") == 1)
    #expect(try value("8 - 4 - 2") == 2)
    #expect(try value("8 - (4 - 2)") == 6)
    #expect(try value("2*-3") == -6)
    #expect(try value("--3") == 3)
    #expect(try value("+3") == 3)
    #expect(try value("6/2*3") == 9)
    #expect(try value("1.5e2 + .5") == 150.5)
    #expect(try value("2 .* 3 ⊙ 4") == 24)
    #expect(try value("2.*3") == 6)
    #expect(try value("3 − 1") == 2)
    #expect(try value("max(1, 5, 3) + min(2, -1)") == 4)
  }

  @Test("Names carry time indices and Greek letters in either form, but no primes")
  func symbols() throws {
    let read = try Formula("W_h*h[t-1] + x[t] + h[0] + h[t+2] + θ_h + alpha").expression.symbols
    #expect(
      read.map(\.symbol) == [
        Symbol("W_h"), Symbol("h", time: .relative(-1)), Symbol("x", time: .relative(0)),
        Symbol("h", time: .absolute(0)), Symbol("h", time: .relative(2)), Symbol("theta_h"),
        Symbol("alpha"),
      ])
    #expect(read.map(\.position) == [0, 4, 13, 20, 27, 36, 42])
  }

  @Test("f is the activation of the cell")
  func activation() throws {
    let formula = try Formula("f(2)", activation: .relu).expression
    #expect(formula == Expression(.call(.relu, [.number(2)])))
    #expect(throws: FormulaError.self) { try Formula("f(2)") }
  }

  @Test(
    "An error has its place and its message",
    arguments: [
      ("", 0, "the formula is empty"),
      ("a +", 3, "the formula ends too early"),
      ("a b", 2, "unexpected name b"),
      ("a ) b", 2, "unexpected “)”"),
      ("(a + b", 0, "“(” is never closed"),
      ("a + [b; c", 4, "“[” is never closed"),
      ("[a; b, c]", 5, "brackets cannot mix “;” and “,”"),
      ("2x", 1, "an operator is missing between 2 and “x”"),
      ("a $ b", 2, "a formula cannot contain “$”"),
      ("tanhh(a)", 0, "there is no function tanhh"),
      ("tanh(a, b)", 0, "tanh takes one argument, but 2 are given"),
      ("h[t*2]", 2, "a time index is t, t-1, t-2 or a number"),
      ("V*h[t", 3, "“[” is never closed"), ("tanh(h[t-1)", 6, "“[” is never closed"),
      ("x(t) + 1", 0, "x(t) is a call of a function x, which there is not"),
      ("2*h(t - 1)", 2, "h(t-1) is a call of a function h, which there is not"),
      ("h[t-9223372036854775807]", 2, "a time index is t, t-1, t-2 or a number"),
      ("h[t+1e15]", 2, "a time index is t, t-1, t-2 or a number"),
      ("a * * b", 4, "unexpected “*”"),
      ("1e999", 0, "1e999 is too large for a number"),
      ("a + 3 4", 6, "unexpected number 4.0"),
    ])
  func errors(text: String, position: Int, message: String) {
    do throws(FormulaError) {
      _ = try Formula(text)
      Issue.record("\(text) is not a formula, but was read")
    } catch {
      #expect(error.position == position, "\(text): \(error)")
      #expect(error.message == message)
    }
  }

  @Test("A misspelt function gets a suggestion")
  func suggestion() {
    do throws(FormulaError) {
      _ = try Formula("1 + sigmoit(x)")
      Issue.record("sigmoit is not a function")
    } catch {
      #expect(error.hint == "did you mean sigmoid?")
      #expect(error.length == 7)
      #expect(error.description == "5: there is no function sigmoit (did you mean sigmoid?)")
    }
  }

  @Test("Nesting is limited, width is not")
  func limits() throws {
    let deep = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    #expect(throws: FormulaError.self) { try Formula(deep) }
    #expect(throws: FormulaError.self) { try Formula(String(repeating: "-", count: 5000) + "1") }
    let wide = Array(repeating: "1", count: 20_000).joined(separator: " + ")
    #expect(try value(wide) == 20_000)
  }
}
