import Formulas
import Unrolling

/// The phrases in Italian.
struct ItalianPhrases: Phrases {
  private let words = Language.italian.spokenWords

  // MARK: On the figure

  let local = "locale"
  let upstream = "a monte"
  let vocabulary = "Vocab"
  let embeddings = "Embedding"
  let targets = "Target"
  let oneHot = "one-hot"
  let noBias = "senza bias"

  func numbering(_ number: Int, of count: Int) -> String { "Passo \(number) di \(count)" }
  func list(_ parts: [Notation], rest: Int) -> Notation {
    list(parts + (rest > 0 ? ["altri \(rest)"] : []), before: "e")
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
  func by(_ reader: Notation) -> Notation { "da \(reader): " }
  func runningSum(_ sum: Notation) -> Notation { ",  somma \(sum)" }
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
    given(targets: values.map { "\($0.value) al passo temporale \($0.time)" }, rest: rest)
  }
  func given(_ values: [Named], rest: Int) -> Notation { sentence(values, rest: rest) }
  func given(cell: Cell) -> Notation { "la cella è una \(self.cell(cell))" }
  func given(activation formula: Notation) -> Notation { "la sua attivazione è \(formula)" }
  let givenNoBias: Notation = "non c’è bias"

  // MARK: Steps

  func title(stepCount: Int, outcome: Named) -> StepWords {
    guard stepCount > 0 else {
      return StepWords(
        caption: "il grafo computazionale",
        picture: "Il grafo computazionale senza numeri e la formula di \(outcome.name).",
        narration: "Questo è il grafo computazionale. \(outcome.name) è \(outcome.value).")
    }
    let steps = stepCount == 1 ? "un passo temporale" : "\(stepCount) passi temporali"
    return StepWords(
      caption: "la rete srotolata nel tempo, su \(steps)",
      picture: """
        Il grafo della rete su \(steps), da sinistra a destra e senza numeri, e la formula di \
        \(outcome.name).
        """,
      narration: """
        La rete è srotolata nel tempo, su \(steps). \(outcome.name) è \(outcome.value).
        """)
  }

  func definitions(_ given: [Notation]) -> StepWords {
    StepWords(
      caption: "i dati del problema",
      picture: "Il grafo e, accanto, il riquadro dei dati: \(clauses(given)).",
      narration: "Questi sono i dati: \(clauses(given)).")
  }

  func target(asked: [Notation], derivatives: [Notation], initial: [Named], loss: Notation?)
    -> StepWords
  {
    let names = names(asked)
    let wanted: Notation =
      asked.count > 1
      ? "Si cercano i \(gradients(loss)) rispetto a \(names)"
      : "Si cerca il \(gradient(loss)) rispetto a \(names)"
    let sign: Notation = derivatives.count == 1 ? ", \(derivatives[0])" : .empty
    return StepWords(
      caption: asked.count > 1
        ? "si cercano i gradienti rispetto a \(names)"
        : "si cerca il gradiente rispetto a \(names)",
      picture: "Il grafo con un punto interrogativo accanto a \(names).",
      narration: initial.isEmpty
        ? "\(wanted)\(sign)." : "\(wanted)\(sign). All’inizio \(sentence(initial)).")
  }

  func questionStep(_ question: Notation, asked: [Notation]) -> StepWords {
    StepWords(
      caption: "la domanda",
      picture: "Il grafo con \(names(asked)) in evidenza e la domanda a parole: \(question)",
      narration: question)
  }

  func formulas(_ equations: [Named], rest: Int, areTimed: Bool) -> StepWords {
    let which = areTimed ? "le formule di un passo temporale" : "le formule"
    let more: [Notation] = rest > 0 ? ["e altre \(rest)"] : []
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

  func forwardBegins(_ leaves: [Named], rest: Int) -> StepWords {
    let told = leaves.map { leaf -> Notation in
      leaf.token.map { "\(leaf.name), l’embedding di ‘\($0)’, è \(leaf.value)" }
        ?? "\(leaf.name) è \(leaf.value)"
    }
    let more: [Notation] = rest > 0 ? ["e così via per altri \(rest)"] : []
    return StepWords(
      caption: "la propagazione in avanti parte da ciò che entra",
      picture: "Il grafo con i valori di \(list(leaves.map(\.name), rest: rest)).",
      narration: "La propagazione in avanti parte da ciò che entra: \(clauses(told + more)).")
  }

  func forwardValue(_ node: Named, formula: Notation, numbers: Notation?) -> StepWords {
    StepWords(
      caption: "la propagazione in avanti calcola \(node.name)",
      picture: """
        \(node.name) ha il suo valore, \(node.value); accanto al grafo c’è la sua formula con i \
        numeri.
        """,
      narration: computed(node, formula, numbers))
  }

  private func computed(_ node: Named, _ formula: Notation, _ numbers: Notation?) -> Notation {
    numbers.map { "\(node.name) è \(formula): \($0) fa \(node.value)." }
      ?? "\(node.name) è \(formula), cioè \(node.value)."
  }

  func forwardTimeStep(_ time: Int, _ values: [Named], rest: Int) -> StepWords {
    StepWords(
      caption: "i valori del passo temporale \(time)",
      picture:
        "Il grafo con i valori del passo temporale \(time): \(sentence(values, rest: rest)).",
      narration: "Al passo temporale \(time) \(sentence(values, rest: rest)).")
  }

  func forwardGap(_ range: ClosedRange<Int>) -> StepWords {
    let steps = "i passi temporali da \(range.lowerBound) a \(range.upperBound)"
    return StepWords(
      caption: "\(steps) procedono allo stesso modo",
      picture: "Il grafo; i puntini stanno per \(steps).",
      narration: """
        I passi temporali da \(range.lowerBound) a \(range.upperBound) procedono allo stesso modo.
        """)
  }

  func forwardRest(to time: Int) -> StepWords {
    StepWords(
      caption: "e così via fino all’ultimo passo temporale",
      picture: "Il grafo con tutti i valori fino al passo temporale \(time).",
      narration: "Si continua così fino all’ultimo passo temporale, \(time).")
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

  func backwardBegins(_ outcome: Named) -> StepWords {
    let name = outcome.name
    return StepWords(
      caption: """
        comincia la propagazione all’indietro: il gradiente di \(name) rispetto a \(name) è 1
        """,
      picture: "\(name) ha il primo gradiente, \(outcome.value).",
      narration: """
        Comincia la propagazione all’indietro. Il gradiente di \(name) rispetto a \(name) stessa \
        è \(outcome.value).
        """)
  }

  func parts(of outcome: Notation, _ parts: [Named], rest: Int, common: Notation?) -> StepWords {
    let names = list(parts.map(\.name), rest: rest)
    let shares: Notation =
      common.map { "\(names) ricevono ciascuna \($0)" }
      ?? list(parts.map { "\($0.name) riceve \($0.value)" }, rest: rest)
    return StepWords(
      caption: "ogni parte di \(outcome) riceve il suo gradiente",
      picture: "Frecce curve tornano da \(outcome) a \(names), con i loro gradienti.",
      narration: "Ogni parte di \(outcome) riceve il suo gradiente: \(shares).")
  }

  func formula(of node: Named, byOperand operand: Notation) -> StepWords {
    StepWords(
      caption: "la formula di \(node.name)",
      picture: "\(node.name) è in evidenza; la sua formula è accanto al grafo.",
      narration: "Come funzione f di \(operand), \(node.name) è \(node.value).")
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

  func upstreamGradient(at node: Named) -> StepWords {
    StepWords(
      caption: "per il gradiente che arriva in \(node.name)",
      picture: "Il gradiente di \(node.name), \(node.value), è il secondo fattore.",
      narration: """
        Si moltiplica per il gradiente che arriva in \(node.name), il gradiente a monte, \
        \(node.value).
        """)
  }

  func flow(_ flow: Flow) -> StepWords {
    let arrives: Notation =
      flow.time.map { "Al passo temporale \($0) arriva" } ?? "Arriva"
    let product: Notation =
      flow.local.map {
        """
        ; moltiplicato per il gradiente locale\(flow.isJacobian ? " trasposto" : ""), \($0), dà
        """
      } ?? ", che dà"
    let arrow: Notation = "Una freccia curva torna da \(flow.reader) a \(flow.operand)"
    return StepWords(
      caption: "il gradiente torna da \(flow.reader) a \(flow.operand)",
      picture: flow.product.map { "\(arrow): \($0) fa \(flow.contribution)." }
        ?? "\(arrow) e porta \(flow.contribution).",
      narration: """
        Il gradiente torna da \(flow.reader) a \(flow.operand). \(arrives) il gradiente a monte, \
        \(flow.upstream)\(product) \(flow.contribution) a \(flow.operand).
        """)
  }

  func sum(at node: Named, paths: [Named], rest: Int, terms: Notation) -> StepWords {
    let count = words.integer(paths.count + rest)
    let capital = count.prefix(1).uppercased() + count.dropFirst()
    let brought = list(paths.map { "da \($0.name) arriva \($0.value)" }, rest: rest)
    return StepWords(
      caption: "\(count) cammini arrivano in \(node.name): i loro gradienti si sommano",
      picture: "\(capital) frecce curve arrivano in \(node.name): \(terms) fa \(node.value).",
      narration: """
        \(capital) cammini arrivano in \(node.name): \(brought). I loro gradienti si sommano: \
        \(terms) fa \(node.value).
        """)
  }

  func backwardGap(_ range: ClosedRange<Int>) -> StepWords {
    let steps = "i passi temporali da \(range.upperBound) a \(range.lowerBound)"
    return StepWords(
      caption: "il gradiente torna allo stesso modo attraverso \(steps)",
      picture: "Una freccia curva torna attraverso i puntini che stanno per \(steps).",
      narration: "Il gradiente torna allo stesso modo attraverso \(steps).")
  }

  func backwardRest(to asked: [Notation]) -> StepWords {
    StepWords(
      caption: "e così via, indietro fino al primo passo temporale",
      picture: "Frecce curve tornano fino a \(names(asked)).",
      narration: "Si continua così, indietro fino al primo passo temporale.")
  }

  func ledger(
    of parameter: Named, terms: [Named], rest: Int, othersAddNothing: Bool, loss: Notation?
  ) -> StepWords {
    let terms: [Notation] = terms.map { "\($0.name) aggiunge \($0.value)" }
    let added = list(
      terms + (othersAddNothing ? ["tutti gli altri aggiungono zero"] : []), rest: rest)
    return StepWords(
      caption: "ogni passo temporale contribuisce al gradiente di \(parameter.name), condiviso",
      picture: """
        Il registro di \(parameter.name), una riga per passo temporale; la somma è \
        \(parameter.value).
        """,
      narration: """
        Ogni passo temporale contribuisce al gradiente di \(parameter.name), che è condiviso: \
        \(added). La somma, \(parameter.value), è il \(gradient(loss)) rispetto a \
        \(parameter.name).
        """)
  }

  func answer(_ gradients: [Named], loss: Notation?) -> StepWords {
    let names = names(gradients.map(\.name))
    let answers = list(gradients.map { "rispetto a \($0.name) è \($0.value)" })
    return StepWords(
      caption: gradients.count > 1
        ? "le risposte: i gradienti rispetto a \(names)"
        : "la risposta: il gradiente rispetto a \(names)",
      picture: "Il grafo con la risposta: il gradiente \(answers).",
      narration: "Il \(gradient(loss)) \(answers).")
  }
}
