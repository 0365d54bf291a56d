import Testing

@testable import Watching

@Suite struct PageTextTests {
  private let html = PageText.html(nonce: "once")

  @Test(
    "The page loads nothing from elsewhere, and its policy allows only its one script and style")
  func resources() {
    for word in ["http:", "https:", "url(", "@import", "<iframe", "<link rel=\"stylesheet"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.split(separator: "<script nonce=\"once\">").count == 2)
    #expect(html.split(separator: "<style nonce=\"once\">").count == 2)
    let policy = PageText.policy(nonce: "once")
    #expect(policy.hasPrefix("default-src 'none'; ") && policy.contains("script-src 'nonce-once'"))
    #expect(!policy.contains("unsafe") && !policy.contains("*"))
  }

  @Test("The script never turns data into markup or code")
  func script() {
    for word in ["innerHTML", "outerHTML", "insertAdjacent", "eval", "Function(", "document.write"]
    {
      #expect(!PageText.script.contains(word), "\(word)")
    }
  }
}
