internal import Kernel

/// A cycle as a calendar: seven steps, each with its days and where it stands.
struct CycleCalendar: Hashable, Sendable {
  /// What a team does in a cycle, in order.
  enum Step: String, Hashable, Sendable, CaseIterable {
    case agree, sample, reflect, review, share, learn, check
  }

  /// Where a step stands on a day.
  enum State: Hashable, Sendable {
    case ahead, now, late, done
  }

  /// One step with its days.
  struct Entry: Hashable, Sendable {
    let step: Step
    let from: Day
    let until: Day
    let state: State
    /// How many people still owe something of it.
    let owing: Int
  }

  let entries: [Entry]

  /// The step that runs, or the next one.
  var current: Entry? {
    entries.last { $0.state == .late || $0.state == .now } ?? entries.first { $0.state == .ahead }
  }

  /// The calendar of a cycle on a day, with how many people owe their own view and reviews.
  init(
    _ cycle: Cycle, in zone: Zone, on today: Day, owingOwn: Int = 0, owingOthers: Int = 0
  ) {
    let plan = cycle.plan
    let agreed = zone.day(of: cycle.createdAt)
    let opened = cycle.openedAt.map(zone.day(of:)) ?? max(agreed, plan.lastDay.advanced(by: 1))
    let shared = cycle.dayOfSharing(in: zone)
    let learnt =
      cycle.closedAt.map(zone.day(of:)) ?? shared.advanced(by: plan.daysToLearn)
    let isOpen = cycle.openedAt != nil, isShared = cycle.sharedAt != nil
    func entry(
      _ step: Step, _ from: Day, _ until: Day, isDone: Bool, hasBegun: Bool, owing: Int = 0
    ) -> Entry {
      let isLate = hasBegun && today > until && owing > 0
      let state: State = isDone ? .done : isLate ? .late : hasBegun ? .now : .ahead
      return Entry(
        step: step, from: min(from, until), until: until, state: state,
        owing: isDone ? 0 : owing)
    }
    let own = entry(
      .reflect, opened, plan.reflectBy, isDone: isShared || isOpen && owingOwn == 0,
      hasBegun: isOpen, owing: owingOwn)
    let next = plan.lastDay.advanced(by: 1)
    let check = Plan.monthly(from: next, scorecard: plan.scorecard).shareOn
    entries =
      [
        entry(.agree, agreed, agreed, isDone: isOpen, hasBegun: true),
        entry(.sample, opened, opened, isDone: isOpen, hasBegun: today > plan.lastDay),
      ] + (plan.asksSelfAssessment ? [own] : []) + [
        entry(
          .review, opened, plan.reviewBy, isDone: isShared || isOpen && owingOthers == 0,
          hasBegun: isOpen, owing: owingOthers),
        entry(
          .share, shared, shared, isDone: isShared, hasBegun: isOpen && today >= plan.shareOn),
        entry(.learn, shared, learnt, isDone: cycle.closedAt != nil, hasBegun: isShared),
        entry(
          .check, check, check, isDone: cycle.closedAt != nil && today > check,
          hasBegun: isShared && today >= check),
      ]
  }
}
