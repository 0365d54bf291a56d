import Foundation
import Formulas
import Testing

@testable import Publishing

@Suite struct OutputErrorTests {
  @Test("The error of a full disk says what happened to the old file and what to do")
  func fullDisk() {
    let error = OutputError(
      kind: .cannotWrite, path: "out/fig.svg", code: ENOSPC, keepsOldFile: true)
    #expect(
      error.description == "cannot write out/fig.svg: no space left on device; "
        + "the old file is unchanged; free some space, or choose a folder on another disk")
    #expect(error.exitCode == 74)
    #expect(!error.isQuiet)
  }

  @Test("A file that did not exist before is not reported as unchanged")
  func noOldFile() {
    let error = OutputError(kind: .cannotCreate, path: "fig.svg", code: EROFS)
    #expect(!error.description.contains("unchanged"))
    #expect(error.description.hasPrefix("cannot create fig.svg: read-only file system; "))
    #expect(error.exitCode == 73)
  }

  @Test("A reason without advice ends the sentence")
  func noAdvice() {
    let error = OutputError(kind: .cannotWrite, path: "-", code: EIO)
    #expect(error.description.lowercased().hasPrefix("cannot write standard output: i"))
    #expect(!error.description.contains(";"))
  }

  @Test("A closed pipe causes neither a message nor a failing exit code")
  func readerGone() {
    let error = OutputError(SystemError(code: EPIPE, stage: .writing), path: "-")
    #expect(error.kind == .readerGone)
    #expect(error.isQuiet)
    #expect(error.exitCode == 0)
    #expect(error.description == "standard output: the reader closed the pipe before the end")
  }

  @Test("Wrong usage lists the valid choices and shows what to write instead")
  func misuse() {
    func words(_ misuse: OutputError.Misuse, _ path: String) -> String {
      OutputError(kind: .wrongUsage(misuse), path: path).description
    }
    #expect(
      words(.unknownExtension("jpg", known: [.pdf]), "fig.jpg")
        == "fig.jpg: unknown extension .jpg; use .svg, .png, .pdf or .gv")
    #expect(
      words(.unknownExtension("jpg", known: DeckFormat.allCases), "fig.jpg")
        .hasSuffix(OutputFormat.all.map { "." + $0.fileExtension }.joined(lastBy: "or")))
    #expect(
      words(.missingExtension, "out").contains("; write out.svg, out.png, out.pdf"))
    #expect(words(.missingExtension, "out").hasSuffix(", or out/ for a folder of frames"))
    #expect(words(.missingName, "").contains("is empty; write fig.svg"))
    #expect(words(.missingName, ".svg").hasPrefix(".svg: the name before the extension"))
    #expect(
      words(.severalSteps(3), "-")
        == "standard output holds one picture, but 3 steps are chosen; "
        + "choose one, write them all as one file (-f pdf), or name a file or a folder")
    #expect(
      words(.numberedDeck(.pdf), "talk-%d.pdf").hasPrefix(
        "talk-%d.pdf: a .pdf file holds the whole deck, so its name has no number; "))
    #expect(words(.namedTwice, "-").hasPrefix("standard output: two outputs have this name"))
    #expect(
      words(.severalFormats([.picture(.svg), .picture(.png)]), "-").contains(
        "svg and png are requested"))
    #expect(OutputError(kind: .wrongUsage(.missingName), path: "").exitCode == 64)
  }
}
