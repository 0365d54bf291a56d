import CGraphviz

/// A Graphviz plug-in that figures need. Some systems package each plug-in separately.
public enum PlugIn: String, CaseIterable, Sendable {
  /// The layout engine that leaves nodes where they are placed.
  case nop2
  /// Writes SVG with live text, and DOT.
  case svg
  /// Measures texts, and draws outlines, PNG and PDF.
  case cairo

  /// The package to install if the plug-in is missing.
  public var package: SystemPackage {
    let version = Library.shared.version.prefix { $0 != "." }
    guard let major = Int(version), major >= 14 else { return .graphvizInOnePiece }
    return switch self {
    case .nop2: .layoutPlugIn
    case .svg: .graphviz
    case .cairo: .drawingPlugIn
    }
  }

  /// Returns whether the library finds the plug-in.
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

  /// Checks that the library finds all plug-ins.
  ///
  /// - Throws: `GraphvizError` that says how to install those that are missing.
  public static func requireAll() throws {
    let missing = try allCases.filter { try !$0.isInstalled() }
    guard missing.isEmpty else {
      throw GraphvizError(stage: .context, message: "", missing: missing)
    }
  }
}
