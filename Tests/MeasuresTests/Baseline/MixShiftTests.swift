import Conversations
import Kernel
import Statistics
import Storage
import Support
import Testing
import Web

@testable import Measures

/// Months in which only the kinds of conversations changed, only the work, or both at once.
///
/// Chats are solved more often at once than mails, orders more often than payments.
struct MixShift: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The share of chats before and after.
  let before: Double
  let after: Double
  /// By how much more often every kind is solved at once afterwards.
  let effect: Double

  static let mixAlone = MixShift(
    testDescription: "more mails", before: 0.7, after: 0.35, effect: 0)
  static let workAlone = MixShift(
    testDescription: "better work", before: 0.7, after: 0.7, effect: 0.1)
  static let hidden = MixShift(
    testDescription: "more mails, better work", before: 0.7, after: 0.35, effect: 0.1)
  static let flattered = MixShift(
    testDescription: "more chats, worse work", before: 0.35, after: 0.7, effect: -0.1)
  static let together = MixShift(
    testDescription: "more chats, better work", before: 0.35, after: 0.7, effect: 0.1)

  struct Draw {
    let channel: String
    let reason: String
    let isHit: Bool
  }

  func draw(isAfter: Bool, _ chance: inout SplitMix64) -> Draw {
    let isChat = chance.unit() < (isAfter ? after : before)
    let isOrder = chance.unit() < 0.5
    let rate = 0.45 + (isChat ? 0.25 : 0) + (isOrder ? 0.12 : 0) + (isAfter ? effect : 0)
    return Draw(
      channel: isChat ? "chat" : "email", reason: isOrder ? "order" : "payment",
      isHit: chance.unit() < rate)
  }
}

@Suite struct MixShiftTests {
  /// Some months as tallies by kind.
  private static func strata(
    _ shift: MixShift, count: Int, isAfter: Bool, _ chance: inout SplitMix64
  ) -> Strata {
    var strata = Strata()
    for _ in 0..<count {
      let draw = shift.draw(isAfter: isAfter, &chance)
      var cell = Cell()
      cell.add(.opened, .one())
      cell.add(.firstContact, .one(isHit: draw.isHit))
      strata.add(
        cell,
        to: Measures.Stratum(
          channel: draw.channel, reason: draw.reason, hour: "morning", language: "en"))
    }
    return strata
  }

  /// The three looks of one baseline of a quarter, 400 conversations a month.
  private static func looks(_ shift: MixShift, seed: UInt64) throws -> [BaselineComparison] {
    var chance = SplitMix64(seed: seed &* 31 &+ 5)
    let question = Question(.firstContactResolution)
    func share(_ strata: Strata) throws -> Estimate {
      let counts = try #require(question.counts(of: strata.whole))
      return wilsonInterval(successes: counts.hits, of: counts.n)
    }
    let before = strata(shift, count: 1200, isAfter: false, &chance)
    let baseline = Baseline(
      id: .init(rawValue: 1), title: "Before", aim: .centre, metric: question.metric,
      period: Period(
        first: try #require(Day(iso: "2026-01-01")), last: try #require(Day(iso: "2026-03-31"))),
      estimate: try share(before), mix: before.mix, lockedAt: Instant(milliseconds: 0))
    var later = Strata()
    var known = 0
    return try Baseline.looks.map { months in
      later.add(strata(shift, count: (months - known) * 400, isAfter: true, &chance))
      known = months
      return BaselineComparison(
        baseline, months: months, later: try share(later),
        weighed: later.standardised(question, to: baseline.mix))
    }
  }

  private static let seeds = UInt64(0)..<120

  private static func way(_ look: BaselineComparison) -> Verdict.Direction? {
    if case .signal(let direction, _) = look.verdict { direction } else { nil }
  }

  @Test func `another mix alone is called no change, though the plain numbers fall`() throws {
    var (alarms, falls, doubts) = (0, 0, 0)
    for seed in Self.seeds {
      let looks = try Self.looks(.mixAlone, seed: seed)
      if looks.contains(where: { Self.way($0) != nil }) { alarms += 1 }
      if let upper = looks.last?.change.upper, upper < 0 { falls += 1 }
      if looks.last?.doubt == .mix { doubts += 1 }
    }
    // Whoever looked at the plain numbers would have been fooled nearly every time.
    #expect(falls >= Self.seeds.count * 19 / 20, "\(falls)")
    #expect(doubts >= falls * 9 / 10, "\(doubts)")
    #expect(alarms <= Self.seeds.count * 6 / 100, "\(alarms)")
  }

  @Test func `other work under the same mix is found`() throws {
    var found = 0
    for seed in Self.seeds {
      let looks = try Self.looks(.workAlone, seed: seed)
      #expect(!looks.contains { Self.way($0) == .lower })
      if looks.contains(where: { Self.way($0) == .higher && !$0.isHiddenByMix }) { found += 1 }
    }
    #expect(found >= Self.seeds.count * 19 / 20, "\(found)")
  }

  @Test(arguments: [MixShift.hidden, .flattered, .together])
  func `other work is found under another mix, too, and never the wrong way round`(
    shift: MixShift
  ) throws {
    let right: Verdict.Direction = shift.effect > 0 ? .higher : .lower
    var (found, wrong, hidden) = (0, 0, 0)
    var sizes: [Double] = []
    for seed in Self.seeds {
      let looks = try Self.looks(shift, seed: seed)
      let ways = looks.compactMap(Self.way)
      if ways.contains(right) { found += 1 }
      if ways.contains(where: { $0 != right }) { wrong += 1 }
      if looks.last?.isHiddenByMix == true { hidden += 1 }
      if let size = looks.last?.atSameMix?.value { sizes.append(size) }
    }
    #expect(found >= Self.seeds.count * 9 / 10, "\(found)")
    #expect(wrong == 0)
    #expect(hidden > Self.seeds.count / 2 || shift.after > shift.before && shift.effect > 0)
    // What is told is the change of the work, not that of the mix.
    let mean = sizes.reduce(0, +) / Double(max(1, sizes.count))
    #expect(abs(mean - shift.effect) < 0.01, "\(mean)")
  }

  // MARK: From conversations to the verdict

  /// Conversations of three months before and three after; who is not solved at once comes back.
  private static func records(_ shift: MixShift) -> [ConversationRecord] {
    var chance = SplitMix64(seed: 77)
    // The second of March is inside the baseline's quarter.
    let (january, july) = (-60 * 24 * 60, 120 * 24 * 60)
    return (0..<1440).map { number in
      let start = january + (july - january) * number / 1440
      let isAfter = Ground.zone.day(of: Ground.minutes(Double(start))).iso >= "2026-04-01"
      let draw = shift.draw(isAfter: isAfter, &chance)
      let at = Double(start)
      var record = Ground.record(
        "c\(number)", customer: "k\(number)", channel: Channel(rawValue: draw.channel),
        solvedAfter: at + 30, [(.customer, at, "Where is it?"), (.agent, at + 5, "Here")])
      record.reason = draw.reason
      record.language = "en"
      if !draw.isHit {
        record.reopenCount = 1
        record.lastResolvedAt = Ground.minutes(at + 90)
      }
      return record
    }
  }

  @Test(arguments: Engine.available, [MixShift.mixAlone, .workAlone, .hidden])
  func `what was imported is judged so, too`(engine: Engine, shift: MixShift) async throws {
    try await withGround(engine) { database, scope in
      let looks = try await database.write { db in
        var delivery = Ground.delivery(scope)
        try delivery.store(Self.records(shift), in: db)
        let quarter = Period(.quarter, holding: Ground.zone.day(of: Ground.noon))
        let then = Readings(scope: scope, now: Ground.noon.advanced(byDays: 31))
        let baseline = try Baseline.taken(
          "Before", of: .centre, Question(.firstContactResolution), over: quarter, margin: 0,
          zone: Ground.zone, key: .init(rawValue: 9), by: then, from: db)
        let now = Ground.noon.advanced(byDays: 125)
        return try baseline.looks(
          today: Ground.zone.day(of: now), zone: Ground.zone,
          by: Readings(scope: scope, now: now), from: db)
      }
      #expect(looks.map(\.comparison.months) == [1, 3])
      let last = try #require(looks.last?.comparison)
      #expect(last.atSameMix != nil)
      switch shift.effect {
      case 0:
        #expect(last.verdict == .inconclusive && last.doubt == .mix)
      default:
        #expect(Self.way(last) == .higher)
        #expect(last.isHiddenByMix == (shift.before > shift.after))
      }
    }
  }
}
