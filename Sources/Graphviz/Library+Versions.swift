import CGraphviz
import CPNG

extension Library {
  /// The version of cairo that Graphviz has loaded: `1.16.0`; `nil` where it has loaded none.
  public var cairoVersion: String? { loadedVersion("cairo_version_string") }

  /// The version of Pango that Graphviz has loaded: `1.50.12`; `nil` where it has loaded none.
  public var pangoVersion: String? { loadedVersion("pango_version_string") }

  /// The version of libpng: `1.6.39`.
  public var pngVersion: String {
    let number = png_access_version_number()
    return "\(number / 10000).\(number / 100 % 100).\(number % 100)"
  }

  /// Returns the family that Pango draws a character from in a face, which may be another than the
  /// face's; `nil` where Graphviz has not loaded Pango.
  public func resolvedFamily(of character: Unicode.Scalar, in face: Face) -> String? {
    loadPango()
    var family: String?
    withLock {
      // A size that every font has.
      let name = unroll_resolved_family(face.pangoName + " 20", character.value)
      family = name.map { String(cString: $0) }
      free(name)
    }
    return family
  }

  private func loadedVersion(_ function: String) -> String? {
    loadPango()
    var version: String?
    withLock { version = unroll_text_from(function).map { String(cString: $0) } }
    return version
  }

  /// The plug-in is loaded when it is first needed.
  private func loadPango() {
    _ = try? widths(of: [TextRun("h", font: Font(face: Face(family: "Sans"), size: 20))])
  }
}
