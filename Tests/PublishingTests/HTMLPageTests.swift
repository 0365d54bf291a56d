import Foundation
import Testing

@testable import Publishing

@Suite struct HTMLPageTests {
  private func page(_ body: String = "<p>a</p>", isServed: Bool) -> HTMLPage {
    HTMLPage(
      language: "it", classes: "x", title: "<b>\"A\"</b>", style: "p{}", body: body,
      scripts: [[Array("// comment\nlet a = 1;\n  a += 1;\n".utf8), Array("a += 2;\n".utf8)]],
      isServed: isServed)
  }

  private func text(_ page: HTMLPage) -> String { String(decoding: page.content, as: UTF8.self) }

  @Test("A page in a file may connect to nothing, and is not live")
  func file() throws {
    let page = page(isServed: false)
    #expect(page.policy.contains("connect-src 'none'") && page.policy.contains("img-src data:"))
    #expect(page.policy.hasPrefix("default-src 'none'; ") && !page.policy.contains("unsafe"))
    let text = text(page)
    #expect(text.contains("<html lang=\"it\" class=\"x\">") && !text.contains("EventSource"))
    #expect(text.contains("<title>&lt;b&gt;&quot;A&quot;&lt;/b&gt;</title>"))
    #expect(
      text.contains("<script>(()=>{\"use strict\";\nlet a = 1;\na += 1;\na += 2;\n})()</script>"))
  }

  @Test("A served page names its version and may listen to its server, and to nothing else")
  func served() throws {
    let page = page(isServed: true)
    let text = text(page)
    #expect(text.contains("<html lang=\"it\" class=\"x\" data-live=\"\(page.version)\">"))
    #expect(page.policy.contains("connect-src 'self'") && page.policy.contains("img-src 'self' "))
    #expect(!page.policy.contains("http") && !page.policy.contains("unsafe"))
    // Its own script runs even if the page's has failed.
    #expect(text.components(separatedBy: "<script>").count == 3)
    #expect(page.policy.components(separatedBy: "'sha256-").count == 4)
    #expect(text.contains("content=\"\(page.policy)\""))
  }

  @Test("The same contents have the same version, and other contents another one")
  func versions() {
    #expect(page(isServed: true) == page(isServed: true))
    #expect(page(isServed: true).version != page("<p>b</p>", isServed: true).version)
  }

  @Test("What makes a page live loads nothing from elsewhere, and makes no markup or code of data")
  func resources() {
    let script = HTMLPage.text(PackageResources.live_js)
    for word in [
      "innerHTML", "outerHTML =", "insertAdjacent", "eval(", "Function(", "document.write", "http:",
      "https:", "import(",
    ] {
      #expect(!script.contains(word), "\(word)")
    }
    for style in [PackageResources.live_css, PackageResources.notes_css].map(HTMLPage.text) {
      for word in ["url(", "@import", "http"] { #expect(!style.contains(word), "\(word)") }
    }
  }
}
