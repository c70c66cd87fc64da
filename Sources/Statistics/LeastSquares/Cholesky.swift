import Glibc

/// A symmetric positive definite matrix A = L Lᵀ, factored so that systems can be solved.
///
/// For covariance and information matrices that are given as such; a design matrix goes to
/// ``LeastSquares``, which does not square its condition. Cost: O(size³) once, O(size²) a system.
///
/// Source: Golub and Van Loan, "Matrix Computations", 4.2.5.
public struct Cholesky: Sendable {
  /// How many rows and columns the matrix has.
  public let size: Int
  /// L, row by row; the part above the diagonal is 0.
  private let lower: [Double]

  /// Factors a matrix given row by row; only the part on and below the diagonal is read.
  ///
  /// Returns `nil` when the matrix is not positive definite up to the tolerance, which for a
  /// covariance matrix means that some variable is explained by the others.
  /// - Parameters:
  ///   - matrix: its numbers, `size` of them a row.
  ///   - size: how many rows and columns it has.
  ///   - tolerance: the share of a diagonal element that must be left over.
  public init?(_ matrix: [Double], size: Int, tolerance: Double = 1e-13) {
    guard size >= 0, matrix.count == size * size, matrix.allSatisfy(\.isFinite) else { return nil }
    var lower = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for inner in 0..<column {
          sum -= lower[row * size + inner] * lower[column * size + inner]
        }
        if column < row {
          lower[row * size + column] = sum / lower[column * size + column]
        } else {
          guard sum > tolerance * matrix[row * size + row], sum > 0 else { return nil }
          lower[row * size + row] = sum.squareRoot()
        }
      }
    }
    guard lower.allSatisfy(\.isFinite) else { return nil }
    self.size = size
    self.lower = lower
  }

  /// The x with A x = b; `nil` when b has another length.
  public func solve(_ right: [Double]) -> [Double]? {
    guard right.count == size else { return nil }
    var x = right
    for row in 0..<size {
      for column in 0..<row { x[row] -= lower[row * size + column] * x[column] }
      x[row] /= lower[row * size + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      for column in (row + 1)..<max(row + 1, size) {
        x[row] -= lower[column * size + row] * x[column]
      }
      x[row] /= lower[row * size + row]
    }
    return x.allSatisfy(\.isFinite) ? x : nil
  }

  /// A⁻¹, row by row; `nil` when it cannot be written in finite numbers.
  public func inverse() -> [Double]? {
    var inverse = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      guard let solved = solve(unit) else { return nil }
      for row in 0..<size { inverse[row * size + column] = solved[row] }
    }
    return inverse
  }

  /// The natural logarithm of the determinant of A.
  public var logDeterminant: Double {
    (0..<size).reduce(0) { $0 + 2 * log(lower[$1 * size + $1]) }
  }
}
