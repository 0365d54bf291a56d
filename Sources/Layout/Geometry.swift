extension Layout {
  /// A place, in points; y grows downwards.
  public struct Point: Hashable, Sendable {
    /// The horizontal coordinate, growing to the right.
    public var x: Double
    /// The vertical coordinate, growing downwards.
    public var y: Double

    /// Creates a point from its coordinates.
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }

    func distance(to other: Point) -> Double {
      ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }
  }

  /// A width and a height, in points.
  public struct Size: Hashable, Sendable {
    /// The width, in points.
    public var width: Double
    /// The height, in points.
    public var height: Double

    /// Creates a size.
    public init(_ width: Double, _ height: Double) {
      self.width = width
      self.height = height
    }

    /// The empty size.
    public static let zero = Size(0, 0)
  }

  /// A rectangle with horizontal and vertical sides, in points; y grows downwards.
  public struct Box: Hashable, Sendable {
    /// The left edge.
    public var left: Double
    /// The upper edge.
    public var top: Double
    /// The right edge.
    public var right: Double
    /// The lower edge.
    public var bottom: Double

    /// Creates a rectangle from its edges.
    public init(left: Double, top: Double, right: Double, bottom: Double) {
      self.left = left
      self.top = top
      self.right = right
      self.bottom = bottom
    }

    /// Creates a rectangle around its center.
    public init(center: Point, size: Size) {
      self.init(
        left: center.x - size.width / 2, top: center.y - size.height / 2,
        right: center.x + size.width / 2, bottom: center.y + size.height / 2)
    }

    /// The width, in points.
    public var width: Double { right - left }
    /// The height, in points.
    public var height: Double { bottom - top }
    /// The middle.
    public var center: Point { Point((left + right) / 2, (top + bottom) / 2) }

    /// Returns the smallest rectangle that contains both.
    public func union(_ other: Box) -> Box {
      Box(
        left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
        bottom: max(bottom, other.bottom))
    }

    /// Returns the rectangle enlarged on every side.
    public func outset(by margin: Double) -> Box {
      Box(
        left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
    }

    /// Returns whether the two rectangles share more than an edge.
    public func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }
}
