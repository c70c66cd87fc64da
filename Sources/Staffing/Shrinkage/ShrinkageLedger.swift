public import Statistics

/// Where paid hours went: one period, by cause.
///
/// What is scheduled as an event of its own, such as lunch or a training, is left out here, or it
/// is counted twice.
public struct ShrinkageLedger: Hashable, Sendable {
  /// A reason why a paid hour took no call.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    case leave
    case sickness
    case training
    case coaching
    case meetings
    case breaks
    case other
  }

  /// Hours that were paid.
  public let paid: Double
  /// Hours by cause; a cause that is absent had none.
  public let hours: [Cause: Double]

  /// `nil` for a negative or infinite number, and for more hours than were paid.
  public init?(paid: Double, hours: [Cause: Double]) {
    let lost = hours.values.reduce(0, +)
    guard paid > 0, paid.isFinite, hours.values.allSatisfy({ $0 >= 0 && $0.isFinite }),
      lost <= paid
    else { return nil }
    self.paid = paid
    self.hours = hours
  }

  /// Hours that were there for customers.
  public var available: Double { paid - hours.values.reduce(0, +) }

  /// The share of paid hours that took no call.
  public var shrinkage: Double { 1 - available / paid }

  /// The share of paid hours that one cause took.
  public func share(of cause: Cause) -> Double { (hours[cause] ?? 0) / paid }

  /// Several periods as one.
  public static func sum(_ periods: [ShrinkageLedger]) -> ShrinkageLedger? {
    ShrinkageLedger(
      paid: periods.reduce(0) { $0 + $1.paid },
      hours: periods.reduce(into: [:]) { $0.merge($1.hours) { $0 + $1 } })
  }

  /// Planned against actual, cause by cause, in shares of paid hours; positive: more than planned.
  public func difference(from plan: ShrinkageLedger) -> [Cause: Double] {
    Dictionary(
      uniqueKeysWithValues: Cause.allCases.map { ($0, share(of: $0) - plan.share(of: $0)) })
  }
}

/// The shrinkage measured over several periods, with its interval.
///
/// A ratio of sums: long periods count more. Its variance comes from how far each period's lost
/// hours are from what the ratio says (Cochran 1977, chapter 6), with Student's t over the periods;
/// the ends are kept inside 0…1. One period has a value and no interval.
public func measuredShrinkage(_ periods: [ShrinkageLedger], confidence: Double = 0.95) -> Estimate {
  func answer(
    _ value: Double?, _ margin: Double?, _ status: Estimate.Status
  ) -> Estimate {
    func end(_ sign: Double) -> Double? {
      guard let value, let margin else { return nil }
      return Swift.max(0, Swift.min(1, value + sign * margin))
    }
    return Estimate(
      value: value, lower: end(-1), upper: end(1), n: periods.count, method: .studentT,
      status: status, confidence: confidence)
  }
  guard confidence > 0, confidence < 1 else { return answer(nil, nil, .invalidInput) }
  guard let all = ShrinkageLedger.sum(periods) else { return answer(nil, nil, .notEnoughData) }
  let (n, ratio) = (Double(periods.count), all.shrinkage)
  guard periods.count > 1,
    let t = studentTQuantile((1 + confidence) / 2, degreesOfFreedom: n - 1)
  else { return answer(ratio, nil, .notEnoughData) }
  let squares = periods.reduce(0) { sum, period in
    let off = period.paid * (period.shrinkage - ratio)
    return sum + off * off
  }
  let error = (squares / (n - 1) / n).squareRoot() / (all.paid / n)
  return answer(ratio, t * error, .ok)
}

/// The share lost to parts of which each is measured on what the ones before it left.
///
/// 10 % absent, then 15 % of those present, is 23.5 %, not 25 %. `nil` unless every part is in 0…1.
public func combinedShrinkage(_ parts: [Double]) -> Double? {
  guard parts.allSatisfy({ (0...1).contains($0) }) else { return nil }
  return 1 - parts.reduce(1) { $0 * (1 - $1) }
}
