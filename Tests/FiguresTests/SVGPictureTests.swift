import Testing

@testable import Figures

@Suite struct SVGPictureTests {
  @Test(
    "Our pictures are those that name their title and description, today and before ids had names")
  func ours() throws {
    let figure = try Figure(of: Scene(of: Samples.board("circuit")))
    let drawn = try figure.rendered(
      figure.scene.storyboard.steps[0], as: .svgWithText, id: "a-b", variant: "dark")
    #expect(SVGPicture.isOurs(Array(drawn.prefix(1000))))
    func isOurs(_ labels: String) -> Bool {
      SVGPicture.isOurs(Array("<svg role=\"img\" aria-labelledby=\"\(labels)\">".utf8))
    }
    #expect(isOurs("ub4bdfeff-title ub4bdfeff-description"))
    #expect(!isOurs("a-title b-description") && !isOurs("title description"))
  }
}
