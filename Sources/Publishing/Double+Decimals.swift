extension Double {
  /// The number with at most two decimals, for files that people edit.
  ///
  ///     (14.0375).twoDecimals  // "14.04"
  ///     (12.0).twoDecimals     // "12"
  var twoDecimals: String {
    let hundredths = (self * 100).rounded()
    guard abs(hundredths) < 1e12 else { return "0" }
    let value = Int(hundredths)
    let digits = abs(value) % 100
    let decimals =
      digits == 0
      ? "" : digits % 10 == 0 ? ".\(digits / 10)" : digits < 10 ? ".0\(digits)" : ".\(digits)"
    return (value < 0 ? "-" : "") + "\(abs(value) / 100)" + decimals
  }
}
