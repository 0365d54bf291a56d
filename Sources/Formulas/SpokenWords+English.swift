/// How formulas are read aloud in English.
struct EnglishWords: SpokenWords {
  let point = "point"
  let by = "by"
  let norm = "norm"
  let prime = "prime"
  let squared = "squared"
  func transpose(of formula: String) -> String { "the transpose of \(formula)" }
  let cubed = "cubed"

  func word(for sign: Notation.Sign) -> String {
    switch sign {
    case .plus: "plus"
    case .minus, .negative: "minus"
    case .times, .cross: "times"
    case .elementwise: "elementwise times"
    case .equals: "equals"
    case .approximates: "is about"
    case .member: "in"
    case .receives: "receives"
    case .greater: "is greater than"
    case .unequal: "other than"
    case .partial: "the derivative of"
    case .sum: "the sum of"
    case .comma: ","
    case .ellipsis, .centeredEllipsis, .verticalEllipsis: ", and so on,"
    case .colon: "to"
    case .question: "what?"
    case .transposed: "transposed"
    }
  }

  func raised(to exponent: String) -> String { "to the power \(exponent)" }
  func component(_ index: String) -> String { ", component \(index)," }
  func applied(to argument: String) -> String { "of \(argument)" }
  func parenthesized(_ part: String) -> String {
    "open parenthesis \(part) close parenthesis"
  }
  func ofLayer(_ quantity: String, _ number: String) -> String {
    "\(quantity) of layer \(number)"
  }
  func backwards(_ quantity: String) -> String { "\(quantity), backwards," }
  func belonging(_ quantity: String, to owner: String) -> String { "\(quantity) of \(owner)" }
  func indicator(of condition: String) -> String { "one where \(condition), else zero," }
  func sum(over index: String) -> String { "the sum over \(index) of" }
  func derivative(of function: String, by variable: String) -> String {
    "the derivative of \(function) with respect to \(variable)"
  }
  func quotient(_ a: String, _ b: String) -> String { "\(a) over \(b)" }
  func absoluteValue(of part: String) -> String { "the absolute value of \(part)" }
  func norm(of part: String) -> String { "the norm of \(part)" }
  func squareRoot(of part: String) -> String { "the square root of \(part)" }
  func vector(_ components: [String]) -> String {
    "the vector \(components.joined(separator: ", "))"
  }
  func stack(_ parts: [String], isRow: Bool) -> String {
    "the \(isRow ? "row" : "column") \(parts.joined(separator: ", "))"
  }
  func matrix(_ rows: [[String]]) -> String {
    "the matrix with the row "
      + rows.map { $0.joined(separator: ", ") }.joined(separator: ", and below it ")
  }
  func large(rows: Int, columns: Int, largest: String) -> String {
    columns == 1 || rows == 1
      ? "a vector of \(integer(max(rows, columns))) components, the largest \(largest),"
      : "a matrix of \(integer(rows)) by \(integer(columns)), the largest entry \(largest),"
  }

  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  private static let tens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]

  func integer(_ number: Int) -> String {
    func joined(_ first: String, _ rest: Int, by link: String = " ") -> String {
      rest == 0 ? first : first + link + integer(rest)
    }
    return switch number {
    case ..<20: Self.small[number]
    case ..<100: joined(Self.tens[number / 10], number % 10, by: "-")
    case ..<1000: joined(Self.small[number / 100] + " hundred", number % 100)
    default: joined(integer(number / 1000) + " thousand", number % 1000)
    }
  }
}
