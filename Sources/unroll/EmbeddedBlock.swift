import Figures
import Formulas
import Foundation
import Graphviz
import Lessons
import Notes
import Publishing
import Storyboards
import Unrolling

/// One block of a document: its lesson, the steps that it shows, and the lines of its region.
struct EmbeddedBlock {
  /// What a block becomes.
  struct Drawn {
    let stamp: String
    let lines: [String]
    /// The pictures that were drawn, by their paths from the document; none where they are as they
    /// should be.
    let files: [(name: String, content: [UInt8])]
    /// All pictures.
    let names: [String]
  }

  private enum Shape: String, CaseIterable { case figure, strip, grid, stack }

  private let block: NotesBlock
  private let document: String
  private let folder: String
  private let figures: String
  private let allowsOutside: Bool

  private static let keys = [
    "id", "show", "as", "caption", "alt", "width", "theme", "panel", "language",
  ]

  init(
    _ block: NotesBlock, document: String, folder: String, figures: String, allowsOutside: Bool
  ) {
    self.block = block
    self.document = document
    self.folder = folder
    self.figures = figures
    self.allowsOutside = allowsOutside
  }

  /// Draws the block, unless its stamp tells that its pictures are there already.
  func drawn(stamp old: String?) throws -> Drawn {
    for key in block.options.keys.sorted() where !Self.keys.contains(key) {
      let guess = Spelling.nearest(to: key, among: Self.keys).map { "did you mean \($0)?" }
      throw wrong(
        "a block has no key \(key); \(guess ?? "its keys are " + Self.keys.joined(separator: ", "))"
      )
    }
    let shape = try choice("as", of: Shape.self) ?? .figure
    let language = try choice("language", of: Language.self)
    let (text, path) = try lessonText()
    let lesson = try lesson(text, path)
    let trace: Trace
    do {
      trace = try Trace(of: lesson.graph)
    } catch {
      throw Failure.lesson(placed(lesson.diagnostic(for: error), path).description)
    }
    let themes = try themes(lesson)
    let canvas = lesson.figure.canvas.page
    var parts = Set(Scene.Part.allCases)
    for part in lesson.figure.hiddenParts {
      Scene.Part(rawValue: part.rawValue).map { _ = parts.remove($0) }
    }
    if let panel = block.options["panel"] {
      guard ["none", "shown"].contains(panel) else { throw wrong("panel is shown or none") }
      if panel == "none" { parts.subtract([.panel]) }
    }
    let board = try lesson.figure.storyboard(on: canvas, beside: parts) { mostColumns in
      Storyboard(
        of: trace, lesson, deck: .lecture(lesson.script), mostColumns: mostColumns, in: language)
    }
    let steps = try steps(of: board)
    let key = Hash.of(
      [text, "\(Unroll.configuration.version)"]
        + block.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    let stem = figures + "/" + LessonFileName.safe(block.id ?? "unroll-" + key)
    let pictures = themes.flatMap { theme in
      steps.map { step in
        let number = steps.count > 1 ? "-\(step.number)" : ""
        let variant = themes.count > 1 ? "-\(theme.name)" : ""
        return (theme: theme, step: step, name: stem + number + variant + ".svg")
      }
    }
    let lines = region(shape, board, steps, themes) { theme, step in
      pictures.first { $0.theme == theme && $0.step == step }?.name ?? ""
    }
    let names = pictures.map(\.name)
    let id = block.id ?? "unroll-" + key
    if let old, old == "\(id) \(key) \(Hash.ofFiles(names.map { folder + $0 }) ?? "")" {
      return Drawn(stamp: old, lines: lines, files: [], names: names)
    }
    if let objection = GradientCheck.objection(toDrawing: trace) {
      throw wrong("not drawn: \(objection)")
    }
    var files: [(name: String, content: [UInt8])] = []
    for theme in themes {
      let scene: Scene
      do {
        scene = try Scene(of: board, theme: theme, canvas: canvas, parts: parts)
      } catch let error as CanvasError {
        throw wrong("\(error)")
      }
      let figure = try Figure(of: scene, showing: steps)
      for picture in pictures where picture.theme == theme {
        files.append((picture.name, try figure.rendered(picture.step, as: .svgWithOutlines)))
      }
    }
    return Drawn(
      stamp: "\(id) \(key) \(Hash.of(files.map(\.content)))", lines: lines, files: files,
      names: names)
  }

  private func wrong(_ message: String) -> Failure {
    Failure.lesson("\(document):\(block.line): error: \(message)")
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type
  ) throws -> Choice? where Choice.RawValue == String {
    guard let word = block.options[key] else { return nil }
    if let choice = Choice(rawValue: word) { return choice }
    throw wrong(
      "\(key) is " + Choice.allCases.map(\.rawValue).joined(separator: ", ") + ", not \(word)")
  }

  // MARK: The lesson

  /// The lesson's text, and its file where the block names one.
  private func lessonText() throws -> (text: String, path: String?) {
    let lines = block.lesson.split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#") }
    guard lines.count == 1, lines[0].hasPrefix("lesson:") else { return (block.lesson, nil) }
    var name = lines[0].dropFirst("lesson:".count).drop { $0 == " " }
    while name.last?.isWhitespace == true { name.removeLast() }
    if name.count > 1, let quote = name.first, quote == name.last, "\"'".contains(quote) {
      name = name.dropFirst().dropLast()
    }
    let path = folder + name
    if !allowsOutside {
      let home = URL(fileURLWithPath: folder.isEmpty ? "." : folder).resolvingSymlinksInPath().path
      let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard !name.hasPrefix("/"), file.hasPrefix(home + "/") else {
        throw wrong(
          "\(name) lies outside the document's folder; --allow-outside takes it all the same")
      }
    }
    guard let text = String(validating: try EmbeddedDocument.bytes(path), as: UTF8.self) else {
      throw wrong("\(path) is not UTF-8")
    }
    return (text, path)
  }

  private func lesson(_ text: String, _ path: String?) throws -> Lesson {
    do {
      return try Lesson(
        yaml: text, name: path ?? document, themes: Theme.all.map(\.name))
    } catch {
      throw Failure.lesson(
        error.diagnostics.map { placed($0, path).description }.joined(separator: "\n"))
    }
  }

  /// A mistake of a lesson at its place in the document.
  private func placed(_ diagnostic: Diagnostic, _ path: String?) -> Diagnostic {
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

  private func themes(_ lesson: Lesson) throws -> [Theme] {
    guard let text = block.options["theme"] else {
      let own = lesson.figure.theme
      return [(Theme.named(own.name) ?? .light).recolored(own.colors)]
    }
    return try text.split(separator: ",").map { part in
      let name = String(part.filter { $0 != " " })
      if let theme = Theme.named(name) { return theme }
      throw wrong(
        "there is no theme \(name); the themes are "
          + Theme.all.map(\.name).joined(separator: ", "))
    }
  }

  // MARK: The region

  private func region(
    _ shape: Shape, _ board: Storyboard, _ steps: [Step], _ themes: [Theme],
    _ name: (Theme, Step) -> String
  ) -> [String] {
    let inRow = shape == .strip ? steps.count : shape == .grid ? 2 : 1
    var lines: [String] = []
    for start in stride(from: 0, to: steps.count, by: inRow) {
      let row = steps[start..<min(start + inRow, steps.count)]
      if start > 0 { lines.append("") }
      for step in row {
        let width = block.options["width"] ?? (inRow > 1 ? "\(98 / inRow)%" : nil)
        let alt = block.options["alt"] ?? step.alternativeText
        lines += picture(themes.map { ($0, name($0, step)) }, alt: alt, width: width)
      }
    }
    if let caption = block.options["caption"] { lines += ["", "*\(caption.markdown)*"] }
    return lines
  }

  private func picture(_ files: [(theme: Theme, name: String)], alt: String, width: String?)
    -> [String]
  {
    guard let first = files.first else { return [] }
    if files.count == 1, width == nil { return ["![\(alt.markdown)](\(first.name))"] }
    let size = width.map { " width=\"\($0.attribute)\"" } ?? ""
    let image = "<img src=\"\(first.name.attribute)\" alt=\"\(alt.attribute)\"\(size)>"
    guard files.count > 1 else { return [image] }
    let others = files.dropFirst().map { file in
      let scheme = file.theme.name == "dark" ? "(prefers-color-scheme: dark)" : "print"
      return "<source media=\"\(scheme)\" srcset=\"\(file.name.attribute)\">"
    }
    return ["<picture>\(others.joined())\(image)</picture>"]
  }
}

extension String {
  /// The text as Markdown that means these letters and nothing else.
  fileprivate var markdown: String {
    var text = ""
    for character in self {
      if character.isNewline {
        text += " "
        continue
      }
      if "\\`*_{}[]()<>#+-!|&~$".contains(character) { text += "\\" }
      text.append(character)
    }
    return text
  }

  /// The text within the quotes of an attribute.
  fileprivate var attribute: String {
    var text = ""
    for character in self {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.append(character.isNewline ? " " : character)
      }
    }
    return text
  }
}
