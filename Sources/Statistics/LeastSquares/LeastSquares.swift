/// A design matrix made ready to fit any number of responses by least squares.
///
/// Fits y = X b with the smallest Σ w (y − X b)², by Householder reflections: no Gram matrix is
/// formed, so the condition of X is not squared. A column that the columns before it explain up to
/// the tolerance is named in ``dependentColumns`` and makes the status `collinear`; then there is
/// no fit, rather than an arbitrary one. Put the constant first: the reflections then centre the
/// other columns.
///
/// Use it for a handful of columns and up to some ten thousand rows; it is not for sparse designs.
/// Cost: O(rows · columns²) once, O(rows · columns) for each response.
///
/// Source: Golub and Van Loan, "Matrix Computations", 5.2.2 and 5.3.2; the rule for dependent
/// columns is that of LINPACK's `dqrdc2`.
public struct LeastSquares: Sendable {
  /// How many observations the design has.
  public let rows: Int
  /// How many columns the design has.
  public let columns: Int
  /// How many columns are independent of those before them.
  public let rank: Int
  /// The columns that those before them explain, in ascending order.
  public let dependentColumns: [Int]
  /// `ok`, `collinear`, `notEnoughData` with fewer rows than columns, or `invalidInput`.
  public let status: Estimate.Status

  /// The design as given, column by column.
  let design: [Double]
  private let rootWeights: [Double]?
  /// Reflection vectors on and below the diagonal, the triangle R above it, column by column.
  private let reflections: [Double]
  /// The diagonal of R.
  private let diagonal: [Double]

  /// Takes the columns of the design, all of one length.
  /// - Parameters:
  ///   - design: the columns, each with one number per observation.
  ///   - weights: one weight per observation, 0 or more; without them all count alike.
  ///   - tolerance: the share of a column's length that must be left over once the columns before
  ///     it are taken away.
  public init(_ design: [[Double]], weights: [Double]? = nil, tolerance: Double = 1e-10) {
    let rows = design.first?.count ?? 0
    guard design.allSatisfy({ $0.count == rows }) else {
      self.init(refused: .invalidInput)
      return
    }
    self.init(
      columnMajor: design.flatMap { $0 }, rows: rows, columns: design.count, weights: weights,
      tolerance: tolerance)
  }

  /// Takes the design as one buffer, column after column.
  public init(
    columnMajor design: [Double], rows: Int, columns: Int, weights: [Double]? = nil,
    tolerance: Double = 1e-10
  ) {
    guard rows >= 0, columns >= 0, design.count == rows * columns,
      design.allSatisfy(\.isFinite),
      weights.map({ $0.count == rows && $0.allSatisfy { $0 >= 0 && $0.isFinite } }) ?? true
    else {
      self.init(refused: .invalidInput)
      return
    }
    let roots = weights.map { $0.map { $0.squareRoot() } }
    var work = design
    if let roots { work.scaleColumns(of: rows, by: roots) }
    let reflected = work.withUnsafeMutableBufferPointer {
      Reflections.reduce($0, rows: rows, columns: columns, tolerance: tolerance)
    }
    let status: Estimate.Status =
      if columns == 0 || rows < columns {
        .notEnoughData
      } else {
        reflected.dependent.isEmpty ? .ok : .collinear
      }
    self.init(
      status: status, size: (rows, columns), design: design, rootWeights: roots,
      reflections: work, diagonal: reflected.diagonal, dependent: reflected.dependent)
  }

  private init(refused status: Estimate.Status) {
    self.init(
      status: status, size: (0, 0), design: [], rootWeights: nil, reflections: [], diagonal: [],
      dependent: [])
  }

  private init(
    status: Estimate.Status, size: (rows: Int, columns: Int), design: [Double],
    rootWeights: [Double]?, reflections: [Double], diagonal: [Double], dependent: [Int]
  ) {
    self.status = status
    (rows, columns) = size
    rank = size.columns - dependent.count
    dependentColumns = dependent
    self.design = design
    self.rootWeights = rootWeights
    self.reflections = reflections
    self.diagonal = diagonal
  }

  /// Fits one response; `nil` unless the status is `ok` and every number finite.
  public func fit(_ response: [Double]) -> Fit? {
    guard status == .ok, response.count == rows, response.allSatisfy(\.isFinite) else {
      return nil
    }
    var rotated = response
    if let rootWeights { rotated.scaleColumns(of: rows, by: rootWeights) }
    rotate(&rotated)
    let coefficients = backSubstituted(rotated)
    let residualSquares = rotated[columns...].reduce(0) { $0 + $1 * $1 }
    guard coefficients.allSatisfy(\.isFinite), residualSquares.isFinite else { return nil }
    return Fit(
      coefficients: coefficients, residuals: residuals(of: response, coefficients),
      residualSumOfSquares: residualSquares, degreesOfFreedom: rows - columns)
  }

  /// (XᵀWX)⁻¹, symmetric, `columns` numbers a row; `nil` unless the status is `ok`.
  ///
  /// Times the residual variance it is the covariance of the coefficients.
  public func inverseGram() -> [Double]? {
    guard status == .ok else { return nil }
    let inverse = invertedTriangle()
    var gram = [Double](repeating: 0, count: columns * columns)
    for row in 0..<columns {
      for column in row..<columns {
        var sum = 0.0
        for inner in column..<columns {
          sum += inverse[row + inner * columns] * inverse[column + inner * columns]
        }
        gram[row * columns + column] = sum
        gram[column * columns + row] = sum
      }
    }
    return gram.allSatisfy(\.isFinite) ? gram : nil
  }

  // MARK: Steps

  private func rotate(_ vector: inout [Double]) {
    vector.withUnsafeMutableBufferPointer { target in
      reflections.withUnsafeBufferPointer { reflections in
        for column in 0..<columns {
          let start = column * rows
          var dot = 0.0
          for row in column..<rows { dot += reflections[start + row] * target[row] }
          let factor = dot / (-diagonal[column] * reflections[start + column])
          for row in column..<rows { target[row] -= factor * reflections[start + row] }
        }
      }
    }
  }

  private func backSubstituted(_ rotated: [Double]) -> [Double] {
    var solution = Array(rotated.prefix(columns))
    for column in stride(from: columns - 1, through: 0, by: -1) {
      solution[column] /= diagonal[column]
      for row in 0..<column {
        solution[row] -= reflections[row + column * rows] * solution[column]
      }
    }
    return solution
  }

  private func residuals(of response: [Double], _ coefficients: [Double]) -> [Double] {
    var residuals = response
    residuals.withUnsafeMutableBufferPointer { target in
      design.withUnsafeBufferPointer { design in
        for column in 0..<columns {
          let (start, coefficient) = (column * rows, coefficients[column])
          for row in 0..<rows { target[row] -= coefficient * design[start + row] }
        }
      }
    }
    return residuals
  }

  /// R⁻¹, column by column.
  private func invertedTriangle() -> [Double] {
    var inverse = [Double](repeating: 0, count: columns * columns)
    for column in 0..<columns {
      inverse[column + column * columns] = 1 / diagonal[column]
      for row in stride(from: column - 1, through: 0, by: -1) {
        var sum = 0.0
        for inner in (row + 1)...column {
          sum += reflections[row + inner * rows] * inverse[inner + column * columns]
        }
        inverse[row + column * columns] = -sum / diagonal[row]
      }
    }
    return inverse
  }
}

/// The reduction of a design to a triangle.
private struct Reflections {
  var diagonal: [Double]
  var dependent: [Int]

  /// Reflects in place; a dependent column is passed over and takes no row of the triangle.
  static func reduce(
    _ work: UnsafeMutableBufferPointer<Double>, rows: Int, columns: Int, tolerance: Double
  ) -> Reflections {
    var result = Reflections(diagonal: [], dependent: [])
    for column in 0..<columns {
      let start = column * rows
      let pivot = result.diagonal.count
      let length = norm(work, start..<(start + rows))
      let rest = pivot < rows ? norm(work, (start + pivot)..<(start + rows)) : 0
      guard rest > tolerance * length else {
        result.dependent.append(column)
        continue
      }
      let head = work[start + pivot]
      let reflected = head > 0 ? -rest : rest
      work[start + pivot] = head - reflected
      result.diagonal.append(reflected)
      let scale = -reflected * work[start + pivot]
      for other in (column + 1)..<max(column + 1, columns) {
        let otherStart = other * rows
        var dot = 0.0
        for row in pivot..<rows { dot += work[start + row] * work[otherStart + row] }
        let factor = dot / scale
        for row in pivot..<rows { work[otherStart + row] -= factor * work[start + row] }
      }
    }
    return result
  }

  private static func norm(_ work: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>)
    -> Double
  {
    var sum = 0.0
    for index in range { sum += work[index] * work[index] }
    return sum.squareRoot()
  }
}

extension [Double] {
  /// Multiplies every column of this length by the same factors.
  fileprivate mutating func scaleColumns(of rows: Int, by factors: [Double]) {
    guard rows > 0 else { return }
    for index in indices { self[index] *= factors[index % rows] }
  }
}
