import Formulas

/// The phrases of the forward pass in Italian.
extension ItalianPhrases {
  func forwardBegins(_ leaves: [Named], rest: Int) -> StepWords {
    let told = leaves.map { leaf -> Notation in
      leaf.token.map { "\(leaf.name), l’embedding di ‘\($0)’, è \(leaf.value)" }
        ?? "\(leaf.name) è \(leaf.value)"
    }
    let more: [Notation] = rest > 0 ? ["e così via per altri \(count(rest))"] : []
    return StepWords(
      caption: "la propagazione in avanti parte da ciò che entra",
      picture: "Il grafo con i valori di \(list(leaves.map(\.name), rest: rest)).",
      narration: "La propagazione in avanti parte da ciò che entra: \(clauses(told + more)).")
  }

  func forwardValue(
    _ node: Named, formula: Notation, numbers: Notation?, copies: [Notation]
  ) -> StepWords {
    let same: [Notation] =
      copies.isEmpty
      ? [] : [" Lo stesso valore \(copies.count > 1 ? "hanno" : "ha") \(list(copies))."]
    return StepWords(
      caption: "la propagazione in avanti calcola \(list([node.name] + copies))",
      picture: """
        \(node.name) ha il suo valore, \(node.value); accanto al grafo c’è la sua formula con i \
        numeri.
        """,
      narration: .row([computed(node, formula, numbers)] + same))
  }

  var timeRunsBackward: (caption: Notation, sentence: Notation) {
    (
      "dall’ultimo passo temporale all’indietro",
      "Questo strato va all’indietro: comincia dall’ultimo passo temporale."
    )
  }

  func forwardAlike(_ values: [Named], rest: Int) -> StepWords {
    let names = names(values.map(\.name), rest: rest)
    return StepWords(
      caption: "così anche le altre porte: \(names)",
      picture: "Il grafo con i valori delle altre porte: \(sentence(values, rest: rest)).",
      briefPicture: "Il grafo con i valori delle altre porte: \(names).",
      narration: """
        Così si calcolano anche le altre porte, ciascuna con i suoi pesi: \
        \(sentence(values, rest: rest)).
        """)
  }

  func forwardTimeSteps(
    _ range: TimeSpan, _ values: [Named], isNew: Bool, areLast: Bool
  ) -> StepWords {
    let steps: Notation =
      "i passi temporali da \(count(range.from)) a \(count(range.to))"
    let told: Notation =
      isNew ? "si calcolano uno dopo l’altro" : "procedono allo stesso modo"
    return StepWords(
      caption: "\(steps) \(told)",
      picture: "Il grafo con i valori di tutti \(steps): \(sentence(values)).",
      briefPicture: "Il grafo con i valori di tutti \(steps).",
      narration: """
        I passi temporali da \(count(range.from)) a \(count(range.to)) \
        \(told)\(areLast ? ", e all’ultimo" : ":") \(sentence(values)).
        """)
  }

  private func computed(_ node: Named, _ formula: Notation, _ numbers: Notation?) -> Notation {
    numbers.map { "Calcoliamo \(node.name): è \(formula); cioè \($0), che fa \(node.value)." }
      ?? "Calcoliamo \(node.name): è \(formula), cioè \(node.value)."
  }

  func forwardValues(_ values: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: "la propagazione in avanti calcola \(names(values.map(\.name), rest: rest))",
      picture: "Il grafo con i valori: \(sentence(values, rest: rest)).",
      narration: "La propagazione in avanti calcola: \(sentence(values, rest: rest)).")
  }

  func forwardTimeStep(_ time: Int, _ values: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: "i valori del passo temporale \(count(time))",
      picture:
        "Il grafo con i valori del passo temporale \(count(time)): \(sentence(values, rest: rest)).",
      narration: "Al passo temporale \(count(time)), \(sentence(values, rest: rest)).")
  }

  func forwardGap(_ range: TimeSpan) -> StepWords {
    let steps = timeSteps(range)
    let first = count(range.from)
    let last = count(range.to)
    return StepWords(
      caption: "\(steps) \(range.count == 1 ? "procede" : "procedono") allo stesso modo",
      picture: "Il grafo; i puntini stanno per \(steps).",
      narration: range.count == 1
        ? "Il passo temporale successivo, \(first), procede allo stesso modo."
        : "I passi temporali successivi, da \(first) a \(last), procedono allo stesso modo.")
  }

  func forwardFolds(
    _ range: TimeSpan, _ states: [Named], rest: Int, areLast: Bool
  ) -> StepWords {
    let steps = timeSteps(range)
    let isOne = range.count == 1
    let values = sentence(states, rest: rest)
    let result: Notation = areLast ? "all’ultimo, \(values)" : values
    return StepWords(
      caption:
        "\(steps) \(isOne ? "procede" : "procedono") allo stesso modo, \(isOne ? "in un riquadro" : "in riquadri")",
      picture:
        "Il grafo; \(isOne ? "un riquadro sta" : "dei riquadri stanno") per \(steps): \(result).",
      narration: isOne
        ? "Il passo temporale \(count(range.from)) è un riquadro: \(result)."
        : """
        I passi temporali da \(count(range.from)) a \(count(range.to)) sono riquadri: \
        \(result).
        """)
  }

  func forwardEnds(_ outcome: Named, formula: Notation, numbers: Notation?) -> StepWords {
    StepWords(
      caption: "la propagazione in avanti finisce con \(outcome.name)",
      picture: """
        \(outcome.name) ha il suo valore, \(outcome.value); ci sono tutti i valori della \
        propagazione in avanti.
        """,
      narration: """
        La propagazione in avanti finisce con \(outcome.name). \
        \(computed(outcome, formula, numbers))
        """)
  }

  // MARK: Formulas

  func formula(of node: Named, byOperand operand: Notation) -> StepWords {
    StepWords(
      caption: "la formula di \(node.name)",
      picture: "\(node.name) è in evidenza; la sua formula è accanto al grafo.",
      narration: "Come funzione di \(operand), \(node.name) è \(node.value).")
  }

  func formula(of node: Named) -> StepWords {
    StepWords(
      caption: "la formula di \(node.name)",
      picture: "\(node.name) è in evidenza; la sua formula è accanto al grafo.",
      narration: "Per definizione, \(node.name) è \(node.value).")
  }

  func numbersPutIn(_ numbers: Notation) -> StepWords {
    StepWords(
      caption: "si sostituiscono i numeri",
      picture: "Sotto la formula, la stessa con i numeri al posto dei nomi.",
      narration: "Sostituendo i numeri si ha \(numbers).")
  }

  func derivative(byOperand operand: Notation, _ formula: Notation?) -> StepWords {
    StepWords(
      caption: "la sua derivata rispetto a \(operand)",
      picture: "Sotto la formula, la sua derivata rispetto a \(operand) come frazione.",
      narration: formula.map { "La sua derivata rispetto a \(operand) è \($0)." }
        ?? "Ora la sua derivata rispetto a \(operand).")
  }

  func localGradient(_ value: Notation) -> StepWords {
    StepWords(
      caption: "il suo valore è il gradiente locale",
      picture: "La derivata ha il suo valore, \(value).",
      narration: "Il suo valore, \(value), è il gradiente locale.")
  }
}
