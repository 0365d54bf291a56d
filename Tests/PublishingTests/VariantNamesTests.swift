import Testing

@testable import Publishing

@Suite struct VariantNamesTests {
  @Test("Plain names mark every look, DocC names only the dark one")
  func marks() {
    #expect(VariantNames.plain.mark(for: "dark") == "-dark")
    #expect(VariantNames.plain.mark(for: "light") == "-light")
    #expect(VariantNames.docc.mark(for: "dark") == "~dark")
    #expect(VariantNames.docc.mark(for: "light") == "")
  }

  @Test("An output uses these marks in the names of its pictures")
  func paths() throws {
    let plan = try OutputPlan(argument: "fig.svg", lessonName: "elman", variantNames: .docc)
    #expect(plan.path(forStep: 3, ofChosen: 9, format: .svg, variant: "dark") == "fig-3~dark.svg")
    #expect(plan.path(forStep: 3, ofChosen: 9, format: .svg, variant: "light") == "fig-3.svg")
    #expect(plan.path(forStep: 3, ofChosen: 1, format: .svg, variant: "dark") == "fig~dark.svg")
  }
}
