import Formulas
import Look
import Storyboards
import Unrolling
import Yams

/// Checks what the lecturer wrote on slides against the network.
extension LessonReader {
  func checkFormulas(of slides: [Slide], _ graph: UnrolledGraph) {
    let written = slides.flatMap(\.formulas)
    guard !written.isEmpty, let trace = try? Trace(of: graph) else { return }
    var check = OwnFormulaCheck(trace)
    for written in written {
      let text = written.node.scalar?.string ?? ""
      if let mistake = check.mistake(in: written.formula, text) {
        source.report(.slide(mistake), at: written.node)
      }
    }
  }

  /// Reports highlighted quantities that no slide shows: shared parameters and targets, where
  /// neither the graph nor the panel has them.
  func checkHighlighted(
    _ slides: [Slide], _ figure: LookSettings, asked: [String], _ graph: UnrolledGraph
  ) {
    let look = figure.resolved
    guard !look.parts.contains(.panel) else { return }
    for slide in slides {
      guard case .say(_, _, let ids) = slide.entry else { continue }
      for (id, node) in slide.quantities where ids.contains(id) && !asked.contains(id) {
        guard let index = graph.node(id: id) else { continue }
        let role = graph.nodes[index].role
        guard role == .target || role == .parameter && !look.showsParameters else { continue }
        source.report(.slide(.neverShown(id)), at: node)
      }
    }
  }
}
