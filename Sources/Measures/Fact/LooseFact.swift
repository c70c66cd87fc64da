internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// What counts without being a conversation: an answer that came alone, a working day.
enum LooseFact {
  private enum Kind: String, SQLConvertible {
    case survey, day
  }

  private static let columns: StaticName = "workspace_id, kind, thing, day, contribution"

  static func take(
    _ change: ConversationChange, _ ground: FactGround, _ ledger: inout Ledger, _ scope: Scope,
    in db: any Connection
  ) throws {
    for id in change.goneSurveys {
      try replace(id, with: nil, &ledger, scope, in: db)
    }
    for survey in change.looseSurveys {
      try take(survey, ground, &ledger, scope, in: db)
    }
    try takeDays(of: change.states, ground, &ledger, scope, in: db)
  }

  private static func take(
    _ survey: Survey, _ ground: FactGround, _ ledger: inout Ledger, _ scope: Scope,
    in db: any Connection
  ) throws {
    let team = try survey.agent.flatMap { try Membership.teams(of: $0, scope, in: db).first }
    var contribution = Contribution()
    let rating = RatingFact(survey, owner: nil, zone: ground.zone)
    rating.post(
      to: &contribution,
      like: Stamp(
        day: Day(number: 0), team: team, person: survey.agent, channel: Channel(rawValue: ""),
        queue: nil))
    try replace(survey.id, with: contribution, &ledger, scope, in: db)
  }

  /// Looks again at each working day in which something changed, and at the one after it, because
  /// a state lasts until the next.
  private static func takeDays(
    of states: [ConversationChange.StateMark], _ ground: FactGround, _ ledger: inout Ledger,
    _ scope: Scope, in db: any Connection
  ) throws {
    var days: [Actor.ID: Set<Day>] = [:]
    for mark in states {
      let day = ground.zone.day(of: mark.at)
      days[mark.person, default: []].formUnion([day, day.advanced(by: 1)])
    }
    var new = Batch("loose_fact", columns)
    for (person, days) in days.sorted(by: { $0.key < $1.key }) {
      let team = try Membership.teams(of: person, scope, in: db).first
      for stretch in WorkingDay.stretches(of: days) {
        try forget(person, stretch, &ledger, scope, in: db)
        let worked = try WorkingDay.read(person, stretch, ground.zone, scope, in: db)
        for (day, worked) in zip(stretch, worked) where !worked.isEmpty {
          let contribution = worked.contribution(
            Stamp(
              day: day, team: team, person: person, channel: Channel(rawValue: ""), queue: nil))
          ledger.post(contribution)
          new.add(scope.workspace)
          new.add(Kind.day.rawValue)
          new.add(person)
          new.add(day)
          new.add(contribution.bytes)
        }
      }
    }
    try db.insert(new)
  }

  /// Takes out what some days of a person counted for.
  private static func forget(
    _ person: Actor.ID, _ days: [Day], _ ledger: inout Ledger, _ scope: Scope,
    in db: any Connection
  ) throws {
    let old = try db.rows(
      """
      WITH k (day) AS (\(rows: days))
      SELECT f.day, f.contribution FROM k CROSS JOIN loose_fact AS f
      WHERE f.workspace_id = \(scope) AND f.kind = \(Kind.day) AND f.thing = \(person)
        AND f.day = k.day
      """)
    guard !old.isEmpty else { return }
    for row in old {
      if let counted = Contribution(try row.get("contribution")) { ledger.post(counted, sign: -1) }
    }
    let gone: [Day] = try old.map { try $0.get("day") }
    try db.execute(
      """
      DELETE FROM loose_fact
      WHERE workspace_id = \(scope) AND kind = \(Kind.day) AND thing = \(person)
        AND day IN (\(list: gone))
      """)
  }

  private static func replace(
    _ survey: Survey.ID, with contribution: Contribution?, _ ledger: inout Ledger,
    _ scope: Scope, in db: any Connection
  ) throws {
    let old: [UInt8]? = try db.row(
      """
      SELECT contribution FROM loose_fact
      WHERE workspace_id = \(scope) AND kind = \(Kind.survey) AND thing = \(survey)
      """)?.get("contribution")
    if let old, let old = Contribution(old) { ledger.post(old, sign: -1) }
    if old != nil {
      try db.execute(
        """
        DELETE FROM loose_fact
        WHERE workspace_id = \(scope) AND kind = \(Kind.survey) AND thing = \(survey)
        """)
    }
    guard let contribution, !contribution.isEmpty else { return }
    ledger.post(contribution)
    try db.execute(
      """
      INSERT INTO loose_fact (workspace_id, kind, thing, day, contribution)
      VALUES (\(scope), \(Kind.survey), \(survey), 0, \(contribution.bytes))
      """)
  }
}
