/// The share of ratings at or above a threshold: customer satisfaction as most teams count it.
public struct TopBox: Hashable, Sendable {
  /// The share in 0…1 with Wilson's interval.
  public let estimate: Estimate
  /// How many ratings reached the threshold.
  public let reached: Int
  /// What counted as satisfied; stored with the result, because it decides it.
  public let threshold: Double

  public var status: Estimate.Status { estimate.status }
}

/// Counts the ratings that reach a threshold; `nil` is a customer who did not answer.
///
/// Use it for CSAT on a 1 to 5 scale (threshold 4). Two results with different thresholds are not
/// comparable. Linear in the number of ratings.
/// Say: "23 of 35 customers were satisfied, two in three; the true share lies between 49 and 79 %."
public func topBox(_ ratings: [Double?], threshold: Double, confidence: Double = 0.95) -> TopBox {
  var (n, reached) = (0, 0)
  for rating in ratings {
    guard let rating else { continue }
    guard rating.isFinite, threshold.isFinite else {
      return TopBox(estimate: .invalid(.wilson), reached: 0, threshold: threshold)
    }
    n += 1
    reached += rating >= threshold ? 1 : 0
  }
  return TopBox(
    estimate: wilsonInterval(successes: reached, of: n, confidence: confidence),
    reached: reached, threshold: threshold)
}
