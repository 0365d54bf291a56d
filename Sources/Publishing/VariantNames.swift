/// How file names tell one look of a picture from another.
///
/// ```swift
/// VariantNames.plain.mark(for: "dark")  // "-dark", as in fig-3-dark.svg
/// VariantNames.docc.mark(for: "dark")   // "~dark", as in fig-3~dark.svg
/// VariantNames.docc.mark(for: "light")  // "", as in fig-3.svg
/// ```
public enum VariantNames: String, CaseIterable, Sendable {
  /// Every look has its name after a hyphen.
  case plain
  /// As DocC finds them: the dark look beside the usual one, which has no mark.
  case docc

  /// Returns what stands between a picture's name and its extension.
  ///
  /// - Parameter variant: the look, such as `dark`.
  public func mark(for variant: String) -> String {
    switch self {
    case .plain: "-" + variant
    case .docc: variant == "dark" ? "~dark" : ""
    }
  }
}
