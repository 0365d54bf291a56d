import Figures
import Foundation
import Notes

/// Which files of the figures' folder are ours, to be replaced or removed.
extension EmbeddedDocument {
  /// Blocks whose figures would take the place of files that are not ours.
  static func others(
    _ drawn: [EmbeddedBlock], _ document: NotesDocument, _ path: String, in folder: String
  ) -> [String] {
    guard drawn.count == document.blocks.count else { return [] }
    return zip(drawn, document.blocks).compactMap { drawn, block in
      drawn.files.map { folder + $0.name }.first {
        // Unlike `fileExists`, this sees a symbolic link to a file that is not there yet.
        (try? FileManager.default.attributesOfItem(atPath: $0)) != nil && !isOurs($0)
      }.map {
        "\(path):\(block.line): error: \($0) is there already, and unroll has not drawn it; give "
          + "the block another id, or move the file"
      }
    }
  }

  private static func isOurs(_ path: String) -> Bool {
    guard
      let head = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 600)
    else { return false }
    return SVGPicture.isOurs(Array(head))
  }

  /// Whether a path leads to a file, and not to a pipe, reading which would block.
  static func isFile(_ path: String) -> Bool {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    return (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
  }

  /// Pictures of ours whose names stand neither in the document nor in another file beside it, such
  /// as slides in LaTeX.
  static func unused(
    figures: String, document: String, in folder: String, showing result: [UInt8]
  ) -> [String] {
    let manager = FileManager.default
    func names(in folder: String) -> [String] {
      ((try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []).sorted()
    }
    let text = Data(result)
    let candidates = names(in: figures).filter { name in
      name.hasSuffix(".svg") && text.range(of: Data(name.utf8)) == nil
        && isOurs(figures + "/" + name)
    }
    guard !candidates.isEmpty else { return [] }
    let own = document.split(separator: "/").last.map(String.init)
    let others = names(in: folder).filter { $0 != own && isFile(folder + $0) }.compactMap {
      manager.contents(atPath: folder + $0)
    }
    return candidates.filter { name in
      !others.contains { $0.range(of: Data(name.utf8)) != nil }
    }.map { figures + "/" + $0 }
  }
}
