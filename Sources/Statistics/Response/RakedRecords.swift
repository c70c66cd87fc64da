/// Answers weighted to the known make-up of everybody asked.
public struct RakedRecords: Hashable, Sendable {
  public let status: Estimate.Status
  /// One weight an answer, 1 on average; empty unless the status is `ok` or `notConverged`.
  public let weights: [Double]
  /// How many equally weighted answers would tell as much (Kish 1965).
  public let effectiveN: Double?
  /// The largest weight; above 5 say so, or trim and say that.
  public let largestWeight: Double?

  /// The weighted mean of values, one an answer; `nil` when lengths differ or weights are missing.
  public func mean(of values: [Double]) -> Double? {
    guard values.count == weights.count, let first = values.first else { return nil }
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return nil }
    return finite(first + zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - first) } / sum)
  }
}

/// Weights answers so that every margin, such as channel and tier, has its known shares.
///
/// Use it when several make-ups of the population are known one by one. Collapse groups below five
/// answers first. Not as a cure for silence: it repairs only what the margins tell, and weights far
/// above 1 rest on very few people.
///
/// The lead is told: "Answers are weighted to the true mix of channels and tiers; the 60 answers
/// then tell as much as 51."
///
/// Sources: Deming and Stephan 1940; Kalton and Flores-Cervantes 2003; Kish 1965. Cost: answers ×
/// margins × passes.
/// - Parameters:
///   - records: of each answer, its group in every margin.
///   - margins: of every margin, the share or size of each group in the population.
///   - start: how many answers each record stands for; all alike without it.
///   - tolerance: how far any share may be off in the end.
///   - maxIterations: after how many passes to give up with `notConverged`.
/// - Returns: `infeasible` when a group of the population has no answer, `invalidInput` when an
///   answer lacks a margin or has a group the margin does not know.
public func rakeRecords(
  _ records: [[String: String]], margins: [String: [String: Double]],
  startingAt start: [Double]? = nil, tolerance: Double = 1e-12, maxIterations: Int = 10_000
) -> RakedRecords {
  func without(_ status: Estimate.Status) -> RakedRecords {
    RakedRecords(status: status, weights: [], effectiveN: nil, largestWeight: nil)
  }
  guard !records.isEmpty else { return without(.notEnoughData) }
  guard maxIterations > 0, tolerance > 0,
    start.map({ $0.count == records.count && $0.allSatisfy { $0 > 0 && $0.isFinite } }) ?? true
  else { return without(.invalidInput) }
  var coded: [CodedMargin] = []
  for name in margins.keys.sorted() {
    guard let margin = CodedMargin(records, name, margins[name] ?? [:]) else {
      return without(.invalidInput)
    }
    guard margin.isCovered else { return without(.infeasible) }
    coded.append(margin)
  }
  var weights = start ?? Array(repeating: 1.0, count: records.count)
  var isAtRest = coded.isEmpty
  var iterations = 0
  while !isAtRest, iterations < maxIterations {
    iterations += 1
    for index in coded.indices { coded[index].scale(&weights) }
    isAtRest = coded.allSatisfy { $0.largestError(weights) < tolerance }
  }
  guard weights.allSatisfy(\.isFinite), weights.contains(where: { $0 > 0 }) else {
    return without(.infeasible)
  }
  let sum = weights.reduce(0, +)
  return RakedRecords(
    status: isAtRest ? .ok : .notConverged, weights: weights,
    effectiveN: finite(sum * sum / weights.reduce(0) { $0 + $1 * $1 }),
    largestWeight: weights.max())
}

/// One margin with its groups as numbers.
private struct CodedMargin {
  private let groups: [Int]
  /// The share each group is to have, summing to 1.
  private let shares: [Double]
  private var sums: [Double]

  /// `nil` when a record has no group of this margin, or shares are no shares.
  init?(_ records: [[String: String]], _ name: String, _ sizes: [String: Double]) {
    let names = sizes.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let whole = sizes.values.reduce(0, +)
    guard whole > 0, whole.isFinite, sizes.values.allSatisfy({ $0 >= 0 }) else { return nil }
    groups = records.compactMap { $0[name].flatMap { places[$0] } }
    guard groups.count == records.count else { return nil }
    shares = names.map { (sizes[$0] ?? 0) / whole }
    sums = Array(repeating: 0, count: names.count)
  }

  /// Whether every group of the population has answered.
  var isCovered: Bool {
    let present = Set(groups)
    return shares.indices.allSatisfy { shares[$0] == 0 || present.contains($0) }
  }

  mutating func scale(_ weights: inout [Double]) {
    for group in sums.indices { sums[group] = 0 }
    for (record, group) in groups.enumerated() { sums[group] += weights[record] }
    for group in sums.indices {
      sums[group] = sums[group] > 0 ? shares[group] * Double(groups.count) / sums[group] : 0
    }
    for (record, group) in groups.enumerated() { weights[record] *= sums[group] }
  }

  func largestError(_ weights: [Double]) -> Double {
    var sums = Array(repeating: 0.0, count: shares.count)
    for (record, group) in groups.enumerated() { sums[group] += weights[record] }
    return shares.indices.reduce(0) {
      Swift.max($0, abs(sums[$1] / Double(groups.count) - shares[$1]))
    }
  }
}
