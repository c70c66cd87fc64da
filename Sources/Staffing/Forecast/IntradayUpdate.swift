import Glibc

/// How today's calls so far change what is expected for the rest of the day.
///
/// The rest is multiplied with (seen + k) / (expected + k): the mean of a gamma factor after Poisson
/// counts. A small team's morning is mostly luck, so k is large and little changes; the usual
/// "scale by what came so far" has k = 0 and makes a small team's forecast worse until noon.
public struct IntradayUpdate: Hashable, Sendable {
  /// k, in calls; infinite where today's calls tell nothing.
  public let inertia: Double
  /// After how many intervals a count has lost half its weight.
  public let halfLife: Double

  public init(inertia: Double, halfLife: Double = .infinity) {
    self.inertia = inertia >= 0 ? inertia : .infinity
    self.halfLife = halfLife > 0 ? halfLife : .infinity
  }

  /// Learns from past days what an update would have been worth.
  ///
  /// Each of the last forty usual days is forecast from the evening before and updated after a
  /// quarter, two fifths and three fifths of its calls. The rule with the least error of the rest is
  /// taken with twice its inertia, and none unless it beats doing nothing by one standard error of
  /// the difference: a change that is too small costs little, one that is too large costs trust.
  public init(learningFrom history: VolumeHistory, special: SpecialDays = SpecialDays()) {
    let marked = HolidayCalendar.followed(in: history).map {
      SpecialDays($0, from: history.first, through: history.end).adding(special)
    }
    let past = Past(history, special: marked ?? special)
    var days = [(means: [Double], counts: [Double])]()
    var day = history.days - 1
    while day >= 42, days.count < 40 {
      if past.isUsable(day), past.mark(day) == nil {
        let model = VolumeModel(past, end: day)
        let means = model.expected(history.first + day, ahead: 0)
        if !means.isEmpty { days.append((means, means.indices.map { past.count(day, $0) })) }
      }
      day -= 1
    }
    self = Self.best(days)
  }

  /// The mean of the remaining intervals, given what came so far.
  /// - Parameters:
  ///   - means: the expected counts of the day.
  ///   - counts: what came in the intervals so far; negative where it is missing.
  /// - Returns: the whole day, with the rest updated; the past stays as it was forecast.
  public func updated(_ means: [Double], after counts: [Double]) -> [Double] {
    let factor = factor(means, counts[...])
    return means.indices.map { $0 < counts.count ? means[$0] : means[$0] * factor }
  }

  private func factor(_ means: [Double], _ counts: ArraySlice<Double>) -> Double {
    guard inertia < .infinity else { return 1 }
    var (seen, expected) = (0.0, 0.0)
    let keep = exp2(-1 / halfLife)
    for (mean, count) in zip(means, counts) {
      seen *= keep
      expected *= keep
      guard count >= 0, count.isFinite else { continue }
      seen += count
      expected += mean
    }
    let factor = (seen + inertia) / (expected + inertia)
    return factor.isFinite ? factor : 1
  }

  private static func best(_ days: [(means: [Double], counts: [Double])]) -> IntradayUpdate {
    let still = IntradayUpdate(inertia: .infinity)
    guard days.count >= 10 else { return still }
    let before = days.map { still.error($0.means, $0.counts) }
    var (chosen, least) = (still, 0.0)
    let largest = days.map { $0.means.reduce(0, +) }.max() ?? 0
    for halfLife in [Double.infinity, 8, 3] {
      for power in -4..<6 {
        let rule = IntradayUpdate(inertia: largest * exp2(Double(power)) / 4, halfLife: halfLife)
        let gains = zip(days, before).map { $1 - rule.error($0.means, $0.counts) }
        let mean = gains.reduce(0, +) / Double(gains.count)
        let square = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let error = (square / Double(gains.count - 1) / Double(gains.count)).squareRoot()
        if mean > error, mean > least { (chosen, least) = (rule, mean) }
      }
    }
    return IntradayUpdate(inertia: 2 * chosen.inertia, halfLife: chosen.halfLife)
  }

  /// The error of the rest of a day after updates at three moments, for each expected call.
  private func error(_ means: [Double], _ counts: [Double]) -> Double {
    let all = means.reduce(0, +)
    guard all > 0 else { return 0 }
    var (sum, wrong, rest) = (0.0, 0.0, 0.0)
    var marks = [0.25, 0.4, 0.6][...]
    for slot in means.indices {
      sum += means[slot]
      guard let mark = marks.first, sum >= mark * all else { continue }
      marks.removeFirst()
      let factor = factor(means, counts[...slot])
      for later in (slot + 1)..<Swift.max(slot + 1, means.count) where counts[later] >= 0 {
        wrong += abs(counts[later] - factor * means[later])
        rest += means[later]
      }
    }
    return rest > 0 ? wrong / rest : 0
  }
}
