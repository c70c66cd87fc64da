/// How two lists of categories go together in a table of counts.
public struct ContingencyAssociation: Hashable, Sendable {
  public let status: Estimate.Status
  /// How many were counted.
  public let n: Int
  /// Pearson's chi-square without continuity correction.
  public let chiSquare: Double?
  public let degreesOfFreedom: Int?
  /// For "the two have nothing to do with each other".
  public let p: Double?
  /// Cramér's V in 0…1: how strongly, whatever the size of the table.
  public let cramersV: Double?
  /// Cramér's V without its upward bias in small samples; the one to show.
  public let cramersVCorrected: Double?
  /// The smallest expected count; below 5 the p value is rough.
  public let smallestExpected: Double?

  static func without(_ status: Estimate.Status) -> ContingencyAssociation {
    ContingencyAssociation(
      status: status, n: 0, chiSquare: nil, degreesOfFreedom: nil, p: nil, cramersV: nil,
      cramersVCorrected: nil, smallestExpected: nil)
  }
}

/// The association of rows and columns: chi-square and Cramér's V.
///
/// Use it to ask whether reasons differ between channels, languages or teams at all, before looking
/// at single cells. Not for ordered categories, and not as proof: strength says nothing about cause.
/// Rows and columns that hold nobody are left out; with fewer than two left there is nothing to
/// compare.
///
/// The lead is told: "Reasons differ a little between channels (0.12 on a scale from 0 to 1), no
/// more than chance would give with this many contacts."
///
/// Sources: Pearson 1900; Cramér 1946; Bergsma 2013 (bias correction). Cost: linear in the cells.
/// - Parameter table: counts, row by row.
/// - Returns: `invalidInput` for ragged rows and for what cannot be a count.
public func contingencyAssociation(_ table: [[Double]]) -> ContingencyAssociation {
  let width = table.first?.count ?? 0
  guard table.allSatisfy({ $0.count == width }),
    table.joined().allSatisfy({ $0 >= 0 && $0.isFinite })
  else { return .without(.invalidInput) }
  let rowSums = table.map { $0.reduce(0, +) }
  let columnSums = (0..<width).map { column in table.reduce(0) { $0 + $1[column] } }
  let rows = rowSums.indices.filter { rowSums[$0] > 0 }
  let columns = columnSums.indices.filter { columnSums[$0] > 0 }
  guard rows.count >= 2, columns.count >= 2 else { return .without(.notEnoughData) }
  let n = rowSums.reduce(0, +)
  var chiSquare = 0.0
  var smallest = Double.infinity
  for row in rows {
    for column in columns {
      let expected = rowSums[row] * columnSums[column] / n
      let rest = table[row][column] - expected
      chiSquare += rest * rest / expected
      smallest = Swift.min(smallest, expected)
    }
  }
  guard chiSquare.isFinite, n.isFinite else { return .without(.invalidInput) }
  let (r, c) = (Double(rows.count), Double(columns.count))
  let df = (rows.count - 1) * (columns.count - 1)
  func corrected(_ size: Double) -> Double { size - (size - 1) * (size - 1) / (n - 1) }
  let bias = Swift.max(0, chiSquare / n - Double(df) / (n - 1))
  let room = Swift.min(corrected(r), corrected(c)) - 1
  return ContingencyAssociation(
    status: .ok, n: Int(exactly: n.rounded(.down)) ?? 0, chiSquare: chiSquare,
    degreesOfFreedom: df, p: chiSquareUpperTail(chiSquare, degreesOfFreedom: Double(df)),
    cramersV: finite((chiSquare / (n * Swift.min(r - 1, c - 1))).squareRoot()),
    cramersVCorrected: bias == 0 ? 0 : (room > 0 ? finite((bias / room).squareRoot()) : nil),
    smallestExpected: finite(smallest))
}
