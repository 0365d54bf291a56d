import Formulas

/// What is wrong with the tokens, the embeddings, the inputs or the targets.
enum SequenceMistake: Mistake {
  case emptyToken
  case tokenTwice(String)
  case noEmbeddings
  case noVocabulary
  case embeddingCount(Int, tokens: Int)
  /// A value whose shape differs from the first of its kind.
  case shape(Shape, of: String, first: Shape, firstName: String)
  case noSequence
  /// Minibatches of different sizes.
  case sampleCount(Int, time: Int, first: Int)
  /// A list or a mapping in place of a token.
  case noToken(NodeKind, vocabulary: String)
  case unknownToken(String, meant: String?, vocabulary: String)
  case targetCount(Int, steps: Int)
  case noTarget
  case noClass(String, hasVocabulary: Bool)
  /// A class beyond the components of the vector that it picks from.
  case classBeyond(Double, token: String?, target: String, of: String, Shape)
  /// A target whose shape differs from the output that the loss compares it with.
  case comparedShape(Shape, target: Int, output: String, Shape)

  var description: String {
    switch self {
    case .emptyToken: "a token cannot be empty"
    case .tokenTwice(let token): "the token \(token.quoted) appears twice in the vocabulary"
    case .noEmbeddings: "the vocabulary has no embeddings"
    case .noVocabulary: "embeddings belong to a vocabulary, which the lesson does not have"
    case .embeddingCount(let count, let tokens):
      "embeddings has \(counted(count, "entry", "entries")), the vocabulary "
        + counted(tokens, "token", "tokens")
    case .shape(let shape, let name, let first, let model):
      "\(name) \(shape.phrase), \(model) \(first.phrase)"
    case .noSequence: "the lesson has no sequence"
    case .sampleCount(let count, let time, let first):
      "the minibatch at time step \(time) has \(counted(count, "sample", "samples")), that at 1 has \(first)"
    case .noToken(let kind, _):
      "a sequence over a vocabulary holds tokens, not \(kind == .list ? "lists" : "mappings")"
    case .unknownToken(let token, _, _): "the token \(token.quoted) is not in the vocabulary"
    case .targetCount(let count, let steps):
      "targets has \(counted(count, "entry", "entries")), the sequence \(steps)"
    case .noTarget: "no time step has a target, so there is no loss"
    case .noClass(let name, _):
      "\(name) must be a class, which is a whole number counted from 0"
    case .classBeyond(let number, let token, let target, let vector, let shape):
      "\(target) is the class \(NumberStyle(digits: 15).notation(number).plain)"
        + (token.map { " (\($0.quoted))" } ?? "")
        + (shape.isMatrix
          ? ", but a row of \(vector) has \(counted(shape.columns, "component", "components"))"
          : ", but \(vector) \(shape.phrase)") + ", counted from 0"
    case .comparedShape(let shape, let target, let name, let output):
      "target[\(target)] \(shape.phrase) but \(name)[t] \(output.phrase)"
    }
  }

  var hint: String? {
    switch self {
    case .noEmbeddings:
      "add embeddings: [ … ], one value for each token, or embeddings: one-hot"
    case .noVocabulary: "add vocabulary: [ … ]"
    case .embeddingCount: "give one value for each token"
    case .noSequence: "add sequence: [ … ], the input at each time step"
    case .unknownToken(_, let meant?, _): guess(meant)
    case .noToken(_, let vocabulary), .unknownToken(_, nil, let vocabulary):
      "the vocabulary is \(vocabulary)"
    case .targetCount: "give one for each time step; null leaves a time step without a loss"
    case .noTarget: "give at least one time step a target"
    case .sampleCount, .shape(.matrix, _, .matrix, _):
      "a minibatch has the same number of samples at each time step, a row for each"
    case .noClass(_, let hasVocabulary): hasVocabulary ? "or a token of the vocabulary" : nil
    case .emptyToken, .tokenTwice, .shape, .classBeyond, .comparedShape: nil
    }
  }
}
