import Graphviz
import Publishing

extension FigureFormat {
  /// The drawing format of libgraphviz; `nil` for pages, which are drawn into a document.
  func drawing(pixelsPerInch: Double, hasLiveText: Bool = false) -> Drawing.Format? {
    switch self {
    case .svg: hasLiveText ? .svgWithText : .svgWithOutlines
    case .png: .png(pixelsPerInch: pixelsPerInch)
    case .pdf: nil
    case .gv: .dot
    }
  }
}
