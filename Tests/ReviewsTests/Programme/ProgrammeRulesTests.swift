import Foundation
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct RhythmTests {
  @Test(arguments: [
    (Rhythm.monthly, "2026-02-01", "2026-02-28"), (.monthly, "2026-02-10", "2026-02-28"),
    (.monthly, "2024-02-29", "2024-02-29"), (.fourWeekly, "2026-12-14", "2027-01-10"),
    (.quarterly, "2026-10-01", "2026-12-31"), (.quarterly, "2026-11-15", "2026-12-31"),
    (.quarterly, "2026-12-31", "2026-12-31"), (.quarterly, "2026-01-01", "2026-03-31"),
  ])
  func `a period ends with its month, quarter or fourth week`(
    rhythm: Rhythm, first: String, last: String
  ) throws {
    let day = try #require(Day(iso: first))
    #expect(rhythm.lastDay(from: day).iso == last)
  }

  @Test(arguments: Rhythm.allCases)
  func `periods follow each other without a gap and are never too long`(rhythm: Rhythm) {
    var first = Day(number: 20_500)
    for _ in 0..<60 {
      let last = rhythm.lastDay(from: first)
      #expect(first <= last && last.number - first.number <= 92)
      first = last.advanced(by: 1)
    }
  }
}

@Suite struct TermsTests {
  private func terms(_ change: (inout Terms) -> Void = { _ in }) -> Terms {
    let first = Day(iso: "2026-03-01") ?? Day(number: 0)
    var terms = Terms(
      startsOn: first, scorecard: .init(rawValue: 1),
      rules: .monthly(from: first, scorecard: .init(rawValue: 2)),
      reviewingHours: ProtectedHours(days: [2, 4], from: 36_000, until: 50_000, minutes: 45))
    change(&terms)
    return terms
  }

  @Test func `the usual terms give the usual plan`() throws {
    let first = try #require(Day(iso: "2026-04-01"))
    let usual = Plan.monthly(from: first, scorecard: .init(rawValue: 9))
    #expect(terms().plan(from: first, with: .init(rawValue: 9)) == usual)
    #expect(terms().faults.isEmpty)
  }

  @Test func `terms survive being kept, with every rule of the plan`() throws {
    let all = terms {
      $0.rhythm = .quarterly
      $0.rules.size = SampleSize(minimum: 6, percent: 10)
      $0.rules.namesReviewers = false
      $0.rules.daysToLearn = 9
      $0.scorecardEvery = nil
    }
    #expect(try Terms(stored: all.stored) == all)
    #expect(try Terms(stored: terms { $0.reviewingHours = nil }.stored).reviewingHours == nil)
  }

  @Test func `terms of an earlier program are read, with what it did not know as usual`() throws {
    let all = terms {
      $0.rhythm = .quarterly
      $0.oldAfterMonths = 9
      ($0.reflectAfter, $0.reviewAfter, $0.shareAfter) = (5, 18, 19)
      $0.scorecardEvery = 4
      $0.rules.size = SampleSize(minimum: 6, percent: 10)
      $0.rules.sampling = SamplingRule(purpose: .contract, average: 7, flagged: 3)
      $0.rules.reviewsPerConversation = 2
      $0.rules.namesReviewers = false
      $0.rules.asksSelfAssessment = false
      $0.rules.expertPercent = 20
      $0.rules.daysToLearn = 9
    }
    let needed: Set = [
      "startsOn", "scorecard", "rules", "firstDay", "lastDay", "reflectBy", "reviewBy", "shareOn",
    ]
    let usual = terms()
    func read(_ change: (inout [String: Any]) -> Void) throws -> Terms {
      let kept = try JSONSerialization.jsonObject(with: Data(try all.stored.utf8))
      var object = try #require(kept as? [String: Any])
      change(&object)
      let data = try JSONSerialization.data(withJSONObject: object)
      return try Terms(stored: String(decoding: data, as: UTF8.self))
    }
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(try all.stored.utf8)) as? [String: Any])
    let rules = try #require(whole["rules"] as? [String: Any])
    for key in whole.keys where !needed.contains(key) {
      let less = try read { $0[key] = nil }
      #expect(less != all && less.rules == all.rules, "\(key)")
    }
    for key in rules.keys where !needed.contains(key) {
      let less = try read { object in
        var rules = rules
        rules[key] = nil
        object["rules"] = rules
      }
      #expect(less.rules != all.rules && less.rhythm == .quarterly, "\(key)")
    }
    let bare = try read { object in
      object = object.filter { needed.contains($0.key) }
      object["rules"] = rules.filter { needed.contains($0.key) }
    }
    #expect(bare.rules == usual.rules && bare.reviewAfter == usual.reviewAfter)
    #expect(bare.scorecardEvery == nil && bare.reviewingHours == nil)
    let more = try read { $0["what comes later"] = 1 }
    #expect(more == all)
    let rule = try #require(SamplingRule(sqlValue: .text(#"{"flagged":3,"average":7}"#)))
    #expect(rule == SamplingRule(average: 7, flagged: 3))
  }

  @Test func `contradictions are found before a cycle is planned`() {
    #expect(terms { $0.reviewAfter = 3 }.faults == [.reviewsBeforeReflecting])
    #expect(terms { $0.shareAfter = 19 }.faults == [.sharesBeforeReviewing])
    #expect(terms { $0.reflectAfter = 0 }.faults == [.reflectsBeforeThePeriodEnds])
    #expect(terms { $0.rules.daysToLearn = 0 }.faults == [.learningOutOfRange])
    #expect(terms { $0.rules.size = SampleSize(minimum: 21) }.faults == [.sampleOutOfRange])
  }

  @Test func `a period whose own views would be due already is left out`() throws {
    let may = try #require(Day(iso: "2026-05-06"))
    // April's views are due on 7 May, so that April can still be looked at, March no longer.
    #expect(terms().nextPeriod(after: nil, on: may).lowerBound.iso == "2026-04-01")
    let later = terms().nextPeriod(after: nil, on: may.advanced(by: 1))
    #expect(later.lowerBound.iso == "2026-05-01" && later.upperBound.iso == "2026-05-31")
    let middle = Day(iso: "2026-05-20")
    #expect(terms().nextPeriod(after: middle, on: may).lowerBound.iso == "2026-05-21")
  }
}

@Suite struct ReviewingTimeTests {
  @Test func `the number of blocks follows from reviews and the median time of a review`() {
    // The median of 600…1200 is 780 s: six reviews take 78 minutes, two blocks of 45.
    let time = ReviewingTime(seconds: [600, 700, 780, 900, 1200])
    #expect(time.secondsEach == 780 && time.observations == 5)
    #expect(time.pieces(for: 6, of: 45) == 2)
    #expect(time.pieces(for: 1, of: 45) == 1 && time.pieces(for: 0, of: 45) == 0)
    #expect(time.pieces(for: 1000, of: 15) == ReviewingTime.most)
  }

  @Test func `until five reviews are known a usual time stands in, and says so`() {
    let time = ReviewingTime(seconds: [60, 60, 0, 60, 60])
    #expect(time.secondsEach == ReviewingTime.usual && time.observations == 0)
  }
}

@Suite struct RevisionRuleTests {
  private func revision(
    _ position: Int, _ kind: Revision.Decision.Kind?, postponements: Int = 0
  ) -> Revision {
    Revision(
      id: .init(rawValue: Int64(position)), programme: .init(rawValue: 1),
      team: .init(rawValue: 1), cycle: .init(rawValue: Int64(position)), position: position,
      subject: .scorecard, postponements: postponements, dueOn: Day(number: 100),
      createdAt: .init(milliseconds: 0),
      decision: kind.map {
        .init(kind: $0, note: "so", at: .init(milliseconds: 1), by: nil)
      })
  }

  @Test func `it comes every so many cycles, and again in the next when it was postponed`() {
    func due(_ position: Int, _ earlier: [Revision], every: Int? = 3) -> [Int]? {
      let (isDue, postponements) = Revision.isDue(at: position, every: every, after: earlier)
      return isDue ? [postponements] : nil
    }
    #expect((1...4).map { due($0, []) } == [nil, nil, [0], [0]])
    #expect((4...6).map { due($0, [revision(3, .kept)]) } == [nil, nil, [0]])
    #expect(due(4, [revision(3, .postponed)]) == [1])
    #expect(due(5, [revision(3, .postponed), revision(4, .postponed, postponements: 1)]) == [2])
    #expect(due(9, [revision(3, nil)]) == nil)
    #expect(due(9, [], every: nil) == nil)
  }
}
