import Foundation

/// A package to install, with its names in different package managers.
///
///     SystemPackage.command(toInstall: [.fonts])  // sudo apt-get install fonts-stix
public struct SystemPackage: Hashable, Sendable {
  private let apt, dnf: String
  // For Homebrew a whole command, because fonts are installed differently from libraries.
  private let brew: String

  /// Graphviz with its plug-ins, as Debian packages it up to version 13; installed already, it needs
  /// to be installed again.
  public static let graphvizInOnePiece = SystemPackage(
    apt: "--reinstall libgvc6", dnf: "graphviz", brew: "brew reinstall graphviz")
  /// Graphviz itself.
  public static let graphviz = SystemPackage(
    apt: "libgraphviz-dev", dnf: "graphviz", brew: "brew reinstall graphviz")
  /// The plug-in with `nop2`, which Debian packages separately since Graphviz 14.
  public static let layoutPlugIn = SystemPackage(
    apt: "libgvplugin-neato-layout-dev", dnf: "graphviz", brew: "brew reinstall graphviz")
  /// The plug-in with cairo and Pango.
  public static let drawingPlugIn = SystemPackage(
    apt: "libgvplugin-pango-dev", dnf: "graphviz", brew: "brew reinstall graphviz")
  /// The STIX fonts, including those for mathematics.
  public static let fonts = SystemPackage(
    apt: "fonts-stix", dnf: "stix-fonts stix-math-fonts",
    brew: "brew install --cask font-stix-two-text font-stix-two-math")

  /// Returns one command of this system's package manager that installs all of these.
  public static func command(toInstall packages: [SystemPackage]) -> String {
    func names(_ name: KeyPath<SystemPackage, String>) -> [String] {
      var seen = Set<String>()
      return packages.map { $0[keyPath: name] }.filter { seen.insert($0).inserted }
    }
    let administrator = getuid() == 0 ? "" : "sudo "
    if isThere("/usr/bin/apt-get") {
      return administrator + "apt-get install " + names(\.apt).joined(separator: " ")
    }
    if isThere("/usr/bin/dnf") {
      return administrator + "dnf install " + names(\.dnf).joined(separator: " ")
    }
    return names(\.brew).joined(separator: " && ")
  }

  private static func isThere(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }
}
