public import Kernel
public import People

/// What a team agreed on once about how its cycles go.
public struct Terms: Hashable, Sendable, Codable {
  public var rhythm: Rhythm
  /// No period before this day is looked at.
  public var startsOn: Day
  /// The scorecard whose newest published version each cycle is opened with.
  public var scorecard: Scorecard.ID
  /// Days from the end of the period until one's own view is due, reviews are, and are shared.
  public var reflectAfter: Int
  public var reviewAfter: Int
  public var shareAfter: Int
  /// The rules of every cycle; its days and its version are those of each period.
  public var rules: Plan
  /// When reviewers have time that is kept free; `nil` where the team keeps none.
  public var reviewingHours: ProtectedHours?
  /// Every how many cycles the scorecard and the benchmarks are looked at again; `nil` for never.
  public var scorecardEvery: Int?
  public var benchmarksEvery: Int?
  /// From how many months on an example is old.
  public var oldAfterMonths: Int

  public init(
    rhythm: Rhythm = .monthly, startsOn: Day, scorecard: Scorecard.ID, reflectAfter: Int = 7,
    reviewAfter: Int = 20, shareAfter: Int = 21, rules: Plan,
    reviewingHours: ProtectedHours? = nil, scorecardEvery: Int? = 6, benchmarksEvery: Int? = 3,
    oldAfterMonths: Int = 6
  ) {
    self.rhythm = rhythm
    self.startsOn = startsOn
    self.scorecard = scorecard
    self.reflectAfter = reflectAfter
    self.reviewAfter = reviewAfter
    self.shareAfter = shareAfter
    self.rules = rules
    self.reviewingHours = reviewingHours
    self.scorecardEvery = scorecardEvery
    self.benchmarksEvery = benchmarksEvery
    self.oldAfterMonths = oldAfterMonths
  }

  /// The plan of the cycle about a period.
  public func plan(
    from first: Day, until last: Day? = nil, with version: ScorecardVersion.ID
  ) -> Plan {
    var plan = rules
    let last = last ?? rhythm.lastDay(from: first)
    (plan.firstDay, plan.lastDay, plan.scorecard) = (first, last, version)
    plan.reflectBy = last.advanced(by: reflectAfter)
    plan.reviewBy = last.advanced(by: reviewAfter)
    plan.shareOn = last.advanced(by: shareAfter)
    return plan
  }

  /// Why no cycle could follow these terms; empty when all can.
  public var faults: [Plan.Fault] {
    guard (1...60).contains(reflectAfter) else { return [.reflectsBeforeThePeriodEnds] }
    guard (1...90).contains(reviewAfter) else { return [.reviewsBeforeReflecting] }
    guard (1...90).contains(shareAfter) else { return [.sharesBeforeReviewing] }
    return plan(from: startsOn, with: rules.scorecard).faults
  }

  /// The first period not yet planned whose own views are not due before today.
  ///
  /// What could no longer be looked at in time is left out rather than hurried.
  func nextPeriod(after planned: Day?, on today: Day) -> ClosedRange<Day> {
    var first = max(planned?.advanced(by: 1) ?? startsOn, startsOn)
    var last = rhythm.lastDay(from: first)
    while last.advanced(by: reflectAfter) <= today {
      first = last.advanced(by: 1)
      last = rhythm.lastDay(from: first)
    }
    return first...last
  }
}

extension Terms {
  /// Reads terms that were kept as text; what they did not know yet is as usual.
  ///
  /// A part that may be `nil` is kept by leaving it out, so for those absence means `nil`.
  public init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      startsOn: try stored.decode(Day.self, forKey: .startsOn),
      scorecard: try stored.decode(Scorecard.ID.self, forKey: .scorecard),
      rules: try stored.decode(Plan.self, forKey: .rules),
      reviewingHours: try stored.decodeIfPresent(ProtectedHours.self, forKey: .reviewingHours),
      scorecardEvery: try stored.decodeIfPresent(Int.self, forKey: .scorecardEvery),
      benchmarksEvery: try stored.decodeIfPresent(Int.self, forKey: .benchmarksEvery))
    try stored.renew(&rhythm, from: .rhythm)
    try stored.renew(&reflectAfter, from: .reflectAfter)
    try stored.renew(&reviewAfter, from: .reviewAfter)
    try stored.renew(&shareAfter, from: .shareAfter)
    try stored.renew(&oldAfterMonths, from: .oldAfterMonths)
  }
}

extension Plan {
  /// The same plan with every day after the period so many days later.
  func delayed(by days: Int) -> Plan {
    var plan = self
    plan.reflectBy = reflectBy.advanced(by: days)
    plan.reviewBy = reviewBy.advanced(by: days)
    plan.shareOn = shareOn.advanced(by: days)
    return plan
  }
}
