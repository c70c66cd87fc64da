/// A table brought to known totals of its rows and columns.
public struct RakedTable: Hashable, Sendable {
  public let status: Estimate.Status
  /// Row by row; empty unless the status is `ok` or `notConverged`.
  public let table: [[Double]]
  /// How often rows and columns were both scaled.
  public let iterations: Int
}

/// Scales rows, then columns, over and over, until both agree with their known totals.
///
/// Use it when the sizes of channels and of tiers are known but not those of each combination. The
/// proportions inside the table stay as near to the seed as the totals allow. Not when a group
/// holds nobody (`infeasible`: collapse it) and not when the totals contradict each other
/// (`inconsistentMargins`). Weighting cannot repair what is not in the totals.
///
/// The lead is told: "Answers are weighted so that channels and tiers count as they do among all
/// customers."
///
/// Source: Deming and Stephan 1940 (iterative proportional fitting). Cost: cells × iterations.
/// - Parameters:
///   - seed: the counted table, row by row.
///   - rowTotals: what each row is to sum to.
///   - columnTotals: what each column is to sum to.
///   - tolerance: how far any total may be off in the end.
///   - maxIterations: after how many passes to give up with `notConverged`.
/// - Returns: the table reached, also when it has not come to rest.
public func rake(
  seed: [[Double]], rowTotals: [Double], columnTotals: [Double], tolerance: Double = 1e-10,
  maxIterations: Int = 10_000
) -> RakedTable {
  func without(_ status: Estimate.Status) -> RakedTable {
    RakedTable(status: status, table: [], iterations: 0)
  }
  func areSizes(_ values: [Double]) -> Bool { values.allSatisfy { $0 >= 0 && $0.isFinite } }
  guard !seed.isEmpty, !columnTotals.isEmpty, seed.count == rowTotals.count,
    seed.allSatisfy({ $0.count == columnTotals.count && areSizes($0) }), areSizes(rowTotals),
    areSizes(columnTotals), tolerance > 0, maxIterations > 0
  else { return without(.invalidInput) }
  let whole = Swift.max(rowTotals.reduce(0, +), columnTotals.reduce(0, +))
  guard agree(rowTotals.reduce(0, +), columnTotals.reduce(0, +), scale: whole) else {
    return without(.inconsistentMargins)
  }
  var fit = TableFit(seed, rowTotals, columnTotals)
  guard fit.isFeasible else { return without(.infeasible) }
  var iterations = 0
  var isAtRest = false
  while iterations < maxIterations, !isAtRest {
    iterations += 1
    fit.scale()
    isAtRest = fit.largestError < tolerance
  }
  guard fit.cells.allSatisfy(\.isFinite) else { return without(.infeasible) }
  return RakedTable(
    status: isAtRest ? .ok : .notConverged, table: fit.rows, iterations: iterations)
}

/// Whether two totals of the same whole are the same up to rounding.
func agree(_ one: Double, _ two: Double, scale: Double) -> Bool {
  abs(one - two) <= 1e-9 * Swift.max(scale, 1e-300)
}

/// The table on its way to the totals.
private struct TableFit {
  private(set) var cells: [Double]
  private let rowTotals: [Double]
  private let columnTotals: [Double]

  init(_ seed: [[Double]], _ rowTotals: [Double], _ columnTotals: [Double]) {
    cells = seed.flatMap { $0 }
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
  }

  var rows: [[Double]] {
    rowTotals.indices.map { row in
      Array(cells[row * columnTotals.count..<(row + 1) * columnTotals.count])
    }
  }

  /// Whether every total above 0 has a cell to put it in.
  var isFeasible: Bool {
    rowTotals.indices.allSatisfy { rowTotals[$0] == 0 || rowSum($0) > 0 }
      && columnTotals.indices.allSatisfy { columnTotals[$0] == 0 || columnSum($0) > 0 }
  }

  private func rowSum(_ row: Int) -> Double {
    var sum = 0.0
    for column in columnTotals.indices { sum += cells[row * columnTotals.count + column] }
    return sum
  }

  private func columnSum(_ column: Int) -> Double {
    var sum = 0.0
    for row in rowTotals.indices { sum += cells[row * columnTotals.count + column] }
    return sum
  }

  mutating func scale() {
    for row in rowTotals.indices {
      let sum = rowSum(row)
      guard sum > 0 else { continue }
      for column in columnTotals.indices {
        cells[row * columnTotals.count + column] *= rowTotals[row] / sum
      }
    }
    for column in columnTotals.indices {
      let sum = columnSum(column)
      guard sum > 0 else { continue }
      for row in rowTotals.indices {
        cells[row * columnTotals.count + column] *= columnTotals[column] / sum
      }
    }
  }

  var largestError: Double {
    let byRow = rowTotals.indices.reduce(0) { Swift.max($0, abs(rowSum($1) - rowTotals[$1])) }
    return columnTotals.indices.reduce(byRow) {
      Swift.max($0, abs(columnSum($1) - columnTotals[$1]))
    }
  }
}
