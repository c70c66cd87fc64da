public import Kernel

/// How long the periods of a team's programme are.
public enum Rhythm: String, Hashable, Sendable, CaseIterable, Codable {
  case monthly, fourWeekly, quarterly

  /// The last day of a period that begins on a day; months and quarters end with themselves, so
  /// that the first period may be short.
  public func lastDay(from first: Day) -> Day {
    switch self {
    case .monthly: first.startOfNextMonth.advanced(by: -1)
    case .fourWeekly: first.advanced(by: 27)
    case .quarterly:
      (0..<Self.monthsLeft(in: first))
        .reduce(first.startOfMonth) { day, _ in day.startOfNextMonth }.advanced(by: -1)
    }
  }

  /// How many months of its quarter are left, a day's own among them.
  private static func monthsLeft(in day: Day) -> Int { 3 - (day.civil.month - 1) % 3 }
}
