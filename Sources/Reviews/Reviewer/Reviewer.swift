public import Conversations
public import Kernel
public import People
public import Statistics

/// What is known about one person's reviewing over some time; nothing of it changes a score.
public struct Reviewer: Sendable {
  /// One review they handed in, as far as the reader may know that it is theirs.
  public struct Work: Hashable, Sendable {
    public let conversation: Conversation.ID
    public let score: Double?
    public let seconds: Int
    /// What the score would be had every "not applicable" been the worst answer, or every second.
    public let worst: Double?
    public let half: Double?
    public let asked: [Criterion.ID]
    public let notApplicable: [Criterion.ID]
    /// The mean score others gave the same conversation; `nil` when nobody else did.
    public let others: Double?
  }

  public let person: Person.ID
  public let work: [Work]
  /// Their own scores of their own conversations, minus what colleagues gave them, in points.
  public let selfGaps: [Double]
  /// How many pieces of feedback were found useful, of how many that were rated.
  public let useful: (yes: Int, of: Int)
  /// How many pieces of feedback they wrote that praise, and how many that correct.
  public let feedback: (praise: Int, corrections: Int)
  public let record: TrackRecord
  public let history: [Standing]

  public var state: Standing.State { history.first?.state ?? .counting }

  /// The mean of the scores they gave, as they gave them.
  public var raw: Estimate { boundedMeanInterval(work.compactMap(\.score)) }

  /// The same with their leniency taken out: both uncertainties are in its interval.
  ///
  /// It stands beside ``raw``, never instead of it; `nil` where nothing is known of the leniency.
  public func adjusted(_ leniency: Estimate?) -> Estimate? {
    guard let leniency, leniency.status == .ok, let shift = leniency.value,
      let value = raw.value, let own = raw.halfWidth, let other = leniency.halfWidth
    else { return nil }
    let middle = value - shift
    let reach = (own * own + other * other).squareRoot()
    return Estimate(
      value: min(100, max(0, middle)), lower: max(0, middle - reach),
      upper: min(100, middle + reach), n: raw.n, method: .additiveModel)
  }

  /// Half of the reviews took less than this, in seconds; exact by order statistics.
  public var time: Estimate {
    quantileInterval(work.map { Double($0.seconds) }.filter { $0 > 0 }).estimate
  }

  /// The share of questions answered with "not applicable".
  public var notApplicable: Estimate {
    wilsonInterval(
      successes: work.reduce(0) { $0 + $1.notApplicable.count },
      of: work.reduce(0) { $0 + $1.asked.count })
  }

  /// The same for one criterion.
  public func notApplicable(_ criterion: Criterion.ID) -> Estimate {
    wilsonInterval(
      successes: work.count { $0.notApplicable.contains(criterion) },
      of: work.count { $0.asked.contains(criterion) })
  }

  /// The mean score if every "not applicable" had been the worst answer.
  public var worst: Estimate { boundedMeanInterval(work.compactMap(\.worst)) }
  /// The mean score if every second one had.
  public var half: Estimate { boundedMeanInterval(work.compactMap(\.half)) }

  /// How much higher than others they score the same conversations, in points.
  public var gap: Estimate {
    boundedMeanInterval(
      work.compactMap { one in one.score.flatMap { score in one.others.map { score - $0 } } },
      scaleMin: -100, scaleMax: 100)
  }

  /// How much higher they score their own work than colleagues do, in points.
  public var selfGap: Estimate {
    boundedMeanInterval(selfGaps, scaleMin: -100, scaleMax: 100)
  }

  /// The share of praise in the feedback they gave.
  public var praiseShare: Estimate {
    wilsonInterval(successes: feedback.praise, of: feedback.praise + feedback.corrections)
  }

  /// The share of feedback its receivers found useful.
  public var usefulness: Estimate { wilsonInterval(successes: useful.yes, of: useful.of) }
}

extension Answers {
  /// The same answers with every n-th "not applicable" replaced by the worst answer.
  func hardened(every step: Int, _ rubric: Rubric) -> Answers {
    var answers = self
    var number = 0
    for criterion in rubric.criteria where self[criterion.id]?.choice == .notApplicable {
      number += 1
      guard (number - 1) % step == 0, let worst = criterion.worst else { continue }
      answers[criterion.id] = Answer(worst)
    }
    return answers
  }
}

extension Criterion {
  /// The answer of the least value.
  fileprivate var worst: Answer.Choice? {
    guard let index = values.indices.min(by: { values[$0] < values[$1] }) else { return nil }
    switch measure {
    case .choice: return .option(options[index].id)
    case .number:
      return (options[index].band?.from ?? options[index].band?.below.map { $0 - 1 })
        .map(Answer.Choice.number)
    }
  }
}
