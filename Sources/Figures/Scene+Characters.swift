import Formulas
import Graphviz
import Storyboards

extension Scene {
  // A longer list is of no more help.
  private static let mostNamed = 8

  /// The characters that no installed font has, as one problem; `nil` if fonts have all of them.
  public var missingCharacters: Problem? {
    // Without any font there is nothing to tell of single characters.
    guard Library.shared.hasFonts else { return nil }
    var owners: [Unicode.Scalar: [Owner]] = [:]
    var order: [Unicode.Scalar] = []
    var isMissing: [Face: [Unicode.Scalar: Bool]] = [:]
    for face in faces {
      let characters = texts(in: face)
      let missing = Library.shared.missing(characters, in: face)
      isMissing[face] = Dictionary(
        characters.map { ($0, missing.contains($0)) }, uniquingKeysWith: { first, _ in first })
    }
    for thing in things {
      guard case .text(let run, _, _) = thing.ink else { continue }
      for scalar in run.text.unicodeScalars where isMissing[run.font.face]?[scalar] == true {
        if owners[scalar] == nil { order.append(scalar) }
        owners[scalar, default: []].append(thing.owner)
      }
    }
    guard !order.isEmpty else { return nil }
    let all = Set(owners.values.joined())
    let shown = things.filter { all.contains($0.owner) }
    let named = order.prefix(Self.mostNamed).map { scalar in
      "\(scalar) (U+\(String(scalar.value, radix: 16, uppercase: true)))"
    }
    let rest = order.count - named.count
    let message =
      "no font has " + (named + (rest > 0 ? ["\(rest) more"] : [])).listed
      + ", so boxes are drawn; to install fonts: "
      + SystemPackage.command(toInstall: SystemPackage.fonts(for: order))
    return Problem(
      steps: storyboard.steps.filter { step in shown.contains { shows($0, in: step) } }
        .map(\.number), message: message)
  }

  /// The faces of texts, in order of appearance.
  private var faces: [Face] {
    var seen: Set<Face> = []
    return things.compactMap { thing in
      guard case .text(let run, _, _) = thing.ink, seen.insert(run.font.face).inserted else {
        return nil
      }
      return run.font.face
    }
  }

  /// The characters in a face that a font may lack and that can be seen.
  private func texts(in face: Face) -> [Unicode.Scalar] {
    var seen: Set<Unicode.Scalar> = []
    var found: [Unicode.Scalar] = []
    for thing in things {
      guard case .text(let run, _, _) = thing.ink, run.font.face == face else { continue }
      for scalar in run.text.unicodeScalars
      where !scalar.isASCII && seen.insert(scalar).inserted && scalar.isVisible {
        found.append(scalar)
      }
    }
    return found
  }
}

extension Unicode.Scalar {
  fileprivate var isVisible: Bool {
    !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
      && ![.control, .format, .unassigned, .privateUse].contains(properties.generalCategory)
  }
}
