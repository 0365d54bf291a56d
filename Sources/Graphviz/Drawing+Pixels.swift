import CGraphviz
import Foundation

extension Drawing {
  /// Returns the picture as pixels.
  ///
  ///     try drawing.pixels(pixelsPerInch: 96).width  // 1280 for a canvas of 960 points
  ///
  /// - Parameter pixelsPerInch: pixels per 72 points of the canvas.
  /// - Throws: `GraphvizError` with the library's message.
  public func pixels(pixelsPerInch: Double) throws -> Pixels {
    let t0 = DispatchTime.now().uptimeNanoseconds; defer { if ProcessInfo.processInfo.environment["TIMES"] != nil { FileHandle.standardError.write(Data("whole \((DispatchTime.now().uptimeNanoseconds-t0)/1000) us\n".utf8)) } }
    return try withLayout(pixelsPerInch: pixelsPerInch) { owner, context in
      if ProcessInfo.processInfo.environment["NOKEEP"] == nil { unroll_keep_large_blocks() }
      return try owner.pixels(context)
    }
  }
}
