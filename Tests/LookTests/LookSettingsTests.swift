import Formulas
import Look
import Testing

@Suite struct LookSettingsTests {
  /// Settings that set one thing each, no two the same.
  private static let single: [LookSettings] = [
    LookSettings(theme: .dark), LookSettings(canvas: .tight),
    LookSettings(parts: [.title: .hidden]),
    LookSettings(columns: .all), LookSettings(digits: 5), LookSettings(flow: .hidden),
    LookSettings(detail: .operations), LookSettings(parameters: .shown), LookSettings(fold: .all),
    LookSettings(pace: .brief),
  ]

  @Test("Each setting that is set overrides, and one that is unset leaves the other unchanged")
  func overridden() {
    let none = LookSettings()
    #expect(Self.single.count == Mirror(reflecting: none).children.count)
    let all = Self.single.reduce(none) { $0.overridden(by: $1) }
    for (given, place) in zip(Self.single, Self.single.indices) {
      #expect(none.overridden(by: given) == given)
      #expect(given.overridden(by: none) == given)
      #expect(all.overridden(by: given) == all)
      // Taken together, exactly this setting was set.
      let values = Mirror(reflecting: all).children.map { "\($0.value)" }
      let wanted = Mirror(reflecting: given).children.map { "\($0.value)" }
      #expect(values[place] == wanted[place])
    }
  }

  @Test("The later of two values wins, even if it is the default")
  func defaults() {
    let lesson = LookSettings(
      theme: .dark, canvas: .standard, parts: [.panel: .hidden], columns: .all, digits: 5,
      flow: .hidden, detail: .operations, parameters: .shown, fold: .all)
    let usual = LookSettings(
      theme: .light, canvas: .widescreen, parts: [.panel: .shown], columns: .usual, digits: 3,
      flow: .shown, detail: .cells, parameters: .hidden, fold: .auto)
    #expect(lesson.overridden(by: usual) == usual)
    #expect(usual != LookSettings() && usual.overridden(by: lesson) == lesson)
  }

  @Test("Parts are overridden one by one")
  func parts() {
    let lesson = LookSettings(parts: [.panel: .hidden, .title: .shown])
    let flags = LookSettings(parts: [.title: .hidden])
    #expect(lesson.overridden(by: flags).resolved.parts == [.callout, .caption])
  }

  @Test("An unset value has its default")
  func resolved() {
    let look = LookSettings().resolved
    #expect(look.theme == .light && look.canvas == .widescreen)
    #expect(look.parts == Set(Part.allCases) && look.columns == .usual)
    #expect(look.numbers == NumberStyle() && look.showsFlow == nil)
    #expect(look.detail == .cells && !look.showsParameters && look.fold == .auto)
  }

  @Test("A value that is set is in the resolved look")
  func given() {
    let look = Self.single.reduce(LookSettings()) { $0.overridden(by: $1) }.resolved
    #expect(look.theme == .dark && look.canvas == .tight)
    #expect(look.parts == [.panel, .callout, .caption] && look.columns == .all)
    #expect(look.numbers == NumberStyle(digits: 5) && look.showsFlow == false)
    #expect(look.detail == .operations && look.showsParameters)
  }
}
