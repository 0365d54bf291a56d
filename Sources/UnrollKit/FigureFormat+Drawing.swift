import Graphviz
import Publishing

extension FigureFormat {
  /// The drawing format of libgraphviz.
  func drawing(pixelsPerInch: Double, hasLiveText: Bool = false) -> Drawing.Format {
    switch self {
    case .svg: hasLiveText ? .svgWithText : .svgWithOutlines
    case .png: .png(pixelsPerInch: pixelsPerInch)
    case .pdf: .pdf
    case .gv: .dot
    }
  }
}
