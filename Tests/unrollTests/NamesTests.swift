import Foundation
import TestSupport
import Testing

/// The names of items, as other programs find them in our files.
@Suite struct NamesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let samples: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: Tool.samples)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// A graph as Graphviz writes it in JSON.
  private struct Graph: Decodable {
    struct Item: Decodable {
      let name, id, `class`, pos, bb, width, height, style: String?
      /// The ends of an edge, as indices of objects.
      let tail, head: Int?
    }
    let objects, edges: [Item]
  }

  /// The ids of a trace's nodes and parameters.
  private struct Trace: Decodable {
    struct Node: Decodable { let id: String }
    let nodes, parameters: [Node]
  }

  /// The names of the items that each step shows.
  private struct Deck: Decodable {
    struct Step: Decodable {
      let number: Int
      let visible, hot: [String]
    }
    let steps: [Step]
  }

  private func render(_ lesson: String, _ options: String...) throws {
    let run = try Tool.run(["render", lesson] + options, in: folder)
    try #require(run.code == 0, "\(run.errors)")
  }

  private func graphs(_ files: [String]) throws -> [Graph] {
    let run = try ForeignProgram.neato.run(["-n2", "-Tjson0", "-O"] + files, in: folder)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    return try files.map {
      try JSONDecoder().decode(Graph.self, from: folder.bytes(of: $0 + ".json0"))
    }
  }

  @Test(
    "In DOT every item has a class and a name of its own, which for a node is the trace's",
    .enabled(if: ForeignProgram.neato.isExpected, "neato is missing: sh setup.sh tests"),
    arguments: samples)
  func unique(_ sample: String) throws {
    let lesson = "\(Tool.samples)/\(sample).yaml"
    try render(lesson, "-o", "fig.gv", "--steps", "1,7,last")
    let files = try folder.names().sorted()
    #expect(files.count == 3)
    let trace = try JSONDecoder().decode(
      Trace.self, from: Tool.run("trace", lesson, "--format", "json", in: folder).output)
    let ids = Set((trace.nodes + trace.parameters).map(\.id))
    let manual = try String(
      contentsOfFile: Tool.samples + "/../docs/figures.md", encoding: .utf8)
    // The words in code.
    let documented = Set(
      manual.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.flatMap { $0.element.split(separator: " ") })
    for graph in try graphs(files) {
      let names = (graph.objects + graph.edges).map { $0.id ?? "" }
      #expect(Set(names).count == names.count && !names.contains(""))
      // A cell is a cluster, below everything else.
      #expect(
        graph.objects.allSatisfy {
          $0.name == ($0.class == "cell" ? "cluster_" : "") + ($0.id ?? "")
        })
      #expect(graph.objects.allSatisfy { ($0.class == "cell") == ($0.bb != nil) })
      #expect((graph.objects + graph.edges).allSatisfy { $0.class?.isEmpty == false })
      let classes = Set(
        (graph.objects + graph.edges).flatMap { ($0.class ?? "").split(separator: " ") })
      #expect(classes.subtracting(documented) == [])
      let nodes = graph.objects.filter { $0.class?.hasPrefix("node ") == true }.map { $0.id ?? "" }
      #expect(nodes.count > 3 && ids.isSuperset(of: nodes))
    }
  }

  @Test(
    "JSON lists a step's items by their names in its drawing, and those alone",
    .enabled(if: ForeignProgram.neato.isExpected, "neato is missing: sh setup.sh tests"),
    arguments: samples)
  func steps(_ sample: String) throws {
    let lesson = "\(Tool.samples)/\(sample).yaml"
    let chosen = ["--steps", "1,6,8,answer"]
    try render(lesson, chosen[0], chosen[1], "-o", "fig.gv")
    let deck = try JSONDecoder().decode(
      Deck.self,
      from: Tool.run(["steps", lesson, "--format", "json"] + chosen, in: folder).output)
    let graphs = try graphs(deck.steps.map { "fig-\($0.number).gv" })
    #expect(graphs.count == 4)
    for (step, graph) in zip(deck.steps, graphs) {
      let items = (graph.objects + graph.edges).filter { $0.style != "invis" }
      // Both may be left out for lack of space: the panel has a step of its own then, and a formula
      // states the contribution.
      let missing = Set(step.visible).subtracting(items.compactMap(\.id))
        .filter { $0 != "panel" && !$0.hasSuffix(".contribution") }
      #expect(missing == [], "step \(step.number)")
      // The lines to and from the dots are drawn as parts of them.
      let hot = items.filter { item in
        item.class?.split(separator: " ").contains("hot") == true && !isOfFold(item, graph)
      }.compactMap(\.id).filter { !$0.contains("->dots_") && !$0.hasPrefix("dots_") }
      #expect(Set(hot).subtracting(step.hot) == [], "step \(step.number)")
      // What belongs to no item of the storyboard, such as a formula or a joint, is not listed.
      let kinds = ["node", "edge", "value", "gradient", "token", "question", "contribution"]
      let listed = items.filter { item in
        kinds.contains { item.class?.split(separator: " ").first == $0[...] }
          && item.id?.contains("dots_") == false && !isOfFold(item, graph)
      }
      #expect(Set(listed.compactMap(\.id)).subtracting(step.visible) == [], "step \(step.number)")
    }
  }

  /// Whether a line is one of a folded time step, and drawn as a part of it.
  private func isOfFold(_ item: Graph.Item, _ graph: Graph) -> Bool {
    [item.tail, item.head].contains { end in
      end.map { graph.objects[$0].class?.hasPrefix("cell") == true } ?? false
    }
  }

  @Test(
    "neato draws our picture from DOT",
    .enabled(if: ForeignProgram.neato.isExpected, "neato is missing: sh setup.sh tests"),
    // Where lines share a bus, neato may draw a faded one last; before the forward pass none is.
    arguments: [("lecture", "last"), ("gru", "question")])
  func drawn(_ sample: String, step: String) throws {
    try render(
      "\(Tool.samples)/\(sample).yaml", "-o", "fig.gv", "-o", "fig.png", "--ppi", "96", "--steps",
      step)
    let run = try ForeignProgram.neato.run(
      "-n2", "-Gdpi=96", "-Tpng:cairo", "-o", "neato.png", "fig.gv", in: folder)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let difference = try #require(
      try Pixels(png: folder.bytes(of: "neato.png"))
        .difference(from: Pixels(png: folder.bytes(of: "fig.png"))))
    // Measured: 0.9 and 33, because some versions of neato round the widths of letters to pixels. A
    // missing "0" in a chip differs by 53.
    #expect(difference.mean < 1.5 && difference.greatestShade < 42, "\(difference)")
  }

  @Test("Each text of a file in DOT is where the picture has it", arguments: ["lecture", "gru"])
  func texts(_ sample: String) throws {
    try render(
      "\(Tool.samples)/\(sample).yaml", "-o", "fig.gv", "-o", "fig.svg", "--steps", "last",
      "--text",
      "live")
    let picture = String(decoding: try folder.bytes(of: "fig.svg"), as: UTF8.self)
    struct Text { let label: String, x: Double, y: Double }
    let drawn = picture.matches(of: /<text x="([-0-9.]+)" y="([-0-9.]+)"[^>]*>([^<&]+)</).compactMap
    {
      match -> Text? in
      guard let x = Double(match.1), let y = Double(match.2) else { return nil }
      return Text(label: String(match.3), x: x, y: -y)
    }
    let file = String(decoding: try folder.bytes(of: "fig.gv"), as: UTF8.self)
    var count = 0
    for statement in file.split(separator: "];") where statement.contains("[class=text") {
      let written = try #require(statement.firstMatch(of: /label=("[^"]*"|[^,]+),/)?.1)
      let label = written.trimmingCharacters(in: ["\""])
      // Blanks, and characters that either format escapes.
      guard label.contains(where: { $0 != " " }), !label.contains("&"), !label.contains("\\")
      else { continue }
      let place = try #require(statement.firstMatch(of: /pos="([-0-9.]+),([-0-9.]+)"/))
      let width = try #require(statement.firstMatch(of: /width=([0-9.]+)/)?.1)
      let size = try #require(statement.firstMatch(of: /fontsize=([0-9.]+)/)?.1)
      let (x, y) = try (#require(Double(place.1)), #require(Double(place.2)))
      let (half, letters) = try (#require(Double(width)) * 36, #require(Double(size)))
      count += 1
      // The library rounds widths up to a point, and centres letters above their baseline.
      #expect(
        drawn.contains {
          $0.label == label && abs($0.x + half - x) < 1 && y > $0.y && y < $0.y + 0.6 * letters
        }, "\(label) at \(x), \(y)")
    }
    #expect(count > 20)
  }

  @Test(
    "A page finds each node of each sample by its id, where the file in DOT has it",
    .enabled(
      if: ForeignProgram.chromium.isExpected && ForeignProgram.neato.isExpected,
      "Chromium or neato is missing: sh setup.sh tests"))
  func places() throws {
    var page = "<!DOCTYPE html><meta charset=utf-8><body>"
    for sample in Self.samples {
      try render(
        "\(Tool.samples)/\(sample).yaml", "-o", "\(sample).svg", "-o", "\(sample).gv", "--steps",
        "answer")
    }
    // Themes and steps of one figure share the page, too.
    try render(Tool.elman, "-o", "pair.svg", "--steps", "3,4", "--theme", "light,dark")
    let pictures = try folder.names().filter { $0.hasSuffix(".svg") }.sorted()
    #expect(pictures.count == Self.samples.count + 4)
    for name in pictures {
      let svg = try folder.text(of: name)
      page += svg[(svg.range(of: "<svg")?.lowerBound ?? svg.startIndex)...]
    }
    try folder.put(page, in: "page.html")
    let browser = try ChromiumPage(
      URL(fileURLWithPath: folder.path("page.html")).absoluteString)
    #expect(try browser.waits(for: "document.readyState == 'complete'"))
    let count = try browser.value(of: "document.querySelectorAll('[id]').length") as? Int ?? 0
    #expect(count > 1000)
    let distinct =
      try browser.value(
        of: "new Set(Array.from(document.querySelectorAll('[id]'), e => e.id)).size") as? Int
    #expect(distinct == count)
    // The box of the shape without its pen, in points of the picture, by id.
    let script = """
      JSON.stringify(Object.fromEntries(
        Array.from(document.querySelectorAll('svg[aria-labelledby] g.node'), e => {
          const shape = e.querySelector('path, ellipse, polygon');
          const page = e.ownerSVGElement.getScreenCTM().inverse().multiply(shape.getScreenCTM());
          const box = shape.getBBox();
          const center = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2)
            .matrixTransform(page);
          return [e.id, [center.x, center.y, box.width, box.height]];
        })))
      """
    let text = try #require(try browser.value(of: script) as? String)
    let boxes = try JSONDecoder().decode([String: [Double]].self, from: Data(text.utf8))
    var found = 0
    for (sample, graph) in zip(Self.samples, try graphs(Self.samples.map { $0 + ".gv" })) {
      let prefix = try prefix(of: "\(sample).svg")
      // neato writes the box of what it draws, and we that of the canvas.
      let canvas = try folder.text(of: "\(sample).gv").firstMatch(of: /bb="0,0,[^,]+,([^"]+)"/)
      let height = try #require(canvas.flatMap { Double($0.1) })
      for node in graph.objects
      where node.class?.hasPrefix("node ") == true && node.style != "invis" {
        let id = "\(prefix)-\((node.id ?? "").replacing(".", with: "-"))"
        let box = try #require(boxes[id], "\(id)")
        let place = (node.pos ?? "").split(separator: ",").compactMap { Double($0) }
        let size = [node.width, node.height].compactMap { $0.flatMap { Double($0) } }
        try #require(place.count == 2 && size.count == 2)
        let expected = [place[0], height - place[1], 72 * size[0], 72 * size[1]]
        // The library rounds sizes up to whole points when it draws.
        let isThere = zip(box, expected).allSatisfy { abs($0 - $1) < 1.1 }
        #expect(isThere, "\(id): \(box) instead of \(expected)")
        found += 1
      }
    }
    #expect(found > 150)
  }

  /// What the ids of a picture begin with.
  private func prefix(of picture: String) throws -> String {
    let match = try folder.text(of: picture).firstMatch(of: /aria-labelledby="(\S+)--title/)
    return try String(#require(match).1)
  }

  @Test("A changed weight changes the lines of what it changes, and no id of an item")
  func diff() throws {
    let lesson = try String(contentsOfFile: Tool.elman, encoding: .utf8)
    let other = lesson.replacing("W_h: -5", with: "W_h: -6")
    #expect(other != lesson)
    var lines: [[String]] = []
    for (folderName, text) in [("a", lesson), ("b", other)] {
      try folder.put(text, in: "\(folderName)/lesson.yaml")
      try render("\(folderName)/lesson.yaml", "-o", "\(folderName)/fig.svg", "--steps", "last")
      lines.append(
        try folder.text(of: "\(folderName)/fig.svg").split(separator: "\n").map(String.init))
    }
    let difference = lines[1].difference(from: lines[0])
    #expect(lines[0].count > 300)
    #expect(difference.count > 5 && difference.count < lines[0].count / 5, "\(difference.count)")
    let ids = lines.map { $0.filter { $0.hasPrefix("<g id=\"fig-") && $0.contains(" class=") } }
    #expect(ids[0].count > 20 && ids[0] == ids[1])
  }

  @Test(
    "dot lays out the graph of every sample, with a cluster for each time step",
    .enabled(if: ForeignProgram.dot.isExpected, "dot is missing: sh setup.sh tests"),
    arguments: samples)
  func graph(_ sample: String) throws {
    let lesson = "\(Tool.samples)/\(sample).yaml"
    let run = try Tool.run("graph", lesson, in: folder)
    #expect(run.code == 0 && run.errors.isEmpty)
    try folder.put(run.text, in: "graph.gv")
    let dot = try ForeignProgram.dot.run("-Tjson0", "-o", "graph.json", "graph.gv", in: folder)
    #expect(dot.code == 0 && dot.errors.isEmpty, "\(dot.errors)")
    struct Layout: Decodable {
      struct Item: Decodable { let name: String; let label, pos, bb: String? }
      let objects: [Item]
    }
    let layout = try JSONDecoder().decode(Layout.self, from: folder.bytes(of: "graph.json"))
    let trace = try JSONDecoder().decode(
      Trace.self, from: Tool.run("trace", lesson, "--format", "json", in: folder).output)
    let nodes = layout.objects.filter { $0.pos != nil }
    #expect(Set(nodes.map(\.name)).isSubset(of: (trace.nodes + trace.parameters).map(\.id)))
    #expect(nodes.allSatisfy { $0.label?.contains("\\ngradient ") == true })
    let clusters = layout.objects.filter { $0.name.hasPrefix("cluster_") }
    #expect(
      clusters.isEmpty
        == ["circuit", "mlp", "logistic-regression", "training-step"].contains(sample))
  }

  @Test(
    "An id that cannot begin others is refused, by the flag and in the lesson, with one that can")
  func prefixes() throws {
    for (id, instead) in [("a b", "a-b"), ("a\"b", "a-b"), ("2a", "fig-2a")] {
      let run = try Tool.run("render", Tool.elman, "--id", id, "-o", "fig.svg", in: folder)
      #expect(run.code == 64 && run.output.isEmpty)
      #expect(
        run.errors.hasPrefix(
          "unroll: error: --id \(id): an id consists of letters, digits, - and _, and starts with a "
            + "letter; write --id \(instead)\n"), "\(run.errors)")
    }
    let text = try String(contentsOfFile: Tool.elman, encoding: .utf8)
    try folder.put("id: my figure\n" + text, in: "a.yaml")
    let wrong = try Tool.run("graph", "a.yaml", in: folder)
    #expect(wrong.code == 65 && wrong.output.isEmpty)
    #expect(
      wrong.errors == """
        a.yaml:1:5: error: an id consists of letters, digits, - and _, and starts with a letter
            id: my figure
                ^~~~~~~~~
            hint: write id: my-figure

        """)
    #expect(try folder.names() == ["a.yaml"])
  }

  @Test("The flag's id overrides the lesson's, and the lesson's the file's name")
  func precedence() throws {
    let text = try String(contentsOfFile: Tool.elman, encoding: .utf8)
    try folder.put("id: bptt\n" + text, in: "a.yaml")
    func ids(_ options: String...) throws -> String {
      let run = try Tool.run(
        ["render", "a.yaml", "-o", "fig.svg", "--steps", "2"] + options, in: folder)
      #expect(run.code == 0)
      return try prefix(of: "fig.svg")
    }
    #expect(try ids() == "bptt-2")
    #expect(try ids("--id", "mine") == "mine-2")
    try folder.put(text, in: "a.yaml")
    #expect(try ids() == "fig-2")
  }
}
