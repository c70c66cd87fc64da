public import Kernel
internal import Statistics

/// A figure over time with the limits its own ups and downs set, phase by phase.
///
/// A phase begins where the team explained a shift: what changed there is known, so what comes
/// after is held against itself. In a phase the limits rest on its first twelve points and stay as
/// they are; those of shares follow the number of cases.
public struct ProcessCourse: Hashable, Sendable {
  public let points: [Point]
  /// How the limits were made; of the last phase.
  public let kind: Kind
  /// How far the limits of the last phase can be trusted.
  public let maturity: Maturity

  /// One period.
  public struct Point: Hashable, Sendable {
    public let reading: Reading
    /// `nil` before the phase has eight points.
    public let centre: Double?
    public let lower: Double?
    public let upper: Double?
    public let signal: Rule?
  }

  /// Which chart it is.
  public enum Kind: String, Hashable, Sendable {
    /// Single values: natural process limits from moving ranges.
    case xmr
    /// Shares: binomial limits.
    case p
    /// Shares of many cases: limits that allow for how much the periods always differ.
    case laney
  }

  /// The two rules that speak; more would cry wolf.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    case beyondLimits, eightOnOneSide
  }

  /// How many points the limits rest on.
  public enum Maturity: String, Hashable, Sendable {
    case tooEarly, provisional, settled
  }

  /// Reads periods, oldest first; each day of `shifts` begins a phase.
  public init(_ readings: [Reading], shifts: [Day] = []) {
    let borders = shifts.sorted().compactMap { day in
      readings.firstIndex { $0.period.first >= day }
    }
    let starts = Set([0] + borders).sorted()
    var points: [Point] = []
    var (kind, maturity) = (Kind.xmr, Maturity.tooEarly)
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : readings.count
      let phase = Phase(Array(readings[start..<end]))
      points += phase.points
      (kind, maturity) = (phase.kind, phase.maturity)
    }
    self.points = points
    self.kind = kind
    self.maturity = maturity
  }

  /// Points that rest on a rule, in order.
  public var signals: [Point] { points.filter { $0.signal != nil } }

  static let frozen = 12
  static let fewest = 8
}

/// Neighbouring periods that are held against each other.
private struct Phase {
  let points: [ProcessCourse.Point]
  let kind: ProcessCourse.Kind
  let maturity: ProcessCourse.Maturity

  init(_ readings: [Reading]) {
    let isShare = readings.first?.question.metric.kind == .share
    let known = readings.count { $0.estimate.value != nil }
    maturity =
      known < ProcessCourse.fewest
      ? .tooEarly : known < ProcessCourse.frozen ? .provisional : .settled
    if isShare {
      (points, kind) = Self.shares(readings, isEarly: maturity == .tooEarly)
    } else {
      (points, kind) = (Self.values(readings, isEarly: maturity == .tooEarly), .xmr)
    }
  }

  private static func values(_ readings: [Reading], isEarly: Bool) -> [ProcessCourse.Point] {
    let values = readings.map { $0.estimate.status == .ok ? $0.estimate.value : nil }
    let chart = xmrChart(values, baseline: 0..<min(values.count, ProcessCourse.frozen))
    let rules = runRules(chart.standardized(values))
    return readings.indices.map { index in
      let hasLimits = !isEarly && chart.status == .ok
      return ProcessCourse.Point(
        reading: readings[index], centre: hasLimits ? chart.center : nil,
        lower: hasLimits ? chart.lower : nil, upper: hasLimits ? chart.upper : nil,
        signal: hasLimits ? rule(rules, at: index) : nil)
    }
  }

  /// Above some 300 cases a period, or where the periods differ more than chance, Laney's limits.
  private static func shares(
    _ readings: [Reading], isEarly: Bool
  ) -> ([ProcessCourse.Point], ProcessCourse.Kind) {
    let hits = readings.map { $0.denominator > 0 ? Double($0.numerator) : nil }
    let cases = readings.map { $0.denominator > 0 ? Double($0.denominator) : nil }
    let sizes = cases.compactMap(\.self)
    let mean = sizes.isEmpty ? 0 : sizes.reduce(0, +) / Double(sizes.count)
    let frozen = 0..<min(readings.count, ProcessCourse.frozen)
    let laney = laneyPPrimeChart(successes: hits, sizes: cases, baseline: frozen)
    let usesLaney = laney.status == .ok && (mean > 300 || (laney.sigmaZ ?? 1) > 1.2)
    let chart = usesLaney ? laney : pChart(successes: hits, sizes: cases, baseline: frozen)
    let spread = usesLaney ? laney.sigmaZ ?? 1 : 1
    let rules = runRules(chart.z.map { $0.map { spread > 0 ? $0 / spread : 0 } })
    let points = readings.indices.map { index in
      let hasLimits = !isEarly && chart.status == .ok && chart.lower.indices.contains(index)
      return ProcessCourse.Point(
        reading: readings[index], centre: hasLimits ? chart.center : nil,
        lower: hasLimits ? chart.lower[index] : nil,
        upper: hasLimits ? chart.upper[index] : nil,
        signal: hasLimits ? rule(rules, at: index) : nil)
    }
    return (points, usesLaney ? .laney : .p)
  }

  private static func rule(_ signals: RunSignals, at index: Int) -> ProcessCourse.Rule? {
    if signals.beyond3Sigma.contains(index) { return .beyondLimits }
    return signals.eightSameSide.contains(index) ? .eightOnOneSide : nil
  }
}
