import Testing

@testable import Notes

@Suite struct MdBookTests {
  /// Input as mdBook 0.4 writes it, according to its guide and its source code.
  static let version04 = """
    [{"root":"/home/ada/book","config":{"book":{"authors":["Ada"],"language":"en","multilingual":\
    false,"src":"src","title":"Notes"},"output":{"html":{}},"preprocessor":{"unroll":{"command":\
    "unroll mdbook","after":["links"],"theme":"light,dark"}}},"renderer":"html","mdbook_version":\
    "0.4.40"},{"sections":[{"Chapter":{"name":"Start","content":"# Start\\n","number":[1],\
    "sub_items":[{"Chapter":{"name":"Inner","content":"# Inner\\n","number":[1,1],"sub_items":[],\
    "path":"start/index.md","source_path":"start/README.md","parent_names":["Start"]}},\
    {"Chapter":{"name":"Draft","content":"","number":[1,2],"sub_items":[],"path":null,\
    "source_path":null,"parent_names":["Start"]}}],"path":"start.md","source_path":"start.md",\
    "parent_names":[]}},"Separator",{"PartTitle":"Second part"}],"__non_exhaustive":null}]
    """

  /// Input as mdBook 0.5 writes it: other keys, and an unknown one.
  static let version05 = """
    [{"root":"/book","config":{"book":{"title":"t"}},"renderer":"html","mdbook_version":"0.5.1"},\
    {"items":[{"Chapter":{"name":"One","content":"One","number":null,"sub_items":[],"path":"1.md",\
    "source_path":"1.md","parent_names":[],"later":{"a":[1.5,true]}}}],"later":7}]
    """

  private func read(_ text: String) throws -> MdBook { try MdBook(bytes: Array(text.utf8)) }

  @Test("Chapters with files are visited in order, nested ones too, by the names of their files")
  func chapters() throws {
    let book = try read(Self.version04)
    #expect(book.root == "/home/ada/book" && book.source == "src" && book.renderer == "html")
    #expect(book.settings(of: "unroll")["theme"] == "light,dark")
    #expect(book.settings(of: "other").isEmpty)
    var paths: [String] = []
    _ = book.replacingContents { chapter in
      paths.append(chapter.path)
      return nil
    }
    #expect(paths == ["start.md", "start/README.md"])
    #expect(try read(Self.version05).source == "src")
  }

  @Test(
    "A book passes through unchanged, with its drafts, separators, part titles and unknown keys")
  func untouched() throws {
    for text in [Self.version04, Self.version05] {
      let input = try JSON(parsing: Array(text.utf8))
      #expect(try read(text).replacingContents { _ in nil } == input[1])
    }
  }

  @Test("Only contents change, under the key of either version")
  func changed() throws {
    let old = try read(Self.version04).replacingContents { $0.content + "!" }
    let chapter = old["sections"][0]["Chapter"]
    #expect(chapter["content"] == "# Start\n!")
    #expect(chapter["sub_items"][0]["Chapter"]["content"] == "# Inner\n!")
    #expect(chapter["sub_items"][1]["Chapter"]["content"] == "")
    #expect(old["items"] == .null)
    let new = try read(Self.version05).replacingContents { $0.content + "!" }
    #expect(new["items"][0]["Chapter"]["content"] == "One!" && new["later"] == 7)
  }

  @Test(
    "Input that is not a book is rejected",
    arguments: ["", "{}", "[{\"renderer\":\"html\"},{}]", "[1,2]"])
  func refused(text: String) {
    #expect(throws: MdBook.Mistake.self) { try MdBook(bytes: Array(text.utf8)) }
  }
}
