import Conversations
import Kernel
import People
import Statistics
import Testing

@testable import Reviews

@Suite struct AgreementTests {
  private static let expert = Person.ID(rawValue: 1)
  private static let second = Person.ID(rawValue: 2)
  private static let third = Person.ID(rawValue: 3)
  private static let rubric = Rubric.test([(1, [.test(1, points: 4), .test(2)])])

  private static func session(
    _ baseline: Calibration.Baseline, conversations: Int = 3
  ) -> Calibration {
    Calibration(
      id: .init(rawValue: 9), team: .init(rawValue: 8), name: "One",
      scorecard: .init(rawValue: 7), baseline: baseline, dueOn: Day(number: 1), seed: 5,
      opensPractice: true, createdAt: Instant(milliseconds: 0),
      closedAt: Instant(milliseconds: 1), closeReason: nil,
      items: (1...conversations).map {
        Calibration.Item(
          conversation: .init(rawValue: Int64($0)), agent: nil, source: .drawn)
      }, participants: [expert, second, third])
  }

  /// A rating by the numbers of the options, from 1; 0 is "not applicable".
  private static func rating(
    _ person: Person.ID, on conversation: Int64, _ first: Int64, _ second: Int64,
    isPractice: Bool = false
  ) -> CalibrationRating {
    var answers = Answers()
    for (id, number) in [(Int64(1), first), (2, second)] {
      let criterion = Criterion.ID(rawValue: id)
      answers[criterion] = number == 0 ? Answer(.notApplicable) : criterion.picks(number)
    }
    let score = Scoring.score(answers, rubric)
    return CalibrationRating(
      id: .init(rawValue: person.rawValue * 100 + conversation), session: .init(rawValue: 9),
      conversation: .init(rawValue: conversation), person: person, isPractice: isPractice,
      score: score.value, seconds: 60, at: Instant(milliseconds: conversation),
      answers: answers,
      values: score.criteria.reduce(into: [:]) { $0[$1.criterion] = $1.value })
  }

  @Test func `a rating fits by its distances, not by its total`() throws {
    let session = Self.session(.expert(Self.expert))
    // Both rate 50: one by the first criterion alone, one by the second.
    let ratings = [Self.rating(Self.expert, on: 1, 4, 1), Self.rating(Self.second, on: 1, 1, 2)]
    let agreed = session.agreed(
      on: .init(rawValue: 1), for: Self.second, ratings: ratings, consensus: [], Self.rubric)
    #expect(ratings[0].score == ratings[1].score)
    #expect(agreed.alignment(of: ratings[1], Self.rubric) == 0)
    #expect(agreed.alignment(of: ratings[0], Self.rubric) == 1)
  }

  @Test func `nobody is compared with themselves`() {
    let ratings = [
      Self.rating(Self.expert, on: 1, 4, 2), Self.rating(Self.second, on: 1, 1, 1),
      Self.rating(Self.third, on: 1, 4, 2),
    ]
    let conversation = Conversation.ID(rawValue: 1)
    let mean = Self.session(.mean).agreed(
      on: conversation, for: Self.second, ratings: ratings, consensus: [], Self.rubric)
    #expect(mean.verdicts[.init(rawValue: 1)] == .value(1))
    let own = Self.session(.expert(Self.expert)).agreed(
      on: conversation, for: Self.expert, ratings: ratings, consensus: [], Self.rubric)
    #expect(own.verdicts.isEmpty)
    let open = Self.session(.consensus).agreed(
      on: conversation, for: Self.second, ratings: ratings, consensus: [], Self.rubric)
    #expect(open.verdicts.isEmpty)
  }

  @Test func `what was agreed on comes before the expert`() {
    let conversation = Conversation.ID(rawValue: 1)
    let agreed = Self.session(.expert(Self.expert)).agreed(
      on: conversation, for: Self.second, ratings: [Self.rating(Self.expert, on: 1, 4, 2)],
      consensus: [
        Calibration.Consensus(
          conversation: conversation, criterion: .init(rawValue: 1), verdict: .notApplicable,
          option: nil, reason: "It never came up.", person: Self.expert,
          at: Instant(milliseconds: 3))
      ], Self.rubric)
    #expect(agreed.verdicts[.init(rawValue: 1)] == .notApplicable)
    #expect(agreed.reasons[.init(rawValue: 1)] == "It never came up.")
    #expect(agreed.verdicts[.init(rawValue: 2)] == .value(1))
  }

  @Test func `the largest differences are discussed first, and agreement is not`() {
    let session = Self.session(.mean)
    let ratings = [
      Self.rating(Self.expert, on: 1, 4, 2), Self.rating(Self.second, on: 1, 4, 2),
      Self.rating(Self.expert, on: 2, 4, 2), Self.rating(Self.second, on: 2, 3, 2),
      Self.rating(Self.expert, on: 3, 0, 1), Self.rating(Self.second, on: 3, 4, 1),
    ]
    let result = CalibrationResult(session, Self.rubric, ratings: ratings)
    #expect(result.discussions.map(\.conversation.rawValue) == [3, 2])
    #expect(result.discussions.map(\.criterion.rawValue) == [1, 1])
    #expect(result.discussions.first?.spread == 1)
  }

  @Test func `a scale decides the level, and few conversations decide nothing`() throws {
    let session = Self.session(.mean, conversations: 4)
    let ratings = (1...4).flatMap { number in
      [
        Self.rating(Self.expert, on: Int64(number), 1 + Int64(number) % 4, 2),
        Self.rating(Self.second, on: Int64(number), 1 + Int64(number) % 4, 2),
      ]
    }
    let result = CalibrationResult(session, Self.rubric, ratings: ratings)
    #expect(result.criteria.map(\.level) == [.ordinal, .nominal])
    #expect(result.criteria.map(\.decision) == [.notEnoughData, .noVariation])
    #expect(result.criteria.allSatisfy { $0.kappa != nil })
    #expect(result.severity.raters.values.allSatisfy { !$0.isFlagged })
  }

  @Test func `perfect agreement of a few is no proof, and near agreement of many is`() {
    func result(_ count: Int, flip: Int) -> CriterionAgreement.Decision {
      let ratings = (1...count).flatMap { number -> [CalibrationRating] in
        let point = 1 + Int64(number) % 4
        return [
          Self.rating(Self.expert, on: Int64(number), point, 2),
          Self.rating(Self.second, on: Int64(number), number == flip ? 5 - point : point, 1),
        ]
      }
      return CalibrationResult(
        Self.session(.mean, conversations: count), Self.rubric, ratings: ratings
      ).criteria[0].decision
    }
    #expect(result(8, flip: 0) == .perfectSoFar)
    #expect([.good, .usable].contains(result(60, flip: 3)))
  }

  @Test func `ratings given to practise take no part in the results`() {
    let result = CalibrationResult(
      Self.session(.mean), Self.rubric,
      ratings: [
        Self.rating(Self.expert, on: 1, 4, 2),
        Self.rating(Self.second, on: 1, 1, 1, isPractice: true),
      ])
    #expect(result.raters == [Self.expert])
    #expect(result.discussions.isEmpty)
  }

  @Test func `people who share no conversation are not compared`() {
    let result = CalibrationResult(
      Self.session(.mean, conversations: 2), Self.rubric,
      ratings: [
        Self.rating(Self.expert, on: 1, 4, 2), Self.rating(Self.second, on: 1, 3, 2),
        Self.rating(.init(rawValue: 4), on: 2, 1, 1), Self.rating(Self.third, on: 2, 2, 1),
      ])
    #expect(result.severity.status == .disconnected)
    #expect(result.severity.components == 2)
  }

  // MARK: The bar

  private static func record(_ alignments: [Double]) -> TrackRecord {
    TrackRecord(
      alignments.enumerated().map { index, alignment in
        TrackRecord.Entry(
          session: .init(rawValue: 9), conversation: .init(rawValue: Int64(index)),
          isPractice: false, alignment: alignment, at: Instant(milliseconds: Int64(index)))
      })
  }

  @Test func `with too few conversations nothing changes`() {
    let record = Self.record(Array(repeating: 0, count: 7))
    #expect(record.state(after: .counting) == .counting)
    #expect(record.state(after: .practising) == .practising)
    #expect(record.missing == 1)
  }

  @Test func `the lower end decides, over the last twelve`() {
    #expect(Self.record(Array(repeating: 0.5, count: 12)).state(after: .counting) == .practising)
    #expect(Self.record(Array(repeating: 0.95, count: 12)).state(after: .practising) == .counting)
    let learned = Self.record(Array(repeating: 0.1, count: 30) + Array(repeating: 1, count: 12))
    #expect(learned.state(after: .practising) == .counting)
  }

  // MARK: "Not applicable"

  @Test func `every answer that is not applicable becomes the worst, or every second`() {
    let rubric = Rubric.test([(1, [.test(1), .test(2), .test(3)])])
    var answers = Answers()
    for id in 1...3 { answers[.init(rawValue: Int64(id))] = Answer(.notApplicable) }
    let all = answers.hardened(every: 1, rubric)
    let half = answers.hardened(every: 2, rubric)
    #expect(Scoring.score(all, rubric).value == 0)
    #expect(half.entries.values.count { $0.choice == .notApplicable } == 1)
    #expect(answers.hardened(every: 1, rubric).entries.count == 3)
  }
}
