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

  /// Fonts for Chinese, Japanese and Korean.
  public static let eastAsianFonts = SystemPackage(
    apt: "fonts-noto-cjk", dnf: "google-noto-sans-cjk-fonts",
    brew: "brew install --cask font-noto-sans-cjk")
  /// A font for emoji.
  public static let emojiFonts = SystemPackage(
    apt: "fonts-noto-color-emoji", dnf: "google-noto-color-emoji-fonts",
    brew: "brew install --cask font-noto-color-emoji")
  /// Fonts for the other scripts and signs.
  public static let otherFonts = SystemPackage(
    apt: "fonts-noto-core", dnf: "google-noto-sans-fonts",
    brew: "brew install --cask font-noto-sans")

  /// Returns the packages with fonts for some characters, each once.
  ///
  ///     SystemPackage.fonts(for: ["日", "🙂"])  // [.eastAsianFonts, .emojiFonts]
  public static func fonts(for characters: [Unicode.Scalar]) -> [SystemPackage] {
    var packages: [SystemPackage] = []
    for character in characters {
      let package: SystemPackage =
        character.properties.isEmojiPresentation
        ? .emojiFonts : character.isEastAsian ? .eastAsianFonts : .otherFonts
      if !packages.contains(package) { packages.append(package) }
    }
    return packages
  }

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

extension Unicode.Scalar {
  /// Whether this is a Chinese, Japanese or Korean character.
  fileprivate var isEastAsian: Bool {
    switch value {
    case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
