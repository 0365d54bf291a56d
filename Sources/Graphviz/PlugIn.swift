import CGraphviz

/// A plug-in of Graphviz that figures need; some systems package each on its own.
public enum PlugIn: String, CaseIterable, Sendable {
  /// Leaves nodes where they are put.
  case nop2
  /// Writes SVG with live text, and DOT.
  case svg
  /// Measures texts, and draws outlines, PNG and PDF.
  case cairo

  /// What to install where it is missing.
  public var package: SystemPackage {
    let version = Library.shared.version.prefix { $0 != "." }
    guard let major = Int(version), major >= 14 else { return .graphvizInOnePiece }
    return switch self {
    case .nop2: .layoutPlugIn
    case .svg: .graphviz
    case .cairo: .drawingPlugIn
    }
  }

  /// Whether the library finds it.
  ///
  /// - Throws: `GraphvizError` when the library cannot be started.
  public func isInstalled() throws -> Bool {
    try Library.shared.withContext(.context) { isInstalled($0) }
  }

  func isInstalled(_ context: OpaquePointer) -> Bool {
    let kind =
      switch self {
      case .nop2: "layout"
      case .svg: "device"
      case .cairo: "render"
      }
    return unroll_has_plug_in(context, kind, rawValue)
  }

  /// Checks that the library finds all of them.
  ///
  /// - Throws: `GraphvizError` that says how to install those that are missing.
  public static func requireAll() throws {
    let missing = try allCases.filter { try !$0.isInstalled() }
    guard missing.isEmpty else {
      throw GraphvizError(stage: .context, message: "", missing: missing)
    }
  }
}
