import Figures
import Foundation
import Notes
import Publishing

/// Which files in the folder of figures unroll drew, and may therefore replace or remove.
extension EmbeddedDocument {
  /// Blocks whose figures would replace files that unroll did not draw.
  static func others(
    _ drawn: [EmbeddedBlock], _ document: LessonDocument, in folder: String
  ) -> [DocumentMistake] {
    guard drawn.count == document.blocks.count else { return [] }
    return zip(drawn, document.blocks).enumerated().compactMap { index, pair in
      let (drawn, block) = pair
      return drawn.files.map { folder + $0.name }.first {
        // A symbolic link is not ours, wherever it leads, even if that does not exist yet.
        let facts = try? FileManager.default.attributesOfItem(atPath: $0)
        return facts?[.type] as? FileAttributeType == .typeSymbolicLink
          || facts != nil && !isOurs($0)
      }.map {
        DocumentMistake(
          document: document.name(ofBlock: index), line: block.line, kind: .foreignFile($0))
      }
    }
  }

  private static func isOurs(_ path: String) -> Bool {
    guard
      let head = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 1000)
    else { return false }
    return SVGPicture.isOurs(Array(head))
  }

  /// Whether a path leads to a regular file; reading a pipe would block.
  static func isFile(_ path: String) -> Bool {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    return (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
  }

  /// Pictures drawn by unroll whose names appear neither in the document nor in another file beside
  /// it or beside the pictures, such as slides in LaTeX, and which no block of another document is
  /// about to show.
  ///
  /// - Parameter place: the place of the document.
  static func unused(
    figures: String, at place: BlockFigure.Place, showing result: [UInt8]
  ) -> [String] {
    let (manager, folder) = (FileManager.default, place.folder)
    func names(in folder: String) -> [String] {
      ((try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []).sorted()
    }
    let text = Data(result)
    var candidates = names(in: folder + figures).filter { name in
      name.hasSuffix(".svg") && text.range(of: Data(name.utf8)) == nil
        && isOurs(folder + figures + "/" + name)
    }
    // The documents in the folders on the way to the pictures may show them too.
    let folders = figures.split(separator: "/").dropLast().reduce(into: [folder]) {
      $0.append(($0.last ?? "") + $1 + "/")
    }
    for path in folders.flatMap({ folder in names(in: folder).map { folder + $0 } })
    where path != place.document && !candidates.isEmpty {
      guard isFile(path), let content = manager.contents(atPath: path) else { continue }
      candidates.removeAll { content.range(of: Data($0.utf8)) != nil }
      let neighbour = BlockFigure.Place(
        document: path, folder: path.folderWithSlash, allowsOutside: place.allowsOutside,
        home: place.home)
      let expected = expectedFigures(of: content, at: neighbour)
      candidates.removeAll { name in
        expected.contains { name.hasPrefix($0 + ".") || name.hasPrefix($0 + "-") }
      }
    }
    return candidates.map { folder + figures + "/" + $0 }
  }

  /// The names of blocks whose figures a document does not show yet, because the lesson has changed
  /// or another process is drawing them.
  private static func expectedFigures(of content: Data, at place: BlockFigure.Place) -> [String] {
    guard content.range(of: Data("unroll".utf8)) != nil,
      let document = try? LessonDocument(bytes: Array(content), name: place.document)
    else { return [] }
    return document.blocks.indices.compactMap { index in
      let block = document.blocks[index]
      // A block with a mistake keeps its old figure until the mistake is fixed.
      guard let figure = try? BlockFigure(block, at: place) else {
        return block.id.map(LessonFileName.safe)
      }
      return EmbeddedBlock.isCurrent(document.region(of: index), of: figure) ? nil : figure.name
    }
  }
}
