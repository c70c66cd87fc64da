/// Whether a change is everybody's, somebody's, both or nothing.
public struct TeamShift: Hashable, Sendable {
  public enum Classification: String, Hashable, Sendable, CaseIterable {
    case noSignal, teamWide, individual, both
  }

  public let status: Estimate.Status
  /// The mean change of all agents.
  public let all: MeanChange?
  /// The mean change of those who were not peeled off.
  public let core: MeanChange?
  /// Who belongs to the core.
  public let coreAgents: [Int]
  /// Who stands out, in ascending order.
  public let individuals: [Int]
  /// How far each agent lies from the mean of all others, in standard errors.
  public let deletedZ: [Double]
  public let deletedP: [Double]
  /// The same after Benjamini and Hochberg over all agents.
  public let adjustedP: [Double]
  public let classification: Classification?
}

/// The mean of several changes: with one common truth, and with truths that differ.
public struct MeanChange: Hashable, Sendable {
  /// The weighted mean if all had changed alike, its error and its p value.
  public let fixedMean: Double
  public let fixedStandardError: Double
  public let fixedP: Double
  public let heterogeneity: Heterogeneity
  /// The variance between the true changes (Paule and Mandel).
  public let tau2: Double
  /// The mean of changes that differ, with t on k − 1 degrees of freedom.
  public let estimate: Estimate
  /// Knapp and Hartung's standard error, which can be too small by luck.
  public let knappHartungError: Double
  /// The larger of that one and Wald's: the one that is used.
  public let standardError: Double
  public let p: Double
}

/// Peels off those who stand out, one at a time, and asks whether the rest moved together.
///
/// As long as three remain: each one against the weighted mean of the others, Benjamini and Hochberg
/// over them, the largest |z| leaves if its corrected p is at most alpha. The rest is the core;
/// the change is team-wide if the core's random-effects mean differs from 0. Peeling keeps one
/// collapse from dragging the mean and making healthy agents look odd.
///
/// Use it when a score moved and the question is whom to talk to. Needs three agents: with two
/// nobody can say who is the odd one. Give changes of agents with their standard errors, not of
/// conversations. Cost: k² per agent peeled.
/// Say: "Six of eight agents fell together: look at the process, not at people."
/// Sources: Hartung and Knapp 2001; Benjamini and Hochberg 1995; the peeling is this project's.
/// - Parameters:
///   - changes: one per agent, in the unit of the score.
///   - standardErrors: of each; positive.
///   - alpha: the false discovery rate, and the level of the test of the core.
/// - Returns: not enough data below three agents.
public func teamShift(_ changes: [Double], standardErrors: [Double], alpha: Double = 0.05)
  -> TeamShift
{
  func without(_ status: Estimate.Status) -> TeamShift {
    TeamShift(
      status: status, all: nil, core: nil, coreAgents: [], individuals: [], deletedZ: [],
      deletedP: [], adjustedP: [], classification: nil)
  }
  guard let data = ErrorProneValues(changes, standardErrors: standardErrors), alpha > 0, alpha < 1
  else { return without(.invalidInput) }
  guard data.count > 2 else { return without(.notEnoughData) }
  let deleted = data.deletedZ(Array(changes.indices))
  let deletedP = deleted.map(twoSidedP)
  var remaining = Array(changes.indices)
  while remaining.count > 2 {
    let z = data.deletedZ(remaining)
    guard let adjusted = adjustPValues(z.map(twoSidedP)),
      let odd = z.indices.max(by: { abs(z[$0]) < abs(z[$1]) }), adjusted[odd] <= alpha
    else { break }
    remaining.remove(at: odd)
  }
  guard let all = MeanChange(data, alpha: alpha),
    let rest = ErrorProneValues(
      remaining.map { changes[$0] }, standardErrors: remaining.map { standardErrors[$0] }),
    let core = MeanChange(rest, alpha: alpha)
  else { return without(.notConverged) }
  let peeled = changes.indices.filter { !remaining.contains($0) }
  let classification: TeamShift.Classification =
    switch (core.p <= alpha, peeled.isEmpty) {
    case (false, true): .noSignal
    case (true, true): .teamWide
    case (false, false): .individual
    case (true, false): .both
    }
  return TeamShift(
    status: .ok, all: all, core: core, coreAgents: remaining, individuals: peeled,
    deletedZ: deleted, deletedP: deletedP, adjustedP: adjustPValues(deletedP) ?? [],
    classification: classification)
}

extension MeanChange {
  fileprivate init?(_ data: ErrorProneValues, alpha: Double) {
    guard let tau2 = data.tau2(.pauleMandel) else { return nil }
    let fixed = data.sums(tau2: 0)
    let random = data.sums(tau2: tau2)
    let freedom = Double(data.count - 1)
    let knapp = (random.q / (freedom * random.weight)).squareRoot()
    let error = Swift.max(knapp, random.standardError)
    guard let t = studentTQuantile(1 - alpha / 2, degreesOfFreedom: freedom),
      let p = studentTTwoSidedP(random.mean / error, degreesOfFreedom: freedom)
    else { return nil }
    fixedMean = fixed.mean
    fixedStandardError = fixed.standardError
    fixedP = twoSidedP(fixed.mean / fixed.standardError)
    heterogeneity = data.heterogeneity
    self.tau2 = tau2
    estimate = Estimate(
      value: random.mean, lower: random.mean - t * error, upper: random.mean + t * error,
      n: data.count, method: .randomEffects, confidence: 1 - alpha)
    knappHartungError = knapp
    standardError = error
    self.p = p
  }
}

extension ErrorProneValues {
  /// How far each of some values lies from the weighted mean of the others, in standard errors.
  fileprivate func deletedZ(_ indexes: [Int]) -> [Double] {
    indexes.map { own in
      var (weight, sum) = (0.0, 0.0)
      for other in indexes where other != own {
        weight += 1 / variances[other]
        sum += (values[other] - values[own]) / variances[other]
      }
      return -sum / weight / (variances[own] + 1 / weight).squareRoot()
    }
  }
}
