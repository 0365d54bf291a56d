import CGraphviz
import Foundation

/// The only context of libgraphviz in this process, guarded by a lock.
///
/// The library is not thread-safe, not even with one context per thread, and creating and freeing
/// contexts repeatedly corrupts its font plug-in. So there is a single context that is never freed,
/// and all code that uses it or a graph holds the lock.
public final class Library: Sendable {
  /// The shared instance.
  public static let shared = Library()

  // Recursive, because a graph owner may be deinitialized while the lock is held.
  private let lock = NSRecursiveLock()
  // Guarded by `lock`.
  private nonisolated(unsafe) var context: OpaquePointer?
  // Guarded by `lock`.
  private nonisolated(unsafe) var widthOfText: [TextRun: Double] = [:]
  // Guarded by `lock`.
  private nonisolated(unsafe) var hasStoppedRounding = false
  // Guarded by `lock`.
  private nonisolated(unsafe) var hasEqualDigits: [Face: Bool] = [:]
  // Guarded by `lock`.
  nonisolated(unsafe) var setbackOfPen: [Double: Double] = [:]

  private init() { unroll_keep_no_large_blocks() }

  /// Runs `body` with the context while holding the lock, and collects the library's messages.
  func withContext<Result>(
    _ stage: GraphvizError.Stage, _ body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    lock.lock()
    defer { lock.unlock() }
    if context == nil {
      context = gvContext()
      if let context { unroll_add_devices(context, takePixels) }
      agseterrf(gather)
      // Warnings too, so that the library itself prints nothing to standard error.
      agseterr(AGWARN)
    }
    guard let context else { throw GraphvizError(stage: .context, message: "") }
    messages.removeAll(keepingCapacity: true)
    let result: Result
    do {
      result = try body(context)
    } catch let error as GraphvizError {
      // The library's message says more than a status code, and missing plug-ins explain it.
      throw GraphvizError(
        stage: error.stage, message: messages.failure ?? error.message,
        missing: PlugIn.allCases.filter { !$0.isInstalled(context) })
    }
    if let failure = messages.failure { throw GraphvizError(stage: stage, message: failure) }
    return result
  }

  /// Runs `body` while holding the lock, without the context. Used for freeing.
  func withLock(_ body: () -> Void) {
    lock.lock()
    defer { lock.unlock() }
    body()
  }

  /// Returns the advance width of each run in points, without kerning between runs.
  ///
  /// Widths are proportional to the size, so each text is measured only once.
  ///
  /// - Throws: `GraphvizError` when the library fails.
  public func widths(of runs: [TextRun]) throws -> [Double] {
    try withContext(.layout) { _ in
      let texts = try runs.map { try withOneDigit($0.measured) }
      var seen = Set<TextRun>()
      let unknown = texts.filter {
        widthOfText[$0] == nil && !$0.text.isEmpty && seen.insert($0).inserted
      }
      for (text, width) in zip(unknown, try measured(unknown)) { widthOfText[text] = width }
      return zip(runs, texts).map { run, text in
        (widthOfText[text] ?? 0) * run.font.size / text.font.size
      }
    }
  }

  /// Returns the run with every digit replaced by 0 if all digits of its face have the same width,
  /// as in most faces. Ten thousand numbers then have only a few distinct widths to measure.
  private func withOneDigit(_ run: TextRun) throws -> TextRun {
    guard run.text.utf8.contains(where: { $0 >= 48 && $0 <= 57 }) else { return run }
    let face = run.font.face
    if hasEqualDigits[face] == nil {
      let digits = (0...9).map { TextRun("\($0)", font: run.font) }
      let pairs = [1, 4, 7].map { TextRun("\($0)\($0)", font: run.font) }
      let widths = try measured(digits + pairs)
      hasEqualDigits[face] =
        Set(widths.prefix(10)).count == 1 && Set(widths.dropFirst(10)).count == 1
    }
    guard hasEqualDigits[face] == true else { return run }
    let zero = Unicode.Scalar(UInt8(ascii: "0"))
    let text = String(
      String.UnicodeScalarView(run.text.unicodeScalars.map { ("1"..."9").contains($0) ? zero : $0 })
    )
    return TextRun(text, font: run.font)
  }

  private func measured(_ runs: [TextRun]) throws -> [Double] {
    try withContext(.layout) { context in
      if !hasStoppedRounding {
        hasStoppedRounding = true
        try withNodes([TextRun("h", font: Font(face: Face(family: "Sans"), size: 20))], context) {
          $0.forEach { unroll_stop_rounding($0) }
        }
      }
      return try withNodes(runs, context) { $0.map { unroll_text_width($0) } }
    }
  }

  /// Lays out one node for each run and calls `body` with them.
  private func withNodes<Result>(
    _ runs: [TextRun], _ context: OpaquePointer, _ body: ([OpaqueNode]) throws -> Result
  ) throws -> Result {
    let graph = try GraphOwner(name: "measure")
    let attributes = TextAttributes(graph.graph)
    // The library caches only the last font, so runs are ordered by font.
    let order = runs.indices.sorted {
      (runs[$0].font.face.pangoName, runs[$0].font.size, $0)
        < (runs[$1].font.face.pangoName, runs[$1].font.size, $1)
    }
    var nodes: [(index: Int, node: OpaqueNode)] = []
    for index in order {
      let node = try graph.node("m\(index)")
      attributes.set(node, runs[index], color: "#000000")
      nodes.append((index, node))
    }
    try graph.layOut(context, engine: "nop2")
    return try body(nodes.sorted { $0.index < $1.index }.map(\.node))
  }

  /// The version of the installed library, such as `2.43.0`.
  public var version: String {
    (try? withContext(.context) { String(cString: gvcVersion($0)) }) ?? ""
  }
}

extension TextRun {
  /// The same text at the size at which all texts are measured.
  fileprivate var measured: TextRun { TextRun(text, font: Font(face: font.face, size: 100)) }
}

/// The library's messages since the lock was taken. Global, because a C callback cannot capture.
private struct Messages {
  private var text = ""

  mutating func append(_ message: String) { text += message }

  mutating func removeAll(keepingCapacity: Bool) {
    text.removeAll(keepingCapacity: keepingCapacity)
  }

  /// The errors among the messages, `nil` if there are none. Warnings are not failures.
  var failure: String? {
    let lines = text.split(separator: "\n").map(String.init)
    let errors = lines.filter { !$0.hasPrefix("Warning:") }
    return errors.isEmpty ? nil : errors.joined(separator: "; ")
  }
}

// Guarded by `Library.lock`: the library reports messages only inside `withContext`.
nonisolated(unsafe) private var messages = Messages()

private func gather(_ text: UnsafeMutablePointer<CChar>?) -> Int32 {
  if let text { messages.append(String(cString: text)) }
  return 0
}
