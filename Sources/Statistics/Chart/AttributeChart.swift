/// Rates over time with limits that follow the size of each period: a p, u, p′ or u′ chart.
public struct AttributeChart: Hashable, Sendable {
  /// `ok`, `noVariation` when every unit is alike, `notEnoughData`, or `invalidInput`.
  public let status: Estimate.Status
  /// All successes over all units; `nil` without units.
  public let center: Double?
  /// The lower limit of each period; `nil` for a period without units.
  public let lower: [Double?]
  /// The upper limit of each period; `nil` for a period without units.
  public let upper: [Double?]
  /// Each period's rate in standard deviations of pure chance from the centre.
  public let z: [Double?]
  /// The positions of periods strictly outside their limits, from 0.
  public let signals: [Int]
  /// How many times wider than chance the periods really vary; only in Laney's charts.
  public let sigmaZ: Double?

  fileprivate init(
    _ status: Estimate.Status, center: Double? = nil, lower: [Double?] = [],
    upper: [Double?] = [], z: [Double?] = [], signals: [Int] = [], sigmaZ: Double? = nil
  ) {
    self.status = status
    self.center = center
    self.lower = lower
    self.upper = upper
    self.z = z
    self.signals = signals
    self.sigmaZ = sigmaZ
  }
}

/// A pass rate over time with three-sigma binomial limits for each period's own size.
///
/// p̄ ± 3 √(p̄(1 − p̄)/nᵢ), clipped to 0…1, so near 100 % there can be no signal upwards. A period
/// without units has no limits. When everything passes, or nothing, the status is `noVariation`.
///
/// Use it for yes/no outcomes, up to about 300 units a period; above that, or when
/// ``laneyPPrimeChart(successes:sizes:)`` finds a `sigmaZ` above 1.2, use that chart instead.
///
/// Say: "The pass rate moved from 84 to 79 %, which with 40 reviews a month is ordinary movement."
///
/// Cost O(n). Source: Montgomery, "Introduction to Statistical Quality Control", 7.2.
/// - Parameters:
///   - successes: how many units passed in each period; `nil` for a missing one.
///   - sizes: how many units there were in each period.
///   - baseline: the positions that set the limits, once they are frozen; by default all.
/// - Returns: the centre, each period's limits and the periods outside.
public func pChart(
  successes: [Double?], sizes: [Double?], baseline: Range<Int>? = nil
) -> AttributeChart {
  AttributeData(successes, sizes, kind: .proportion).chart(laney: false, baseline)
}

/// A pass rate over time whose limits allow for more variation than chance between periods.
///
/// p̄ ± 3 σᵢ sigmaZ, where sigmaZ is the mean absolute change of z from one period to the next over
/// d2 (exact). Below 1 the periods vary less than chance; the limits then narrow too.
///
/// Use it for large periods, where the ordinary limits flag nearly everything. Not with fewer than
/// two neighbouring periods: then the status is `notEnoughData`.
///
/// Say: "With thousands of chats a month even a tenth of a point looks significant; compared with
/// how much your months always differ, this one is ordinary."
///
/// Cost O(n). Sources: Laney 2002; Mohammed and Laney 2006.
public func laneyPPrimeChart(
  successes: [Double?], sizes: [Double?], baseline: Range<Int>? = nil
) -> AttributeChart {
  AttributeData(successes, sizes, kind: .proportion).chart(laney: true, baseline)
}

/// Defects per conversation over time, with three-sigma Poisson limits for each period's size.
///
/// ū ± 3 √(ū/nᵢ), the lower end at 0 at least. Use it for counts that can exceed one a conversation;
/// ``laneyUPrimeChart(counts:sizes:)`` when the counts vary more than chance.
///
/// Say: "Mistakes per conversation stayed within what this process always produces."
///
/// Cost O(n). Source: Montgomery, "Introduction to Statistical Quality Control", 7.3.
/// - Parameters:
///   - counts: how many defects each period had; `nil` for a missing one.
///   - sizes: how many conversations were looked at in each period.
/// - Returns: the centre, each period's limits and the periods outside.
public func uChart(counts: [Double?], sizes: [Double?]) -> AttributeChart {
  AttributeData(counts, sizes, kind: .rate).chart(laney: false)
}

/// Defects per conversation over time, with limits for more variation than chance (Laney's u′).
///
/// See ``laneyPPrimeChart(successes:sizes:)``. Cost O(n). Sources: Laney 2002; Mohammed and Laney
/// 2006.
public func laneyUPrimeChart(counts: [Double?], sizes: [Double?]) -> AttributeChart {
  AttributeData(counts, sizes, kind: .rate).chart(laney: true)
}

/// Counts and sizes of periods, as read.
private struct AttributeData {
  enum Kind {
    case proportion, rate
  }

  let kind: Kind
  /// Count and size of each period that has units.
  let periods: [(count: Double, size: Double)?]
  let isValid: Bool

  init(_ counts: [Double?], _ sizes: [Double?], kind: Kind) {
    self.kind = kind
    isValid =
      counts.count == sizes.count
      && zip(counts, sizes).allSatisfy { count, size in
        let (count, size) = (count ?? 0, size ?? .greatestFiniteMagnitude)
        return count.isFinite && size.isFinite && count >= 0 && size >= 0
          && (kind == .rate ? size > 0 || count == 0 : count <= size)
      }
    periods = zip(counts, sizes).map { count, size in
      guard let count, let size, size > 0 else { return nil }
      return (count, size)
    }
  }

  func chart(laney: Bool, _ frozen: Range<Int>? = nil) -> AttributeChart {
    guard isValid else { return AttributeChart(.invalidInput) }
    let baseline = (frozen ?? 0..<periods.count).clamped(to: 0..<periods.count)
    let known = periods[baseline].compactMap { $0 }
    let (total, size) = known.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.size) }
    guard size > 0 else { return AttributeChart(.notEnoughData) }
    let center = total / size
    guard center.isFinite, size.isFinite else { return AttributeChart(.invalidInput) }
    if total == 0 || kind == .proportion && total == size {
      return AttributeChart(.noVariation, center: center)
    }
    let unit = (kind == .proportion ? center * (1 - center) : center).squareRoot()
    let z = periods.map { period in
      period.map { ($0.count / $0.size - center) / (unit / $0.size.squareRoot()) }
    }
    guard z.allSatisfy({ $0?.isFinite ?? true }) else { return AttributeChart(.invalidInput) }
    guard laney else { return limits(center, unit, z, sigmaZ: nil) }
    let changes = zip(z[baseline], z[baseline].dropFirst()).compactMap { before, after -> Double? in
      guard let before, let after else { return nil }
      return abs(after - before)
    }
    guard let change = Moments(changes).mean else {
      return AttributeChart(.notEnoughData, center: center, z: z)
    }
    return limits(center, unit, z, sigmaZ: change / ChartConstants.pair.d2)
  }

  private func limits(_ center: Double, _ unit: Double, _ z: [Double?], sigmaZ: Double?)
    -> AttributeChart
  {
    let reach = 3 * unit * (sigmaZ ?? 1)
    let lower = periods.map { $0.map { max(0, center - reach / $0.size.squareRoot()) } }
    let upper = periods.map { period in
      period.map { period in
        let limit = center + reach / period.size.squareRoot()
        return kind == .proportion ? min(1, limit) : limit
      }
    }
    guard (lower + upper).allSatisfy({ $0?.isFinite ?? true }) else {
      return AttributeChart(.invalidInput)
    }
    let signals = periods.indices.filter { index in
      guard let period = periods[index], let lower = lower[index], let upper = upper[index]
      else { return false }
      let rate = period.count / period.size
      return rate < lower || rate > upper
    }
    let isFlat = sigmaZ == 0
    return AttributeChart(
      isFlat ? .noVariation : .ok, center: center, lower: lower, upper: upper, z: z,
      signals: isFlat ? [] : signals, sigmaZ: sigmaZ)
  }
}
