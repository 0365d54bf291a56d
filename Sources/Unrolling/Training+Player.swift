import Formulas

extension Training {
  /// The training as JSON, for the page of an HTML player: what learns and how, and the compiled graphs
  /// of the samples after the first.
  ///
  /// - Parameter shared: the leaves of the first sample that a later one, counted from 1, has copies
  ///   of, and where.
  package func programJSON(
    shared: (Int) -> [(first: Int, other: Int)]
  ) -> JSONText {
    func numbers(_ values: [Double]) -> JSONText { .tight(values.map(JSONText.number)) }
    let names = Set(update?.parameters ?? [])
    let what = learnables.map { learnable in
      let zeros = learnable.value.components.map { _ in 0.0 }
      return JSONText.tight([
        ("name", .string(learnable.name)),
        ("parts", .tight(learnable.parts.map { .integer($0) })),
        ("values", numbers(learnable.value.components)),
        ("velocity", numbers(update?.velocity[learnable.name]?.components ?? zeros)),
        ("learns", .bool(names.contains(learnable.name))),
      ])
    }
    let others = graphs.indices.dropFirst().map { sample in
      JSONText.tight([
        ("graph", graphs[sample].programJSON),
        (
          "shared",
          .tight(shared(sample).map { .tight([.integer($0.first), .integer($0.other)]) })
        ),
      ])
    }
    let how: JSONText =
      update.map { update in
        .tight([
          ("rate", .number(update.rate)), ("clip", update.clip.map(JSONText.number) ?? .null),
          ("momentum", .number(update.momentum)), ("decay", .number(update.decay)),
        ])
      } ?? .null
    return .tight([
      ("update", how), ("count", .integer(count)), ("isBatch", .bool(isBatch)),
      ("learnables", .tight(what)), ("others", .tight(Array(others))),
    ])
  }
}
