import Foundation
import TestSupport

/// A machine on which `setup.sh` finds only what a test puts there: the programs are stubs, and a
/// library or font is a file in a folder.
struct FakeMachine {
  private let folder: TemporaryFolder

  /// A run of `setup.sh`.
  struct Outcome {
    let code: Int32
    /// The lines that it printed.
    let messages: [String]
    /// The packages that package managers were asked to install, one per line.
    let installed: String
  }

  /// Creates a machine with Swift and a compiler.
  ///
  /// - Parameters:
  ///   - kernel: what `uname` prints.
  ///   - managers: the package managers on the machine, and `sudo` if it has it.
  ///   - isRoot: whether the user is root.
  init(kernel: String = "Linux", managers: [String], isRoot: Bool = false) throws {
    folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: Tool.samples).deletingLastPathComponent()
      .appendingPathComponent("setup.sh")
    try folder.put(String(contentsOf: script, encoding: .utf8), in: "setup.sh")
    try folder.make("bin")
    let tools = [
      "cat", "chmod", "cp", "cut", "dirname", "env", "grep", "ln", "ls", "mkdir", "mktemp", "rm",
      "sed", "sh", "sort", "touch", "tr", "true",
    ]
    for tool in tools {
      guard let path = ForeignProgram(name: tool).path else { throw CocoaError(.fileNoSuchFile) }
      try folder.link("bin/\(tool)", to: path)
    }
    try put(program: "uname", "echo \(kernel)")
    try put(program: "id", isRoot ? "echo 0" : "echo 1000")
    try put(program: "swift", "echo 'Swift version 6.3 (swift-6.3-RELEASE)'")
    try put(program: "cc", Self.compiler)
    for manager in managers { try put(program: manager, Self.stubs[manager] ?? "") }
  }

  /// Adds a program.
  func put(program name: String, _ script: String = "") throws {
    let path = try folder.put("#!/bin/sh\nset -eu\n\(script)\n", in: "bin/\(name)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Adds the contents of packages.
  func put(packages: String) throws {
    _ = try shell("for package in \(packages); do\n\(Self.unpack)\ndone", isRoot: true)
  }

  /// Adds a file, empty or with the given text.
  func put(file: String, _ text: String = "") throws { try folder.put(text, in: file) }
  func remove(_ file: String) throws { try folder.remove(file) }
  func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(file)) }

  /// Runs `setup.sh`.
  func setUp(_ arguments: String...) throws -> Outcome {
    try? folder.remove("log")
    let run = try shell("exec sh ./setup.sh \(arguments.joined(separator: " "))")
    return Outcome(
      code: run.code, messages: run.errors.split(separator: "\n").map(String.init),
      installed: (try? folder.text(of: "log")) ?? "")
  }

  /// Runs a command line as root and returns whether it succeeded.
  func cures(_ command: String) throws -> Bool { try shell(command, isRoot: true).code == 0 }

  private func shell(_ command: String, isRoot: Bool = false) throws -> (
    code: Int32, errors: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-euc", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = [
      "PATH": folder.path("bin"), "ROOT": folder.path, "TMPDIR": NSTemporaryDirectory(),
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try folder.handle(writing: "errors")
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try folder.text(of: "errors"))
  }

  /// A compiler that links only against libraries that are on the machine.
  private static let compiler = """
    for argument; do
      case $argument in
        -l*) [ -e "$ROOT/lib/lib${argument#-l}.so" ] || exit 1 ;;
      esac
    done
    """

  private static let pkgConfig = """
    case $1 in
      --exists)
        shift
        for name; do [ -e "$ROOT/pc/$name" ] || exit 1; done
        ;;
      --atleast-version=*)
        [ "$(printf '%s\\n' "${1#*=}" "$(cat "$ROOT/pc/$2")" | sort -V | sed 1q)" = "${1#*=}" ]
        ;;
      --modversion) cat "$ROOT/pc/$2" ;;
      --variable=libdir) echo "$ROOT/lib" ;;
      --libs)
        shift
        for name; do
          printf ' -l%s' "${name#lib}"
          [ "$name" != libcmark-gfm ] || printf ' -lcmark-gfm-extensions'
        done
        ;;
    esac
    """

  /// Installs the package `$package`.
  private static let unpack = """
    mkdir -p "$ROOT/pc" "$ROOT/lib/graphviz"
    add() { for file; do touch "$ROOT/$file"; done; }
    program() { printf '#!/bin/sh\\n' >"$ROOT/bin/$1"; chmod 755 "$ROOT/bin/$1"; }
    case $package in
      libgraphviz-dev | graphviz)
        echo 2.43 >"$ROOT/pc/libgvc"
        add pc/libcgraph lib/libgvc.so lib/libcgraph.so
        [ -e "$ROOT/splits-plug-ins" ] ||
          add lib/graphviz/libgvplugin_neato_layout.so.6 lib/graphviz/libgvplugin_pango.so.6
        ;;
      libgvplugin-neato-layout-dev) add lib/graphviz/libgvplugin_neato_layout.so.8 ;;
      libgvplugin-pango-dev) add lib/graphviz/libgvplugin_pango.so.8 ;;
      libpng-dev | libpng) add pc/libpng lib/libpng.so ;;
      libqpdf-dev | qpdf) add pc/libqpdf lib/libqpdf.so ;;
      libzip-dev | libzip) add pc/libzip lib/libzip.so ;;
      libwebp-dev) add pc/libwebpmux lib/libwebpmux.so ;;
      webp) add pc/libwebpmux lib/libwebpmux.so && program webpinfo ;;
      libgif-dev) add lib/libgif.so ;;
      giflib) mkdir -p "$ROOT/kegs/giflib/include" && add kegs/giflib/include/gif_lib.h ;;
      libharfbuzz-dev | harfbuzz) add pc/harfbuzz-subset lib/libharfbuzz-subset.so ;;
      libfontconfig-dev | fontconfig) add pc/fontconfig lib/libfontconfig.so ;;
      libglib2.0-dev | glib) add pc/glib-2.0 lib/libglib-2.0.so ;;
      libcmark-gfm-dev) add pc/libcmark-gfm lib/libcmark-gfm.so ;;
      libcmark-gfm-extensions-dev) add lib/libcmark-gfm-extensions.so ;;
      cmark-gfm) add pc/libcmark-gfm lib/libcmark-gfm.so lib/libcmark-gfm-extensions.so ;;
      fonts-stix) add fonts && printf '#!/bin/sh\\necho STIX\\n' >"$ROOT/bin/fc-list" &&
        chmod 755 "$ROOT/bin/fc-list" ;;
      pkg-config | pkgconf)
        program pkg-config
        cat >>"$ROOT/bin/pkg-config" <<'END'
    \(pkgConfig)
    END
        ;;
      make | git) program $package ;;
      sphinx-doc) mkdir -p "$ROOT/kegs/sphinx-doc/bin" && cp "$ROOT/bin/sh" \
        "$ROOT/kegs/sphinx-doc/bin/sphinx-build" ;;
      -*) ;;
      *) program "$package" ;;
    esac
    """

  private static let stubs = [
    "sudo": "exec env \"$@\"",
    "apt-get": """
    command=
    while [ $# -gt 0 ]; do
      case $1 in
        -*) ;;
        *) [ -z "$command" ] && command=$1 || break ;;
      esac
      shift
    done
    if [ "$command" = update ]; then touch "$ROOT/lists"; exit; fi
    for package; do
      case $package in -*) continue ;; esac
      [ ! -e "$ROOT/unknown-$package" ] || { echo "cannot locate $package" >&2; exit 100; }
    done
    for package; do
      case $package in -*) continue ;; esac
      echo "$package" >>"$ROOT/log"
    \(unpack)
    done
    """,
    "apt-cache": """
    [ -e "$ROOT/lists" ] || exit 100
    if [ "$1" = pkgnames ] && [ -e "$ROOT/splits-plug-ins" ]; then
      printf 'libgvplugin-%s\\n' pango8 pango-dev gd-dev neato-layout8 neato-layout-dev
    fi
    """,
    "dnf": "",
    "brew": """
    if [ "$1" = --prefix ]; then echo "$ROOT/kegs/$2"; exit; fi
    for package; do
      case $package in install | -*) continue ;; esac
      echo "$package" >>"$ROOT/log"
    \(unpack)
    done
    """,
  ]
}
