import Formulas

/// The phrases of scripts, long sequences, quizzes and comparisons in Italian.
extension ItalianPhrases {
  func formula(of node: Named) -> StepWords {
    StepWords(
      caption: "la formula di \(node.name)",
      picture: "\(node.name) è in evidenza; la sua formula sta accanto al grafo.",
      narration: "\(node.name) è \(node.value).")
  }

  func numbersPutIn(_ numbers: Notation) -> StepWords {
    StepWords(
      caption: "si sostituiscono i numeri",
      picture: "Sotto la formula, la stessa con i numeri al posto dei nomi.",
      narration: "Sostituendo i numeri si ha \(numbers).")
  }

  func forwardValues(_ values: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: "la propagazione in avanti calcola \(names(values.map(\.name), rest: rest))",
      picture: "Il grafo con i valori: \(sentence(values, rest: rest)).",
      narration: "La propagazione in avanti calcola: \(sentence(values, rest: rest)).")
  }

  func said(_ words: Notation?, looking nodes: [Notation], formulas: [Notation]) -> StepWords {
    let look: Notation? = nodes.isEmpty ? nil : "guardiamo \(names(nodes))"
    let marked: Notation = nodes.isEmpty ? "Il grafo" : "Il grafo con \(names(nodes)) in evidenza"
    let beside: Notation = formulas.isEmpty ? "." : ", e accanto: \(clauses(formulas))."
    let read: Notation = formulas.isEmpty ? .empty : ": \(clauses(formulas))"
    let caption = words ?? look ?? "una formula"
    return StepWords(
      caption: caption, picture: "\(marked)\(beside)", narration: "\(caption)\(read).")
  }

  func otherGradients(_ gradients: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: """
        sommati nel tempo allo stesso modo: i gradienti rispetto a \
        \(names(gradients.map(\.name), rest: rest))
        """,
      picture: "Frecce curve tornano ai parametri: \(onEach(gradients, rest: rest)).",
      narration: """
        I gradienti rispetto agli altri parametri si sommano nel tempo allo stesso modo: \
        \(onEach(gradients, rest: rest)).
        """)
  }

  private func onEach(_ gradients: [Named], rest: Int) -> Notation {
    list(gradients.map { "\($0.value) rispetto a \($0.name)" }, rest: rest)
  }

  func embeddingGradients(_ gradients: [Named], rest: Int, loss: Notation?) -> StepWords {
    let each = list(
      gradients.map { "rispetto all’embedding di ‘\($0.token ?? "")’ è \($0.value)" }, rest: rest)
    return StepWords(
      caption: "un embedding riceve i gradienti di tutti i passi temporali che lo leggono",
      picture: "Frecce curve tornano agli ingressi. Il gradiente \(each).",
      narration: """
        Un embedding riceve i gradienti di tutti i passi temporali che lo leggono: il \
        \(gradient(loss)) \(each).
        """)
  }

  func eachTimeStepBack(_ factor: Notation) -> Notation {
    "a ogni passo indietro: per \(factor) in media"
  }

  func gradientFlow(last: Named, first: Named, factor: Notation?) -> StepWords {
    let average: Notation =
      factor.map { "; ogni passo temporale all’indietro lo moltiplica in media per \($0)" }
      ?? .empty
    return StepWords(
      caption: "la grandezza del gradiente a ogni passo temporale, su scala logaritmica",
      picture: """
        Una barra per ogni passo temporale: il gradiente vale \(last.value) in \(last.name), \
        \(first.value) in \(first.name).
        """,
      narration: """
        Questa è la grandezza del gradiente a ogni passo temporale, su scala logaritmica. Da \
        \(last.value) in \(last.name) passa a \(first.value) in \(first.name)\(average).
        """)
  }

  func worksheet(asked: [Notation], loss: Notation?) -> StepWords {
    StepWords(
      caption: "completa i valori, poi i gradienti",
      picture: "Il grafo con una casella vuota per ogni valore e per ogni gradiente.",
      narration: """
        Completa i valori, da sinistra a destra, poi i gradienti, da destra a sinistra. \
        \(question(asked: asked, loss: loss))
        """)
  }

  func solution(_ gradients: [Named], loss: Notation?) -> StepWords {
    StepWords(
      caption: "la soluzione", picture: "Il grafo con tutti i valori e i gradienti.",
      narration: answer(gradients, loss: loss).narration)
  }

  func comparison(title: String, _ gradients: [Named], loss: Notation?) -> StepWords {
    StepWords(
      caption: "\(title)",
      picture: "Il grafo con i numeri di ‘\(title)’, e una striscia di barre per ogni lezione.",
      narration: "Questi sono i numeri di ‘\(title)’. \(answer(gradients, loss: loss).narration)")
  }
}
