/// How much a pair of different categories still agrees: 1 for the same, less for others.
///
/// Weights use the categories' values, not their places in the list, except `ordinal`, which uses
/// ranks. Store the category list with the form: chance-corrected coefficients depend on it.
public enum AgreementWeights: Hashable, Sendable {
  /// Only the same category agrees; for categories without order.
  case identity
  /// 1 − d/dmax: one step apart is a small disagreement.
  case linear
  /// 1 − d²/dmax²: near misses hardly count.
  case quadratic
  /// By ranks: 1 − C(|k − l| + 1, 2) / C(q, 2) (Gwet 2014).
  case ordinal
  /// A square matrix of weights, row by row, in the order of the categories.
  case custom([[Double]])

  /// The weights row by row; `nil` when the custom matrix does not fit the categories.
  func matrix(of categories: [Double]) -> [Double]? {
    let size = categories.count
    guard let low = categories.min(), let high = categories.max() else { return nil }
    let reach = high - low
    func made(_ weight: (Int, Int) -> Double) -> [Double] {
      (0..<size).flatMap { row in (0..<size).map { row == $0 ? 1 : weight(row, $0) } }
    }
    func distance(_ row: Int, _ column: Int) -> Double {
      abs(categories[row] - categories[column]) / reach
    }
    switch self {
    case .identity:
      return made { _, _ in 0 }
    case .linear:
      return made { 1 - distance($0, $1) }
    case .quadratic:
      return made { 1 - distance($0, $1) * distance($0, $1) }
    case .ordinal:
      let ranks = categories.map { value in categories.count { $0 < value } }
      let most = Double(size * (size - 1) / 2)
      return made { row, column in
        let steps = abs(ranks[row] - ranks[column])
        return 1 - Double(steps * (steps + 1) / 2) / most
      }
    case .custom(let rows):
      guard rows.count == size, rows.allSatisfy({ $0.count == size }) else { return nil }
      let weights = rows.flatMap { $0 }
      return weights.allSatisfy(\.isFinite) ? weights : nil
    }
  }
}
