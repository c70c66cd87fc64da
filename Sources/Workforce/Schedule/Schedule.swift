public import Kernel
public import People
public import Staffing

/// One version of who works when in a team's week.
///
/// Every change is a new version; people see the newest that was published.
public struct Schedule: Hashable, Sendable {
  /// The key of a version.
  public typealias ID = Identifier<Schedule>

  /// How a version came to be.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// The program planned it.
    case made
    /// Somebody changed it by hand.
    case changed
    /// Somebody is away who was planned.
    case absence
    /// It closes a gap that an absence left.
    case repaired
    /// Two people exchanged shifts.
    case swapped
  }

  /// A shift of one person.
  public struct Duty: Hashable, Sendable {
    public let person: Person.ID
    public let day: Day
    /// In half-hours from local midnight.
    public let shift: Shift
    /// The queues that are answered.
    public let works: [StaffingQueue.ID]
    /// Whether it stays when the week is planned anew.
    public var isLocked: Bool

    public init(
      person: Person.ID, day: Day, shift: Shift, works: [StaffingQueue.ID], isLocked: Bool = false
    ) {
      self.person = person
      self.day = day
      self.shift = shift
      self.works = works
      self.isLocked = isLocked
    }

    /// Whether it ends after six in the evening.
    public var isLate: Bool { shift.end > Schedule.evening }
    /// Paid half-hours.
    public var paid: Int { shift.length - shift.pauses.count }
  }

  /// A person on a day.
  public struct Place: Hashable, Sendable {
    public let person: Person.ID
    public let day: Day

    public init(person: Person.ID, day: Day) {
      self.person = person
      self.day = day
    }
  }

  public let id: ID
  public let team: Team.ID
  public let monday: Day
  /// 1 for the first version of the week.
  public let number: Int
  public let cause: Cause
  /// Which of all possible weeks it is; `nil` for what was changed by hand.
  public let seed: Int64?
  public let at: Instant
  public let by: Person.ID?
  public let publishedAt: Instant?
  public internal(set) var duties: [Duty]
  /// Free days that stay free when the week is planned anew.
  public internal(set) var freed: Set<Place>

  /// Six in the evening; a shift that ends later is a late one.
  public static let evening = 36

  /// The days of the week, Monday first.
  public var days: [Day] { (0..<7).map { monday.advanced(by: $0) } }

  /// What a person does on a day.
  public func duty(of person: Person.ID, on day: Day) -> Duty? {
    duties.first { $0.person == person && $0.day == day }
  }

  /// The Monday of a day's week.
  public static func monday(of day: Day) -> Day { day.advanced(by: 1 - day.weekday) }
}

/// Why a week refuses a change.
public enum ScheduleError: Error, Hashable, Sendable, CaseIterable {
  /// Nothing is known of what is needed that week, or nobody has a contract.
  case nothingToPlan
  /// Somebody else changed it in the meantime.
  case stale
  case unknown
  /// The days of that week are over.
  case past
  case noShift
  /// The person is away.
  case away
  /// The rest between two shifts would be too short.
  case rest
  /// That shift is not in the person's contract.
  case contract
  /// Time is kept free for something then.
  case kept
  /// A draft would take repairs or swaps out again that people see.
  case drops
}
