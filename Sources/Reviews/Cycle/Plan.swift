public import Kernel

/// What a cycle will do: its period, its pinned scorecard, its dates and its rules.
public struct Plan: Hashable, Sendable, Codable {
  /// The days whose conversations are looked at.
  public var firstDay: Day
  public var lastDay: Day
  /// The published version every review of the cycle is scored with.
  public var scorecard: ScorecardVersion.ID
  /// Until when people look at their own conversations, before they can see anybody's review.
  public var reflectBy: Day
  public var reviewBy: Day
  public var shareOn: Day
  /// The least number a person, or the share that everybody is looked at with.
  public var size: SampleSize
  /// How the numbers are shared out, what is flagged, and what may be added.
  public var sampling: SamplingRule
  public var reviewsPerConversation: Int
  /// Whether everybody scores their own conversations first.
  public var asksSelfAssessment: Bool
  /// Whether the reviewed person reads who wrote a review.
  public var namesReviewers: Bool
  /// Of how many in a hundred conversations an expert looks too, drawn by the seed.
  public var expertPercent: Int
  /// How many days a team takes to learn from what was shared, until the cycle closes.
  public var daysToLearn: Int

  public init(
    firstDay: Day, lastDay: Day, scorecard: ScorecardVersion.ID, reflectBy: Day, reviewBy: Day,
    shareOn: Day, size: SampleSize = SampleSize(minimum: 4),
    sampling: SamplingRule = SamplingRule(), reviewsPerConversation: Int = 1,
    asksSelfAssessment: Bool = true, namesReviewers: Bool = true, expertPercent: Int = 0,
    daysToLearn: Int = 14
  ) {
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.scorecard = scorecard
    self.reflectBy = reflectBy
    self.reviewBy = reviewBy
    self.shareOn = shareOn
    self.size = size
    self.sampling = sampling
    self.reviewsPerConversation = reviewsPerConversation
    self.asksSelfAssessment = asksSelfAssessment
    self.namesReviewers = namesReviewers
    self.expertPercent = expertPercent
    self.daysToLearn = daysToLearn
  }

  /// The usual plan for a month: reflect in the first week after it, review in the second and
  /// third, share on the day after.
  public static func monthly(from firstDay: Day, scorecard: ScorecardVersion.ID) -> Plan {
    let next = firstDay.startOfNextMonth
    return Plan(
      firstDay: firstDay.startOfMonth, lastDay: next.advanced(by: -1), scorecard: scorecard,
      reflectBy: next.advanced(by: 6), reviewBy: next.advanced(by: 19),
      shareOn: next.advanced(by: 20))
  }

  /// Why this plan cannot be carried out; empty when it can.
  public var faults: [Fault] {
    var faults: [Fault] = []
    if lastDay < firstDay { faults.append(.periodEndsBeforeItBegins) }
    if lastDay.number - firstDay.number > 92 { faults.append(.periodTooLong) }
    if reflectBy < lastDay { faults.append(.reflectsBeforeThePeriodEnds) }
    if reviewBy < reflectBy { faults.append(.reviewsBeforeReflecting) }
    if shareOn < reviewBy { faults.append(.sharesBeforeReviewing) }
    if !(1...20).contains(size.minimum) { faults.append(.sampleOutOfRange) }
    if !(1...3).contains(reviewsPerConversation) { faults.append(.reviewsOutOfRange) }
    if !(0...100).contains(expertPercent) { faults.append(.expertsOutOfRange) }
    if !(1...60).contains(daysToLearn) { faults.append(.learningOutOfRange) }
    return faults + sampling.faults(minimum: size.minimum)
  }

  /// A contradiction in a plan.
  public enum Fault: String, Hashable, Sendable, CaseIterable {
    case periodEndsBeforeItBegins, periodTooLong, reflectsBeforeThePeriodEnds
    case reviewsBeforeReflecting, sharesBeforeReviewing, sampleOutOfRange, reviewsOutOfRange
    case expertsOutOfRange
    case learningOutOfRange
    case averageBelowMinimum, flaggedOutOfRange, noSignal, topUpOutOfRange, targetOutOfRange
  }
}

extension Plan {
  /// Reads a plan that was kept as text; what it did not know yet is as usual.
  public init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      firstDay: try stored.decode(Day.self, forKey: .firstDay),
      lastDay: try stored.decode(Day.self, forKey: .lastDay),
      scorecard: try stored.decode(ScorecardVersion.ID.self, forKey: .scorecard),
      reflectBy: try stored.decode(Day.self, forKey: .reflectBy),
      reviewBy: try stored.decode(Day.self, forKey: .reviewBy),
      shareOn: try stored.decode(Day.self, forKey: .shareOn))
    try stored.renew(&size, from: .size)
    try stored.renew(&sampling, from: .sampling)
    try stored.renew(&reviewsPerConversation, from: .reviewsPerConversation)
    try stored.renew(&asksSelfAssessment, from: .asksSelfAssessment)
    try stored.renew(&namesReviewers, from: .namesReviewers)
    try stored.renew(&expertPercent, from: .expertPercent)
    try stored.renew(&daysToLearn, from: .daysToLearn)
  }
}

extension SamplingRule {
  /// Why this rule cannot be carried out, beside the least number a person.
  func faults(minimum: Int) -> [Plan.Fault] {
    var faults: [Plan.Fault] = []
    if allocation == .stability, !(minimum...60).contains(average) {
      faults.append(.averageBelowMinimum)
    }
    if !(0...Self.mostExtra).contains(flagged) { faults.append(.flaggedOutOfRange) }
    if flagged > 0, marks.isEmpty { faults.append(.noSignal) }
    if !(0...Self.mostExtra).contains(topUp) { faults.append(.topUpOutOfRange) }
    if !Self.targets.contains(target) { faults.append(.targetOutOfRange) }
    return faults
  }
}
