import Glibc

/// How good forecasts were a day ahead, beside the plainest rival and beside luck.
public struct TrackRecord: Hashable, Sendable {
  /// Σ |count − forecast| ÷ Σ count.
  public let error: Double
  /// The same for the mean of the last eight same weekdays.
  public let plainError: Double
  /// What somebody who knew every rate would still miss, if calls came independently.
  public let luck: Double
  /// How many days that is from.
  public let days: Int

  struct Naive {
    private var (error, plain, luck, sum) = (0.0, 0.0, 0.0, 0.0)
    private var days = 0

    mutating func add(_ past: Past, _ day: Int, _ means: [Double]) {
      days += 1
      for slot in means.indices {
        let count = past.count(day, slot)
        guard count >= 0 else { continue }
        var (total, seen) = (0.0, 0.0)
        for week in 1...8 where day - 7 * week >= 0 {
          let earlier = past.count(day - 7 * week, slot)
          if earlier >= 0 {
            total += earlier
            seen += 1
          }
        }
        guard seen > 0 else { continue }
        sum += count
        error += abs(count - means[slot])
        plain += abs(count - total / seen)
        luck += poissonDeviation(means[slot])
      }
    }

    var record: TrackRecord? {
      guard days >= 5, sum > 0 else { return nil }
      return TrackRecord(error: error / sum, plainError: plain / sum, luck: luck / sum, days: days)
    }
  }
}

/// The mean distance of a Poisson count from its mean.
///
/// Source: Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 4.3.
public func poissonDeviation(_ mean: Double) -> Double {
  guard mean > 0 else { return 0 }
  let whole = mean.rounded(.down)
  return 2 * exp(-mean + (whole + 1) * log(mean) - lgamma(whole + 1).0)
}
