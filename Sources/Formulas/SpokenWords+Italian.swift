/// How formulas are read aloud in Italian.
struct ItalianWords: SpokenWords {
  let point = "virgola"
  let by = "per"
  let norm = "norma"
  let prime = "primo"
  let squared = "al quadrato"
  func transpose(of formula: String) -> String { "la trasposta di \(formula)" }
  let cubed = "al cubo"

  func word(for sign: Notation.Sign) -> String {
    switch sign {
    case .plus: "più"
    case .minus, .negative: "meno"
    case .times, .cross: "per"
    case .elementwise: "moltiplicato elemento per elemento per"
    case .equals: "uguale a"
    case .approximates: "circa"
    case .member: "appartenente a"
    case .receives: "riceve"
    case .greater: "maggiore di"
    case .unequal: "diverso da"
    case .partial: "la derivata di"
    case .sum: "la somma di"
    case .comma: ","
    case .ellipsis, .centeredEllipsis, .verticalEllipsis: ", e così via,"
    case .colon: "a"
    case .question: "quanto?"
    case .transposed: "trasposto"
    }
  }

  func raised(to exponent: String) -> String { "alla \(exponent)" }
  func component(_ index: String) -> String { ", componente \(index)," }
  func applied(to argument: String) -> String { di(argument) }
  func parenthesized(_ part: String) -> String {
    "aperta parentesi \(part) chiusa parentesi"
  }
  func ofLayer(_ quantity: String, _ number: String) -> String {
    "\(quantity) del livello \(number)"
  }
  func backwards(_ quantity: String) -> String { "\(quantity), all’indietro," }
  func belonging(_ quantity: String, to owner: String) -> String { "\(quantity) di \(owner)" }
  func indicator(of condition: String) -> String { "uno dove \(condition), altrimenti zero," }
  func sum(over index: String) -> String { "la somma su \(index) di" }
  func derivative(of function: String, by variable: String) -> String {
    "la derivata di \(function) rispetto a \(variable)"
  }
  func quotient(_ a: String, _ b: String) -> String { "\(a) fratto \(b)" }
  func absoluteValue(of part: String) -> String { "il valore assoluto \(di(part))" }
  func norm(of part: String) -> String { "la norma \(di(part))" }
  func squareRoot(of part: String) -> String { "la radice quadrata \(di(part))" }
  func vector(_ components: [String]) -> String {
    "il vettore \(components.joined(separator: ", "))"
  }
  func stack(_ parts: [String], isRow: Bool) -> String {
    "la \(isRow ? "riga" : "colonna") \(parts.joined(separator: ", "))"
  }
  func matrix(_ rows: [[String]]) -> String {
    "la matrice con la riga "
      + rows.map { $0.joined(separator: ", ") }.joined(separator: ", e sotto ")
  }
  func large(rows: Int, columns: Int, largest: String) -> String {
    columns == 1 || rows == 1
      ? "un vettore di \(integer(max(rows, columns))) componenti, la più grande \(largest),"
      : "una matrice di \(integer(rows)) per \(integer(columns)), l’elemento più grande \(largest),"
  }

  // Preposition and article form one word: della riga, del vettore.
  private func di(_ part: String) -> String {
    for (article, both) in [("il ", "del "), ("la ", "della ")] where part.hasPrefix(article) {
      return both + part.dropFirst(article.count)
    }
    return "di \(part)"
  }

  private static let small = [
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci",
    "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto",
    "diciannove",
  ]
  private static let tens = [
    "", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta",
    "novanta",
  ]

  func integer(_ number: Int) -> String {
    // A final "tre" in a longer word has an accent: ventitré, centotré.
    let text = stem(number)
    return number > 3 && text.hasSuffix("tre") ? text.dropLast() + "é" : text
  }

  private func stem(_ number: Int) -> String {
    func joined(_ first: String, _ rest: Int) -> String { rest == 0 ? first : first + stem(rest) }
    switch number {
    case ..<20: return Self.small[number]
    case ..<100:
      // The final vowel is dropped before uno and otto: ventuno, ventotto.
      let ten = Self.tens[number / 10]
      return joined([1, 8].contains(number % 10) ? String(ten.dropLast()) : ten, number % 10)
    case ..<1000:
      let hundred = (number < 200 ? "" : Self.small[number / 100]) + "cento"
      let rest = number % 100
      // centotto, centottanta.
      return joined(rest == 8 || rest / 10 == 8 ? String(hundred.dropLast()) : hundred, rest)
    case ..<2000: return joined("mille", number % 1000)
    default: return joined(stem(number / 1000) + "mila", number % 1000)
    }
  }
}
