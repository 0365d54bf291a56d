import Formulas
import Storyboards
import Testing

@Suite struct PhrasesTests {
  @Test("Every step of every sample has the recorded words, in both languages")
  func golden() throws {
    #expect(Samples.names.count >= 28)
    for name in Samples.names {
      for language in Language.allCases {
        let board = try Samples.board(name, in: language)
        let text = board.steps.map { step in
          """
          \(step.number) \(step.kind.rawValue): \(step.caption.plain)
            alt: \(step.alternativeText)
            words: \(step.narration)

          """
        }.joined()
        try GoldenText(name: "\(name).\(language.rawValue)").check(text)
      }
    }
  }

  @Test("Captions and alternative texts respect their limits; narrations are whole sentences")
  func lengths() throws {
    for name in Samples.names {
      for language in Language.allCases {
        let board = try Samples.board(name, in: language)
        for step in board.steps {
          let place = "\(name) \(language) \(step.number)"
          let foot = "\(board.numbering(of: step)) · \(step.caption.plain)"
          #expect(foot.count <= 120 && !step.caption.plain.isEmpty, "\(place)")
          let isShort = (10...150).contains(step.alternativeText.count)
          #expect(isShort, "\(place): \(step.alternativeText)")
          let words = step.narration
          #expect(words.hasSuffix(".") || words.hasSuffix("?"), "\(place): \(words)")
          // A name cannot be the first word: h at the start of a sentence would become H.
          let hasCapital = words.split(separator: ". ")
            .allSatisfy { $0.first?.isLowercase == false }
          #expect(hasCapital, "\(place): \(words)")
          // Signs, indices and digits are for reading only.
          let sign = words.first { "_^{}∂·−=+Σ⊙√0123456789".contains($0) }
          #expect(sign == nil && !words.contains("  "), "\(place): \(words)")
        }
      }
    }
  }

  @Test("The lecture's sentences, in spoken order")
  func lecture() throws {
    let english = try Samples.board("elman").steps.map(\.narration)
    #expect(
      english.contains(
        "The gradient flows from h two back to h one. At time step two, the upstream gradient, "
          + "minus one, arrives; multiplied by the local gradient, minus five, it gives five for h "
          + "one."))
    #expect(
      english.contains(
        "We compute h two: it is W h times h one plus W x times x two; that is, minus five times "
          + "five plus one times one, which gives minus twenty-four."))
    let italian = try Samples.board("elman", in: .italian).steps.map(\.narration)
    #expect(
      italian.contains(
        "Il gradiente torna da h due a h uno. Al passo temporale due arriva il gradiente a monte, "
          + "meno uno; moltiplicato per il gradiente locale, meno cinque, dà cinque a h uno."))
    #expect(italian.contains("Il gradiente della loss rispetto a h zero è meno venti."))
  }

  @Test("A deck in Italian has no English words in its figures")
  func drawnWords() throws {
    let english = [
      " step", " gradient ", " the ", "upstream", "local)", "embedding of", " sum ", " by ",
      " via ", "activation", "no bias", "norm ",
    ]
    // The words of a script stay as the lecturer wrote them.
    for name in Samples.names where name != "lecture" {
      let board = try Samples.board(name, in: .italian)
      let lines = board.definitions + board.callouts.joined() + board.steps.map(\.caption)
      for line in lines {
        let words = " " + line.plain
        let found = english.filter { words.contains($0) }
        #expect(found.isEmpty, "\(name): \(words)")
      }
    }
  }

  @Test("A long list of questions keeps captions and alternative texts short")
  func longQuestions() throws {
    let names = (1...12).map { "a_long_name_of_a_quantity_\($0)" }
    let board = try Samples.board(
      yaml: """
        equations: {Loss: "\(names.joined(separator: " + "))"}
        inputs: {\(names.map { "\($0): 1" }.joined(separator: ", "))}
        ask: [\(names.joined(separator: ", "))]
        """)
    for step in board.steps {
      #expect(step.caption.plain.count <= 100 && step.alternativeText.count <= 150)
    }
    let answer = try #require(board.steps.first { $0.kind == .answer })
    #expect(answer.caption.plain.hasSuffix("…"))
    #expect(answer.narration.contains("with respect to a long name of a quantity 12 is one"))
  }
}
