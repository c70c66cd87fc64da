import Kernel
import Linguistics
import Statistics
import Testing

@testable import Evidence

@Suite struct DriversTests {
  private func tally(_ texts: [String]) -> WordTally {
    var tally = WordTally()
    for text in texts { tally.add([Turn(.customer, text), Turn(.agent, "refund")], of: .customer) }
    return tally
  }

  @Test func `a word counts once in a conversation, with its neighbour, and only the customer's`() {
    let tally = tally(["Third time! Third TIME, 42 times", "I waited"])
    #expect(tally.conversations == 2)
    #expect(tally.counts["third"] == 1 && tally.counts["third time"] == 1)
    #expect(tally.counts["refund"] == nil && tally.counts["42"] == nil)
    #expect(tally.counts["time third"] == nil, "a mark parts neighbours")
    #expect(tally.counts["i"] == nil && tally.counts["i waited"] == 1)
  }

  @Test func `characters of scripts without blanks count in pairs`() {
    let tally = tally(["退款慢"])
    #expect(tally.counts == ["退款": 1, "款慢": 1])
  }

  @Test func `words that differ by more than chance are found on their side, and no others`() {
    let usual = (0..<200).map { "hello my order \($0 % 2 == 0 ? "shoes" : "shirt")" }
    let low = usual.enumerated().map { $0 % 3 == 0 ? $1 + " again the third time" : $1 }
    let high = usual.enumerated().map { $0 % 4 == 0 ? $1 + " lovely" : $1 }
    let contrast = WordContrast(tally(low), tally(high))
    let said = contrast.dissatisfied.map(\.text)
    #expect(said.contains { $0.contains("third") || $0.contains("again") }, "\(said)")
    #expect(contrast.satisfied.contains { $0.text.contains("lovely") })
    for term in contrast.dissatisfied + contrast.satisfied {
      #expect(!["hello", "my order", "order", "hello my"].contains(term.text), "\(term.text)")
    }
    let first = contrast.dissatisfied.first
    #expect((first?.low ?? 0) > 60 && first?.high == 0 && (first?.doublings.lower ?? 0) > 0)
    #expect(contrast.satisfied.allSatisfy { ($0.doublings.upper ?? 0) < 0 })
  }

  @Test func `the same words on both sides tell nothing, and nothing tells nothing`() {
    let usual = (0..<100).map { "hello my order number \($0 % 7)" }
    let alike = WordContrast(tally(usual), tally(usual))
    #expect(alike.dissatisfied.isEmpty && alike.satisfied.isEmpty)
    let none = WordContrast(WordTally(), WordTally())
    #expect(none.dissatisfied.isEmpty && none.satisfied.isEmpty)
  }

  @Test func `signals stand by how much more the dissatisfied show them, with their interval`() {
    let drivers = Drivers(
      all: .init(low: 50, high: 100),
      signals: [
        "churn": .init(low: 20, high: 2), "insult": .init(low: 1, high: 2),
        "complaint": .init(low: 30, high: 5),
      ], reasons: ["a": 30, "b": 15, "c": 5], low: WordTally(), high: WordTally())
    #expect(drivers.isEnough)
    #expect(drivers.signals.map(\.signal) == ["complaint", "churn", "insult"])
    #expect(drivers.signals.map(\.isDriver) == [true, true, false])
    #expect(abs((drivers.signals[0].difference.value ?? 0) - 0.55) < 1e-12)
    #expect(drivers.reasons.vitalFew == ["a", "b"])
    let few = Drivers(
      all: .init(low: 9, high: 100), signals: [:], reasons: [:], low: WordTally(),
      high: WordTally())
    #expect(!few.isEnough)
  }

  @Test func `weeks begin on Monday and hold their days`() throws {
    let monday = try #require(Day(iso: "2026-03-02"))
    let today = monday.advanced(by: 3)
    let course = SignalCourse(
      [
        (day: monday, read: 10, showing: 4), (day: monday.advanced(by: 1), read: 10, showing: 1),
        (day: monday.advanced(by: -1), read: 8, showing: 8),
        (day: monday.advanced(by: -7 * 26), read: 99, showing: 99),
      ], today: today)
    #expect(course.weeks.count == SignalCourse.length)
    let last = try #require(course.weeks.last)
    #expect(last.first == monday && last.read == 20 && last.showing == 5)
    #expect(course.weeks[SignalCourse.length - 2].showing == 8)
    #expect(course.weeks.reduce(0) { $0 + $1.read } == 28)
    #expect(course.weeks.first?.share.value == nil)
  }

  @Test func `an address chooses among the spans, another one counts as none`() throws {
    let today = try #require(Day(iso: "2026-03-02"))
    #expect(RecentDays("30d", today: today).first.iso == "2026-02-01")
    #expect(RecentDays("31d", today: today) == RecentDays(nil, today: today))
    #expect(RecentDays(nil, today: today).word == "90d")
  }
}
