import Foundation
import TestSupport
import Testing

/// `setup.sh` on machines where various requirements are missing.
@Suite struct SetupTests {
  private let all =
    "make git pkg-config libgraphviz-dev libpng-dev libqpdf-dev libzip-dev libwebp-dev "
    + "libgif-dev libharfbuzz-dev libfontconfig-dev libglib2.0-dev libcmark-gfm-dev "
    + "libcmark-gfm-extensions-dev"
  private let debian = ["apt-get", "apt-cache"]

  @Test("If nothing is missing, nothing is printed or installed")
  func complete() throws {
    let machine = try FakeMachine(managers: debian)
    try machine.put(packages: all + " fonts-stix")
    let run = try machine.setUp()
    #expect(run.code == 0 && run.messages.isEmpty && run.installed.isEmpty, "\(run)")
  }

  @Test("As root or with sudo, what is missing is installed", arguments: [true, false])
  func install(isRoot: Bool) throws {
    let machine = try FakeMachine(managers: isRoot ? debian : debian + ["sudo"], isRoot: isRoot)
    try machine.put(packages: "make git")
    let run = try machine.setUp()
    #expect(run.code == 0)
    #expect(
      run.installed.split(separator: "\n").joined(separator: " ")
        == "pkg-config libgraphviz-dev libpng-dev libqpdf-dev libzip-dev libwebp-dev "
        + "libgif-dev libharfbuzz-dev libfontconfig-dev libglib2.0-dev libcmark-gfm-dev "
        + "libcmark-gfm-extensions-dev fonts-stix")
    #expect(try machine.setUp().messages.isEmpty)
  }

  @Test(
    "Without root, one line is printed whose command installs everything that is missing",
    arguments: [
      "", "make git", "make git pkg-config libpng-dev", "make git pkg-config libgraphviz-dev",
      "make git pkg-config libgraphviz-dev libpng-dev libcmark-gfm-dev fonts-stix",
      "libgraphviz-dev libpng-dev libzip-dev libcmark-gfm-dev libcmark-gfm-extensions-dev fonts-stix",
      "make git pkg-config libgraphviz-dev libpng-dev libqpdf-dev libwebp-dev libcmark-gfm-dev",
    ], [[], ["lists"], ["splits-plug-ins"], ["splits-plug-ins", "lists"]])
  func cure(packages: String, facts: [String]) throws {
    // A sudo that refuses has the same effect as no sudo, whatever the facts are.
    for managers in facts.isEmpty ? [debian, debian + ["sudo"]] : [debian] {
      let machine = try FakeMachine(managers: managers)
      for fact in facts { try machine.put(file: fact) }
      if managers.contains("sudo") { try machine.put(program: "sudo", "exit 1") }
      try machine.put(packages: packages)
      let run = try machine.setUp()
      #expect(run.code == 1 && run.installed.isEmpty)
      #expect(run.messages.count == 1, "\(run.messages)")
      let line = try #require(run.messages.last)
      let start = try #require(line.firstRange(of: "as root, run: "))
      let end = try #require(line.firstRange(of: " (if you built libraries"))
      #expect(try machine.cures(String(line[start.upperBound..<end.lowerBound])))
      let next = try machine.setUp()
      #expect(next.code == 0 && next.messages.isEmpty, "\(line)\n\(next.messages)")
    }
  }

  @Test("If only the fonts are missing and not available, a warning is printed and setup succeeds")
  func fonts() throws {
    let user = try FakeMachine(managers: debian)
    try user.put(packages: all)
    let run = try user.setUp()
    #expect(run.code == 0)
    #expect(
      run.messages == [
        "setup: the STIX fonts are missing, so figures are drawn with another font; as root, run: "
          + "apt-get update && apt-get install -y --no-install-recommends fonts-stix"
      ])
    let root = try FakeMachine(managers: debian, isRoot: true)
    try root.put(file: "unknown-fonts-stix")
    let installation = try root.setUp()
    #expect(installation.code == 0, "\(installation.messages)")
    #expect(installation.installed.contains("libgraphviz-dev"))
    #expect(installation.messages.last?.contains("the STIX fonts are missing") == true)
  }

  @Test("Libraries that pkg-config finds and that can be linked need no package")
  func ownLibraries() throws {
    let machine = try FakeMachine(managers: debian, isRoot: true)
    try machine.put(packages: all + " fonts-stix")
    #expect(try machine.setUp().installed.isEmpty)
    try machine.remove("lib/libcmark-gfm-extensions.so")
    #expect(
      try machine.setUp().installed == "libcmark-gfm-dev\nlibcmark-gfm-extensions-dev\n")
  }

  @Test("A Graphviz that is too old is reported with its version and what to do")
  func oldGraphviz() throws {
    let machine = try FakeMachine(managers: debian)
    try machine.put(packages: "make git pkg-config libgraphviz-dev fonts-stix")
    try machine.put(file: "pc/libgvc", "2.40.1\n")
    let run = try machine.setUp()
    #expect(run.code == 1)
    #expect(
      run.messages == [
        "setup: Graphviz 2.40.1 is too old; get 2.42 or later at https://graphviz.org/download, "
          + "put its pkgconfig folder on PKG_CONFIG_PATH; then, as root, run: apt-get update && "
          + "apt-get install -y --no-install-recommends libpng-dev libqpdf-dev libzip-dev "
          + "libwebp-dev libgif-dev libharfbuzz-dev libfontconfig-dev libglib2.0-dev "
          + "libcmark-gfm-dev libcmark-gfm-extensions-dev"
      ])
  }

  @Test("Plug-ins in separate packages are installed with the library, and after it")
  func plugins() throws {
    for packages in [all, "make git"] {
      let machine = try FakeMachine(managers: debian, isRoot: true)
      try machine.put(file: "splits-plug-ins")
      try machine.put(packages: packages)
      let run = try machine.setUp()
      #expect(run.code == 0)
      #expect(run.installed.contains("libgvplugin-neato-layout-dev\nlibgvplugin-pango-dev\n"))
      #expect(try machine.setUp().messages.isEmpty)
    }
  }

  @Test("On Fedora one line has dnf's package names; on other systems one line is in words")
  func otherSystems() throws {
    #expect(
      try FakeMachine(managers: ["dnf"]).setUp().messages == [
        "setup: requirements are missing; as root, run: dnf install -y make git pkgconf-pkg-config "
          + "graphviz graphviz-devel libpng-devel qpdf-devel libzip-devel libwebp-devel "
          + "giflib-devel harfbuzz-devel fontconfig-devel glib2-devel cmark-gfm-devel stix-fonts "
          + "(if you built libraries yourself, set PKG_CONFIG_PATH)"
      ])
    #expect(
      try FakeMachine(managers: []).setUp().messages == [
        "setup: requirements are missing; install these (libraries with their headers): make, git, "
          + "pkg-config, Graphviz (2.42 or later), libpng, libqpdf, libzip, libwebp, "
          + "giflib, HarfBuzz, fontconfig, GLib, libcmark-gfm, the STIX fonts "
          + "(if you built libraries yourself, set PKG_CONFIG_PATH)"
      ])
  }

  @Test("On macOS, Homebrew installs what is missing; without Homebrew, one line says what to do")
  func homebrew() throws {
    let bare = try FakeMachine(kernel: "Darwin", managers: [])
    #expect(
      try bare.setUp().messages == [
        "setup: Homebrew is missing; get it at https://brew.sh, then run: brew install pkgconf "
          + "graphviz libpng qpdf libzip webp giflib harfbuzz fontconfig glib cmark-gfm"
      ])
    let machine = try FakeMachine(kernel: "Darwin", managers: ["brew"])
    #expect(try machine.setUp().code == 0)
    #expect(try machine.setUp().messages.isEmpty)
  }

  @Test("Sphinx's program, which Homebrew does not put on PATH, is linked where the tests look")
  func keg() throws {
    let machine = try FakeMachine(kernel: "Darwin", managers: ["brew"])
    for program in [
      "rsvg-convert", "chromium", "cmark-gfm", "pandoc", "unzip", "neato", "pdftoppm", "pdflatex",
      "xelatex", "node", "tsc", "myst", "check-jsonschema", "python3", "webpinfo", "libreoffice",
      "hugo", "asciidoctor", "ruby", "sphinx-build-newest",
    ] {
      try machine.put(program: program)
    }
    let run = try machine.setUp("tests")
    #expect(run.code == 0, "\(run.messages)")
    #expect(machine.has(".build-tests/bin/sphinx-build"))
    #expect(run.installed.contains("sphinx-doc"))
    #expect(try machine.setUp("tests").installed.isEmpty)
  }

  @Test("An unknown argument of setup.sh is refused, and no file mentions such an argument")
  func words() throws {
    let run = try FakeMachine(managers: debian).setUp("viewers")
    #expect(run.code == 1)
    #expect(run.messages == ["setup: unknown argument viewers; write tests, or no argument"])
    let checkout = URL(fileURLWithPath: Tool.samples).deletingLastPathComponent()
    let files = FileManager.default.enumerator(
      at: checkout.appendingPathComponent("Tests"), includingPropertiesForKeys: nil)
    let sources = (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
    let others = ["CONTRIBUTING.md", "Makefile", ".ci/run", "docs/install.md"]
      .map { checkout.appendingPathComponent($0) }
    let texts = try (sources + others).map { try String(contentsOf: $0, encoding: .utf8) }
    let words = texts.flatMap { $0.matches(of: /sh setup\.sh ([a-z]+)/).map { String($0.1) } }
    #expect(Set(words) == ["tests"])
  }

  @Test("Without Swift, or with an old version, one line says where to get it")
  func swift() throws {
    let machine = try FakeMachine(managers: debian)
    try machine.put(program: "swift", "echo 'Swift version 6.1.2'")
    #expect(
      try machine.setUp().messages == [
        "setup: Swift 6.1.2 is too old; get 6.2 or later at https://swift.org/install"
      ])
    try machine.remove("bin/swift")
    #expect(
      try machine.setUp().messages == [
        "setup: Swift is missing; get 6.2 or later at https://swift.org/install"
      ])
  }
}
