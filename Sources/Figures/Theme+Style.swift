import Formulas
import Graphviz
import Look

extension Theme {
  /// Returns how a thing is drawn in a step of the forward pass or of another kind.
  func style(
    _ look: Scene.Look, isHot: Bool, isAsked: Bool, isForward: Bool
  ) -> (Stroke, String?) {
    func stroke(
      _ color: String, _ width: Double, _ pattern: Stroke.Pattern = .solid
    ) -> Stroke { Stroke(color: color, width: width * lineWeight, pattern: pattern) }
    switch look {
    case .node, .input:
      let pattern = isAsked ? Stroke.Pattern.dashed : .solid
      if isHot {
        return isForward
          ? (stroke(forward, 3, pattern), forwardTint)
          : (stroke(backward, 3, pattern), backwardTint)
      }
      return (
        isAsked ? stroke(backward, 2.4, pattern) : stroke(ink, 1.6),
        look == .input ? input : background
      )
    case .valueChip: return (stroke(forward, isHot ? 2.6 : 1), forwardTint)
    case .gradientChip:
      // An outline this small is heavier instead of dashed.
      let width = (isHot ? 2.6 : 1) + (dashesBackward ? 0.8 : 0)
      return (stroke(backward, width), backwardTint)
    case .question: return (stroke(backward, 1.4, .dashed), background)
    case .edge: return (stroke(ink, 1.6), nil)
    // In a theme without colours, dashes mark a gradient.
    case .cutEdge: return (stroke(ink, 1.6, dashesBackward ? .dotted : .dashed), nil)
    case .flow:
      let width = (isHot ? 3 : 2) + (dashesBackward ? 0.6 : 0)
      return (stroke(backward, width, dashesBackward ? .dashed : .solid), nil)
    case .stroke(let color): return (stroke(color, 1.5), nil)
    case .cell: return (stroke(muted, 1), cell)
    case .fold:
      return isHot
        ? isForward ? (stroke(forward, 3), forwardTint) : (stroke(backward, 3), backwardTint)
        : (stroke(ink, 1.6), cell)
    case .joint: return (stroke(ink, 0), ink)
    case .point: return (stroke(backward, 0), backward)
    case .lossPoint: return (stroke(forward, 0), forward)
    case .hollowPoint: return (stroke(muted, 1.5), background)
    case .halo(let isInCell):
      let paper = isInCell ? cell : background
      return (stroke(paper, 0), paper)
    }
  }

  /// All colours that things are drawn in, by their names; a colour that has two names is looked up
  /// by the first one.
  var drawnColors: [(name: String, color: String)] {
    [
      ("ink", ink), ("background", background), ("muted", muted), ("forward", forward),
      ("forward-text", forwardText), ("forward-tint", forwardTint), ("backward", backward),
      ("backward-text", backwardText), ("backward-tint", backwardTint), ("input", input),
      ("cell", cell),
    ]
  }

  /// The tint of a cell, between the paper and the fill of inputs.
  private var cell: String {
    guard let paper = Color(background), let input = Color(input) else { return background }
    return paper.mixed(with: input, share: 0.6).hex
  }

  /// Returns the colour of a part of a formula by its role.
  func color(of role: Notation.Role?) -> String {
    switch role {
    case nil, .result: ink
    case .local, .value: forwardText
    case .upstream, .asked: backwardText
    }
  }
}
