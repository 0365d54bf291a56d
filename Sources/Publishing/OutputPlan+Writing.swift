#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension [OutputPlan] {
  /// Writes pictures numbered from 1 to every output in each of its formats, or all of them as one
  /// PDF; returns their paths.
  ///
  /// - Parameters:
  ///   - deck: returns the PDF of all.
  ///   - picture: draws one, given the name that the output gives to all of them.
  public func write(
    _ count: Int, variant: String?, deck: () throws -> [UInt8],
    _ picture: (_ number: Int, FigureFormat, _ name: String) throws -> [UInt8]
  ) throws -> [String] {
    var paths: [String] = []
    try OutputPlan.checkUnique(
      flatMap { plan in
        plan.decks.map { plan.path(of: $0, variant: variant) }
          + plan.formats.flatMap { format in
            (1...Swift.max(1, count)).map {
              plan.path(forStep: $0, ofChosen: count, format: format, variant: variant)
            }
          }
      })
    for plan in self {
      for format in plan.decks {
        let path = plan.path(of: format, variant: variant)
        try Self.write(deck(), to: path)
        paths.append(path)
      }
      for format in plan.formats {
        for number in 1...Swift.max(1, count) {
          let path = plan.path(
            forStep: number, ofChosen: count, format: format, variant: variant)
          let bytes = try picture(number, format, plan.pictureName)
          try Self.write(bytes, to: path)
          paths.append(path)
        }
      }
    }
    return paths
  }

  /// Writes a file, or to standard output for `-`.
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    if path == "-" {
      try StandardOutput.write(bytes)
    } else {
      try AtomicFile.write(bytes, to: path)
    }
  }
}

extension OutputPlan {
  /// Checks that no two files have one path, however it is written.
  ///
  /// - Throws: ``OutputError`` of kind `wrongUsage`.
  public static func checkUnique(_ paths: [String]) throws(OutputError) {
    var seen: Set<String> = []
    for path in paths {
      let place = path == "-" ? "-" : URL(fileURLWithPath: path).standardizedFileURL.path
      guard seen.insert(place).inserted else {
        throw OutputError(kind: .wrongUsage(.namedTwice), path: path)
      }
    }
  }
}
