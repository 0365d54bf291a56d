import Foundation
import Notes

/// Decks change, and a step's number may come to mean another step: figures say what they showed.
extension EmbeddedDocument {
  /// Returns what a block's first figure of another step showed before and shows now; `nil` for a
  /// block that does not choose steps by number.
  static func renumbering(
    _ drawn: EmbeddedBlock, _ block: NotesBlock, in folder: String
  ) -> String? {
    let chosen = block.options["show"]?.split(separator: ",") ?? []
    guard chosen.contains(where: { $0.first { $0 != " " }?.isNumber ?? false }) else { return nil }
    for (name, content) in drawn.files where name.hasSuffix(".svg") {
      guard let old = try? Data(contentsOf: URL(fileURLWithPath: folder + name)),
        let before = title(of: old), let now = title(of: content), before.caption != now.caption
      else { continue }
      return
        "step \(now.number) was “\(before.caption)” and is now “\(now.caption)”; a step's name, "
        + "which unroll steps lists, stays the same"
    }
    return nil
  }

  /// The number and the caption in a figure's title: `Step 23 of 32: two paths meet at h_1`.
  private static func title(of svg: some Collection<UInt8>) -> (number: String, caption: String)? {
    let head = String(decoding: svg.prefix(longestHead), as: UTF8.self)
    guard let tag = head.firstRange(of: "<title"), let end = head.firstRange(of: "</title>"),
      let start = head[tag.upperBound...].firstIndex(of: ">"), start < end.lowerBound
    else { return nil }
    let text = head[head.index(after: start)..<end.lowerBound]
    guard let colon = text.firstRange(of: ": ") else { return nil }
    let numbers = text[..<colon.lowerBound].split { !$0.isNumber }
    return numbers.first.map { (String($0), String(text[colon.upperBound...])) }
  }

  private static let longestHead = 2000
}
