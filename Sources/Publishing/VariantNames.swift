/// How file names distinguish the looks of a picture.
///
/// ```swift
/// VariantNames.plain.mark(for: "dark")  // "-dark", as in fig-3-dark.svg
/// VariantNames.docc.mark(for: "dark")   // "~dark", as in fig-3~dark.svg
/// VariantNames.docc.mark(for: "light")  // "", as in fig-3.svg
/// ```
public enum VariantNames: String, CaseIterable, Sendable {
  /// Every look is marked by its name after a hyphen.
  case plain
  /// The names that DocC expects: the dark look has a mark, the default look has none.
  case docc

  /// Returns the mark between the name of a picture and its extension.
  ///
  /// - Parameter variant: the look, such as `dark`.
  public func mark(for variant: String) -> String {
    switch self {
    case .plain: "-" + variant
    case .docc: variant == "dark" ? "~dark" : ""
    }
  }
}
