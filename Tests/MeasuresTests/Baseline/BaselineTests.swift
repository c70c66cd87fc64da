import Kernel
import Statistics
import Testing

@testable import Measures

@Suite struct BaselineComparisonTests {
  private static func share(_ hits: Double, _ n: Double) -> Estimate {
    wilsonInterval(successes: hits, n: n)
  }

  private func baseline(
    _ estimate: Estimate, margin: Double = 0, metric: Metric = .firstContactResolution
  ) throws -> Baseline {
    let first = try #require(Day(iso: "2026-01-01"))
    return Baseline(
      id: .init(rawValue: 1), title: "Before", aim: .centre, metric: metric,
      period: Period(first: first, last: try #require(Day(iso: "2026-03-31"))),
      estimate: estimate, margin: margin, lockedAt: Instant(milliseconds: 0))
  }

  @Test func `the months of each look come right after the baseline's own`() throws {
    let baseline = try baseline(Self.share(50, 100))
    let windows = Baseline.looks.map { baseline.window(months: $0) }
    #expect(windows.map(\.first.iso) == ["2026-04-01", "2026-04-01", "2026-04-01"])
    #expect(windows.map(\.last.iso) == ["2026-04-30", "2026-06-30", "2026-09-30"])
  }

  @Test func `each of the four verdicts is reached`() throws {
    let before = try baseline(Self.share(600, 1000), margin: 0.05)
    func verdict(_ later: Estimate) -> Verdict {
      BaselineComparison(before, months: 3, later: later).verdict
    }
    #expect(verdict(Self.share(750, 1000)) == .signal(.higher, largerThanMargin: true))
    #expect(verdict(Self.share(480, 1000)) == .signal(.lower, largerThanMargin: true))
    let exact = try baseline(Self.share(60_000, 100_000), margin: 0.05)
    #expect(
      BaselineComparison(exact, months: 3, later: Self.share(60_050, 100_000)).verdict
        == .equivalent)
    #expect(verdict(Self.share(13, 20)) == .inconclusive)
    #expect(verdict(Self.share(3, 4)) == .notEnoughData)
  }

  @Test func `three looks ask for more than one look would`() throws {
    let before = try baseline(Self.share(600, 1000))
    let later = Self.share(643, 1000)
    let plain = difference(of: later, minus: before.estimate)
    #expect((plain.lower ?? 0) > 0)
    let comparison = BaselineComparison(before, months: 1, later: later)
    #expect((comparison.change.lower ?? 1) < 0)
    #expect(comparison.verdict == .inconclusive)
    // z(1 − 0.05/6) / z(0.975) = 2.3940 / 1.9600.
    let value = try #require(plain.value)
    let ratio = (value - (comparison.change.lower ?? 0)) / (value - (plain.lower ?? 0))
    #expect(abs(ratio - 2.393980 / 1.959964) < 1e-5)
  }

  @Test func `a change the same months made a year ago is called the season's`() throws {
    let before = try baseline(Self.share(600, 1000))
    let later = Self.share(700, 1000)
    let comparison = BaselineComparison(
      before, months: 3, later: later,
      yearBefore: (baseline: Self.share(590, 1000), later: Self.share(690, 1000)))
    #expect(comparison.verdict == .inconclusive)
    #expect(comparison.doubt == .season)
    let flat = BaselineComparison(
      before, months: 3, later: Self.share(760, 1000),
      yearBefore: (baseline: Self.share(590, 1000), later: Self.share(592, 1000)))
    #expect(flat.verdict == .signal(.higher, largerThanMargin: true))
    #expect(flat.beyondSeason != nil)
    // A year with hardly any case says nothing.
    let thin = BaselineComparison(
      before, months: 3, later: later,
      yearBefore: (baseline: Self.share(1, 3), later: Self.share(2, 3)))
    #expect(thin.beyondSeason == nil)
    #expect(thin.verdict == .signal(.higher, largerThanMargin: true))
  }

  @Test func `a change that only the mix makes is called so`() throws {
    let before = try baseline(Self.share(530, 1000))
    let comparison = BaselineComparison(
      before, months: 3, later: Self.share(770, 1000), weighed: Self.share(531, 1000))
    #expect(comparison.verdict == .inconclusive)
    #expect(comparison.doubt == .mix)
  }

  @Test func `under no change at most one of twenty baselines ever calls one`() throws {
    var chance = SplitMix64(seed: 5)
    func draw(_ n: Int) -> Estimate {
      Self.share(Double((0..<n).count { _ in chance.next() % 10 < 6 }), Double(n))
    }
    var alarms = 0
    for _ in 0..<400 {
      let before = try baseline(draw(300))
      let looks = [draw(100), draw(300), draw(600)].enumerated().map { index, later in
        BaselineComparison(before, months: Baseline.looks[index], later: later).verdict
      }
      if looks.contains(where: { $0.name == "signal" }) { alarms += 1 }
    }
    #expect(Double(alarms) / 400 <= 0.06, "\(alarms)")
  }
}

@Suite struct CaseMixTests {
  @Test func `the distance is the part that would have to be of another kind`() throws {
    let before = CaseMix([.channel: ["email": 90, "chat": 10]])
    let after = CaseMix([.channel: ["email": 60, "chat": 30, "call": 10]])
    #expect(abs(try #require(before.distance(.channel, to: after)) - 0.3) < 1e-12)
    #expect(before.distance(.channel, to: before) == 0)
    #expect(before.distance(.language, to: after) == nil)
    let shift = try #require(before.largestShift(.channel, to: after))
    #expect(shift.value == "email")
    #expect(abs(shift.before - 0.9) < 1e-12)
    #expect(abs(shift.after - 0.6) < 1e-12)
  }

  @Test(
    arguments: zip(
      [0, 5, 6, 12, 18, 23], ["night", "night", "morning", "afternoon", "evening", "evening"]))
  func `hours fall into parts of the day`(hour: Int, part: String) {
    #expect(CaseMix.part(ofDay: hour) == part)
  }
}
