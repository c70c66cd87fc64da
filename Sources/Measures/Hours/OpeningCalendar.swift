public import Conversations
public import Kernel
public import People

/// Opening hours under a name, in the wording of one save: of the workspace, a team or a queue.
public struct OpeningCalendar: Hashable, Sendable {
  /// The key of a calendar, the same in all its wordings.
  public typealias ID = Identifier<OpeningCalendar>

  public let id: ID
  /// Counts the wordings of this calendar, from 1.
  public let number: Int
  public var name: String
  public var place: Place
  public var hours: Hours
  /// The first local day of clocks that this wording counts; earlier ones keep the one before.
  public var from: Day
  public var isRetired: Bool
  public let writtenAt: Instant
  public let writtenBy: Person.ID?

  /// Whose hours they are; the narrowest that fits counts.
  public enum Place: Hashable, Sendable {
    case workspace
    case team(Team.ID)
    case queue(Queue.ID)
  }

  public init(
    id: ID, number: Int = 0, name: String, place: Place = .workspace, hours: Hours, from: Day,
    isRetired: Bool = false, writtenAt: Instant, writtenBy: Person.ID? = nil
  ) {
    self.id = id
    self.number = number
    self.name = name
    self.place = place
    self.hours = hours
    self.from = from
    self.isRetired = isRetired
    self.writtenAt = writtenAt
    self.writtenBy = writtenBy
  }
}

/// All opening hours of a workspace, to find those by which one clock runs.
public struct OpeningCalendars: Hashable, Sendable {
  private let byPlace: [OpeningCalendar.Place: [OpeningCalendar]]
  /// Where nobody wrote any: the working hours of the workspace's settings.
  public let fallback: Hours

  init(_ calendars: [OpeningCalendar], fallback: Hours) {
    byPlace = Dictionary(grouping: calendars, by: \.place).mapValues { wordings in
      wordings.sorted { ($0.from, $0.number) < ($1.from, $1.number) }
    }
    self.fallback = fallback
  }

  /// The hours for a clock that starts then: the queue's, else the team's, else the workspace's.
  ///
  /// A clock keeps the wording in force on the day it starts.
  public func hours(team: Team.ID?, queue: Queue.ID?, at start: Instant) -> Hours {
    calendar(team: team, queue: queue, at: start)?.hours ?? fallback
  }

  /// The wording behind ``hours(team:queue:at:)``; `nil` where nobody wrote any.
  func calendar(team: Team.ID?, queue: Queue.ID?, at start: Instant) -> OpeningCalendar? {
    let places: [OpeningCalendar.Place?] = [
      queue.map { .queue($0) }, team.map { .team($0) }, .workspace,
    ]
    for case let place? in places {
      guard let wordings = byPlace[place] else { continue }
      let inForce = wordings.last { $0.from <= $0.hours.zone.day(of: start) }
      if let chosen = inForce ?? wordings.first, !chosen.isRetired { return chosen }
    }
    return nil
  }
}

extension Hours {
  /// The hours of a workspace's settings: the same on each working day.
  public init(_ working: WorkingHours, zone: Zone) {
    self.init(zone: zone, week: working.week)
  }
}

// MARK: As people write it

extension Hours {
  /// The seven days as they are typed and stored.
  public var weekText: [String] {
    week.map { $0.map(\.text).joined(separator: ", ") }
  }

  /// The special days, one a line: `2026-12-24 09:00–12:00 Christmas Eve`.
  public var specialText: String {
    special.map { day in
      let openings = day.openings.map(\.text).joined(separator: ",")
      return [day.day.iso, openings, day.name].filter { !$0.isEmpty }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// What cannot be read in hours as they were typed.
  public enum Fault: Error, Hashable, Sendable {
    case zone
    /// A weekday, 1 for Monday.
    case weekday(Int)
    /// The line as it was typed.
    case specialDay(String)
    case tooManySpecialDays
  }

  /// Reads what ``weekText`` and ``specialText`` write, as people type it.
  public init(zone name: String, week: [String], special: String) throws(Fault) {
    guard let zone = Zone(name: name) else { throw .zone }
    var days: [[Opening]] = []
    for (index, text) in week.prefix(7).enumerated() {
      guard let openings = Opening.list(text) else { throw .weekday(index + 1) }
      days.append(openings)
    }
    let lines = special.split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }
    guard lines.count <= Self.mostSpecialDays else { throw .tooManySpecialDays }
    var found: [SpecialDay] = []
    for line in lines {
      guard let day = SpecialDay(line: line) else { throw .specialDay(String(line.prefix(80))) }
      found.append(day)
    }
    self.init(zone: zone, week: days, special: found)
  }

  static let mostSpecialDays = 500
}

extension Hours.SpecialDay {
  /// Reads a day, its hours if it has any, and what it is called.
  fileprivate init?(line: Substring) {
    var words = line.split(whereSeparator: \.isWhitespace)[...]
    guard let first = words.popFirst(), let day = Day(iso: first) else { return nil }
    var openings = ""
    while let word = words.first, Self.isOpening(word) {
      openings += word + ","
      words = words.dropFirst()
    }
    guard let list = Opening.list(openings) else { return nil }
    self.init(day: day, name: String(words.joined(separator: " ").prefix(80)), openings: list)
  }

  private static func isOpening(_ word: Substring) -> Bool {
    word.first?.isNumber == true && word.contains { "-–—~".contains($0) }
      && word.allSatisfy { $0.isNumber || "-–—~:.,;".contains($0) }
  }
}
