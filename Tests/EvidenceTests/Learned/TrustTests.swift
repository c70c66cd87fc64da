import Statistics
import Testing
import Web

@testable import Evidence

/// How far the machine is let, from what was measured.
@Suite struct TrustTests {
  private func cases(_ pairs: [(machine: Int, people: [Int])]) -> [MachineAgreement.Case] {
    pairs.map {
      MachineAgreement.Case(answer: LearnedFixture.answer($0.machine), ratings: $0.people)
    }
  }

  @Test func `agreement is what it is by hand`() throws {
    // 20 conversations, one review each: 8 + 8 agree on No and Yes, 4 are opposite.
    let pairs =
      [(0, [0])] * 8 + [(2, [2])] * 8 + [(0, [2])] * 2 + [(2, [0])] * 2
    let found = MachineAgreement(
      cases(pairs.map { (machine: $0.0, people: $0.1) }), points: LearnedFixture.points, seed: 1)
    // Observed 0.8, by chance 0.5: kappa 0.6, near misses do not occur.
    let kappa = try #require(found.kappa)
    #expect(abs(kappa.value - 0.6) < 1e-12)
    #expect(kappa.lower > 0 && kappa.lower < 0.6 && kappa.upper > 0.6)
    // Of pairs of a better and a worse one 0.8 · 0.8 are right, 2 · 0.8 · 0.2 are ties.
    #expect(abs((found.auc?.value ?? 0) - 0.8) < 1e-12)
    #expect(found.between == nil, "nobody reviewed the same conversation")
    #expect(found.answered == 20)
  }

  @Test func `two reviewers are compared with each other, whichever came first`() throws {
    let pairs = [(0, [0, 0])] * 6 + [(2, [2, 2])] * 6 + [(2, [0, 2])] * 4
    let found = MachineAgreement(
      cases(pairs.map { (machine: $0.0, people: $0.1) }), points: LearnedFixture.points, seed: 1)
    // 12 of 16 agree; both habits are half and half.
    let between = try #require(found.between)
    #expect(abs(between.value - 0.5) < 1e-12)
  }

  private func record(people: Double, time: Double, reach: Double, between: Double?) throws
    -> LearnedRecord
  {
    var record = try Self.base.get()
    record.byPeople.kappa = .init(people, people - reach, people + reach)
    record.byTime.kappa = .init(time, time - reach, time + reach)
    record.byPeople.between = between.map { .init($0, $0 - 0.1, $0 + 0.1) }
    record.byPeople.answered = 200
    return record
  }

  private static let base = Result { () throws -> LearnedRecord in
    let lesson = Lesson(
      items: LearnedFixture.items(), points: LearnedFixture.points, plan: LearnedFixture.plan)
    return LearnedRecord(lesson, try lesson.run())
  }

  @Test func `the lower bound decides, against what two reviewers reach`() throws {
    func level(_ people: Double, _ time: Double, between: Double?) throws -> Trust.Level {
      Trust(
        try record(people: people, time: time, reach: 0.1, between: between), hasDrifted: false
      ).level
    }
    #expect(try level(0.7, 0.7, between: 0.62) == .trusted)
    #expect(try level(0.7, 0.7, between: 0.8) == .suggested)
    #expect(try level(0.7, 0.35, between: 0.62) == .suggested, "the worse of both counts")
    #expect(try level(0.25, 0.7, between: 0.62) == .off)
    #expect(try level(0.48, 0.48, between: 0.3) == .suggested, "agreeing with chaos is not enough")
    #expect(try level(0.68, 0.68, between: nil) == .suggested)
    #expect(try level(0.72, 0.72, between: nil) == .trusted)
  }

  @Test func `drift lowers by one level, and too few reviews are counted`() throws {
    let good = try record(people: 0.7, time: 0.7, reach: 0.1, between: 0.62)
    #expect(Trust(good, hasDrifted: true) == Trust(.suggested, .drifted))
    let wide = try record(people: 0.4, time: 0.4, reach: 0.4, between: 0.6)
    // 200 · (2² − 1): the interval has to be half as wide to clear 0.2.
    #expect(Trust(wide, hasDrifted: false) == Trust(.off, .uncertain(600)))
    let short = try record(people: 0.45, time: 0.45, reach: 0.1, between: 0.7)
    #expect(Trust(short, hasDrifted: false) == Trust(.suggested, .short))
    let hopeless = try record(people: 0.1, time: 0.1, reach: 0.05, between: 0.6)
    #expect(Trust(hopeless, hasDrifted: false) == Trust(.off, .disagreeing))
  }

  @Test func `a language or channel speaks only for itself`() throws {
    var record = try record(people: 0.7, time: 0.7, reach: 0.1, between: 0.62)
    var bad = record.byPeople
    bad.kappa = .init(0.3, 0.05, 0.5)
    record.groups = [
      .init(kind: .channel, name: "chat", agreement: record.byPeople),
      .init(kind: .language, name: "en", agreement: record.byPeople),
      .init(kind: .language, name: "he", agreement: bad),
    ]
    #expect(record.level(.trusted, channel: "chat", language: "en") == .trusted)
    #expect(record.level(.suggested, channel: "chat", language: "en") == .suggested)
    #expect(record.level(.trusted, channel: "chat", language: "he") == .off)
    #expect(record.level(.trusted, channel: "chat", language: "ru") == .off, "never seen")
  }

  @Test func `drift is found where there is one and hardly ever where there is none`() {
    var chance = SplitMix64(seed: 9)
    func losses(_ count: Int, _ mean: Double) -> [Double] {
      (0..<count).map { _ in mean + 0.2 * (chance.unit() - 0.5) }
    }
    let held = LearnedRecord.Losses(losses(200, 0.2)).estimate
    let none = (0..<200).count { _ in Drift(held: held, recent: losses(40, 0.2)).hasHappened }
    #expect(none <= 2, "\(none)")
    let real = (0..<50).count { _ in Drift(held: held, recent: losses(40, 0.3)).hasHappened }
    #expect(real >= 48, "\(real)")
    #expect(!Drift(held: held, recent: losses(10, 0.6)).hasHappened, "too few to say")
  }

  @Test func `a word decides only where it stands in five conversations`() {
    func answer(_ words: String, point: Int) -> MachineAnswer {
      MachineAnswer(
        point: point, chance: 0.9, expected: 0.5, doubt: nil,
        reasons: [MachineAnswer.Reason(words: words, weight: 0.3)])
    }
    let answers =
      (0..<5).map { _ in answer("Sorry", point: 2) }
      + (0..<4).map { _ in answer("thanks", point: 2) }
      + (0..<6).map { _ in answer("must", point: 0) } + (0..<9).map { _ in answer("•••", point: 0) }
    let found = DecidingWords(answers, points: LearnedFixture.points)
    #expect(found.better.map(\.reason.words) == ["sorry"])
    #expect(found.worse.map(\.reason.words) == ["must"])
  }
}

private func * <Element>(list: [Element], count: Int) -> [Element] {
  (0..<count).flatMap { _ in list }
}
