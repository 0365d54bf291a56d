import Formulas

/// The words of a step, to be read and to be heard.
struct StepWords {
  /// A short sentence for the foot of the figure, without number or full stop.
  let caption: Notation
  /// What the picture shows, for readers who cannot see it.
  let picture: Notation
  /// What the picture shows in fewer words, for when the numbers would make it too long.
  var briefPicture: Notation?
  /// What happens, in full sentences and spoken order.
  let narration: Notation
}

extension StepWords {
  /// Returns the words with others before them.
  func beginning(with words: (caption: Notation, sentence: Notation)) -> StepWords {
    StepWords(
      caption: "\(words.caption): \(caption)", picture: picture, briefPicture: briefPicture,
      narration: "\(words.sentence) \(narration)")
  }
}

extension StepWords {
  /// Returns the words with others after them.
  func ending(with words: (caption: Notation, sentence: Notation)) -> StepWords {
    StepWords(
      caption: "\(caption): \(words.caption)", picture: picture, briefPicture: briefPicture,
      narration: "\(narration) \(words.sentence)")
  }
}

/// A quantity with what a sentence says about it: its value, its formula or its contribution.
struct Named {
  let name: Notation
  let value: Notation
  /// The token behind an input.
  var token: String?
}

/// A gradient's path from a node back to one of its operands.
struct Flow {
  let reader: Notation
  let operand: Notation
  /// The reader's time step.
  let time: Int?
  let upstream: Notation
  /// `nil` if the derivative has more than two axes.
  let local: Notation?
  /// Whether the local gradient is a Jacobian, which is transposed in the product.
  let isJacobian: Bool
  let contribution: Notation
  /// Whether the written factors give another last digit than the contribution has.
  let isRounded: Bool

  /// local · upstream, if both are numbers.
  var product: Notation? {
    isJacobian ? nil : local.map { .list([$0, upstream], by: .times) }
  }
}
