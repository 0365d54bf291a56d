import Foundation
import Testing

import Formulas

/// A lesson with the values and gradients that PyTorch computes for it in float64.
///
/// `Reference/reference.py` makes the file; no test needs PyTorch.
struct Reference: Decodable, CustomTestStringConvertible, Sendable {
  let name: String
  let lesson: String
  /// Values by id, including the targets.
  let values: [String: Tensor]
  /// Gradients by id, without the targets, which have none.
  let gradients: [String: Tensor]
  /// The gradient of each token in the sequence, if there are embeddings.
  let embeddings: [String: Tensor]?
  /// Gradients of the parameters in PyTorch's stacked form, by name, if the lesson has them.
  let stacked: [String: Tensor]?

  var testDescription: String { name }

  static var all: [Reference] {
    get throws {
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Reference/references.json")
      return try JSONDecoder().decode([Reference].self, from: Data(contentsOf: file))
    }
  }
}

/// A number, an array of numbers, or an array of such rows, as in JSON.
struct Tensor: Decodable, Hashable, CustomStringConvertible, Sendable {
  /// The lengths along each axis.
  let shape: [Int]
  /// The numbers, row after row.
  let numbers: [Double]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      (shape, numbers) = ([], [number])
    } else if let vector = try? container.decode([Double].self) {
      (shape, numbers) = ([vector.count], vector)
    } else {
      let rows = try container.decode([[Double]].self)
      (shape, numbers) = ([rows.count, rows[0].count], rows.flatMap { $0 })
    }
  }

  init(_ value: Value) {
    shape = value.shape
    numbers =
      switch value {
      case .scalar(let number): [number]
      case .vector(let components): components
      case .matrix(let rows): rows.flatMap { $0 }
      }
  }

  var description: String { "\(shape) \(numbers)" }

  private init(shape: [Int], numbers: [Double]) {
    self.shape = shape
    self.numbers = numbers
  }

  static func + (left: Tensor, right: Tensor) -> Tensor {
    Tensor(shape: left.shape, numbers: zip(left.numbers, right.numbers).map(+))
  }

  /// Returns this Jacobian, transposed, times the upstream gradient.
  func transposedProduct(with upstream: Tensor) -> [Double] {
    let columns = shape.last ?? 1
    return (0..<columns).map { column in
      upstream.numbers.enumerated().reduce(0) {
        $0 + $1.element * numbers[$1.offset * columns + column]
      }
    }
  }

  /// Whether the shapes are the same and all numbers agree to a relative 1e-10.
  ///
  /// Numbers below 1e-14 agree: where PyTorch's sum cancels to 0, another order leaves an error.
  func agrees(with other: Tensor) -> Bool {
    shape == other.shape
      && zip(numbers, other.numbers).allSatisfy {
        abs($0 - $1) <= max(1e-10 * max(abs($0), abs($1)), 1e-14)
      }
  }
}
