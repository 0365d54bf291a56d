import Publishing

extension Illustration {
  /// Returns a deck of `steps` for PowerPoint.
  ///
  /// - Throws: `IllustrationError` if libgraphviz or libzip fails.
  func powerPoint(_ content: PowerPointDeck.Content) throws(IllustrationError) -> [UInt8] {
    let presentation = try presentation()
    var pictures: [PowerPointDeck.Picture] = []
    if content == .pictures {
      for step in steps {
        pictures.append(
          .init(svg: try rendered(step, as: .svg), png: try rendered(step, as: .png)))
      }
    }
    return try IllustrationError.typed {
      switch content {
      case .shapes: try PowerPointDeck.finished(presentation)
      case .pictures: try PowerPointDeck.finished(presentation, pictures: pictures)
      }
    }
  }
}
