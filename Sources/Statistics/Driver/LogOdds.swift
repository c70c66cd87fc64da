import Glibc

/// How much more one group uses a word, a tag or a reason than another.
public struct LogOdds: Hashable, Sendable {
  /// The word, tag or reason.
  public let term: String
  /// The difference of log odds, positive where the first group uses the term more.
  public let delta: Double
  /// The variance of the difference.
  public let variance: Double
  /// The difference in standard errors.
  public let z: Double
  /// Two-sided, before any correction.
  public let p: Double
  /// After Benjamini and Hochberg over all terms: flag by this one only.
  public let adjustedP: Double
}

/// Compares how often two groups use each of many terms, shrunk towards what everybody uses.
///
/// Use it for words, tags or many rare reasons, where plain ratios explode on counts of 0 and 1. The
/// prior is the whole corpus scaled to some 10 to 50 pseudo-counts: the more, the more a rare term is
/// pulled to "no difference". Not for two large reasons (``oddsRatio(reasonDissatisfied:reasonSatisfied:otherDissatisfied:otherSatisfied:confidence:)``
/// says more), and not without the correction for having looked at every term.
///
/// The lead is told: "Unhappy customers write 'again' and 'third time' far more often than others."
///
/// Source: Monroe, Colaresi and Quinn, "Fightin' Words", 2008, equations 15 to 22. Cost: linear.
/// - Parameters:
///   - first: how often the first group uses each term; terms outside the prior are not looked at.
///   - second: the same of the second group.
///   - prior: pseudo-counts above 0; its keys are the vocabulary.
/// - Returns: one entry a term, in the order of the terms; `nil` when the prior has fewer than two
///   terms or one not above 0, or a count is negative.
public func logOddsDirichlet(
  _ first: [String: Double], _ second: [String: Double], prior: [String: Double]
) -> [LogOdds]? {
  let terms = prior.keys.sorted()
  let own = terms.map { (first[$0] ?? 0, second[$0] ?? 0, prior[$0] ?? 0) }
  let sums = own.reduce((0.0, 0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1, $0.2 + $1.2) }
  guard terms.count > 1, own.allSatisfy({ $0.0 >= 0 && $0.1 >= 0 && $0.2 > 0 }),
    [sums.0, sums.1, sums.2].allSatisfy(\.isFinite)
  else { return nil }
  let deltas = own.map { a, b, weight in
    let one = log((a + weight) / ((sums.0 - a) + (sums.2 - weight)))
    let two = log((b + weight) / ((sums.1 - b) + (sums.2 - weight)))
    return (delta: one - two, variance: 1 / (a + weight) + 1 / (b + weight))
  }
  return judged(terms, deltas)
}

/// Compares in how many texts of two groups each of many terms stands, shrunk towards all texts.
///
/// The unit is the text, not the word: whoever writes more does not use every other word less. Each
/// term is compared by itself, with and without, so that terms of nearly all texts are judged as
/// carefully as rare ones.
///
/// The same prior as ``logOddsDirichlet(_:_:prior:)``, with two outcomes for each term.
/// - Parameters:
///   - first: the texts of the first group in which each term stands, and how many texts there are.
///   - second: the same of the second group.
///   - terms: the vocabulary; a term that stands nowhere counts 0.
///   - prior: pseudo-texts above 0, divided as all texts are.
/// - Returns: one entry a term, in the order of the terms; `nil` without texts on both sides, or
///   when a term stands in more texts than there are.
public func logOddsOfPresence(
  _ first: (counts: [String: Int], texts: Int), _ second: (counts: [String: Int], texts: Int),
  terms: [String], prior: Double
) -> [LogOdds]? {
  let terms = terms.sorted()
  guard first.texts > 0, second.texts > 0, prior > 0, prior.isFinite else { return nil }
  let all = Double(first.texts + second.texts)
  var deltas: [(delta: Double, variance: Double)] = []
  for term in terms {
    let (a, b) = (first.counts[term] ?? 0, second.counts[term] ?? 0)
    guard (0...first.texts).contains(a), (0...second.texts).contains(b) else { return nil }
    let weight = prior * (Double(a + b) + 0.5) / (all + 1)
    func side(_ with: Int, _ texts: Int) -> (odds: Double, variance: Double) {
      let (yes, no) = (Double(with) + weight, Double(texts - with) + prior - weight)
      return (log(yes / no), 1 / yes + 1 / no)
    }
    let (one, two) = (side(a, first.texts), side(b, second.texts))
    deltas.append((one.odds - two.odds, one.variance + two.variance))
  }
  return judged(terms, deltas)
}

private func judged(
  _ terms: [String], _ deltas: [(delta: Double, variance: Double)]
) -> [LogOdds]? {
  let scores = deltas.map { $0.delta / $0.variance.squareRoot() }
  guard scores.allSatisfy(\.isFinite), deltas.allSatisfy(\.variance.isFinite) else { return nil }
  let ps = scores.map { Swift.min(1, 2 * StandardNormal.upperTail(abs($0))) }
  let adjusted = adjustPValues(ps) ?? ps
  return terms.indices.map { index in
    LogOdds(
      term: terms[index], delta: deltas[index].delta, variance: deltas[index].variance,
      z: scores[index], p: ps[index], adjustedP: adjusted[index])
  }
}
