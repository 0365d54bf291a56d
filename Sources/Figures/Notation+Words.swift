import Formulas

extension Notation {
  /// The parts of a text that may stand on lines of their own: each ends with a space or comma.
  var brokenAtSpaces: [Notation] {
    var pieces: [[Notation]] = [[]]
    func add(_ part: Notation) {
      switch part {
      case .row(let parts): parts.forEach(add)
      case .word(let text):
        var word = ""
        for character in text {
          word.append(character)
          guard character == " " else { continue }
          pieces[pieces.count - 1].append(.word(word))
          pieces.append([])
          word = ""
        }
        if !word.isEmpty { pieces[pieces.count - 1].append(.word(word)) }
      case .sign(.comma):
        pieces[pieces.count - 1].append(part)
        pieces.append([])
      default: pieces[pieces.count - 1].append(part)
      }
    }
    add(self)
    return pieces.filter { !$0.isEmpty }.map { .row($0) }
  }
}
