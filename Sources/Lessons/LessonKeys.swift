import Formulas
import Look
import Storyboards
import Unrolling

/// The keys of a lesson. **A new key goes here:** one entry, its reading in `LessonReader`, and its
/// row in `docs/lesson.md`, which a test compares with this table.
///
/// The names, choices and limits in the reader, in "did you mean" hints and in the JSON Schema come
/// from here.
enum LessonKeys {
  /// Other names that people write for keys of a lesson.
  static let otherNames = [
    "lang": "language", "model": "cell", "rnn": "cell", "formulas": "equations",
    "weights": "parameters", "params": "parameters", "vocab": "vocabulary", "tokens": "sequence",
    "words": "sequence", "seq": "sequence", "xs": "sequence", "embed": "embeddings",
    "labels": "targets", "class": "targets", "ys": "targets", "question": "ask", "wrt": "ask",
    "h0": "initial",
    "tbptt": "truncate", "name": "title", "heading": "title", "bi": "bidirectional",
    "num_layers": "layers", "num-layers": "layers", "depth": "layers", "steps": "length",
    "h_n": "final", "regularization": "regularisation", "penalty": "regularisation",
    "class_weights": "class-weights", "class_weight": "class-weights", "criterion": "loss",
    "loss_function": "loss", "objective": "loss", "train": "update", "training": "update",
    "sgd": "update",
    "optimizer": "update", "optimiser": "update", "epochs": "updates", "examples": "samples",
    "dataset": "samples", "data": "samples",
  ]

  /// What to write instead of keys that people guess for something that has another form here.
  static let advice = [
    "l2": "a penalty on parameters is regularisation: {l2: 0.1}",
    "l1": "a penalty on parameters is regularisation: {l1: 0.1}",
    "weight_decay":
      "regularisation: {l2: 0.1} adds to the loss, update: {rate: 0.1, decay: 0.1} to gradients",
    "weight-decay":
      "regularisation: {l2: 0.1} adds to the loss, update: {rate: 0.1, decay: 0.1} to gradients",
    "reset": "the GRU that resets before the product, as Cho published it, is cell: gru-cho",
    "reset_after": "cell: gru resets after the product, as PyTorch does, cell: gru-cho before it",
    "peephole": "cell: lstm-peephole has peepholes",
    "peepholes": "cell: lstm-peephole has peepholes",
    "rate": "a step of gradient descent is update: {rate: 0.1}",
    "lr": "a step of gradient descent is update: {rate: 0.1}",
    "learning_rate": "a step of gradient descent is update: {rate: 0.1}",
    "learning-rate": "a step of gradient descent is update: {rate: 0.1}",
    "clip": "clipping belongs to the step of gradient descent: update: {rate: 0.1, clip: 1}",
    "momentum":
      "momentum belongs to the step of gradient descent: update: {rate: 0.1, momentum: 0.9}",
    "batch_first": "each x[t] of a minibatch is a matrix with a row for each sample",
    "batch_size": "each x[t] of a minibatch is a matrix with a row for each sample",
    "hidden_size": "the parameters have the sizes: W_h with two rows has a state of two components",
    "direction": "bidirectional: true runs each layer of a cell in both directions",
  ]

  /// The keys at the top level.
  static let lesson: [LessonKey] =
    [
      LessonKey(
        name: "title", type: .text, help: "the heading of every figure", fallback: "no heading",
        example: "Backpropagation through time"),
      LessonKey(
        name: "id", type: .id, help: "the prefix of the ids in SVG: letters, digits, `-` and `_`",
        fallback: "the picture's file name", example: "bptt"),
      LessonKey(
        name: "language", type: .choice(Language.allCases.map(\.rawValue)),
        help: "the language of the figures and of the narration", fallback: "`en`",
        noun: "language", plural: "languages", synonyms: languageNames),
      LessonKey(
        name: "cell", type: .choice(Cell.all.map(\.name)), help: "a name for a list of equations",
        fallback: "`equations`", noun: "cell", plural: "cells",
        alternative: "write others under equations:",
        synonyms: [
          "vanilla": "rnn", "simple": "rnn", "srn": "elman", "peephole": "lstm-peephole",
          "peephole-lstm": "lstm-peephole", "gru-v1": "gru-cho", "rhn": "highway",
        ]),
      LessonKey(
        name: "layers", type: .whole(1...16),
        help: "how many layers of the cell are stacked; the second one's names begin with `l2.`",
        fallback: "1"),
      LessonKey(
        name: "bidirectional", type: truth,
        help: "whether each layer of the cell also runs backwards; its names begin with `back.`",
        fallback: "`false`"),
      LessonKey(
        name: "equations", type: .named(.formula),
        help: "left sides, such as `h[t]`, and formulas, in any order",
        fallback: "`cell`", example: "{h[t]: tanh(w*h[t-1] + x[t])}"),
      LessonKey(
        name: "activation",
        type: .choice(
          activations, otherSpellings: activations.map { $0.replacing("-", with: "_") }),
        help: "the function `f` in a cell or in your own equations", fallback: "`tanh` in a cell",
        noun: "activation", plural: "activations"),
      LessonKey(
        name: "parameters", type: .named(.value), help: "values shared by all time steps",
        fallback: "none", example: "{W_h: 0.5, W_x: 1, W_y: 1}"),
      LessonKey(
        name: "vocabulary", type: .list(.token), help: "the tokens of the sequence",
        fallback: "the sequence holds values"),
      LessonKey(
        name: "embeddings", type: .either([.choice(["one-hot"]), .list(.value)]),
        help: "the value of each token of the vocabulary", fallback: "no vocabulary"),
      sequenceKey,
      LessonKey(
        name: "length", type: .whole(1...100_000),
        help: "how many time steps a recurrence without inputs has",
        fallback: "as many as the targets, or the sequence"),
      inputsKey,
      initialKey,
      finalKey,
      targetsKey,
    ] + aboutLoss + [
      LessonKey(
        name: "truncate", type: .whole(1...Int.max),
        help: "a number of time steps k: no gradient flows from a chunk of k into the one before",
        fallback: "gradients flow all the way back"),
      LessonKey(
        name: "samples", type: .list(.mapping(sample)),
        help: "several sequences with their targets, one after the other; the first one is drawn",
        fallback: "one sample: the lesson's `sequence` and `targets`",
        example: "[{sequence: [1, 2], targets: [0, 1]}, {sequence: [2, 1], targets: [1, 0]}]"),
      LessonKey(
        name: "batch", type: truth,
        help: "whether the samples are one batch, whose loss is the mean of theirs",
        fallback: "`false`"),
      LessonKey(
        name: "update", type: .mapping(update),
        help: "a step of gradient descent after the gradients", fallback: "only gradients",
        example: "{rate: 0.1}",
        synonyms: [
          "lr": "rate", "learning-rate": "rate", "learning_rate": "rate", "eta": "rate",
          "η": "rate",
          "step": "rate", "max-norm": "clip", "max_norm": "clip", "weight-decay": "decay",
          "weight_decay": "decay", "l2": "decay", "params": "parameters", "weights": "parameters",
          "only": "parameters", "mu": "momentum", "beta": "momentum", "buffer": "velocity",
        ]),
      LessonKey(
        name: "updates", type: .whole(1...100_000), help: "how many such steps",
        fallback: "one, or one for each of the samples that come one after the other"),
      LessonKey(
        name: "ask", type: .either([.quantity, .list(.quantity)]),
        help: "the quantity whose gradient we want, such as `h_0` or `W_h`, or several",
        fallback: "the first states, or a circuit's inputs", example: "h_0"),
      LessonKey(
        name: "slides", type: .list(.slide(slides)), help: "the order of the deck",
        fallback: "the standard lecture"),
      themeKey,
      LessonKey(
        name: "figure", type: .mapping(figure), help: "the look of the drawing",
        fallback: "the defaults below", example: "{digits: 3}"),
    ]

  /// The keys of a sample, which a lesson with one sample has itself.
  static let sample = [sequenceKey, inputsKey, initialKey, finalKey, targetsKey]

  /// The keys under `update`.
  static let update: [LessonKey] = [
    LessonKey(
      name: "rate", type: .number, help: "the learning rate η, greater than 0", example: "0.1"),
    LessonKey(
      name: "parameters", type: .either([.quantity, .list(.quantity)]),
      help: "the parameters that learn", fallback: "all", example: "[W_h, W_x]"),
    LessonKey(
      name: "clip", type: .number,
      help: "the largest norm of the gradient of all parameters that learn: a larger gradient is "
        + "scaled by clip / (norm + 10⁻⁶)", fallback: "no clipping"),
    LessonKey(
      name: "momentum", type: .number,
      help: "how much of the velocity is kept: v′ = momentum · v + gradient, W′ = W − rate · v′",
      fallback: "0"),
    LessonKey(
      name: "velocity", type: .named(.value), help: "the velocities before the first step",
      fallback: "zeros", example: "{W_h: 0.2}"),
    LessonKey(
      name: "decay", type: .number, help: "weight decay: decay · W is added to the gradient of W",
      fallback: "0"),
  ]

  /// The keys under `figure`.
  static let figure: [LessonKey] =
    [
      themeKey,
      LessonKey(
        name: "canvas", type: .canvas, help: "the page", fallback: "`16:9`", example: "\"4:3\""),
      LessonKey(
        name: "columns",
        type: .either([.whole(ColumnLimit.fewest...Int.max), .choice(["all"])]),
        help: "the largest number of columns: the middle of a longer sequence is replaced by dots",
        fallback: "as many as fit on the canvas; wide cells such as an LSTM's have fewer"),
      LessonKey(
        name: "detail", type: .choice(Detail.allCases.map(\.rawValue)),
        help: "`operations` draws a node for each operation", fallback: "`cells`"),
      LessonKey(
        name: "digits", type: .whole(NumberStyle.allowedDigits),
        help: "the number of significant digits", fallback: "3"),
      LessonKey(
        name: "flow", type: visibility,
        help: "the strip with the size of the gradient at every time step",
        fallback: "shown where time steps are left out and there is space for it"),
      LessonKey(
        name: "fold", type: .choice(Fold.allCases.map(\.rawValue)),
        help: "time steps drawn as single boxes: `all` folds all that the deck does not name",
        fallback: "`auto`: where the drawing does not fit, those not shown in detail, "
          + "or else all but the last one, or all but those named"),
      LessonKey(
        name: "pace", type: pace.type, help: "how many steps the standard lecture takes",
        fallback: "`normal`: at most 40 steps", synonyms: pace.synonyms),
      LessonKey(
        name: "parameters", type: visibility,
        help: "a node for each parameter, at most 18, with a line to everything that reads it",
        fallback: "`hidden`, except for those in `ask`"),
    ]
    + Part.allCases.map { part in
      LessonKey(
        name: part.rawValue, type: .choice(["shown", "none"]), help: help(for: part),
        fallback: "`shown`")
    }

  /// The keys of a theme that modifies another one.
  static let theme: [LessonKey] =
    [
      LessonKey(
        name: "base", type: .choice(Theme.all.map(\.name)), help: "the theme to change",
        fallback: "`light`", noun: "theme", plural: "themes")
    ]
    + Theme.colors.map { color in
      LessonKey(
        name: color.name,
        type: color.name == "background"
          ? .either([.color, .choice([LessonReader.noPage])]) : .color,
        help: color.purpose
          + (color.name == "background"
            ? "; `none` makes it transparent, on the paper of `base`" : ""),
        fallback: "as in `base`, or made to fit",
        example: "\"#0072b2\"")
    }

  /// The kinds of slides.
  static let slides: [LessonKey] = [
    LessonKey(name: "title", type: .nothing, help: "the bare graph"),
    LessonKey(name: "definitions", type: .nothing, help: "what is given"),
    LessonKey(name: "target", type: .nothing, help: "the quantity in question, marked"),
    LessonKey(
      name: "ask", type: .either([.nothing, .text]),
      help: "the question, in the standard or your own words, with formulas between dollar signs"),
    LessonKey(
      name: "formula", type: formulas,
      help: "the formulas of the cell, the stacked form, the formula of a quantity, or your own",
      companions: [say, highlight]),
    LessonKey(
      name: "stacked", type: .nothing, help: "a state's formula with its weights in one matrix"),
    LessonKey(
      name: "forward",
      type: .either([
        .nothing, .choice(["all"]), .whole(1...Int.max), .quantity, .list(.quantity),
      ]), help: "the values of all quantities, of a time step, or of some quantities",
      companions: [pace]),
    LessonKey(
      name: "backward",
      type: .either([.nothing, .choice(["all"]), .quantity, .mapping(path)]),
      help: "the gradients from one quantity to another by all paths, or along one path",
      companions: path),
    LessonKey(
      name: "sum", type: .quantity, help: "the sum of the gradients that arrive at a quantity",
      example: "h_1"),
    LessonKey(
      name: "flow", type: .nothing, help: "the size of the gradient at every time step"),
    LessonKey(
      name: "ledger", type: .quantity,
      help: "the contribution of every time step to the gradient of a parameter", example: "W_h"),
    LessonKey(name: "answer", type: .nothing, help: "the answer"),
    LessonKey(
      name: "recap", type: .nothing, help: "all paths of the gradient, with their products"),
    LessonKey(
      name: "update", type: .nothing,
      help: "the gradients of all samples, and the step of gradient descent"),
    LessonKey(
      name: "say", type: say.type, help: say.help, companions: [ownFormula, highlight]),
    LessonKey(
      name: "highlight", type: highlight.type, help: highlight.help, companions: [say, ownFormula]),
    LessonKey(name: "pause", type: .nothing, help: "the previous step again"),
  ]

  /// The keys that some kinds of slides may have.
  static let companions = path + [ownFormula, say, highlight]

  // MARK: Parts of the tables

  private static let languageNames = Dictionary(
    Language.allCases.flatMap { [($0.name, $0.rawValue), ("\($0)", $0.rawValue)] },
    uniquingKeysWith: { first, _ in first })
  private static let activations = Function.activations.map { $0.name.replacing("_", with: "-") }
  private static let truth = LessonType.choice(
    ["true", "false"],
    otherSpellings: ["True", "TRUE", "yes", "on", "False", "FALSE", "no", "off"])
  private static let entry = LessonType.either([.value, .token])
  private static let visibility = LessonType.choice(Visibility.allCases.map(\.rawValue))

  private static let sequenceKey = LessonKey(
    name: "sequence", type: .either([.list(entry), .named(.list(entry))]),
    help: "the inputs `x[1]`, `x[2]`, …; a mapping gives several series by name",
    fallback: "a circuit")
  private static let inputsKey = LessonKey(
    name: "inputs", type: .named(.value), help: "inputs without time",
    fallback: "none", example: "{x: -2, y: 5}")
  private static let initialKey = LessonKey(
    name: "initial", type: .named(.value), help: "the values of states at time 0",
    fallback: "zeros, at time 0 and before", example: "{h: 0}")
  private static let finalKey = LessonKey(
    name: "final", type: .named(.value),
    help: "the values after the last time step of states whose time runs backwards",
    fallback: "zeros", example: "{b: 0}")
  private static let targetsKey = LessonKey(
    name: "targets", type: .list(entry),
    help: "`target[1]`, `target[2]`, …; `~` leaves that time step without a loss",
    fallback: "none")

  private static let themeKey = LessonKey(
    name: "theme", type: .either([.choice(Theme.all.map(\.name)), .mapping(theme)]),
    help: "the colours", fallback: "`light`", noun: "theme", plural: "themes")

  private static let pace = LessonKey(
    name: "pace", type: .choice(Script.Pace.allCases.map(\.rawValue)),
    help: "how many steps each edge or value takes",
    fallback: "`normal` for `forward`, `brief` for `backward`",
    synonyms: [
      "fast": "brief", "quick": "brief", "short": "brief", "slow": "detailed", "long": "detailed",
      "full": "detailed", "medium": "normal",
    ])
  private static let path = [
    LessonKey(name: "from", type: .quantity, help: "where the path starts", fallback: "the loss"),
    LessonKey(name: "to", type: .quantity, help: "where it ends", fallback: "what `ask` names"),
    LessonKey(
      name: "along", type: .either([.quantity, .list(.quantity)]),
      help: "every quantity on the path", fallback: "all paths"),
    pace,
  ]
  private static let say = LessonKey(
    name: "say", type: .text,
    help: "your own words beside the graph, at most four lines, with formulas between dollar signs",
    fallback: "none")
  private static let highlight = LessonKey(
    name: "highlight", type: .either([.quantity, .list(.quantity)]),
    help: "the quantities to look at", fallback: "none")
  private static let ownFormula = LessonKey(
    name: "formula", type: .either([.formula, .list(.formula)]),
    help: "formulas beside the graph", fallback: "none")
  private static let formulas = LessonType.either([
    .nothing, .choice(["cell", "stacked"]), .quantity, .formula, .list(.formula),
  ])

  private static func help(for part: Part) -> String {
    switch part {
    case .title: "the lesson's title, at the top"
    case .panel: "what is given"
    case .callout: "the formula of the step"
    case .caption: "the step in one sentence, at the bottom"
    }
  }
}
