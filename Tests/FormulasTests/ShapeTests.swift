import Testing

@testable import Formulas

@Suite struct ShapeTests {
  private let matrix = Shape.matrix(rows: 2, columns: 3)

  @Test("A shape gives the number of rows, columns and components")
  func sizes() {
    #expect(Shape.scalar.count == 1)
    #expect((Shape.vector(3).rows, Shape.vector(3).columns) == (3, 1))
    #expect((Shape.row(3).rows, Shape.row(3).columns) == (1, 3))
    #expect(matrix.count == 6)
    #expect(Shape(of: .matrix([[1, 2, 3], [4, 5, 6]])) == matrix)
    #expect(Shape(of: .vector([1])) == .vector(1))
  }

  @Test("Messages use the right verb for a shape")
  func phrases() {
    #expect(Shape.scalar.phrase == "is a number")
    #expect(Shape.vector(1).phrase == "has 1 component")
    #expect(Shape.vector(3).phrase == "has 3 components")
    #expect(Shape.row(3).phrase == "is a row of 3")
    #expect(matrix.phrase == "is 2×3")
  }

  @Test("A number fits every shape, other shapes fit only their own kind")
  func broadcast() {
    #expect(Shape.scalar.broadcast(with: matrix) == matrix)
    #expect(matrix.broadcast(with: .scalar) == matrix)
    #expect(Shape.vector(3).broadcast(with: .vector(2)) == nil)
    #expect(Shape.vector(3).broadcast(with: .row(3)) == nil)
    #expect(Shape.row(3).broadcast(with: .matrix(rows: 1, columns: 3))?.isMatrix == true)
  }

  @Test("A row times a column is a number, a matrix of one row times a column a vector")
  func products() {
    #expect(Shape.row(3).product(with: .vector(3)) == .scalar)
    #expect(Shape.matrix(rows: 1, columns: 3).product(with: .vector(3)) == .vector(1))
    #expect(matrix.product(with: .vector(3)) == .vector(2))
    #expect(Shape.row(2).product(with: matrix) == .row(3))
    #expect(Shape.vector(2).product(with: .row(3)) == matrix)
    #expect(Shape.vector(3).product(with: .vector(3)) == nil)
    #expect(Shape.vector(1).product(with: .vector(1)) == .scalar)
    #expect(Shape.matrix(rows: 1, columns: 2).product(with: .vector(2)) == .vector(1))
    #expect(Shape.vector(1).product(with: .vector(3)) == .vector(3))
    #expect(matrix.product(with: matrix) == nil)
    #expect(matrix.product(with: matrix.transposed) == .matrix(rows: 2, columns: 2))
    #expect(Shape.vector(3).transposed.transposed == .vector(3))
  }
}
