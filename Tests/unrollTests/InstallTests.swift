import Foundation
import TestSupport
import Testing

/// `scripts/install.sh`, which `make install` and `make uninstall` call.
@Suite struct InstallTests {
  private let shell = ForeignProgram(name: "sh")
  private let script = URL(fileURLWithPath: Tool.samples).deletingLastPathComponent()
    .appendingPathComponent("scripts/install.sh").path
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(".Dd\n", in: "manual/unroll.1")
    try folder.put(".Dd\n", in: "manual/unroll.render.1")
  }

  private func run(_ words: [String], prefix: String) throws -> Tool.Outcome {
    try shell.run([script] + words, in: folder, environment: ["PREFIX": prefix, "DESTDIR": ""])
  }

  private func files(in folder: String) throws -> Set<String> {
    let names = FileManager.default.enumerator(atPath: self.folder.path(folder))
    return Set(
      (names?.allObjects as? [String] ?? []).filter { name in
        var isFolder: ObjCBool = false
        let path = self.folder.path(folder) + "/" + name
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
          && !isFolder.boolValue
      })
  }

  @Test("Tool, completions and manual pages are installed, work, and are removed completely")
  func installed() throws {
    let other = try folder.put("x", in: "a prefix/share/man/man1/unrolled.1")
    let prefix = folder.path("a prefix")
    // Installing over an older version replaces it.
    for _ in 1...2 {
      let run = try run(["install", Tool.path, folder.path("manual")], prefix: prefix)
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    }
    #expect(
      try files(in: "a prefix") == [
        "bin/unroll", "bin/pandoc-unroll", "bin/mdbook-unroll", "bin/myst-unroll",
        "share/bash-completion/completions/unroll", "share/zsh/site-functions/_unroll",
        "share/fish/vendor_completions.d/unroll.fish",
        "share/man/man1/unroll.1", "share/man/man1/unroll.render.1",
        "share/man/man1/unrolled.1",
      ])
    let completions = try folder.text(
      of: "a prefix/share/bash-completion/completions/unroll")
    #expect(completions.contains("render") && completions.contains("--theme"))
    #expect(try folder.text(of: "a prefix/share/zsh/site-functions/_unroll").hasPrefix("#compdef"))
    #expect(try folder.permissions(of: "a prefix/share/man/man1/unroll.1") == 0o644)
    let version = try ForeignProgram(name: prefix + "/bin/unroll").run("--version", in: folder)
    let built = try Tool.run("--version", in: folder)
    #expect(version.code == 0 && version.text == built.text)
    let preprocessor = try ForeignProgram(name: prefix + "/bin/mdbook-unroll")
      .run("supports", "html", in: folder)
    #expect(preprocessor.code == 0, "\(preprocessor.errors)")

    let removal = try run(["uninstall"], prefix: prefix)
    #expect(removal.code == 0 && removal.errors.isEmpty, "\(removal.errors)")
    #expect(try files(in: "a prefix") == ["share/man/man1/unrolled.1"])
    #expect(FileManager.default.fileExists(atPath: other))
  }

  @Test("A packager's DESTDIR comes before the prefix, and what is installed can be moved from it")
  func staged() throws {
    let prefix = folder.path("usr")
    let places = ["PREFIX": prefix, "DESTDIR": folder.path("root")]
    let words = [script, "install", Tool.path, folder.path("manual")]
    let run = try shell.run(words, in: folder, environment: places)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: prefix))
    let root = "root" + prefix
    #expect(try files(in: root).count == 9)
    for name in ["pandoc-unroll", "mdbook-unroll", "myst-unroll"] {
      let link = folder.path("\(root)/bin/\(name)")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "unroll")
    }
    let removal = try shell.run([script, "uninstall"], in: folder, environment: places)
    #expect(removal.code == 0 && removal.errors.isEmpty, "\(removal.errors)")
    #expect(try files(in: "root").isEmpty)
  }

  @Test("Everybody can use what is installed, whatever the umask of the one who installs it")
  func permissions() throws {
    let command = "umask 077; exec sh \"$@\""
    let run = try shell.run(
      ["-c", command, "sh", script, "install", Tool.path, folder.path("manual")], in: folder,
      environment: ["PREFIX": folder.path("prefix"), "DESTDIR": ""])
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    for name in ["prefix", "prefix/bin", "prefix/bin/unroll", "prefix/share/man/man1"] {
      #expect(try folder.permissions(of: name) == 0o755, "\(name)")
    }
    for name in try files(in: "prefix/share") {
      #expect(try folder.permissions(of: "prefix/share/" + name) == 0o644, "\(name)")
    }
  }

  @Test("A program that fails to write one of its completions leaves nothing installed")
  func failing() throws {
    let tool = try folder.put("#!/bin/sh\n[ \"$2\" != fish ]\n", in: "failing")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
    let run = try run(["install", tool, folder.path("manual")], prefix: folder.path("prefix"))
    #expect(run.code != 0 && run.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path("prefix")))
  }

  @Test(
    "A prefix that is not writable or not absolute is refused with a one-line message",
    arguments: ["check", "install", "uninstall"])
  func refused(word: String) throws {
    // A file in place of a folder prevents even root from writing.
    try folder.put("x", in: "file")
    let words = word == "install" ? [word, Tool.path, folder.path("manual")] : [word]
    let before = try files(in: "")
    for (prefix, expected) in [
      (folder.path("file") + "/deeper", "make \(word == "uninstall" ? word : "install") PREFIX="),
      ("relative", "PREFIX must be an absolute path, not relative"),
    ] {
      let run = try run(words, prefix: prefix)
      #expect(run.code == 1)
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(run.errors.contains(expected), "\(run.errors)")
    }
    #expect(try files(in: "") == before)
  }

  @Test("Without program, manual or installation nothing is written, and one line says so")
  func missing() throws {
    let prefix = folder.path("prefix")
    for (words, expected) in [
      (["install", folder.path("manual"), folder.path("manual")], "there is no program "),
      (["install", Tool.path, folder.path("none")], "there are no manual pages in "),
      (["uninstall"], "unroll is not installed in "),
    ] {
      let run = try run(words, prefix: prefix)
      #expect(run.code == 1 && run.output.isEmpty)
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(run.errors.contains(expected), "\(run.errors)")
      #expect(try files(in: "prefix").isEmpty)
    }
  }
}
