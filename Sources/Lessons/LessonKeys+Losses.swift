import Unrolling

/// The names of losses, and the keys about them.
extension LessonKeys {
  static let loss = LessonKey(
    name: "loss", type: .choice(LossPreset.allCases.map(\.rawValue)),
    help: "the loss of a time step", fallback: "an equation for `Loss`",
    noun: "loss", plural: "losses", alternative: "write others as an equation for Loss[t]",
    synonyms: lossNames, strangers: otherLosses)

  /// The keys of an entry of `losses`.
  static let losses: [LessonKey] = [
    loss,
    LessonKey(
      name: "weight", type: .number, help: "how much the loss counts", fallback: "1",
      example: "0.5"),
    LessonKey(
      name: "of", type: .quantity, help: "the quantity that is compared, such as `z`",
      fallback: "`y`", example: "z"),
  ]

  /// The keys under `regularisation`.
  static let regularisation: [LessonKey] = [
    LessonKey(
      name: "l2", type: .number, help: "how much Σ w² of each parameter counts", fallback: "0",
      example: "0.1"),
    LessonKey(
      name: "l1", type: .number, help: "how much Σ \\|w\\| of each parameter counts",
      fallback: "0", example: "0.1"),
    LessonKey(
      name: "parameters", type: .either([.quantity, .list(.quantity)]),
      help: "the parameters that it is about", fallback: "all", example: "[W_h, W_x]"),
  ]

  /// The keys at the top level.
  static let aboutLoss: [LessonKey] = [
    loss,
    LessonKey(
      name: "losses", type: .list(.mapping(losses)),
      help: "several losses, each with its weight: Loss[t] is their sum", fallback: "`loss`",
      example: "[{loss: mse, weight: 0.7}, {loss: l1, weight: 0.3}]"),
    LessonKey(
      name: "class-weights", type: .list(.number),
      help: "how much each class counts in `cross-entropy` or `nll`",
      fallback: "all classes count the same", example: "[1, 2, 0.5]"),
    LessonKey(
      name: "reduction", type: .choice(LossReduction.allCases.map(\.rawValue)),
      help: "how the losses of the time steps become one", fallback: "`sum`", noun: "reduction",
      plural: "reductions"),
    LessonKey(
      name: "regularisation", type: .mapping(regularisation),
      help: "penalties on parameters, added to the loss", fallback: "none", example: "{l2: 0.1}",
      synonyms: [
        "lambda": "l2", "λ": "l2", "weight-decay": "l2", "weight_decay": "l2", "ridge": "l2",
        "lasso": "l1", "params": "parameters", "weights": "parameters", "of": "parameters",
      ]),
  ]

  /// What libraries and books call the losses; a class name such as `MSELoss` counts without `Loss`.
  private static let lossNames: [String: String] = [
    "sum": "output",
    "sse": "squared-error", "sum-of-squares": "squared-error", "sum-squared-error": "squared-error",
    "quadratic": "half-squared-error", "half-sse": "half-squared-error",
    "sae": "absolute-error", "sad": "absolute-error",
    "mean-squared-error": "mse", "mean-square-error": "mse", "l2": "mse",
    "mae": "l1", "mean-absolute-error": "l1", "absolute": "l1",
    "smooth-l1": "huber", "smooth-mae": "huber",
    "bce": "binary-cross-entropy", "log": "binary-cross-entropy",
    "binary-ce": "binary-cross-entropy", "bernoulli": "binary-cross-entropy",
    "bce-logits": "bce-with-logits", "logistic": "bce-with-logits",
    "binary-cross-entropy-with-logits": "bce-with-logits",
    "sigmoid-cross-entropy": "bce-with-logits",
    "sigmoid-cross-entropy-with-logits": "bce-with-logits", "sigmoid-bce": "bce-with-logits",
    "sigmoid-binary-cross-entropy": "bce-with-logits",
    "ce": "cross-entropy", "xent": "cross-entropy", "softmax": "cross-entropy",
    "categorical-cross-entropy": "cross-entropy", "softmax-cross-entropy": "cross-entropy",
    "sparse-categorical-cross-entropy": "cross-entropy", "multinomial-logistic": "cross-entropy",
    "softmax-cross-entropy-with-logits": "cross-entropy",
    "sparse-softmax-cross-entropy-with-logits": "cross-entropy",
    "negative-log-likelihood": "nll", "log-likelihood": "nll",
    "svm": "hinge", "margin": "hinge", "max-margin": "hinge", "multi-margin": "hinge",
    "multiclass-hinge": "hinge", "multi-class-hinge": "hinge", "binary-hinge": "hinge",
    "crammer-singer": "hinge", "weston-watkins": "hinge", "categorical-hinge": "hinge",
  ]

  /// Losses that none of these is, however alike the names are.
  private static let otherLosses: Set<String> = [
    "rmse", "root-mean-squared-error", "msle", "rmsle", "mean-squared-logarithmic-error", "mape",
    "smape", "mase", "nmse", "wmse", "mean-absolute-percentage-error", "l0", "linf", "lp", "kl",
    "kl-div", "kl-divergence", "kullback-leibler", "js", "focal", "dice", "iou", "tversky",
    "lovasz", "ctc", "triplet", "triplet-margin", "contrastive", "cosine", "cosine-similarity",
    "cosine-embedding", "log-cosh", "poisson", "poisson-nll", "gaussian-nll", "squared-hinge",
    "hinge-embedding", "soft-margin", "multi-label-margin", "multi-label-soft-margin",
    "margin-ranking", "ranking", "quantile", "pinball", "wasserstein", "info-nce", "nce", "elbo",
    "perplexity", "exponential", "tukey", "cauchy", "charbonnier",
  ]
}
