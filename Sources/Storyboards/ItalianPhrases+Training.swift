import Formulas

/// The phrases of training in Italian.
extension ItalianPhrases {
  var sample: String { "esempio" }
  var update: String { "passo" }
  var before: String { "prima" }
  var after: String { "dopo" }
  var tooLarge: String { "troppo grande" }
  func together(isMean: Bool) -> String { isMean ? "media" : "somma" }
  func andMore(_ count: Int) -> String {
    count == 1 ? "e un altro parametro" : "e altri \(count) parametri"
  }

  func drawnSample(of count: Int) -> String { "esempio 1 di \(count)" }
  func given(update parts: [Notation]) -> Notation { "passo: \(.list(parts, by: .comma))" }

  func samplesInTurn(_ count: Int, asked: Int, samples: Int, loss: Notation?) -> StepWords {
    let name = loss ?? "la loss"
    let stop: Notation =
      count < asked
      ? " Dei \(self.count(asked)) passi se ne possono fare solo \(self.count(count)): poi \(name) è troppo grande."
      : .empty
    return StepWords(
      caption: count < asked
        ? "dopo \(self.count(count)) passi su \(self.count(asked)), \(name) è troppo grande"
        : "un esempio dopo l’altro: ogni passo parte dai pesi lasciati da quello prima",
      picture: "Una tabella con una riga per ogni passo: il suo esempio, e la loss prima e dopo.",
      narration: """
        I \(self.count(samples)) esempi si usano uno dopo l’altro: ogni passo parte dai pesi che \
        quello prima ha lasciato.\(stop)
        """)
  }

  func lossOf(samples: [Int], isMean: Bool) -> String {
    samples.count == 1
      ? "la loss dell’esempio \(samples[0])"
      : "la \(together(isMean: isMean)) di \(samples.count) esempi"
  }

  func samples(
    _ count: Int, isMean: Bool, _ gradients: [Named], rest: Int, loss: Notation?
  ) -> StepWords {
    let totals = list(gradients.map { "\($0.value) per \($0.name)" }, rest: rest)
    let what: Notation = isMean ? "la media" : "la somma"
    return StepWords(
      caption: isMean
        ? "un batch di \(self.count(count)) esempi: si fa la media di loss e gradienti"
        : "\(self.count(count)) esempi: loss e gradienti si sommano",
      picture:
        "Una tabella con una riga per ogni esempio: la sua \(loss ?? "loss") e i suoi gradienti.",
      narration: """
        Ciascuno dei \(self.count(count)) esempi ha la sua loss e i suoi gradienti. Il gradiente di \
        tutti è \(what) sugli esempi: \(totals).
        """)
  }

  func clipping(
    norm: Notation, limit: Notation, factor: Notation, isClipped: Bool?
  ) -> StepWords {
    let caption: Notation =
      switch isClipped {
      case true?: "il gradiente è più lungo di \(limit), quindi viene accorciato"
      case false?: "il gradiente non è più lungo di \(limit), quindi resta com’è"
      case nil: "un gradiente più lungo di \(limit) viene accorciato"
      }
    let sentence: Notation =
      switch isClipped {
      case true?: "È più lungo di \(limit), quindi si moltiplica tutto per il fattore \(factor)."
      case false?: "Non è più lungo di \(limit), quindi resta com’è."
      case nil: "Se è più lungo di \(limit), si riduce tutto; il fattore è \(factor)."
      }
    return StepWords(
      caption: caption,
      picture: "La norma del gradiente di tutti i parametri è \(norm), il fattore \(factor).",
      narration: """
        Il gradiente di tutti i parametri insieme ha norma \(norm). \
        \(sentence)
        """)
  }

  func update(
    of parameter: Named, updated: Notation?, rate: Notation, byVelocity: Bool
  ) -> StepWords {
    let change: Notation =
      updated.map { "porta \(parameter.name) da \(parameter.value) a \($0)" }
      ?? "cambia ogni componente di \(parameter.name)"
    return StepWords(
      caption: "un passo di discesa del gradiente cambia \(parameter.name)",
      picture: updated.map {
        "La formula del nuovo \(parameter.name) con i suoi numeri; vale \($0)."
      }
        ?? "La formula del nuovo \(parameter.name) con i suoi numeri.",
      briefPicture: "La formula del nuovo \(parameter.name) con i suoi numeri.",
      narration: """
        Il passo va contro \(byVelocity ? "la velocità, che conserva una parte dei gradienti precedenti" : "il gradiente"), \
        con il tasso di apprendimento \(rate), e \(change).
        """)
  }

  func updateOthers(_ updated: [Named], rest: Int) -> StepWords {
    let values = list(updated.map { "\($0.name) diventa \($0.value)" }, rest: rest)
    return StepWords(
      caption: "lo stesso passo cambia tutti i parametri",
      picture: "Una tabella dei parametri con i loro gradienti, prima e dopo il passo.",
      narration: "Lo stesso passo cambia tutti i parametri: \(values).")
  }

  func forwardAfter(isOfFirst: Bool, _ values: [Named]) -> StepWords {
    let told = list(values.map { "\($0.name) vale \($0.value)" })
    return StepWords(
      caption: isOfFirst
        ? "la propagazione in avanti dell’esempio 1 con i nuovi pesi"
        : "la propagazione in avanti con i nuovi pesi",
      picture: "Il grafo con i valori che danno i nuovi pesi: \(told).",
      briefPicture: "Il grafo con i valori che danno i nuovi pesi.",
      narration:
        "Con i nuovi pesi la propagazione in avanti\(isOfFirst ? " dell’esempio uno" : "") dà altri valori: \(told)."
    )
  }

  func lossAfter(
    _ before: Named, after: Notation?, _ change: LossChange, loss: Notation?
  ) -> StepWords {
    let name = loss ?? "la loss"
    let words: Notation =
      switch change {
      case .falls: "\(name) scende da \(before.value) a \(after ?? .empty)"
      case .rises: "\(name) sale da \(before.value) a \(after ?? .empty): il passo era troppo lungo"
      case .open: "\(name) passa da \(before.value) a \(after ?? .empty)"
      case .stays: "\(name) resta \(before.value)"
      case .overflows: "\(name) passa da \(before.value) a un numero troppo grande"
      }
    return StepWords(
      caption: "prima e dopo il passo: \(words)",
      picture: "Una tabella della loss e dei parametri prima e dopo il passo.",
      narration: "Dopo il passo, \(words).")
  }

  func lossOverSteps(
    _ count: Int, asked: Int, from first: Notation, to last: Notation?, loss: Notation?
  ) -> StepWords {
    let name = loss ?? "la loss"
    let end: Notation = last.map { "passa da \(first) a \($0)" } ?? "diventa troppo grande"
    let steps: Notation = "\(self.count(count)) \(count == 1 ? "passo" : "passi")"
    let made: Notation =
      count < asked
      ? "Dei \(self.count(asked)) passi se ne possono fare solo \(self.count(count))"
      : "Questi sono \(steps) di discesa del gradiente"
    return StepWords(
      caption: count < asked
        ? "dopo \(steps) su \(self.count(asked)), \(name) è troppo grande"
        : "\(name) in \(steps) di discesa del gradiente",
      picture: "Una tabella della loss prima e dopo ogni passo, e un suo grafico.",
      narration: "\(made): \(name) \(end).")
  }
}
