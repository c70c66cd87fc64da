internal import Conversations
internal import Kernel
internal import Storage
internal import Web

extension Strata {
  /// Reads what conversations contributed in some days, by kind, each part where `place` puts it.
  ///
  /// It looks at every conversation of the days once, so that all metrics are weighed by the same
  /// tallies they are read from; distributions are read as far as the questions ask for them.
  static func read<Place: Hashable>(
    for questions: [Question], in days: Period, of subject: Subject, zone: Zone, _ scope: Scope,
    from db: any Connection, place: (Stamp) -> Place?
  ) throws -> [Place: Strata] {
    let distributions = Set(questions.compactMap { $0.distribution?.rawValue })
    let team: SQL = if case .team(let team) = subject { "AND f.team_id = \(team)" } else { "" }
    var found: [Place: Strata] = [:]
    try db.forEachRow(
      """
      SELECT f.contribution, f.channel, f.reason, f.opened_at, c.language
      FROM conversation_fact f
      JOIN conversation c ON c.workspace_id = f.workspace_id AND c.id = f.id
      WHERE f.workspace_id = \(scope) AND \(Fact.counts(in: days)) \(team)
      """
    ) { row in
      let bytes: [UInt8] = try row.get("contribution")
      guard let contribution = Contribution(bytes, distributionsOf: distributions) else { return }
      let (reason, language): (String?, String?) = (
        try row.get("reason"), try row.get("language")
      )
      let hour = zone.secondOfDay(of: try row.get("opened_at")) / 3600
      let stratum = Stratum(
        channel: try row.get("channel"), reason: reason ?? "",
        hour: CaseMix.part(ofDay: hour), language: language ?? "")
      for (stamp, cell) in contribution.parts where days.contains(stamp.day) {
        if case .person(let person) = subject, stamp.person != person { continue }
        guard let place = place(stamp) else { continue }
        found[place, default: Strata()].add(cell.withoutHalfHours, to: stratum)
      }
    }
    return found
  }
}
