import Foundation
import Lessons
import Unrolling

/// Runs a function several times and returns the median time in seconds and the last result.
func measured<Result>(times: Int = 7, _ work: () throws -> Result) rethrows -> (Double, Result) {
  let clock = ContinuousClock()
  var result = try work()
  var seconds: [Double] = []
  for _ in 0..<times {
    let start = clock.now
    result = try work()
    seconds.append((clock.now - start) / .seconds(1))
  }
  return (seconds.sorted()[times / 2], result)
}

/// Measures the unrolling and both passes of a lesson's network.
func measureLibrary(_ lesson: Lesson) throws -> Trace {
  let (unrolling, graph) = try measured { try UnrolledGraph(of: lesson.network) }
  let (tracing, trace) = try measured { try Trace(of: graph) }
  report("unroll", unrolling)
  report("trace", tracing)
  report("library", unrolling + tracing)
  return trace
}

/// Prints a line `name seconds`.
func report(_ name: String, _ seconds: Double) { print(name, seconds) }

/// Exits with an error unless the library and the handwritten loop computed the same gradient.
///
/// - Parameter byHand: the components in row-major order.
func compare(_ trace: Trace, _ id: String, _ byHand: [Double]) {
  let library: [Double] =
    switch trace.graph.node(id: id).map({ trace.gradient(of: $0) }) {
    case .scalar(let number): [number]
    case .vector(let components): components
    case .matrix(let rows): rows.flatMap { $0 }
    case nil: []
    }
  guard library.count == byHand.count,
    zip(library, byHand).allSatisfy({ abs($0 - $1) <= 1e-9 * max(abs($0), abs($1), 1e-3) })
  else {
    complain("passes: the gradient of \(id) differs from that of the handwritten loop")
  }
}

func contents(ofFile path: String) throws -> [UInt8] {
  try Array(Data(contentsOf: URL(filePath: path)))
}

func complain(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(1)
}
