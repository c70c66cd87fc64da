internal import Kernel
public import People

/// The weekdays on which a team's people would rather be free, counted from 1 for Monday.
public struct Weekend: Hashable, Sendable {
  public let days: Set<Int>

  /// Saturday and Sunday.
  public static let usual = Weekend(days: [6, 7])

  init(days: Set<Int>) {
    self.days = days
  }

  /// The days on which the team's queues are closed, where that are two or more.
  ///
  /// Whoever opens from Sunday to Thursday rests on Friday and Saturday. A team that is open on six
  /// or seven days has the weekend of the house; a house that never closes has the usual one.
  public init(_ house: WorkingHours, _ queues: [StaffingQueue]) {
    let week = Set(1...7)
    let open = week.filter { weekday in
      queues.contains { queue in
        (0..<OpenWeek.slots).contains { queue.hours.isOpen(weekday: weekday, slot: $0) }
      }
    }
    let closed = queues.isEmpty ? [] : week.subtracting(open)
    let rest = week.subtracting(house.days)
    days = closed.count >= 2 ? closed : rest.isEmpty ? Self.usual.days : rest.union(closed)
  }

  /// Whether a shift lies on it.
  func holds(_ duty: Schedule.Duty) -> Bool { days.contains(duty.day.weekday) }
}
