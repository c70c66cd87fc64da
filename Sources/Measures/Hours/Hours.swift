public import Kernel

/// When a team is there: a week on the local clock of one zone, and the days that differ.
public struct Hours: Hashable, Sendable {
  public var zone: Zone
  /// The stretches of Monday to Sunday; a lunch break is the gap between two.
  public private(set) var week: [[Opening]]
  /// Days with hours of their own, by day; closed when they have none.
  public private(set) var special: [SpecialDay]

  /// A day that differs from its weekday.
  public struct SpecialDay: Hashable, Sendable {
    public let day: Day
    public let name: String
    /// None on a day that is closed.
    public let openings: [Opening]

    public init(day: Day, name: String, openings: [Opening] = []) {
      self.day = day
      self.name = name
      self.openings = openings
    }
  }

  /// Weekdays that are missing are closed; of two entries for one day the last counts.
  public init(zone: Zone, week: [[Opening]], special: [SpecialDay] = []) {
    self.zone = zone
    self.week = (0..<7).map { week.indices.contains($0) ? week[$0] : [] }
    let byDay = Dictionary(special.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
    self.special = byDay.values.sorted { $0.day < $1.day }
  }

  /// Open at all times: business time is then calendar time.
  public static func always(_ zone: Zone) -> Hours {
    Hours(zone: zone, week: Array(repeating: [.wholeDay], count: 7))
  }

  /// Whether no moment is ever open.
  public var isNeverOpen: Bool {
    week.allSatisfy(\.isEmpty) && special.allSatisfy(\.openings.isEmpty)
  }

  /// How long one ordinary week is open, in seconds; a stretch that two days share counts once.
  public var secondsOfWeek: Double {
    // A week far from any change of the clock, read in a zone that has none.
    let monday = Day(number: 4)
    let plain = Hours(zone: .utc, week: week)
    let start = Zone.utc.start(of: monday)
    return plain.businessSeconds(from: start, to: start.advanced(byDays: 7))
  }

  /// The stretches that begin on a day.
  public func openings(on day: Day) -> [Opening] {
    if let special = special(on: day) { return special.openings }
    return week[day.weekday - 1]
  }

  /// The entry of a day that differs, if it does.
  public func special(on day: Day) -> SpecialDay? {
    let place = special.partitioningIndex { $0.day >= day }
    return special.indices.contains(place) && special[place].day == day ? special[place] : nil
  }
}

extension Hours {
  /// Business seconds between two moments, less what lies in a pause; 0 when `end` is earlier.
  ///
  /// For many questions about the same hours, ask ``openTimes(from:to:)`` once.
  public func businessSeconds(
    from start: Instant, to end: Instant, without pauses: Pauses = .none
  ) -> Double {
    guard start < end else { return 0 }
    return openTimes(from: start, to: end).seconds(from: start, to: end, without: pauses)
  }

  /// The moment at which so many business seconds have passed; `nil` when that never comes.
  public func deadline(
    after seconds: Double, from start: Instant, without pauses: Pauses = .none
  ) -> Instant? {
    firstAnswer(from: start) { $0.deadline(after: seconds, from: start, without: pauses) }
  }

  /// The moment itself when it is open, or else when the doors open next; `nil` when never.
  public func nextOpening(after moment: Instant) -> Instant? {
    firstAnswer(from: moment) { $0.nextOpening(after: moment) }
  }

  /// Whether the doors are open at a moment.
  public func isOpen(at moment: Instant) -> Bool {
    openTimes(from: moment, to: moment).isOpen(at: moment)
  }

  /// Looks further and further ahead, so that what is near costs little.
  private func firstAnswer(from start: Instant, _ ask: (OpenTimes) -> Instant?) -> Instant? {
    guard !isNeverOpen else { return nil }
    var days: Int64 = 16
    while days <= Self.furthestDays {
      if let answer = ask(openTimes(from: start, to: start.advanced(byDays: days))) {
        return answer
      }
      days *= 4
    }
    return nil
  }

  /// Some 45 years.
  private static let furthestDays: Int64 = 16 * 1024
}

extension Array {
  /// The first place whose element satisfies what all later ones do too.
  func partitioningIndex(_ belongsBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
