/// Which few reasons make up most of the whole, and how sure their order is.
public struct ParetoAnalysis: Hashable, Sendable {
  /// One reason.
  public struct Row: Hashable, Sendable {
    public let category: String
    public let count: Int
    /// Its share of all, in 0…1, with Wilson's interval.
    public let share: Estimate
    /// The share of this reason and those above it.
    public let cumulativeShare: Double
  }

  /// Two neighbours in the order, and whether chance alone could have ordered them so.
  public struct Neighbours: Hashable, Sendable {
    public let first: String
    public let second: String
    /// The exact two-sided p value for "equally frequent".
    ///
    /// It ignores that the data chose the order, so it is for "is this order noise", not for proof.
    public let p: Double
  }

  public let status: Estimate.Status
  public let total: Int
  /// From the most frequent to the rarest, ties by name.
  public let rows: [Row]
  /// The reasons until those before them reach the threshold.
  public let vitalFew: [String]
  /// Each reason with the next one.
  public let neighbours: [Neighbours]
}

/// Orders reasons by how often they occur, with the uncertainty of shares and of the order.
///
/// Use it to choose what to look at first. Not to say that the second reason is really more frequent
/// than the third: look at the neighbours' p values and show ranks that chance could swap as one
/// block. Counts are of contacts, each with one reason.
///
/// The lead is told: "Billing, login and delivery make up 87 % of unhappy contacts; login and
/// delivery are too close to say which comes first."
///
/// Sources: Juran 1951 (Pareto principle); Wilson 1927; exact binomial test. Cost: n log n.
/// - Parameters:
///   - counts: how often each reason occurred.
///   - threshold: which share of the whole the vital few are to reach, in 0…1.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: `notEnoughData` when nothing was counted.
public func paretoAnalysis(
  _ counts: [String: Int], threshold: Double = 0.8, confidence: Double = 0.95
) -> ParetoAnalysis {
  func without(_ status: Estimate.Status) -> ParetoAnalysis {
    ParetoAnalysis(status: status, total: 0, rows: [], vitalFew: [], neighbours: [])
  }
  var total = 0
  for count in counts.values {
    let (sum, isTooMuch) = total.addingReportingOverflow(count)
    guard count >= 0, !isTooMuch else { return without(.invalidInput) }
    total = sum
  }
  guard threshold >= 0, threshold <= 1, confidence > 0, confidence < 1 else {
    return without(.invalidInput)
  }
  guard total > 0 else { return without(.notEnoughData) }
  let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  var before = 0
  var vitalFew: [String] = []
  let rows = order.map { category, count in
    if Double(before) / Double(total) < threshold { vitalFew.append(category) }
    before += count
    return ParetoAnalysis.Row(
      category: category, count: count,
      share: wilsonInterval(successes: count, of: total, confidence: confidence),
      cumulativeShare: Double(before) / Double(total))
  }
  let neighbours = zip(rows, rows.dropFirst()).map { first, second in
    ParetoAnalysis.Neighbours(
      first: first.category, second: second.category, p: evenChance(first.count, second.count))
  }
  return ParetoAnalysis(
    status: .ok, total: total, rows: rows, vitalFew: vitalFew, neighbours: neighbours)
}

/// The exact two-sided p value of two counts that would be equal but for chance.
private func evenChance(_ first: Int, _ second: Int) -> Double {
  guard first != second,
    let tail = binomialCDF(Swift.min(first, second), n: first + second, p: 0.5)
  else { return 1 }
  return Swift.min(1, 2 * tail)
}
