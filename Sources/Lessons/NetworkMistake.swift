import Formulas
import Unrolling

/// What is wrong with the cell or the equations, the loss, or the names that they read.
enum NetworkMistake: Mistake {
  case neitherCellNorEquations
  case cellAndEquations
  /// An activation with a cell that has its own.
  case activation(cell: String)
  case noParameter(String, cell: String, meant: String?, all: [String])
  case missingParameters([String], cell: String)
  case equationTwice(String)
  /// A left side that is no name, and how to write it, if known.
  case leftSide(String, LeftSideCure?)
  /// No loss, and an equation that may be meant for it.
  case noLoss(meant: String?)
  /// A loss or a reduction with equations that define `Loss`.
  case lossDefined(key: String)
  case noTargets(loss: String)
  case noOutput(loss: String, output: String)
  case noTimeStepsToTruncate
  case nothingToFold
  case noState(String, meant: String?, states: [String])
  /// A value at time 0 of a quantity whose time runs backwards.
  case initialOfBackward(String)
  /// A value after the end of a quantity whose time runs forwards.
  case finalOfForward(String)
  case noFinal(String, meant: String?, names: [String])
  /// A length where every quantity has that of its inputs.
  case idleLength
  /// Layers or directions without a cell.
  case arrangementWithoutCell(key: String)
  /// Two directions of a cell whose output feeds back.
  case noDirections(cell: String)
  case tooFar(String, most: Int, isBack: Bool)
  /// PyTorch's stacked parameter of a cell that PyTorch does not have.
  case noStackedForm(String, cell: String)
  /// A stacked parameter of a layer or direction that the cell does not have.
  case stackedPartMissing(String, key: String)
  /// A stacked parameter whose shape does not fit its gates.
  case stackedShape(String, Shape, wanted: String)
  case undefined(String, meant: String?)
  /// A name that only an equation with `_t` in place of `[t]` defines.
  case indexWithoutBrackets(String)
  case undefinedTarget
  /// A name without its time index, or with a slice in its place.
  case timeMissing(String, isSliced: Bool)
  /// A time index on a name without time steps.
  case timeless(String)
  case definedTwice(String, sections: [String])
  /// A parameter beside PyTorch's stacked one that it is a part of.
  case partDefined(String, by: String)
  /// A parameter of a layer or direction that the cell is not given.
  case noPart(String, key: String)
  /// A prefix for the first layer, or prefixes in the wrong order.
  case prefix(String, meant: String)
  case unread(String, meant: String?)
  case unreadTargets(hasEquations: Bool)
  case unreadActivation

  var description: String {
    switch self {
    case .neitherCellNorEquations: "the lesson has neither cell nor equations"
    case .cellAndEquations: "a lesson has a cell or equations, not both"
    case .activation(let cell): "the \(cell) cell has its own activations"
    case .noParameter(let name, let cell, _, _): "the \(cell) cell has no parameter \(name)"
    case .missingParameters(let names, let cell):
      "the \(cell) cell needs the \(names.count == 1 ? "parameter" : "parameters") \(names.listed)"
    case .equationTwice(let name): "\(name) already has an equation"
    case .leftSide(let text, _):
      "the left side of an equation is a name such as h[t] or q, not \(text.quoted)"
    case .noLoss: "the lesson has no loss, so there is nothing to differentiate"
    case .lossDefined(let key):
      "the equations already define Loss"
        + (key == "reduction" ? ", so nothing is left to reduce" : "")
    case .noTargets(let loss): "the loss \(loss) needs targets"
    case .noOutput(let loss, let output): "the loss \(loss) needs an equation for \(output)[t]"
    case .noTimeStepsToTruncate: "a circuit has no time steps to truncate"
    case .nothingToFold: "no quantity reads an earlier time step, so there is no cell to fold"
    case .noState(let name, _, _): "\(name) is not a state: no formula reads \(name)[t-1]"
    case .initialOfBackward(let name): "the time of \(name) runs backwards"
    case .finalOfForward(let name): "the time of \(name) runs forwards"
    case .noFinal(let name, _, _):
      "no formula reads \(name) after its last time step, as \(name)[t+1] would"
    case .idleLength: "every quantity has as many time steps as its inputs or targets"
    case .arrangementWithoutCell(let key): "\(key) is of a named cell"
    case .noDirections(let cell):
      "the output of the \(cell) cell feeds back, so that it has one direction"
    case .noStackedForm(let name, let cell): "PyTorch has no \(cell) cell, and so no \(name)"
    case .stackedPartMissing(let name, _): "the cell has no place for \(name)"
    case .stackedShape(let name, let shape, let wanted):
      "\(name) \(shape.phrase) but must be \(wanted)"
    case .tooFar(let symbol, _, let isBack):
      "\(symbol) reaches too far \(isBack ? "back" : "ahead")"
    case .undefined(let name, _), .indexWithoutBrackets(let name): "nothing defines \(name)"
    case .undefinedTarget: "the lesson has no targets"
    case .timeMissing(let name, _): "\(name) has a value at each time step"
    case .timeless(let name): "\(name) has no time steps, but has a time index here"
    case .partDefined(let name, let whole): "\(whole) already has \(name)"
    case .noPart(let name, _): "the cell has no place for \(name)"
    case .prefix(let name, _): "the cell has no parameter \(name)"
    case .definedTwice(let name, let sections):
      "\(name) is defined twice, " + sections.map { "under \($0)" }.listed
    case .unread(let name, _): "no equation reads \(name)"
    case .unreadTargets: "no equation reads the targets"
    case .unreadActivation: "no equation calls f, so the activation has no effect"
    }
  }

  var hint: String? {
    switch self {
    case .neitherCellNorEquations: "add cell: elman"
    case .cellAndEquations:
      "unroll equations prints a cell's equations, to start your own from"
    case .activation:
      "leave activation out; others can be written under equations:"
    case .noParameter(let name, let cell, _, _) where Self.otherCell(with: name, than: cell) != nil:
      Self.otherCell(with: name, than: cell).map { "the cell \($0) has it" }
    case .noParameter(_, _, let meant?, _), .noState(_, let meant?, _), .undefined(_, let meant?),
      .unread(_, let meant?):
      guess(meant)
    case .noParameter(_, _, nil, let all): "its parameters are " + all.listed
    case .missingParameters(let names, _) where names.contains { $0.contains(".") }:
      "\(names.first { $0.contains(".") } ?? "") is of \(Self.part(of: names)); PyTorch's names, such as "
        + "weight_ih_l0, work as well"
    case .missingParameters(let names, let cell):
      "unroll equations \(cell) shows what \(names.count == 1 ? "it is" : "they are") for"
    case .noLoss(let meant?): "the loss is called Loss: write Loss in place of \(meant)"
    case .noLoss(nil): "add loss: output, or an equation for Loss"
    case .lossDefined(let key): "leave \(key): out"
    case .noTargets, .undefinedTarget: "add targets: [ … ]"
    case .noOutput(_, "y"): "name the output y[t], or write the loss as an equation, Loss[t]"
    case .noOutput: "of names a quantity that has a value at each time step"
    case .noState(_, nil, let states):
      states.isEmpty
        ? nil : "the \(states.count == 1 ? "state is" : "states are") \(states.listed)"
    case .initialOfBackward(let name):
      "give its value after the last time step: final: {\(name): 0}"
    case .finalOfForward(let name): "give its value at time 0: initial: {\(name): 0}"
    case .noFinal(_, let meant?, _): guess(meant)
    case .noFinal(_, nil, let names):
      names.isEmpty
        ? "final is for time that runs backwards: b[t+1] in a formula" : "it has \(names.listed)"
    case .idleLength: "leave length out"
    case .arrangementWithoutCell: "write each layer's and direction's equations, or name a cell"
    case .noDirections: "take cell: elman, or leave bidirectional out"
    case .noStackedForm: "give the parameters by their names, which unroll equations prints"
    case .stackedPartMissing(_, let key): "add \(key)"
    case .stackedShape: nil
    case .tooFar(_, let most, let isBack):
      "a formula reads at most \(most) time steps \(isBack ? "back" : "ahead")"
    case .timeMissing(let name, isSliced: true):
      "\(name)[1..3] is a range of time steps, \(name)[t][0:2] are components of one"
    case .timeMissing(let name, isSliced: false): "write \(name)[t] or \(name)[t-1]"
    case .timeless(let name): "write \(name)"
    case .partDefined(_, let whole): "leave it out, or give all of \(whole) by its parts"
    case .noPart(_, let key): "add \(key)"
    case .prefix(_, let meant): guess(meant)
    case .definedTwice: "give one of them another name"
    case .unread(_, nil): "leave it out, or use it"
    case .unreadTargets(let hasEquations):
      hasEquations
        ? "compare with target[t] in an equation, or leave targets out"
        : "add loss: squared-error or another that compares, or leave targets out"
    case .unreadActivation: "write f( … ) in an equation, or leave activation out"
    case .leftSide(_, let cure): cure?.hint
    case .indexWithoutBrackets(let name):
      "\(name)_t is a name without time steps; on the left, write \(name)[t]: …"
    case .undefined("T", nil): "the value at the last time step is last(h[t])"
    case .equationTwice, .noTimeStepsToTruncate, .undefined(_, nil): nil
    case .nothingToFold: "leave fold out"
    }
  }

  /// Another cell that has a parameter.
  private static func otherCell(with name: String, than cell: String) -> String? {
    Cell.all.first { $0.name != cell && $0.parameterNames().contains(name) }?.name
  }

  /// The layer and direction of the first of some parameters whose name tells it.
  private static func part(of names: [String]) -> String {
    let parts = (names.first { $0.contains(".") } ?? "").split(separator: ".")
    let layer = parts.first.flatMap { $0.hasPrefix("l") ? Int($0.dropFirst()) : nil }
    let direction = parts.contains("back") ? "the reverse direction" : ""
    guard let layer else { return direction }
    return "layer \(layer)" + (direction.isEmpty ? "" : ", \(direction)")
  }
}
