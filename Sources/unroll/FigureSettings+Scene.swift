import Figures
import Lessons
import Storyboards

extension FigureSettings {
  /// Places a storyboard of so many columns as the lesson says, else of as many as fit.
  func scene(of storyboard: (_ mostColumns: Int?) throws -> Storyboard) throws -> Scene {
    switch columns {
    case .usual: try Scene.fitting(storyboard)
    case .atMost(let most): try Scene(of: storyboard(most))
    case .all: try Scene(of: storyboard(nil))
    }
  }
}
