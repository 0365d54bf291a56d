import CGraphviz
import CPNG

extension Library {
  /// The version of cairo that Graphviz has loaded, such as `1.16.0`; `nil` if it has not loaded
  /// cairo.
  public var cairoVersion: String? { loadedVersion("cairo_version_string") }

  /// The version of Pango that Graphviz has loaded, such as `1.50.12`; `nil` if it has not loaded
  /// Pango.
  public var pangoVersion: String? { loadedVersion("pango_version_string") }

  /// The version of libpng, such as `1.6.39`.
  public var pngVersion: String {
    let number = png_access_version_number()
    return "\(number / 10000).\(number / 100 % 100).\(number % 100)"
  }

  /// Returns the family that Pango uses to draw a character in a face, which may be a substitute
  /// for the family of the face; `nil` if Graphviz has not loaded Pango.
  public func resolvedFamily(of character: Unicode.Scalar, in face: Face) -> String? {
    loadPango()
    var family: String?
    withLock {
      // Every font is available at this size.
      let name = unroll_resolved_family(face.pangoName + " 20", character.value)
      family = name.map { String(cString: $0) }
      free(name)
    }
    return family
  }

  /// Returns those of some characters for which Pango draws a box, because no installed font has
  /// them; none if Graphviz has not loaded Pango 1.44 or later.
  ///
  /// - Complexity: O(n · f), n the number of characters, f that of the installed fonts.
  public func missing(_ characters: [Unicode.Scalar], in face: Face) -> Set<Unicode.Scalar> {
    guard !characters.isEmpty else { return [] }
    loadPango()
    var areMissing = Array(repeating: false, count: characters.count)
    var isKnown = false
    withLock {
      isKnown = unroll_find_missing(
        face.pangoName + " 20", characters.map(\.value), characters.count, &areMissing)
    }
    return isKnown ? Set(zip(characters, areMissing).filter(\.1).map(\.0)) : []
  }

  /// Whether Pango finds any font: where there is none, it names the family that it was asked for.
  public var hasFonts: Bool {
    let nowhere = "No Such Family Anywhere"
    return ![nil, nowhere].contains(resolvedFamily(of: "h", in: Face(family: nowhere)))
  }

  /// Whether Pango draws letters in this family, and not in a substitute.
  public func isInstalled(_ family: String) -> Bool {
    hasFonts && resolvedFamily(of: "h", in: Face(family: family)) == family
  }

  private func loadedVersion(_ function: String) -> String? {
    loadPango()
    var version: String?
    withLock { version = unroll_text_from(function).map { String(cString: $0) } }
    return version
  }

  /// Makes Graphviz load its Pango plug-in, which it does when text is first measured.
  private func loadPango() {
    _ = try? widths(of: [TextRun("h", font: Font(face: Face(family: "Sans"), size: 20))])
  }
}
