import Formulas

/// The phrases of the backward pass, the ledgers and the answer in Italian.
extension ItalianPhrases {
  func backwardBegins(_ outcome: Named) -> StepWords {
    let isLoss = outcome.name.plain == "Loss"
    let ofOutcome: Notation =
      isLoss ? "della loss rispetto a sé stessa" : "di \(outcome.name) rispetto a sé"
    return StepWords(
      caption: "comincia la propagazione all’indietro: il gradiente \(ofOutcome) è 1",
      picture: "\(outcome.name) ha il primo gradiente, \(outcome.value).",
      narration: """
        Comincia la propagazione all’indietro: il gradiente \(ofOutcome) è \(outcome.value).
        """)
  }

  func parts(of outcome: Notation, _ parts: [Named], rest: Int, common: Notation?) -> StepWords {
    let names = list(parts.map(\.name), rest: rest)
    let isOne = parts.count + rest == 1
    let shares: Notation =
      (isOne ? nil : common).map { "\(names) ricevono ciascuna \($0)" }
      ?? list(parts.map { "\($0.name) riceve \($0.value)" }, rest: rest)
    return StepWords(
      caption: """
        comincia la propagazione all’indietro: ogni parte di \(outcome) riceve il suo gradiente
        """,
      picture: "Frecce curve tornano da \(outcome) a \(names), con i loro gradienti.",
      narration: """
        Comincia la propagazione all’indietro: il gradiente di \(outcome) rispetto a sé è \
        \(count(1)). \(isOne ? "La sua sola parte" : "Ogni sua parte") riceve il suo gradiente: \(shares).
        """)
  }

  func upstreamGradient(at node: Named, local: Notation?) -> StepWords {
    let first: Notation = local.map { "Il suo valore, \($0), è il gradiente locale. " } ?? .empty
    return StepWords(
      caption: local == nil
        ? "per il gradiente che arriva in \(node.name)"
        : "il gradiente locale, per il gradiente che arriva in \(node.name)",
      picture: "Il gradiente di \(node.name), \(node.value), è il secondo fattore.",
      narration: """
        \(first)Si moltiplica per il gradiente che arriva in \(node.name), il gradiente a monte, \
        \(node.value).
        """)
  }

  func flow(_ flow: Flow) -> StepWords {
    let arrives: Notation =
      flow.time.map { "Al passo temporale \(count($0)) arriva" } ?? "Arriva"
    let product: Notation =
      flow.local.map {
        """
        ; moltiplicato per il gradiente locale\(flow.isJacobian ? " trasposto" : ""), \($0), dà
        """
      } ?? ", che dà"
    let arrow: Notation = "Una freccia curva torna da \(flow.reader) a \(flow.operand)"
    return StepWords(
      caption: "il gradiente torna da \(flow.reader) a \(flow.operand)",
      picture: flow.product.map {
        "\(arrow): \($0) fa \(flow.isRounded ? "circa " : "")\(flow.contribution)."
      }
        ?? "\(arrow) e porta \(flow.contribution).",
      narration: """
        Il gradiente torna da \(flow.reader) a \(flow.operand). \(arrives) il gradiente a monte, \
        \(flow.upstream)\(product) \(flow.contribution) a \(flow.operand).
        """)
  }

  var stepHasNoDerivative: (caption: Notation, sentence: Notation) {
    (
      "la derivata di un gradino è 0",
      "Una funzione a gradino è piatta da entrambi i lati del salto: la sua derivata è 0 e nessun gradiente passa."
    )
  }

  func flowAlike(from reader: Notation, to operands: [Named], rest: Int) -> StepWords {
    let names = names(operands.map(\.name), rest: rest)
    return StepWords(
      caption: "allo stesso modo da \(reader) a \(names)",
      picture: "Frecce curve tornano da \(reader) a \(names); una tabella ne ha i numeri.",
      narration: """
        Allo stesso modo il gradiente torna da \(reader) anche agli altri: \
        \(list(operands.map { "\($0.name) riceve \($0.value)" }, rest: rest)).
        """)
  }

  func flowAlike(from readers: [Named], to operand: Notation, rest: Int) -> StepWords {
    let names = names(readers.map(\.name), rest: rest)
    return StepWords(
      caption: "allo stesso modo da \(names) a \(operand)",
      picture: "Frecce curve tornano da \(names) a \(operand); una tabella ne ha i numeri.",
      narration: """
        Allo stesso modo anche gli altri passano il loro gradiente a \(operand): \
        \(list(readers.map { "da \($0.name) arriva \($0.value)" }, rest: rest)).
        """)
  }

  func backwardTimeSteps(_ range: TimeSpan, _ gradients: [Named]) -> StepWords {
    let isOne = range.count == 1
    let span: Notation =
      "passi temporali da \(count(range.from)) a \(count(range.to))"
    let one: Notation = "passo temporale \(count(range.to))"
    let values = list(gradients.map { "\($0.value) in \($0.name)" })
    let subject: Notation =
      isOne ? "Il \(one) procede allo stesso modo" : "I \(span) procedono allo stesso modo"
    return StepWords(
      caption: isOne
        ? "il \(one) procede allo stesso modo" : "i \(span) procedono allo stesso modo",
      picture: """
        Frecce curve tornano attraverso \(isOne ? "il \(one)" : "i \(span)"); il gradiente vale \
        \(values).
        """,
      briefPicture: "Frecce curve tornano attraverso \(isOne ? "il \(one)" : "i \(span)").",
      narration: """
        \(subject): in ogni nodo ciò \
        che arriva si somma e prosegue. Il gradiente vale \(values).
        """)
  }

  func sum(at node: Named, paths: [Named], rest: Int, terms: Notation) -> StepWords {
    let count = words.integer(paths.count + rest)
    let capital = count.prefix(1).uppercased() + count.dropFirst()
    let brought = list(paths.map { "da \($0.name) arriva \($0.value)" }, rest: rest)
    return StepWords(
      caption: "\(count) cammini arrivano in \(node.name): i loro gradienti si sommano",
      picture: "\(capital) frecce curve arrivano in \(node.name): \(terms) fa \(node.value).",
      briefPicture: """
        \(capital) frecce curve arrivano in \(node.name); la somma dei loro gradienti è \(node.value).
        """,
      narration: """
        \(capital) cammini arrivano in \(node.name): \(brought). I loro gradienti si sommano: \
        \(terms) fa \(node.value).
        """)
  }

  func backwardGap(_ range: TimeSpan) -> StepWords {
    let steps: Notation =
      range.count == 1
      ? timeSteps(range.ascending)
      : "i passi temporali da \(count(range.from)) a \(count(range.to))"
    return StepWords(
      caption: "il gradiente torna allo stesso modo attraverso \(steps)",
      picture: "Una freccia curva torna attraverso i puntini che stanno per \(steps).",
      narration: "Il gradiente torna allo stesso modo attraverso \(steps).")
  }

  func backwardFolds(_ range: TimeSpan) -> StepWords {
    let isOne = range.count == 1
    let steps: Notation =
      isOne
      ? timeSteps(range.ascending)
      : "i passi temporali da \(count(range.from)) a \(count(range.to))"
    return StepWords(
      caption:
        "il gradiente torna attraverso \(steps): per \(isOne ? "la derivata totale" : "le derivate totali")",
      picture:
        "Una freccia curva torna attraverso \(isOne ? "il riquadro che sta" : "i riquadri che stanno") per \(steps).",
      narration: """
        Il gradiente torna attraverso \(steps). \(isOne ? "Si" : "A ogni passo si") moltiplica per \
        la derivata totale dello stato: la somma su tutti i cammini dentro il riquadro.
        """)
  }

  func backwardRest(to asked: [Notation]) -> StepWords {
    StepWords(
      caption: "e così via, indietro fino al primo passo temporale",
      picture: "Frecce curve tornano fino a \(names(asked)).",
      narration: "Si continua così, indietro fino al primo passo temporale.")
  }

  func ledger(
    of parameter: Named, readBy readers: [Notation], terms: [Named], rest: Int,
    othersAddNothing: Bool, loss: Notation?
  ) -> StepWords {
    let terms: [Notation] = terms.map { "\($0.name) aggiunge \($0.value)" }
    let others: Notation =
      terms.isEmpty ? "qui ciascuno aggiunge zero" : "tutti gli altri aggiungono zero"
    let added = list(terms + (othersAddNothing ? [others] : []), rest: rest)
    let reader: Notation =
      switch readers.count {
      case 0: "quantità che lo legge"
      case 1: "passo temporale"
      default: "passo temporale di \(names(readers))"
      }
    let line: Notation = readers.isEmpty ? "quantità che lo legge" : "passo temporale"
    return StepWords(
      caption: "ogni \(reader) contribuisce al gradiente di \(parameter.name), condiviso",
      picture: """
        Il registro di \(parameter.name), una riga per \(line); la somma è \
        \(parameter.value).
        """,
      narration: """
        Ogni \(reader) contribuisce al gradiente di \(parameter.name), che è condiviso: \
        \(added). La somma, \(parameter.value), è il \(gradient(loss)) rispetto a \
        \(parameter.name).
        """)
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
      briefPicture: "Frecce curve tornano agli ingressi, con i gradienti degli embedding.",
      narration: """
        Un embedding riceve i gradienti di tutti i passi temporali che lo leggono: il \
        \(gradient(loss)) \(each).
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
      briefPicture: gradients.count > 1
        ? "Il grafo con le risposte: i gradienti rispetto a \(names)."
        : "Il grafo con la risposta: il gradiente rispetto a \(names).",
      narration: "Il \(gradient(loss)) \(answers).")
  }

  func recap(_ gradients: [Named], rest: Int, loss: Notation?) -> StepWords {
    let names = names(gradients.map(\.name), rest: rest)
    let totals = list(gradients.map { "\($0.value) rispetto a \($0.name)" }, rest: rest)
    return StepWords(
      caption: "tutti i cammini: lungo un cammino si moltiplica, tra i cammini si somma",
      picture: "Frecce curve segnano tutti i cammini del gradiente fino a \(names).",
      narration: """
        Questi sono tutti i cammini da \(loss ?? "Loss") fino a \(names). Lungo ogni cammino i \
        gradienti locali si moltiplicano; dove i cammini si incontrano, si somma. Il gradiente è \
        \(totals).
        """)
  }

  // MARK: The size of gradients

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
        Un punto per ogni passo temporale: il gradiente vale \(last.value) in \(last.name), \
        \(first.value) in \(first.name).
        """,
      narration: """
        Questa è la grandezza del gradiente a ogni passo temporale, su scala logaritmica. Da \
        \(last.value) in \(last.name) passa a \(first.value) in \(first.name)\(average).
        """)
  }
}
