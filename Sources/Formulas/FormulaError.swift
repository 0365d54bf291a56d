/// What is wrong with a formula's text, and where.
public struct FormulaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let fault: Fault
  /// The offset of the place in the formula's text, in Unicode scalars from 0.
  public let position: Int
  /// How many Unicode scalars are affected.
  public let length: Int

  /// What can be wrong with a formula's text.
  public enum Fault: Hashable, Sendable {
    /// There is no formula.
    case empty
    /// An operand is missing at the end.
    case endsEarly
    /// A number where no operand can be.
    case numberOutOfPlace(Double)
    /// A name where no operand can be.
    case nameOutOfPlace(String)
    /// A sign where none can be.
    case signOutOfPlace(String)
    /// A sign that formulas do not have.
    case unknownSign(Unicode.Scalar)
    /// A number that cannot be held, as it is written.
    case number(String)
    /// A quantity at a time step, with the index in parentheses.
    case timeInParentheses(String, time: String)
    /// A comma between the digits of a number.
    case decimalComma(String)
    /// A superscript for a power, and the power as it is written here.
    case superscript(String, write: String)
    /// An index in braces, as in LaTeX, and how it is written here.
    case indexInBraces(String, write: String)
    /// A number that rounds to zero.
    case tooSmall(String)
    /// No sign between a number and the letter that follows it.
    case missingSign(number: String, next: Unicode.Scalar)
    /// Parentheses, brackets or exponents that are nested too deep.
    case tooDeep(most: Int)
    /// Too many signs before an operand.
    case tooManySigns
    /// A bracket that is never closed, and the one that closes it.
    case neverClosed(Unicode.Scalar, with: Unicode.Scalar)
    /// A time index that is none.
    case timeIndex
    /// The last time step of a quantity as an index: `h[T]` or `h[-1]`.
    case lastStep(String, String)
    /// A range over time whose ends are no two time steps of one kind.
    case rangeEnds
    /// A range over time with one entry, and how to write that.
    case shortRange(write: String)
    /// A range over time with the later end first, and the other way round.
    case reversedRange(write: String)
    /// A range over time with too many entries.
    case longRange(most: Int)
    /// A slice whose ends are no whole numbers.
    case slice
    /// A slice with an end that is counted from the last component: `a[0:-1]`.
    case sliceFromEnd
    /// `**` for a power.
    case twoStars
    /// A function that has no gradient.
    case noGradient(String)
    /// A lower limit above the upper one.
    case reversedClip(Double, Double)
    /// A bracket with both `;` and `,`.
    case mixedSeparators
    /// A function that there is not, and the one that was probably meant.
    case unknownFunction(String, meant: String?)
    /// A function with too many or too few arguments.
    case argumentCount(Int, of: String, wanted: ClosedRange<Int>)
  }

  /// Creates an error at a place.
  public init(_ fault: Fault, at position: Int, length: Int = 1) {
    self.fault = fault
    self.position = position
    self.length = length
  }

  /// What is wrong, in a sentence without a full stop.
  public var message: String {
    switch fault {
    case .empty: "the formula is empty"
    case .endsEarly: "the formula ends too early"
    case .numberOutOfPlace(let number): "unexpected number \(number)"
    case .nameOutOfPlace(let name): "unexpected name \(name)"
    case .signOutOfPlace(let sign): "unexpected \u{201C}\(sign)\u{201D}"
    case .unknownSign(let sign): "a formula cannot contain \u{201C}\(sign)\u{201D}"
    case .number(let text): "\(text) is too large for a number"
    case .decimalComma(let text): "in \u{201C}\(text)\u{201D} the comma separates two values"
    case .superscript(let text, _), .indexInBraces(let text, _):
      "a formula cannot contain \u{201C}\(text)\u{201D}"
    case .tooSmall(let text): "\(text) is too small for a number"
    case .timeInParentheses(let name, let time):
      "\(name)(\(time)) is a call of a function \(name), which there is not"
    case .missingSign(let number, let next):
      "an operator is missing between \(number) and \u{201C}\(next)\u{201D}"
    case .tooDeep(let most): "the formula is nested more than \(most) deep"
    case .tooManySigns: "too many signs in a row"
    case .neverClosed(let open, _): "\u{201C}\(open)\u{201D} is never closed"
    case .timeIndex: "a time index is t, t-1, t-2 or a number"
    case .lastStep(let name, let index): "\(name)[\(index)] is not a time step"
    case .rangeEnds: "the ends of a range are two numbers or two of t-2, t, t+1"
    case .shortRange: "a range has at least 2 entries"
    case .reversedRange: "a range ends before it starts"
    case .longRange(let most): "a range has at most \(most) entries"
    case .slice: "the ends of a slice are whole numbers, counted from 0"
    case .sliceFromEnd: "the ends of a slice are counted from 0, not from the last component"
    case .twoStars: "\u{201C}**\u{201D} is not an operator"
    case .noGradient(let name): "there is no function \(name), because it has no gradient"
    case .reversedClip(let low, let high):
      "the lower limit \(Expression.number(low).text) is above the upper limit "
        + Expression.number(high).text
    case .mixedSeparators: "brackets cannot mix \u{201C};\u{201D} and \u{201C},\u{201D}"
    case .unknownFunction(let name, _): "there is no function \(name)"
    case .argumentCount(let count, let name, let wanted):
      "\(name) takes \(FormulaError.arguments(wanted)), "
        + "but \(count == 1 ? "1 is given" : "\(count) are given")"
    }
  }

  private static func arguments(_ counts: ClosedRange<Int>) -> String {
    let (least, most) = (counts.lowerBound, counts.upperBound)
    if least == most { return least == 1 ? "one argument" : "\(least) arguments" }
    return most == Int.max ? "at least \(least) arguments" : "\(least) to \(most) arguments"
  }

  /// What to do, if known.
  public var hint: String? {
    switch fault {
    case .endsEarly: "an operand is missing"
    case .nameOutOfPlace: "is an operator missing before it?"
    case .decimalComma(let text):
      "numbers have a decimal point: write \(text.replacing(",", with: "."))"
    case .superscript(_, let text), .indexInBraces(_, let text): "write \(text)"
    case .unknownSign("{"), .unknownSign("}"): "write parentheses ( ) to group"
    case .unknownSign("\\"): "names and functions are written without it, such as tanh and alpha"
    case .unknownSign("√"): "write sqrt( … )"
    case .unknownSign: "formulas use + - * .* / ^, parentheses, names and functions"
    case .missingSign(let number, let next): "write \(number)*\(next)"
    case .tooDeep: "split it into several equations"
    case .timeInParentheses(let name, let time): "for a time step write \(name)[\(time)]"
    case .tooSmall: "the smallest positive number is 4.9e-324"
    case .neverClosed(_, let close): "add \u{201C}\(close)\u{201D}"
    case .mixedSeparators: "[a; b] stacks its parts, [A, B] puts them side by side"
    case .unknownFunction(_, let meant):
      meant.map(Spelling.question)
        ?? "the functions are " + Function.callable.map(\.name).listed
    case .signOutOfPlace(".."): "for some components write a[t][0:5]"
    case .timeIndex:
      "an index is t, t-1, t+1, 3 \u{2026}; where time runs backwards, b[t] is computed from b[t+1]"
    case .lastStep(let name, "T"): "for the last time step write last(\(name)[t])"
    case .lastStep(let name, _):
      "for the last time step write last(\(name)[t]); components are counted from 0"
    case .rangeEnds: "its length does not change with t"
    case .shortRange(let text), .reversedRange(let text): "write \(text)"
    case .slice: "a[0:5] are the first five components, A[:, 1:2] is the second column"
    case .sliceFromEnd:
      "a[0:5] are the first five components; without a second number, as in a[2:], it goes to the end"
    case .twoStars: "write a^2 for a power"
    case .noGradient(let name):
      "use softmax(v), or \(name == "argmin" ? "min" : "max")(v) for the component itself"
    case .argumentCount(2, let name, _) where name.hasSuffix("softmax"):
      "write \(name)(z / T) for a temperature T, or \(name)(S, rows) for each row of a matrix"
    case .argumentCount(2, let name, _) where Function.named(name)?.goesByRows == true:
      "write \(name)(S, rows) for each row of a matrix"
    case .empty, .numberOutOfPlace, .signOutOfPlace, .number, .tooManySigns, .longRange,
      .reversedClip, .argumentCount:
      nil
    }
  }

  /// The place, the message and the hint in one line.
  public var description: String {
    "\(position + 1): \(message)" + (hint.map { " (\($0))" } ?? "")
  }
}
