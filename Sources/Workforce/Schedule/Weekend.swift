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
  /// or seven days has the weekend of the house; a house that closes on one day takes the day before
  /// it as well, and one that never closes has the usual weekend.
  public init(_ house: WorkingHours, _ queues: [StaffingQueue]) {
    let week = Set(1...7)
    let open = week.filter { weekday in
      queues.contains { queue in
        (0..<OpenWeek.slots).contains { queue.hours.isOpen(weekday: weekday, slot: $0) }
      }
    }
    let closed = queues.isEmpty ? [] : week.subtracting(open)
    guard closed.count < 2 else {
      days = closed
      return
    }
    let rest = week.subtracting(house.days).union(closed)
    guard rest.count < 2 else {
      days = rest
      return
    }
    days = rest.isEmpty ? Self.usual.days : rest.union(rest.map(Self.before))
  }

  private static func before(_ weekday: Int) -> Int { weekday == 1 ? 7 : weekday - 1 }

  /// Whether a shift lies on it.
  func holds(_ duty: Schedule.Duty) -> Bool { days.contains(duty.day.weekday) }
}
