import Figures
import Foundation
import Graphviz
import Publishing
import Typefaces

/// The libraries, plug-ins and fonts that figures are drawn with on this machine.
public struct Installation: Sendable {
  /// One library, plug-in or font.
  public struct Part: Hashable, Sendable {
    /// What it is.
    public let name: String
    /// Its version, its family, or whether it was found.
    public let finding: String
  }

  /// Something that prevents figures from being drawn, or from being drawn correctly.
  public enum Problem: Hashable, Sendable, CustomStringConvertible {
    /// This version of Graphviz is older than the oldest supported one.
    case oldGraphviz(String)
    /// Graphviz does not find a plug-in.
    case missing(PlugIn)
    /// A font is missing; the message says which.
    case font(String)

    /// The package that fixes it; `nil` if no package does.
    public var package: SystemPackage? {
      switch self {
      case .oldGraphviz: nil
      case .missing(let plugIn): plugIn.package
      case .font: .fonts
      }
    }

    /// What is wrong, without a full stop.
    public var description: String {
      switch self {
      case .oldGraphviz(let version):
        "Graphviz \(version) is too old; install 2.42 or later and build unroll again"
      case .missing(let plugIn): "Graphviz does not find its plug-in \(plugIn.rawValue)"
      case .font(let objection): objection
      }
    }
  }

  /// Graphviz with its plug-ins, and the other libraries.
  public private(set) var libraries: [Part] = []
  /// The fonts; empty without cairo and Pango, which find them.
  public private(set) var fonts: [Part] = []
  /// The problems; empty if everything is installed.
  public private(set) var problems: [Problem] = []

  private static let oldestGraphviz = [2, 42]

  /// Checks what is installed.
  ///
  /// - Throws: `GraphvizError` if libgraphviz does not start.
  public init() throws {
    for (name, version) in Self.versions {
      libraries.append(Part(name: name, finding: version ?? "missing"))
      guard name == "Graphviz" else { continue }
      if let version, Self.isOld(version) { problems.append(.oldGraphviz(version)) }
      for plugIn in PlugIn.allCases {
        let isInstalled = try plugIn.isInstalled()
        libraries.append(
          Part(name: "  plug-in \(plugIn.rawValue)", finding: isInstalled ? "found" : "missing"))
        if !isInstalled { problems.append(.missing(plugIn)) }
      }
    }
    guard try PlugIn.cairo.isInstalled() else { return }
    let font = try FigureFont()
    fonts = [
      Part(name: "font of texts", finding: font.text),
      Part(name: "font of mathematics", finding: font.mathematics),
    ]
    if let objection = font.objection { problems.append(.font(objection)) }
  }

  /// The libraries with their versions.
  private static var versions: [(name: String, version: String?)] {
    FigureLibraries.versions + [
      ("libqpdf", PDFDeck.libraryVersion), ("libzip", PowerPointDeck.libraryVersion),
      ("libwebp", Animation.webPVersion), ("giflib", Animation.gifVersion),
      ("HarfBuzz", EmbeddedTypefaces.harfBuzzVersion),
      ("fontconfig", EmbeddedTypefaces.fontconfigVersion), ("GLib", Checksum.libraryVersion),
    ]
  }

  private static func isOld(_ version: String) -> Bool {
    version.split(separator: ".").compactMap { Int($0) }.lexicographicallyPrecedes(oldestGraphviz)
  }

  /// The command that installs everything that is missing; `nil` if no package helps.
  public var remedy: String? {
    let packages = problems.compactMap(\.package)
    return packages.isEmpty ? nil : SystemPackage.command(toInstall: packages)
  }

  /// Returns everything that a picture depends on besides its lesson and its look: with the same
  /// strings, the same bytes are drawn.
  public static func signature() throws -> [String] {
    [Version.text, build, try FigureFont.signature()]
      + versions.map { "\($0.name) \($0.version ?? "")" }
  }

  /// Distinguishes one build of the program from another.
  private static let build: String = {
    guard let path = Bundle.main.executablePath,
      let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let date = attributes[.modificationDate] as? Date
    else { return "" }
    return "\(attributes[.size] ?? 0) \(date.timeIntervalSince1970)"
  }()
}
