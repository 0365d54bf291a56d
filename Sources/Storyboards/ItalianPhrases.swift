import Formulas
import Unrolling

/// The phrases in Italian: words on the figure, the opening of a lecture, exercises.
struct ItalianPhrases: Phrases {
  let words = Language.italian.spokenWords

  // MARK: On the figure

  let local = "locale"
  let upstream = "a monte"
  let product = "prodotto"
  let runningSum = "somma"
  let vocabulary = "Vocab"
  let embeddings = "Embedding"
  let targets = "Target"
  let oneHot = "one-hot"
  let noBias = "senza bias"

  func numbering(_ number: Int, of count: Int) -> String { "Passo \(number) di \(count)" }
  func list(_ parts: [Notation], rest: Int) -> Notation {
    list(parts + (rest > 0 ? ["altri \(count(rest))"] : []), before: "e")
  }
  func activation(_ formula: Notation) -> Notation { "attivazione \(formula)" }
  func cell(_ cell: Cell) -> String {
    switch cell.name {
    case "elman": "RNN di Elman"
    case "jordan": "RNN di Jordan"
    default: cell.title
    }
  }
  func embedding(of token: String) -> Notation { "embedding di ‘\(token)’" }
  func via(_ reader: Notation) -> Notation { "da \(reader): " }
  func atEveryTimeStep(_ formula: Notation) -> Notation {
    "\(formula) a ogni passo temporale \(.variable("t"))"
  }
  func question(asked: [Notation], loss: Notation?) -> Notation {
    asked.count > 1
      ? "Quali sono i \(gradients(loss)) rispetto a \(list(asked))?"
      : "Qual è il \(gradient(loss)) rispetto a \(list(asked))?"
  }
  func answerBegins(asked: [Notation], loss: Notation?) -> Notation {
    asked.count > 1
      ? "I \(gradients(loss)) rispetto a \(list(asked)) sono"
      : "Il \(gradient(loss)) rispetto a \(list(asked)) è"
  }

  private func ofLoss(_ loss: Notation?) -> Notation { loss.map { "di \($0)" } ?? "della loss" }
  func gradient(_ loss: Notation?) -> Notation { "gradiente \(ofLoss(loss))" }
  private func gradients(_ loss: Notation?) -> Notation { "gradienti \(ofLoss(loss))" }
  func sentence(_ values: [Named], rest: Int = 0) -> Notation {
    list(values.map { "\($0.name) è \($0.value)" }, rest: rest)
  }

  /// "il passo temporale 2", "i passi temporali da 2 a 5"
  func timeSteps(_ range: TimeSpan) -> Notation {
    range.count == 1
      ? "il passo temporale \(count(range.from))"
      : "i passi temporali da \(count(range.from)) a \(count(range.to))"
  }

  // MARK: What is given

  func given(vocabulary tokens: [Notation], rest: Int) -> Notation {
    "il vocabolario \(list(tokens, rest: rest))"
  }
  func given(embeddings values: [Notation], rest: Int) -> Notation {
    values.isEmpty ? "gli embedding one-hot" : "i suoi embedding \(list(values, rest: rest))"
  }
  func given(targets values: [Notation], rest: Int) -> Notation {
    "\(values.count > 1 ? "i" : "il") target \(list(values, rest: rest))"
  }
  func given(targets values: [(time: Int, value: Notation)], rest: Int) -> Notation {
    given(targets: values.map { "\($0.value) al passo temporale \(count($0.time))" }, rest: rest)
  }
  func given(_ values: [Named], rest: Int) -> Notation { sentence(values, rest: rest) }
  func given(cell: Cell) -> Notation { "la cella è una \(self.cell(cell))" }
  func given(activation formula: Notation) -> Notation { "la sua attivazione è \(formula)" }
  let givenNoBias: Notation = "non c’è bias"

  // MARK: The opening

  func title(lengths: [Int], outcome: Named, isFoldedShown: Bool) -> StepWords {
    guard !lengths.isEmpty else {
      return StepWords(
        caption: "il grafo computazionale",
        picture: "Il grafo computazionale senza numeri e la formula di \(outcome.name).",
        narration:
          "Questo è il grafo computazionale. Finisce con \(outcome.name), che è \(outcome.value).")
    }
    let steps: Notation =
      lengths == [1]
      ? "un passo temporale" : "\(list(lengths.map(count))) passi temporali"
    return StepWords(
      caption: "la rete srotolata nel tempo, su \(steps)",
      picture: isFoldedShown
        ? "La rete come una cella con un ciclo, e il suo grafo su \(steps), senza numeri."
        : """
        Il grafo della rete su \(steps), da sinistra a destra e senza numeri, e la formula di \
        \(outcome.name).
        """,
      narration: """
        \(isFoldedShown ? foldedTitle(steps) : "La rete è srotolata nel tempo, su \(steps).") \
        Alla fine, \(outcome.name) è \(outcome.value).
        """)
  }

  private func foldedTitle(_ steps: Notation) -> Notation {
    """
    Ripiegata, la rete è una sola cella con un ciclo: ciò che conserva di un passo temporale lo \
    legge al successivo. Srotolata su \(steps), è una copia della cella per ciascuno, tutte con gli \
    stessi pesi.
    """
  }

  func definitions(_ given: [Notation]) -> StepWords {
    StepWords(
      caption: "i dati del problema",
      picture: "Il grafo e, accanto, il riquadro dei dati: \(clauses(given)).",
      briefPicture: "Il grafo e, accanto, il riquadro dei dati.",
      narration: "Questi sono i dati: \(clauses(given)).")
  }

  func target(asked: [Notation], initial: [Named], loss: Notation?) -> StepWords {
    let names = names(asked)
    let wanted: Notation =
      asked.count > 1
      ? "Si cercano i \(gradients(loss)) rispetto a \(names)"
      : "Si cerca il \(gradient(loss)) rispetto a \(names)"
    return StepWords(
      caption: asked.count > 1
        ? "si cercano i gradienti rispetto a \(names)"
        : "si cerca il gradiente rispetto a \(names)",
      picture: "Il grafo con un punto interrogativo accanto a \(names).",
      narration: initial.isEmpty
        ? "\(wanted)." : "\(wanted). All’inizio \(sentence(initial)).")
  }

  func questionStep(_ question: Notation, asked: [Notation]) -> StepWords {
    StepWords(
      caption: "la domanda",
      picture: "Il grafo con \(names(asked)) in evidenza e la domanda a parole: \(question)",
      narration: question)
  }

  func formulas(_ equations: [Named], rest: Int, areTimed: Bool) -> StepWords {
    let which = areTimed ? "le formule di un passo temporale" : "le formule"
    let more: [Notation] = rest > 0 ? ["e altre \(count(rest))"] : []
    let read = clauses(equations.map { "\($0.name) è \($0.value)" } + more)
    return StepWords(
      caption: "\(which)",
      picture: """
        Il grafo e, accanto, \(which), per \(list(equations.map(\.name), rest: rest)).
        """,
      narration: "Queste sono \(which): \(read).")
  }

  func stackedFormula(_ equation: Named) -> StepWords {
    StepWords(
      caption: "lo stesso con i pesi raccolti in una sola matrice",
      picture: """
        Il grafo e, accanto, la formula di \(equation.name), com’è e con i pesi raccolti in una \
        sola matrice.
        """,
      narration: """
        Con i pesi raccolti in una sola matrice si scrive: \(equation.name) è \(equation.value).
        """)
  }

  func said(_ words: Notation?, looking nodes: [Notation], formulas: [Notation]) -> StepWords {
    let look: Notation? = nodes.isEmpty ? nil : "guardiamo \(names(nodes))"
    let spoken: Notation? = nodes.isEmpty ? nil : "Guardiamo \(names(nodes))"
    let marked: Notation = nodes.isEmpty ? "Il grafo" : "Il grafo con \(names(nodes)) in evidenza"
    let beside: Notation = formulas.isEmpty ? "." : ", e accanto: \(clauses(formulas))."
    let read: Notation = formulas.isEmpty ? .empty : ": \(clauses(formulas))"
    let isSentence =
      formulas.isEmpty && words?.plain.last.map { ".?!…".contains($0) } ?? false
    return StepWords(
      caption: words ?? look ?? "una formula", picture: "\(marked)\(beside)",
      narration: isSentence
        ? words ?? .empty : "\(words ?? spoken ?? "Questa è una formula")\(read).")
  }

  // MARK: Exercises and comparisons

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
      picture:
        "Il grafo con i numeri di ‘\(title)’, e la grandezza nel tempo dei gradienti di entrambe le lezioni.",
      narration: "Questi sono i numeri di ‘\(title)’. \(answer(gradients, loss: loss).narration)")
  }
}
