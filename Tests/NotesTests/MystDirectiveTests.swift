import Testing

@testable import Notes

@Suite struct MystDirectiveTests {
  /// What mystmd 1.11 wrote to a plug-in, without the nodes of the options.
  static let recorded = """
    {"name":"unroll","node":{"type":"mystDirective","name":"unroll","options":{"label":"fig:one"},\
    "value":"#| show: 2\\ncell: elman","position":{"start":{"line":5,"column":1},"end":{"line":11,\
    "column":1}},"children":[{"type":"mystOption","name":"label","location":"colon","value":\
    "fig:one","position":{"start":{"line":6,"column":1},"end":{"line":5,"column":1}}},{"type":\
    "mystDirectiveBody","value":"#| show: 2\\ncell: elman","position":{"start":{"line":9,"column":1},\
    "end":{"line":8,"column":1}}}]},"options":{"label":"fig:one","width":"60%","class":"wide",\
    "caption":[{"type":"text","value":"A "},{"type":"inlineMath","value":"x"}]},"body":\
    "#| show: 2\\ncell: elman"}
    """

  private func read(_ text: String) throws -> MystDirective {
    try MystDirective(bytes: Array(text.utf8))
  }

  @Test("A directive's keys, lesson and lines are read")
  func recorded() throws {
    let directive = try read(Self.recorded)
    #expect(directive.block.options == ["id": "fig:one", "show": "2", "width": "60%"])
    #expect(directive.block.lesson == "cell: elman")
    #expect(directive.line == 5 && directive.bodyLine == 9 && directive.block.lessonLine == 10)
  }

  @Test("An argument is the lesson's file")
  func file() throws {
    let directive = try read(
      """
      {"name":"unroll","node":{"position":{"start":{"line":3}}},"arg":"a.yaml"}
      """)
    #expect(directive.block.file == "a.yaml" && directive.block.lesson.isEmpty)
    #expect(directive.block.options.isEmpty && directive.nodes(of: [])[0]["label"] == .null)
  }

  @Test("The figure has its label, its class, its pictures and its caption with markup")
  func figure() throws {
    let nodes = try read(Self.recorded).nodes(of: [
      .init(url: "_build/a.*", alternativeText: "words", width: "60%", classes: nil)
    ])
    let figure: JSON = [
      "type": "container", "kind": "figure", "noSubcontainers": .bool(true), "class": "wide",
      "label": "fig:one", "identifier": "fig:one",
      "children": [
        ["type": "image", "url": "_build/a.*", "alt": "words", "width": "60%"],
        [
          "type": "caption",
          "children": [
            [
              "type": "paragraph",
              "children": [
                ["type": "text", "value": "A "], ["type": "inlineMath", "value": "x"],
              ],
            ]
          ],
        ],
      ],
    ]
    #expect(nodes == [figure])
  }

  @Test("A label keeps its capitals, and its identifier, by which MyST finds it, has none")
  func capitals() throws {
    let directive = try read(
      """
      {"node":{"position":{"start":{"line":3}}},"options":{"label":"Fig:One"},"body":"cell: elman"}
      """)
    #expect(directive.nodes(of: [])[0]["label"] == "Fig:One")
    #expect(directive.nodes(of: [])[0]["identifier"] == "fig:one")
  }

  @Test("Roles in a caption, which MyST leaves to the plug-in, are nodes that it knows")
  func roles() throws {
    let directive = try read(
      """
      {"node":{"position":{"start":{"line":3}}},"body":"cell: elman","options":{"caption":[\
      {"type":"mystRole","name":"math","value":"x^2"},{"type":"mystRole","name":"sub","value":"2"},\
      {"type":"mystRole","name":"ref","value":"Fig:A"},{"type":"mystRole","name":"abc","value":"d"}]}}
      """)
    let caption = directive.nodes(of: [])[0]["children"][0]["children"][0]["children"]
    #expect(caption[0] == ["type": "inlineMath", "value": "x^2"])
    #expect(caption[1]["type"] == "subscript" && caption[2]["identifier"] == "fig:a")
    #expect(caption[3] == ["type": "text", "value": "d"])
  }

  @Test("A caption in the body is Markdown without HTML")
  func markdownCaption() throws {
    let directive = try read(
      """
      {"node":{"position":{"start":{"line":3}}},"body":"#| caption: <b>*a*\\ncell: elman"}
      """)
    let caption = directive.nodes(of: [])[0]["children"][0]
    #expect(
      caption["children"][0]["children"]
        == [
          ["type": "text", "value": "<b>"],
          ["type": "emphasis", "children": [["type": "text", "value": "a"]]],
        ])
  }

  @Test("The specification names the directive and the keys of a block")
  func specification() {
    let json = MystDirective.specification(options: [("show", "which steps")])
    let directive = json["directives"][0]
    #expect(directive["name"] == "unroll" && directive["body"]["type"] == "string")
    #expect(directive["options"]["caption"]["type"] == "myst")
    #expect(directive["options"]["label"]["alias"] == ["name", "id"])
    #expect(directive["options"]["show"] == ["type": "string", "doc": "which steps"])
    #expect(directive["options"]["class"]["type"] == "string")
  }

  @Test("What is no directive is refused", arguments: ["", "[]", "{\"name\":\"unroll\"}"])
  func refused(text: String) {
    #expect(throws: MystDirective.Mistake.self) { try MystDirective(bytes: Array(text.utf8)) }
  }
}
