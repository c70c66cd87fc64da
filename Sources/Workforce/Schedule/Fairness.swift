public import Kernel
public import People

/// Who got which unpleasant shifts and whose wishes were granted, over some published weeks.
public struct Fairness: Hashable, Sendable {
  /// What one person got.
  public struct Share: Hashable, Sendable {
    public internal(set) var shifts = 0
    /// Shifts that end after six in the evening.
    public internal(set) var late = 0
    /// Shifts on the team's weekend.
    public internal(set) var weekend = 0
    public internal(set) var wishes = 0
    public internal(set) var granted = 0
    public internal(set) var minutes = 0
  }

  public private(set) var shares: [Person.ID: Share] = [:]
  /// How many weeks were counted.
  public let weeks: Int

  /// Counts published weeks; a wish counts where it was known when the week was published.
  init(_ schedules: [Schedule], wishes: [Wish], weekend: Weekend) {
    weeks = Set(schedules.map(\.monday)).count
    for schedule in schedules {
      for duty in schedule.duties {
        var share = shares[duty.person] ?? Share()
        share.shifts += 1
        share.late += duty.isLate ? 1 : 0
        share.weekend += weekend.holds(duty) ? 1 : 0
        share.minutes += duty.paid * 30
        shares[duty.person] = share
      }
      guard let moment = schedule.publishedAt else { continue }
      let people = Set(schedule.duties.map(\.person))
      for day in schedule.days {
        for wish in wishes
        where people.contains(wish.person) && wish.concerns(day) && wish.holds(at: moment) {
          shares[wish.person, default: Share()].wishes += 1
          if wish.isGranted(by: schedule.duty(of: wish.person, on: day)?.shift) {
            shares[wish.person, default: Share()].granted += 1
          }
        }
      }
    }
  }

  /// The fewest and the most of a burden that anybody got, without some; `nil` where nobody worked.
  func range(
    _ burden: KeyPath<Share, Int>, without spared: Set<Person.ID> = []
  ) -> ClosedRange<Int>? {
    let values = shares.filter { !spared.contains($0.key) }.values.map { $0[keyPath: burden] }
    guard let least = values.min(), let most = values.max() else { return nil }
    return least...most
  }
}
