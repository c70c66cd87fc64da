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

  static func take(
    _ change: ConversationChange, _ ground: FactGround, _ ledger: inout Ledger, _ scope: Scope,
    in db: any Connection
  ) throws {
    for id in change.goneSurveys {
      try replace(.survey, id.rawValue, Day(number: 0), with: nil, &ledger, scope, in: db)
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
    try replace(
      .survey, survey.id.rawValue, Day(number: 0), with: contribution, &ledger, scope, in: db)
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
    for (person, days) in days.sorted(by: { $0.key < $1.key }) {
      let team = try Membership.teams(of: person, scope, in: db).first
      for day in days.sorted() {
        let worked = try WorkingDay.read(person, day, ground.zone, scope, in: db)
        let stamp = Stamp(
          day: day, team: team, person: person, channel: Channel(rawValue: ""), queue: nil)
        let contribution = worked.isEmpty ? nil : worked.contribution(stamp)
        try replace(.day, person.rawValue, day, with: contribution, &ledger, scope, in: db)
      }
    }
  }

  private static func replace(
    _ kind: Kind, _ thing: Int64, _ day: Day, with contribution: Contribution?,
    _ ledger: inout Ledger, _ scope: Scope, in db: any Connection
  ) throws {
    let old: [UInt8]? = try db.row(
      """
      SELECT contribution FROM loose_fact
      WHERE workspace_id = \(scope) AND kind = \(kind) AND thing = \(thing) AND day = \(day)
      """)?.get("contribution")
    if let old, let old = Contribution(old) { ledger.post(old, sign: -1) }
    if old != nil {
      try db.execute(
        """
        DELETE FROM loose_fact
        WHERE workspace_id = \(scope) AND kind = \(kind) AND thing = \(thing) AND day = \(day)
        """)
    }
    guard let contribution, !contribution.isEmpty else { return }
    ledger.post(contribution)
    try db.execute(
      """
      INSERT INTO loose_fact (workspace_id, kind, thing, day, contribution)
      VALUES (\(scope), \(kind), \(thing), \(day), \(contribution.bytes))
      """)
  }
}
