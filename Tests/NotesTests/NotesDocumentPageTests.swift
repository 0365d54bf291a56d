import Notes
import Testing

@Suite struct NotesDocumentPageTests {
  private func html(_ text: String) throws -> String {
    try NotesDocument(bytes: Array(text.utf8), name: "notes.md").html { "<figure>\($0)</figure>" }
  }

  @Test("Headings, lists, tables and code are elements, and front matter is left out")
  func prose() throws {
    let page = try html(
      """
      ---
      title: none
      ---
      # One *and* two

      - a
      - [x] b

      | a | b |
      |---|--:|
      | 1 | 2 |

      ```python
      1 < 2
      ```

      A note[^1] ~~gone~~.

      [^1]: The note.
      """)
    #expect(page.contains("<h1>One <em>and</em> two</h1>") && !page.contains("title: none"))
    #expect(page.contains("<li>a</li>") && page.contains("type=\"checkbox\""))
    #expect(page.contains("<td align=\"right\">2</td>"))
    #expect(page.contains("<pre><code class=\"language-python\">1 &lt; 2\n</code></pre>"))
    #expect(page.contains("<del>gone</del>") && page.contains("The note."))
  }

  @Test("A block is replaced where it is, also in a list and in a quote")
  func blocks() throws {
    let block = "```unroll\ncell: elman\n```\n"
    let page = try html(
      block + "\n> ```unroll\n> a: b\n> ```\n\n- item\n\n  ```unroll\n  a: b\n  ```\n\nend\n")
    #expect(!page.contains("<code") && !page.contains("cell"))
    #expect(page.hasPrefix("<figure>0</figure>\n<blockquote>\n<figure>1</figure>\n</blockquote>"))
    #expect(page.contains("<p>item</p>\n<figure>2</figure>\n</li>") && page.contains("<p>end</p>"))
  }

  @Test("What unroll embed has written is left out, with its folds")
  func regions() throws {
    let document = try NotesDocument(
      bytes: Array("# A\n\n```unroll\na: b\n```\n\ntext\n\n> ```unroll\n> a: b\n> ```\n".utf8),
      name: "notes.md")
    for hides in [false, true] {
      let written = try document.updated(hidingSource: hides) { _ in
        NotesDocument.Region(stamp: "x", lines: ["![old *words*](a.svg)", "", "*caption*"])
      }
      let page = try NotesDocument(bytes: written, name: "notes.md").html { "<b>\($0)</b>" }
      #expect(!page.contains("old") && !page.contains("caption"), "\(page)")
      #expect(page.contains("<b>0</b>\n<p>text</p>\n<blockquote>\n<b>1</b>"), "\(page)")
    }
  }

  @Test("Neither HTML nor the address of a link becomes a script")
  func hostile() throws {
    let page = try html(
      "<script>alert(1)</script>\n\na <img src=x onerror=alert(1)> b\n\n"
        + "[link](javascript:alert(1)) ![a \"picture\"](javascript:alert(1))\n\n"
        + "```<script>\n</code></pre><script>alert(1)</script>\n```\n\n$<script>alert(1)</script>$\n"
    )
    #expect(!page.contains("<script") && !page.contains("onerror") && !page.contains("javascript:"))
    #expect(page.contains("<span class=\"absent\">a &quot;picture&quot;</span>"))
  }

  @Test("Formulas stay as they are written")
  func formulas() throws {
    let page = try html(
      #"""
      The $\{W_h\}^{*} *a*$ and $5 and *7* $6.

      $$
      \begin{pmatrix} a \\ b_1 * c_2 *
      = d \end{pmatrix}
      $$

      > $$a
      > \\ b$$ `$x$`

      ```unroll
      ```
      """#)
    #expect(page.contains(#"The $\{W_h\}^{*} *a*$ and $5 and <em>7</em> $6."#))
    #expect(page.contains("<p>$$\n\\begin{pmatrix} a \\\\ b_1 * c_2 *\n= d \\end{pmatrix}\n$$</p>"))
    #expect(page.contains("<p>$$a\n\\\\ b$$ <code>$x$</code></p>\n</blockquote>\n<figure>0"))
  }
}
