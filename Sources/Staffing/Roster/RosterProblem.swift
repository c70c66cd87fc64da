/// What a roster has to do: cover a need with people who have contracts, skills and lives.
public struct RosterProblem: Hashable, Sendable {
  /// Intervals of a day; a shift may run past midnight.
  public let slots: Int
  /// The people wanted, skill by skill, day by day, interval by interval; negative where closed.
  public let need: [[[Int]]]
  public let people: [Person]
  public let cost: CoverCost
  /// The fewest intervals between the end of a shift and the beginning of the next, of everybody
  /// whose own rest says nothing else.
  public let rest: Int

  /// Somebody to be rostered.
  public struct Person: Hashable, Sendable {
    /// Days to work, exactly.
    public let workDays: Int
    /// The shifts this person may work.
    public let shifts: [Shift]
    /// Skills, by their place in the need; one of them is used in each shift.
    public let skills: [Int]
    /// What each day holds for this person; open where it says nothing.
    public let days: [Int: DayRule]
    /// The fewest intervals between two shifts of this person; `nil` for what holds for everybody.
    public let rest: Int?

    public init(
      workDays: Int, shifts: [Shift], skills: [Int] = [0], days: [Int: DayRule] = [:],
      rest: Int? = nil
    ) {
      self.workDays = workDays
      self.shifts = shifts
      self.skills = skills
      self.days = days
      self.rest = rest
    }
  }

  /// What is fixed or wished for one person on one day.
  public enum DayRule: Hashable, Sendable {
    /// Away: leave, sickness, a day the contract excludes.
    case away
    /// Wishes to be free.
    case wishesFree
    /// Wishes to begin no later than an interval.
    case wishesStart(before: Int)
    /// Wishes to begin no earlier than an interval.
    case wishesStartAfter(Int)
    /// Already fixed, and stays.
    case locked(Shift, skill: Int)
    /// Free, and stays free.
    case lockedFree
  }

  /// `nil` for lists that do not fit each other, more than 10,000 people, 62 days or 1,440 intervals.
  public init?(
    slots: Int = 48, need: [[[Int]]], people: [Person], cost: CoverCost = CoverCost(),
    rest: Int = 22
  ) {
    guard (1...1_440).contains(slots), let days = need.first?.count, (1...62).contains(days),
      need.count <= 16, people.count <= 10_000, (0...slots * 7).contains(rest),
      need.allSatisfy({ $0.count == days && $0.allSatisfy { $0.count == slots } }),
      need.joined().joined().allSatisfy({ $0 <= 10_000 }),
      people.allSatisfy({ person in
        (0...days).contains(person.workDays) && !person.skills.isEmpty
          && (0...slots * 7).contains(person.rest ?? rest)
          && person.skills.allSatisfy(need.indices.contains)
          && person.shifts.allSatisfy { $0.fits(slots) }
          && person.days.values.allSatisfy { rule in
            guard case .locked(let shift, let skill) = rule else { return true }
            return shift.fits(slots) && need.indices.contains(skill)
          }
      })
    else { return nil }
    self.slots = slots
    self.need = need
    self.people = people
    self.cost = cost
    self.rest = rest
  }

  /// How many days there are.
  public var days: Int { need.first?.count ?? 0 }

  /// The fewest intervals between two shifts of somebody.
  public func rest(of person: Int) -> Int {
    people.indices.contains(person) ? people[person].rest ?? rest : rest
  }
}

/// A working day: when it begins, how long it is, and when nobody is at the desk.
public struct Shift: Hashable, Sendable {
  /// The first interval, counted from midnight.
  public let start: Int
  /// Intervals from beginning to end, with the pauses.
  public let length: Int
  /// Intervals of a pause, counted from the beginning of the shift, ascending.
  public let pauses: [Int]

  public init(start: Int, length: Int, pauses: [Int] = []) {
    self.start = start
    self.length = length
    self.pauses = pauses
  }

  /// The first interval after it.
  public var end: Int { start + length }

  /// The intervals at the desk.
  public var desk: [Int] {
    (0..<Swift.max(0, length)).filter { !pauses.contains($0) }.map { start + $0 }
  }

  func fits(_ slots: Int) -> Bool {
    (0..<slots).contains(start) && (1...slots).contains(length)
      && pauses.allSatisfy { (0..<length).contains($0) } && pauses.count <= length
  }

  /// All shifts of one kind: every start, and every way to place each pause.
  /// - Parameters:
  ///   - starts: where the shift may begin.
  ///   - length: intervals with the pauses.
  ///   - pauses: for each pause, the offsets it may have.
  /// - Returns: at most 5,000.
  public static func all(starts: [Int], length: Int, pauses: [[Int]]) -> [Shift] {
    var places: [[Int]] = [[]]
    for choices in pauses {
      places = places.flatMap { before in
        choices.filter { !before.contains($0) }.map { (before + [$0]).sorted() }
      }
      guard places.count <= 5_000 else { return [] }
    }
    return Array(
      starts.flatMap { start in
        places.map { Shift(start: start, length: length, pauses: $0) }
      }.prefix(5_000))
  }
}

/// What it costs to have too many or too few people in an interval.
public struct CoverCost: Hashable, Sendable {
  /// For each person too many.
  public let over: Double
  /// For the first, the second and so on who is missing; the last one holds for all further.
  public let under: [Double]

  public init(over: Double = 1, under: [Double] = [10, 15, 25]) {
    self.over = over.isFinite ? Swift.max(0, over) : 0
    self.under = under.map { $0.isFinite ? Swift.max(0, $0) : 0 }
  }

  /// The cost of a surplus, negative for a lack.
  public func cost(of surplus: Int) -> Double {
    guard surplus < 0 else { return over * Double(surplus) }
    guard let last = under.last else { return 0 }
    let missing = -surplus
    let named = under.prefix(missing).reduce(0, +)
    return named + last * Double(Swift.max(0, missing - under.count))
  }
}
