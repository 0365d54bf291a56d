import Figures
import Foundation
import Graphviz
import Lessons
import Look
import Publishing
import Storyboards
import Unrolling

/// From a lesson to pictures, or from a cache.
extension BlockFigure {
  /// Draws the block's pictures in each of the formats, or takes them from a cache.
  ///
  /// - Parameter pixelsPerInch: of PNG.
  /// - Throws: `Failure` with the mistake's line of the document.
  func drawn(
    as formats: [FigureFormat], pixelsPerInch: Double = 144, from cache: PictureCache?
  ) throws -> DrawnBlock {
    guard let cache else { return try drawn(as: formats, pixelsPerInch) }
    // Whatever changes a picture: a tool built anew, another library and another font among them.
    let parts =
      [
        key, text, Unroll.configuration.version, Self.tool, try FigureFont.signature(),
        "\(pixelsPerInch)",
      ] + FigureLibraries.versions.map { "\($0.name) \($0.version ?? "")" }
      + formats.map(\.rawValue)
      + block.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let key = Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)
    if let drawn = cache.content(for: key).flatMap(DrawnBlock.init(kept:)) { return drawn }
    let drawn = try drawn(as: formats, pixelsPerInch)
    if let content = drawn.kept { cache.keep(content, for: key) }
    return drawn
  }

  /// Tells one build of the tool from another.
  private static let tool: String = {
    guard let path = Bundle.main.executablePath,
      let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let date = attributes[.modificationDate] as? Date
    else { return "" }
    return "\(attributes[.size] ?? 0) \(date.timeIntervalSince1970)"
  }()

  private func drawn(as formats: [FigureFormat], _ pixelsPerInch: Double) throws -> DrawnBlock {
    let lesson = try lesson()
    let trace: Trace
    do {
      trace = try Trace(of: lesson.graph)
    } catch {
      throw Failure.lesson(placed(lesson.diagnostic(for: error)).description)
    }
    if let objection = GradientCheck.objection(toDrawing: trace) {
      throw wrong("not drawn: \(objection)")
    }
    let look = lesson.figure.overridden(by: settings).resolved
    let board = try look.storyboard { mostColumns in
      Storyboard(
        of: trace, lesson, deck: .lecture(lesson.script), mostColumns: mostColumns, in: language)
    }
    let steps = try steps(of: board)
    let themes = try themes(lesson)
    var pictures: [DrawnBlock.Picture] = []
    for theme in themes {
      let scene: Scene
      do {
        scene = try Scene(of: board, theme: theme, canvas: look.canvas, parts: look.parts)
      } catch let error as CanvasError {
        throw wrong("\(error)")
      }
      let figure = try Figure(of: scene, showing: steps)
      for step in steps {
        for format in formats {
          pictures.append(
            DrawnBlock.Picture(
              step: step.number, theme: theme.name, format: format,
              alternativeText: block.options["alt"] ?? step.alternativeText,
              content: try figure.rendered(
                step, as: format.drawing(pixelsPerInch: pixelsPerInch),
                id: block.id ?? lesson.id ?? name,
                variant: themes.count > 1 ? theme.name : nil)))
        }
      }
    }
    return DrawnBlock(name: name, title: board.title, pictures: pictures)
  }

  private func lesson() throws -> Lesson {
    do {
      return try Lesson(yaml: text, name: path ?? place.document)
    } catch {
      throw Failure.lesson(
        error.diagnostics.map { placed($0).description }.joined(separator: "\n"))
    }
  }

  /// A mistake of a lesson at its place in the document.
  private func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    path == nil
      ? diagnostic.moved(lines: block.lessonLine - 1, columns: block.prefix.unicodeScalars.count)
      : diagnostic
  }

  private func steps(of board: Storyboard) throws -> [Step] {
    let text = block.options["show"] ?? "last"
    if text == "all" { return board.steps }
    guard let selection = StepSelection(argument: text) else { throw wrong("show names no step") }
    do {
      return try selection.chosen(from: board.steps)
    } catch let failure as Failure {
      throw wrong(
        failure.message.replacingOccurrences(of: "unroll: error: --steps", with: "show:"))
    }
  }

  /// What the block says about the look, except for its themes.
  private var settings: LookSettings {
    let panel = block.options["panel"].map { $0 == "none" ? Visibility.hidden : .shown }
    return LookSettings(parts: panel.map { [.panel: $0] } ?? [:])
  }

  private func themes(_ lesson: Lesson) throws -> [Theme] {
    guard let text = block.options["theme"] else {
      return [lesson.figure.resolved.theme]
    }
    return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let name = String(part.filter { $0 != " " })
      if let theme = Theme.named(name) { return theme }
      throw wrong(
        "there is no theme \(name); the themes are "
          + Theme.all.map(\.name).joined(separator: ", "))
    }
  }
}
