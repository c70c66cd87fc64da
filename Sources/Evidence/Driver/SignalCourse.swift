internal import Conversations
internal import Kernel
internal import Statistics
internal import Storage
internal import Web

/// In what share of the conversations a signal is seen, week by week.
struct SignalCourse: Sendable {
  /// One week, from Monday on.
  struct Week: Hashable, Sendable {
    let first: Day
    var read = 0
    var showing = 0

    var last: Day { first.advanced(by: 6) }
    /// 0…1, with Wilson's interval; undefined for a week without conversations.
    var share: Estimate { wilsonInterval(successes: showing, of: read) }
  }

  let weeks: [Week]

  /// So many weeks are shown, the present one included.
  static let length = 26

  /// Takes for each day how many conversations were read and how many show it.
  init(_ days: [(day: Day, read: Int, showing: Int)], today: Day) {
    let first = Self.first(today: today)
    var weeks = (0..<Self.length).map { Week(first: first.advanced(by: 7 * $0)) }
    for day in days {
      let place = (day.day.number - first.number) / 7
      guard day.day >= first, weeks.indices.contains(place) else { continue }
      weeks[place].read += day.read
      weeks[place].showing += day.showing
    }
    self.weeks = weeks
  }

  private static func first(today: Day) -> Day {
    today.advanced(by: 1 - today.weekday - 7 * (length - 1))
  }

  /// The later half beside the earlier one (Newcombe).
  var change: Estimate {
    let halves = [weeks.prefix(weeks.count / 2), weeks.suffix(weeks.count - weeks.count / 2)]
      .map { half in
        half.reduce((showing: 0.0, read: 0.0)) {
          ($0.showing + Double($1.showing), $0.read + Double($1.read))
        }
      }
    return proportionDifference(
      (halves[1].showing, halves[1].read), (halves[0].showing, halves[0].read))
  }

  static func of(
    _ signal: String, today: Day, zone: Zone, for actor: Actor, in db: any Connection
  ) throws -> SignalCourse {
    let rows = try db.rows(
      """
      SELECT c.opened_day, COUNT(*) AS read_count,
        SUM(CASE WHEN s.id IS NULL THEN 0 ELSE 1 END) AS showing
      FROM conversation AS c
      JOIN conversation_evidence AS e ON e.workspace_id = c.workspace_id AND e.id = c.id
      LEFT JOIN conversation_signal AS s ON s.workspace_id = c.workspace_id
        AND s.conversation_id = c.id AND s.name = \(signal)
      WHERE c.workspace_id = \(actor.scope) AND c.deleted_at IS NULL
        AND c.opened_at >= \(zone.start(of: first(today: today))) AND \(actor.mayReport)
      GROUP BY c.opened_day
      """)
    return SignalCourse(
      try rows.map { row in
        (
          day: try row.get("opened_day"), read: try row.get("read_count"),
          showing: try row.get("showing")
        )
      }, today: today)
  }
}
