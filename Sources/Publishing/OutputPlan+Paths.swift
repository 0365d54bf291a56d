#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension OutputPlan {
  /// Checks that the output can hold the chosen steps. Call it before doing any work.
  ///
  /// ```swift
  /// try OutputPlan(argument: "-", lessonName: "elman").check(chosenSteps: 3)
  /// // error: standard output holds one picture, but 3 steps are chosen; …
  /// ```
  ///
  /// - Parameter count: the number of chosen steps.
  /// - Throws: ``OutputError`` of kind `wrongUsage` if the output is a stream and `count` is not 1.
  public func check(chosenSteps count: Int) throws(OutputError) {
    guard stem == nil, decks.isEmpty, count > 1 else { return }
    throw OutputError(kind: .wrongUsage(.severalSteps(count)), path: argument)
  }

  /// Returns the path of one picture; `-` is standard output.
  ///
  /// The number is that of the step in the deck, so a picture keeps its name when other steps are
  /// chosen. It is not padded unless asked for, so `fig-9.svg` also keeps its name when a tenth step
  /// is added.
  ///
  /// - Parameters:
  ///   - number: the step's number in the deck, from 1.
  ///   - count: the number of chosen steps. If it is 1, the path has no number.
  ///   - format: one of ``formats``.
  ///   - variant: the look, if the step has several: `dark` gives `fig-3-dark.svg`, or
  ///     `fig-3~dark.svg` with DocC names.
  public func path(
    forStep number: Int, ofChosen count: Int, format: FigureFormat, variant: String? = nil
  ) -> String {
    precondition(number >= 1, "steps are counted from 1")
    precondition(formats.contains(format), "\(format) is not a format of \(argument)")
    guard let stem else { return argument }
    let place =
      count == 1 && numbering == nil ? stem : before + padded(number) + (numbering?.suffix ?? "")
    return "\(place)\(variant.map(variantNames.mark) ?? "").\(typedExtension ?? format.rawValue)"
  }

  /// Returns the path of a deck; `-` is standard output.
  ///
  /// - Parameters:
  ///   - format: one of ``decks``.
  ///   - variant: the look, if the deck has several: `dark` gives `talk-dark.pdf`.
  public func path(of format: DeckFormat, variant: String? = nil) -> String {
    precondition(decks.contains(format), "\(format) is not a format of \(argument)")
    guard let stem else { return argument }
    return "\(stem)\(variant.map(variantNames.mark) ?? "").\(typedExtension ?? format.rawValue)"
  }

  /// What is before the number of a step.
  private var before: String { numbering?.prefix ?? "\(stem ?? "")-" }

  private func padded(_ number: Int) -> String {
    let digits = String(number)
    let least = max(leastDigits, numbering?.digits ?? 1)
    return String(repeating: "0", count: max(0, least - digits.count)) + digits
  }

  /// Returns the numbered pictures that remain from an earlier, longer deck, in order.
  ///
  /// A talk that includes `fig-1.svg`, `fig-2.svg`, … would show them after the new last step. They
  /// may be somebody's work, so the tool lists them but does not remove them.
  ///
  /// - Parameters:
  ///   - lastStep: the number of the last step in the deck, chosen or not.
  ///   - variants: the looks that were drawn; empty if there is a single, unnamed look.
  /// - Returns: the paths of existing files; empty for a stream or a folder that cannot be read.
  /// - Complexity: O(*n* log *n*) in the number *n* of files in the folder.
  public func leftovers(beyondStep lastStep: Int, variants: [String] = []) -> [String] {
    guard stem != nil, !formats.isEmpty else { return [] }
    let folder = FileSystem.folder(of: before)
    let name = before.hasSuffix("/") ? "" : before.split(separator: "/").last ?? ""
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return []
    }

    var found: [(number: Int, path: String)] = []
    for file in files where file.hasPrefix(name) {
      for ending in endings(variants) {
        guard file.hasSuffix(ending), file.count > name.count + ending.count else { continue }
        let digits = file.dropFirst(name.count).dropLast(ending.count)
        guard let number = Int(digits), padded(number) == digits, number > lastStep else {
          continue
        }
        found.append((number, before + digits + ending))
      }
    }
    return found.sorted { ($0.number, $0.path) < ($1.number, $1.path) }.map(\.path)
  }

  /// The endings of file names after the number.
  private func endings(_ variants: [String]) -> [String] {
    formats.flatMap { format in
      let ending = "." + (typedExtension ?? format.rawValue)
      let suffix = numbering?.suffix ?? ""
      return variants.isEmpty
        ? [suffix + ending] : variants.map { suffix + variantNames.mark(for: $0) + ending }
    }
  }
}
