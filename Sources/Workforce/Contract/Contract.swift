public import Kernel
public import People
public import Staffing

/// How much somebody works, when they may, and at which work: one version of it.
///
/// A new version takes the place of the one before from a day on; all of them stay.
public struct Contract: Hashable, Sendable {
  /// The key of a version.
  public typealias ID = Identifier<Contract>

  public let id: ID
  public let person: Person.ID
  /// 1 for the first version.
  public let number: Int
  public let terms: Terms

  /// What was agreed.
  public struct Terms: Hashable, Sendable {
    /// The first day it holds.
    public var from: Day
    /// Paid minutes of a week; 0 when the person is not rostered any more.
    public var minutes: Int
    /// Working days of a week.
    public var days: Int
    /// The weekdays on which the person may work, 1 for Monday to 7 for Sunday.
    public var weekdays: [Int]
    /// No shift begins before; in half-hours from midnight.
    public var earliest: Int
    /// No shift ends later; in half-hours from midnight.
    public var latest: Int
    /// Half-hours of the unpaid pause.
    public var pause: Int
    /// The fewest half-hours between two shifts.
    public var rest: Int
    /// The queues the person answers; all of them when it is empty.
    public var works: [StaffingQueue.ID]

    public init(
      from: Day, minutes: Int = 2_400, days: Int = 5, weekdays: [Int] = [1, 2, 3, 4, 5],
      earliest: Int = 16, latest: Int = 40, pause: Int = 1, rest: Int = 22,
      works: [StaffingQueue.ID] = []
    ) {
      self.from = from
      self.minutes = minutes
      self.days = days
      self.weekdays = Set(weekdays).sorted()
      self.earliest = earliest
      self.latest = latest
      self.pause = pause
      self.rest = rest
      self.works = works
    }
  }
}

/// Why terms are refused.
public enum ContractError: Error, Hashable, Sendable, CaseIterable {
  case unknownPerson
  case minutes
  /// More days than weekdays, or none.
  case days
  /// A shift of that length does not fit between the hours.
  case hours
  case rest
  /// Somebody else wrote a version in the meantime.
  case stale
}

extension Contract.Terms {
  /// Half-hours of a working day, with the pause.
  public var length: Int {
    guard days > 0, minutes > 0 else { return 0 }
    let paid = (minutes + days * 30 - 1) / (days * 30)
    return paid + (hasPause(paid) ? pause : 0)
  }

  /// Short days have no pause.
  private func hasPause(_ paid: Int) -> Bool { paid > 10 }

  /// Refuses what cannot be kept.
  public func check() throws(ContractError) {
    guard (0...3_600).contains(minutes) else { throw .minutes }
    guard (1...7).contains(days), days <= weekdays.count,
      weekdays.allSatisfy({ (1...7).contains($0) })
    else { throw .days }
    guard (0...46).contains(earliest), (1...48).contains(latest), (0...4).contains(pause),
      length <= latest - earliest, length <= 26
    else { throw .hours }
    guard (0...48).contains(rest) else { throw .rest }
  }

  /// Every shift these terms allow within some opening hours.
  ///
  /// The pause lies around the middle. A day that is longer than the doors are open begins with them.
  public func shifts(within open: Range<Int> = 0..<48) -> [Shift] {
    let length = length
    guard length > 0, latest - length >= earliest else { return [] }
    let paid = (minutes + days * 30 - 1) / (days * 30)
    let last = latest - length
    let first = min(max(earliest, min(open.lowerBound, last)), last)
    let starts = Array(first...max(first, min(last, open.upperBound - length)))
    guard hasPause(paid), pause > 0 else {
      return starts.map { Shift(start: $0, length: length) }
    }
    let middle = (length - pause) / 2
    let offsets = max(1, middle - 2)...max(1, min(middle + 1, length - pause - 1))
    return starts.flatMap { start in
      offsets.map { Shift(start: start, length: length, pauses: Array($0..<$0 + pause)) }
    }
  }
}
