import Figures
import Formulas
import Foundation
import Lessons
import Look
import Publishing
import Storyboards
import UnrollKit

/// Draws a block's pictures, or takes them from a cache.
extension BlockFigure {
  /// Draws the block's pictures in each of the formats, or takes them from a cache.
  ///
  /// - Parameter pixelsPerInch: the resolution of PNG.
  /// - Throws: `DocumentMistake` at its line of the document, or `GraphvizError`.
  public func drawn(
    as formats: [FigureFormat], pixelsPerInch: Double = 144, from cache: PictureCache?
  ) throws -> DrawnBlock {
    guard let cache else { return try drawn(as: formats, pixelsPerInch) }
    // Everything that changes a picture, including a new build of the tool, a library or a font.
    let parts =
      try [pictureKey, text, "\(pixelsPerInch)"] + Installation.signature()
      + formats.map(\.rawValue)
      + Self.pictureOptions(of: block) + changes.map(\.yaml)
    let key = Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)
    if let drawn = cache.content(for: key).flatMap(DrawnBlock.init(kept:)) { return drawn }
    let drawn = try drawn(as: formats, pixelsPerInch)
    if let content = drawn.kept { cache.keep(content, for: key) }
    return drawn
  }

  private func drawn(as formats: [FigureFormat], _ pixelsPerInch: Double) throws -> DrawnBlock {
    do {
      let illustration = try Illustration(of: lesson(), with: overrides)
      let some = illustration.showing(try steps(of: illustration))
      let names = block.options["theme"].map(\.commaSeparated) ?? []
      var pictures: [DrawnBlock.Picture] = []
      let themes =
        names.isEmpty
        ? [illustration.theme] : names.withoutDuplicates.compactMap(Theme.named)
      for theme in themes {
        let figure = some.colored(theme)
        for step in figure.steps {
          for format in formats {
            pictures.append(
              DrawnBlock.Picture(
                step: step.number, theme: theme.name, format: format,
                alternativeText: block.options["alt"] ?? step.alternativeText,
                caption: step.caption.captionText, narration: step.narration,
                content: try figure.rendered(
                  step, as: format, pixelsPerInch: pixelsPerInch,
                  id: block.id ?? figure.lesson.id ?? self.name,
                  variant: themes.count > 1 ? theme.name : nil)))
          }
        }
      }
      return DrawnBlock(name: name, title: illustration.storyboard.title, pictures: pictures)
    } catch let error as LessonError {
      throw mistake(error)
    } catch let error as IllustrationError {
      switch error {
      case .lesson(let error): throw mistake(error)
      case .gradients(let disagreement, _): throw wrong(.gradients(disagreement))
      // A block compares no lessons, and has neither a worksheet nor a page of its own.
      case .comparison, .unreached, .largePage, .graphviz: throw error
      }
    }
  }

  /// The look and the language that the keys set. The themes are drawn one by one.
  private var overrides: Overrides {
    var overrides = Overrides()
    for key in BlockKey.all {
      if let value = block.options[key.name] { key.sets(value, &overrides) }
    }
    return overrides
  }

  private func lesson() throws -> Lesson {
    try Lesson(yaml: text, name: path ?? place.document, changes: changes)
  }

  private func steps(of illustration: Illustration) throws -> [Step] {
    let hasAnswer = illustration.steps.contains { $0.kind == .answer }
    let text = block.options["show"] ?? (hasAnswer ? "answer" : "last")
    if text == "all" { return illustration.steps }
    guard let selection = StepSelection(text) else { throw wrong(.noStep, key: "show") }
    do {
      return try selection.chosen(from: illustration.steps)
    } catch {
      throw wrong(.steps(error), key: "show")
    }
  }
}
