/// How a number of reviews is spread over strata, such as agents.
public struct OptimalAllocation: Hashable, Sendable {
  /// By size, in whole numbers that add up (largest remainders).
  public let proportional: [Int]
  /// By size times spread.
  public let neyman: [Double]
  /// By size times spread over the root of the cost; equals `neyman` without costs.
  public let allocation: [Double]
}

/// Spreads n reviews over strata so that the mean is as exact as n allows.
///
/// n_h is proportional to N_h S_h / √cost_h. Where nothing varies anywhere, sizes decide.
///
/// Use it to explain a plan; for the plan itself use ``integerNeymanAllocation``, whose numbers are
/// whole and exactly best. Linear time.
/// Say: "Agents with more conversations and more ups and downs get more reviews."
/// Source: Neyman 1934; Cochran 1977, 5.5.
/// - Parameters:
///   - sizes: how many conversations each stratum has.
///   - standardDeviations: how much scores vary in each.
///   - costs: what one review costs in each, if that differs.
///   - n: how many reviews there are.
/// - Returns: `nil` when the lists differ in length or a number makes no sense.
public func optimalAllocation(
  sizes: [Int], standardDeviations: [Double], costs: [Double]? = nil, n: Int
) -> OptimalAllocation? {
  guard areStrata(sizes, standardDeviations), n >= 0, costs?.count ?? sizes.count == sizes.count,
    costs?.allSatisfy({ $0 >= 1e-100 && $0 <= 1e100 }) ?? true
  else { return nil }
  let spreads = zip(sizes, standardDeviations).map { Double($0) * $1 }
  func shares(_ weights: [Double]) -> [Double] {
    let sum = weights.reduce(0, +)
    let chosen = sum > 0 ? weights : sizes.map(Double.init)
    let total = chosen.reduce(0, +)
    return chosen.map { total > 0 ? Double(n) * $0 / total : 0 }
  }
  let priced = costs.map { zip(spreads, $0).map { $0 / $1.squareRoot() } } ?? spreads
  return OptimalAllocation(
    proportional: wholeShares(sizes, of: n), neyman: shares(spreads), allocation: shares(priced))
}

/// Whole numbers that add up to n, in proportion to sizes, by largest remainders.
private func wholeShares(_ sizes: [Int], of n: Int) -> [Int] {
  let total = sizes.reduce(0, +)
  guard total > 0 else { return sizes.map { _ in 0 } }
  var shares = sizes.map { Int((n.multipliedFullWidth(by: $0).low) / UInt(total)) }
  let remainders = sizes.map { n.multipliedFullWidth(by: $0).low % UInt(total) }
  let order = sizes.indices.sorted { remainders[$0] > remainders[$1] }
  for index in order.prefix(n - shares.reduce(0, +)) { shares[index] += 1 }
  return shares
}

/// A whole number of reviews per stratum, and how exact the mean gets.
public struct IntegerAllocation: Hashable, Sendable {
  public let status: Estimate.Status
  /// In the given order; empty unless the status is ok.
  public let allocation: [Int]
  /// The variance of the stratified mean, in square units; `nil` where a stratum that varies gets
  /// no review.
  public let varianceOfMean: Double?
}

/// The best whole numbers of reviews per stratum, with a minimum for each.
///
/// From the minimum on, every further review goes to the stratum with the largest
/// N S / √(m (m + 1)), m being what it has; ties to the lower index; nobody gets more than N. The
/// variance of the mean is exactly the smallest possible (checked against exhaustive search).
///
/// Use it for the weekly plan over agents, with at least two each so that a spread can be seen.
/// Cost: n times the number of strata.
/// Say: "These 30 reviews are placed where each of them tells us most."
/// Source: Wright 2012, 2017.
/// - Parameters:
///   - sizes: how many conversations each stratum has; at least one.
///   - standardDeviations: how much scores vary in each.
///   - n: how many reviews there are; all are reviewed if n is more than there are.
///   - minimumPerStratum: at least so many each, or all where there are fewer.
/// - Returns: invalid input when n does not reach for the minimum.
public func integerNeymanAllocation(
  sizes: [Int], standardDeviations: [Double], n: Int, minimumPerStratum: Int = 2
) -> IntegerAllocation {
  let invalid = IntegerAllocation(status: .invalidInput, allocation: [], varianceOfMean: nil)
  guard areStrata(sizes, standardDeviations), sizes.allSatisfy({ $0 > 0 }),
    minimumPerStratum >= 0
  else { return invalid }
  guard !sizes.isEmpty else {
    return IntegerAllocation(status: .notEnoughData, allocation: [], varianceOfMean: nil)
  }
  let least = sizes.map { Swift.min($0, minimumPerStratum) }
  guard n >= least.reduce(0, +) else { return invalid }
  let spreads = zip(sizes, standardDeviations).map { Double($0) * $1 }
  let allocation = greedyAllocation(
    from: least, capacities: sizes, adding: n - least.reduce(0, +)
  ) { stratum, m in
    m == 0 ? .infinity : spreads[stratum] / (Double(m) * Double(m + 1)).squareRoot()
  }
  let total = sizes.reduce(0.0) { $0 + Double($1) }
  let variance = sizes.indices.reduce(0.0) { sum, stratum in
    let (size, count) = (Double(sizes[stratum]), Double(allocation[stratum]))
    guard spreads[stratum] > 0, count < size else { return sum }
    let part = spreads[stratum] / total
    return sum + part * part / count * (1 - count / size)
  }
  return IntegerAllocation(
    status: .ok, allocation: allocation, varianceOfMean: finite(variance))
}

/// Gives one unit after another to whoever has the highest priority; ties to the lower index.
func greedyAllocation(
  from start: [Int], capacities: [Int], adding units: Int, priority: (Int, Int) -> Double
) -> [Int] {
  var allocation = start
  var priorities = start.indices.map { priority($0, allocation[$0]) }
  for _ in 0..<Swift.max(0, units) {
    var best: Int?
    for index in allocation.indices where allocation[index] < capacities[index] {
      if best.map({ priorities[index] > priorities[$0] }) ?? true { best = index }
    }
    guard let best else { break }
    allocation[best] += 1
    priorities[best] = priority(best, allocation[best])
  }
  return allocation
}

func areStrata(_ sizes: [Int], _ standardDeviations: [Double]) -> Bool {
  sizes.count == standardDeviations.count && sizes.allSatisfy { $0 >= 0 && $0 < 1 << 40 }
    && standardDeviations.allSatisfy { $0 >= 0 && $0 <= 1e100 }
}
