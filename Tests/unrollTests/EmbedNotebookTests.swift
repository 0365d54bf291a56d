import Foundation
import TestSupport
import Testing

/// A Jupyter notebook gets the figures of the lessons in its Markdown cells.
@Suite struct EmbedNotebookTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put(Tool.smallLesson + "\n", in: "lesson.yaml")
  }

  /// As Jupyter writes it, with a key that it does not know and an escape that it would not write.
  private func notebook(_ first: [String], _ second: String = "\"# End\"") -> String {
    let lines = first.map { "    \"\($0)\"" }.joined(separator: ",\n")
    return """
      {
       "cells": [
        {
         "cell_type": "code",
         "execution_count": 1,
         "metadata": {"unroll": "{[\\"]}"},
         "outputs": [],
         "source": [
          "print('```unroll')"
         ]
        },
        {
         "source": [
      \(lines)
         ],
         "other": 1.50,
         "cell_type": "markdown",
         "metadata": {}
        },
        {
         "cell_type": "markdown",
         "metadata": {},
         "source": \(second)
        },
        {
         "cell_type": "raw",
         "metadata": {},
         "source": "```unroll\\nx\\n```"
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """
  }

  private static let block = [
    "# \\u00dcber\\n", "\\n", "```{.unroll #one caption=\\\"Zu $h_0$\\\"}\\n",
    "lesson: lesson.yaml\\n", "```",
  ]

  private func embed(_ arguments: String...) throws -> Tool.Outcome {
    try Tool.run(["embed", "a.ipynb"] + arguments, in: folder)
  }

  @Test("Figures go into the Markdown cells, and no other byte changes")
  func embeds() throws {
    let before = notebook(Self.block)
    try folder.put(before, in: "a.ipynb")
    let run = try embed()
    #expect(run.code == 0 && run.errors == "Wrote 2 files.\n", "\(run.errors)")
    let after = try folder.text(of: "a.ipynb")
    let start = try #require(
      after.firstRange(of: "    \"```\\n\",\n    \"\\n\",\n    \"<!-- unroll:begin one"))
    let end = try #require(
      after.firstRange(of: "    \"<!-- unroll:end -->\\n\"\n   ],\n   \"other\": 1.50,"))
    #expect(
      before.hasPrefix(after[..<start.lowerBound]) && before.hasSuffix(after[end.upperBound...]))
    #expect(after.contains("    \"![The graph with the answer: "))
    #expect(
      after.contains("](figures/one.svg)\\n\",\n") && after.contains("    \"*Zu $h_0$*\\n\",\n"))
    #expect(try embed("--check", "--prune").code == 0)
    #expect(try embed().errors == "Everything is up to date.\n")
  }

  @Test("A cell whose text is one string keeps that form")
  func strings() throws {
    try folder.put(
      notebook(["a"], "\"```unroll\\nlesson: lesson.yaml\\n```\\n\\nEnd\""), in: "a.ipynb")
    #expect(try embed("--hide-source").code == 0)
    let text = try folder.text(of: "a.ipynb")
    #expect(text.contains("\"source\": \"<details><summary>Lesson</summary>\\n\\n```unroll\\n"))
    #expect(text.contains("<!-- unroll:end -->\\n\\nEnd\"\n"))
    #expect(try embed("--hide-source", "--check").code == 0)
  }

  @Test("Pictures side by side are in a paragraph, without which Jupyter shows them one by one")
  func rows() throws {
    try folder.put(
      notebook(["a"], "\"```unroll\\nlesson: lesson.yaml\\nshow: 1-2\\nas: strip\\n```\""),
      in: "a.ipynb")
    #expect(try embed("--for", "hugo").code == 0)
    let text = try folder.text(of: "a.ipynb")
    #expect(
      text.contains(/\\n<p><img src=[^>]* width=\\"49%\\"> <img src=[^>]* width=\\"49%\\"><\/p>\\n/)
    )
  }

  @Test("A mistake names the cell and the line, and nothing is written")
  func mistakes() throws {
    for (first, second, message) in [
      (
        ["a\\n", "\\n", "```unroll\\n", "cel: elman\\n", "```"], "\"b\"",
        ":cell 2:4:1: error: there is no key cel"
      ),
      (
        ["a"], "\"```unroll colour=red\\n\(Tool.smallLesson.replacing("\n", with: "\\n"))\\n```\"",
        ":cell 3:1:11: error: a block has no key colour"
      ),
      (
        ["```unroll\\n", "a: 1\\n"], "\"b\"", ":cell 2:1:1: error: this block has no closing fence"
      ),
      (
        Self.block, "\"```{.unroll #one}\\nlesson: lesson.yaml\\n```\"",
        ":cell 3:1:13: error: the id one is used twice, first in a.ipynb:cell 2, line 3"
      ),
    ] {
      let text = notebook(first, second)
      try folder.put(text, in: "a.ipynb")
      let run = try embed()
      #expect(run.code == 65 && run.errors.hasPrefix("a.ipynb\(message)"), "\(run.errors)")
      #expect(try folder.text(of: "a.ipynb") == text)
    }
  }

  @Test("What is no notebook is reported")
  func others() throws {
    for (text, message) in [
      ("# A", "the notebook is not JSON"), ("{\"worksheets\": []}", "no notebook with cells"),
      ("[]", "no notebook with cells"), ("{\"cells\": 1}", "no notebook with cells"),
    ] {
      try folder.put(text, in: "a.ipynb")
      let run = try embed()
      #expect(run.code == 65 && run.errors.hasPrefix("a.ipynb:1: error: "), "\(run.errors)")
      #expect(run.errors.contains(message), "\(run.errors)")
    }
    try folder.put("{\"cells\": []}", in: "a.ipynb")
    #expect(try embed().errors.contains("a.ipynb has no block"))
  }

  @Test("A notebook and a document in a folder share their figures")
  func neighbours() throws {
    try folder.put(notebook(Self.block), in: "a.ipynb")
    try folder.put("```{.unroll #two}\nlesson: lesson.yaml\n```\n", in: "b.md")
    #expect(try embed().code == 0)
    #expect(try Tool.run("embed", "b.md", "--prune", in: folder).code == 0)
    #expect(try folder.names(in: "figures") == ["one.svg", "two.svg"])
    try folder.put("```{.unroll #one}\nlesson: lesson.yaml\n```\n", in: "b.md")
    #expect(try Tool.run("embed", "b.md", in: folder).errors.contains("as one of a.ipynb"))
  }

  @Test(
    "Jupyter reads the notebook and shows the figure",
    .enabled(if: ForeignProgram.isExpected(pythonPackage: "nbconvert")))
  func jupyter() throws {
    try folder.put(notebook(Self.block), in: "a.ipynb")
    #expect(try embed("--hide-source").code == 0)
    let run = try ForeignProgram.python.run(
      "-m", "nbconvert", "--to", "html", "--template", "basic", "a.ipynb", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let page = try folder.text(of: "a.html")
    #expect(page.contains("src=\"figures/one.svg\"") && page.contains("<em>Zu $h_0$</em>"))
    #expect(page.contains("<details><summary>Lesson</summary>") && !page.contains("```{"))
  }
}
