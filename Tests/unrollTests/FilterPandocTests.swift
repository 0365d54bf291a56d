import Foundation
import TestSupport
import Testing

/// The filter alone, with documents in the form in which Pandoc writes them.
@Suite struct FilterPandocTests {
  private let folder: TemporaryFolder
  private let lesson =
    "cell: elman\\nactivation: identity\\nparameters: {W_h: 2, W_x: 1, W_y: 1}\\n"
    + "sequence: [1, 2]\\nloss: output"

  init() throws { folder = try TemporaryFolder() }

  private func document(_ blocks: String..., meta: String = "") -> String {
    #"{"pandoc-api-version":[1,23,1],"meta":{"# + meta + #"},"blocks":["#
      + blocks.joined(separator: ",") + "]}"
  }

  private func block(_ id: String, _ text: String? = nil, keys: String = "") -> String {
    #"{"t":"CodeBlock","c":[["\#(id)",["unroll"],[\#(keys)]],"\#(text ?? lesson)"]}"#
  }

  private func filter(_ document: String, _ format: String = "html") throws -> Tool.Outcome {
    try Tool.run("pandoc", format, in: folder, input: document)
  }

  @Test("Standard output contains the document and nothing else")
  func pure() throws {
    let run = try filter(document(block("a")))
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.text.hasPrefix("{\"blocks\":[") && run.text.hasSuffix("}\n"))
    #expect(try folder.names(in: "unroll-figures") == ["a.svg"])
  }

  @Test("Blocks without an id are named after their content, anywhere in the document")
  func names() throws {
    _ = try filter(document(block("", keys: #"["show","2"]"#), block("")))
    let first = try folder.names(in: "unroll-figures")
    _ = try filter(document(block("")))
    #expect(try folder.names(in: "unroll-figures") == first && first.count == 2)
  }

  @Test("The metadata sets defaults, and a block's own keys override them")
  func defaults() throws {
    let meta =
      #""unroll":{"t":"MetaMap","c":{"#
      + #""theme":{"t":"MetaInlines","c":[{"t":"Str","c":"dark"}]},"#
      + #""width":{"t":"MetaInlines","c":[{"t":"Str","c":"50%"}]},"#
      + #""figures":{"t":"MetaInlines","c":[{"t":"Str","c":"img/bptt/"}]}}}"#
    let run = try filter(
      document(block("a"), block("b", keys: #"["theme","light"]"#), meta: meta))
    #expect(run.code == 0 && run.text.contains(#"["width","50%"]"#))
    #expect(run.text.contains("img/bptt/a.svg"))
    #expect(try folder.text(of: "img/bptt/a.svg").contains("#14181d"))
    #expect(try !folder.text(of: "img/bptt/b.svg").contains("#14181d"))
  }

  @Test("An id used twice, and ids that name the same files, are refused, and nothing is written")
  func ids() throws {
    let run = try filter(
      document(block("fig:a"), block("Fig-A"), block("c"), block("c")))
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(
      run.errors.contains("block 2 (Fig-A): error: the id of this block gives the same file"))
    #expect(run.errors.contains("block 4 (c): error: the id c is used twice, first in block 3 (c)"))
    #expect(try folder.names().isEmpty)
  }

  @Test("A lesson file outside the working folder is refused unless the metadata allows it")
  func outside() throws {
    let elman = block("a", "lesson: \(Tool.elman)")
    let refused = try filter(document(elman))
    #expect(refused.code == 65)
    #expect(refused.errors.contains("lies outside the working folder; set allow-outside: true"))
    let meta = #""unroll.allow-outside":{"t":"MetaBool","c":true}"#
    #expect(try filter(document(elman, meta: meta)).code == 0)
  }

  @Test(
    "A wrong key of the metadata is reported",
    arguments: [
      ("them", "dark", "has no key them; did you mean theme?"),
      ("strict", "maybe", "strict in the metadata must be true or false, not maybe"),
      ("figures", "../x", "figures in the metadata is ../x; name a folder beside the document"),
      ("figures", "a b", "links cannot hold \" \""),
    ])
  func wrong(_ key: String, _ value: String, _ message: String) throws {
    let meta = #""unroll.\#(key)":{"t":"MetaString","c":"\#(value)"}"#
    let run = try filter(document(block("a"), meta: meta))
    #expect(run.code == 65 && run.errors.contains(message), "\(run.errors)")
  }

  @Test("Keys that Pandoc did not read are reported, not ignored")
  func unread() throws {
    let run = try filter(document(block("").replacing("\"unroll\"", with: "\"{.unroll\"")))
    #expect(run.code == 65 && run.errors.contains("add +attributes to its -f"))
  }

  @Test("Input that is not a document is refused")
  func refused() throws {
    for (input, message) in [("", "standard input is empty"), ("text", "is not JSON")] {
      let run = try filter(input)
      #expect(run.code == 65 && run.errors.contains(message) && run.output.isEmpty)
    }
  }

  @Test("Started by hand, the filter says what to do instead of waiting for input")
  func byHand() throws {
    let said = try PseudoTerminal.messages(
      of: ["pandoc", "html"], in: folder, environment: ["NO_COLOR": "1"], asksPerson: true)
    #expect(said.contains("with a document as JSON: pandoc --filter unroll"))
  }

  @Test("Hostile words remain plain text: they give no markup and no file elsewhere")
  func hostile() throws {
    let keys = #"["caption","<script>x</script> \\input{y}"],["alt","\\\" onload=z <b>"]"#
    let run = try filter(document(block("../../evil", keys: keys)))
    #expect(run.code == 0)
    #expect(!run.text.contains("RawInline") && !run.text.contains("RawBlock"))
    #expect(try folder.names(in: "unroll-figures") == ["evil.svg"])
  }
}
