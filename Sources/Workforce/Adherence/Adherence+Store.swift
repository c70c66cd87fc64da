public import Conversations
internal import Kernel
internal import People
internal import Staffing
internal import Storage
public import Web

extension Adherence {
  /// One row a person and day with a published shift and reports; derived, so nothing refers to it.
  static let schema: [SQL] = [
    """
    CREATE TABLE adherence_day (
      workspace_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      team_id INTEGER NOT NULL,
      planned_ms INTEGER NOT NULL,
      kept_ms INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, day, person_id, team_id)
    ) \(.strict)
    """
  ]

  /// How far before a day a report still says what somebody does, in seconds.
  private static let longestSilence: Int64 = 16 * 3600

  /// Holds the published shifts of some days against what was reported, in the change's transaction.
  static func renew(
    _ places: Set<Schedule.Place>, _ scope: Scope, in db: any Connection
  ) throws {
    guard let first = places.map(\.day).min(), let last = places.map(\.day).max() else { return }
    let duties = try duties(of: places, first, last, scope, in: db)
    let known = try db.rows(
      """
      SELECT DISTINCT person_id, day FROM adherence_day
      WHERE workspace_id = \(scope) AND day >= \(first) AND day <= \(last)
      """
    ).map { Schedule.Place(person: try $0.get("person_id"), day: try $0.get("day")) }
    let touched = places.intersection(Set(duties.keys).union(known))
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    for place in touched.sorted(by: { ($0.day, $0.person) < ($1.day, $1.person) }) {
      try db.execute(
        """
        DELETE FROM adherence_day
        WHERE workspace_id = \(scope) AND day = \(place.day) AND person_id = \(place.person)
        """)
      let reports = try reports(of: place, zone, scope, in: db)
      for (team, shift) in duties[place] ?? [] {
        guard let found = Adherence(shift, on: place.day, zone: zone, reports: reports)
        else { continue }
        try found.insert(place, team, scope, in: db)
      }
    }
  }

  private static func duties(
    of places: Set<Schedule.Place>, _ first: Day, _ last: Day, _ scope: Scope,
    in db: any Connection
  ) throws -> [Schedule.Place: [(team: Team.ID, shift: Shift)]] {
    var duties: [Schedule.Place: [(team: Team.ID, shift: Shift)]] = [:]
    for schedule in try Schedule.published(from: first, until: last, scope, in: db) {
      for duty in schedule.duties {
        let place = Schedule.Place(person: duty.person, day: duty.day)
        if places.contains(place) {
          duties[place, default: []].append((schedule.team, duty.shift))
        }
      }
    }
    return duties
  }

  private func insert(
    _ place: Schedule.Place, _ team: Team.ID, _ scope: Scope, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO adherence_day (workspace_id, day, person_id, team_id, planned_ms, kept_ms)
      VALUES
        (\(scope), \(place.day), \(place.person), \(team), \(planned), \(kept))
      """)
  }

  /// What somebody reported on a day and the hours before; a shift may end on the next day.
  private static func reports(
    of place: Schedule.Place, _ zone: Zone, _ scope: Scope, in db: any Connection
  ) throws -> [Report] {
    let from = zone.start(of: place.day).advanced(bySeconds: -longestSilence)
    let until = zone.start(of: place.day.advanced(by: 2))
    return try db.rows(
      """
      SELECT at, state FROM agent_state_event
      WHERE workspace_id = \(scope) AND person_id = \(place.person) AND at >= \(from)
        AND at < \(until)
      ORDER BY at, id
      """
    ).map { Report(at: try $0.get("at"), state: try $0.get("state")) }
  }
}

extension ConversationWatch {
  /// Keeps adherence with every report of what somebody does.
  public static let adherence = ConversationWatch { change, scope, db in
    guard !change.states.isEmpty else { return }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    var places: Set<Schedule.Place> = []
    for mark in change.states {
      let day = zone.day(of: mark.at)
      // A report lasts into the next day, and a night shift began the day before.
      for offset in -1...1 {
        places.insert(.init(person: mark.person, day: day.advanced(by: offset)))
      }
    }
    try Adherence.renew(places, scope, in: db)
  }
}

extension PublishedFigure {
  /// How much of the planned time was worked as planned: one share a person and day, with its hours.
  public static let adherence = PublishedFigure("adherence") { request, scope, db in
    let person: SQL = request.person.map { "AND person_id = \($0)" } ?? ""
    let team: SQL = request.team.map { "AND team_id = \($0)" } ?? ""
    return try db.rows(
      """
      SELECT day, person_id, planned_ms, kept_ms FROM adherence_day
      WHERE workspace_id = \(scope) AND day >= \(request.first) AND day <= \(request.last)
        \(person) \(team)
      ORDER BY day, person_id, team_id
      """
    ).map { row in
      let (planned, kept): (Int, Int) = (try row.get("planned_ms"), try row.get("kept_ms"))
      return Observation(
        day: try row.get("day"), value: Double(kept) / Double(max(1, planned)),
        weight: Double(planned) / 3_600_000, person: try row.get("person_id"))
    }
  }
}
