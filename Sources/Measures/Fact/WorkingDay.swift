internal import Conversations
internal import Kernel
internal import Storage
internal import Web

/// How a person spent one day, by the states a telephone or chat system reports; milliseconds.
///
/// States are one line of time for each person: what they do counts from one report to the next,
/// whichever queue it names. Whoever pauses everywhere at once is reported once a queue, and counts
/// once.
struct WorkingDay: Hashable, Sendable {
  var available = 0
  /// Ringing, talking and wrapping up.
  var busy = 0
  /// Breaks, meals, training, meetings and coaching.
  var plannedPause = 0
  var otherPause = 0

  var present: Int { available + busy + plannedPause + otherPause }
  var isEmpty: Bool { present == 0 }

  /// One report: what somebody does from then on.
  struct Report: Hashable, Sendable {
    let at: Instant
    let state: AgentState
    let reason: String?
  }

  /// Adds up what lies between two moments; nobody is taken to work on for a day without a word.
  init(_ reports: [Report], from start: Instant, until end: Instant) {
    for (index, report) in reports.enumerated() {
      let next = index + 1 < reports.count ? reports[index + 1].at : end
      let longest = report.at.advanced(bySeconds: Self.longestSilence)
      let from = max(report.at, start)
      let to = min(next, end, longest)
      guard to > from else { continue }
      let length = Int(clamping: to.milliseconds - from.milliseconds)
      switch report.state {
      case .available, .loggedIn: available += length
      case .ringing, .inCall, .wrapUp: busy += length
      case .paused:
        if Self.isPlanned(report.reason) { plannedPause += length } else { otherPause += length }
      default: break
      }
    }
  }

  init() {}

  private static let longestSilence: Int64 = 16 * 3600

  private static let planned = [
    "break", "lunch", "meal", "coffee", "train", "meeting", "coach", "pause", "pranzo", "rest",
    "перерыв", "обед", "обуч", "совещ", "הפסקה", "צהריים", "הדרכה", "ישיבה", "休息", "午", "培训",
    "会议",
  ]

  static func isPlanned(_ reason: String?) -> Bool {
    guard let folded = reason?.lowercased(), folded != "auto-pause" else { return false }
    return planned.contains(where: folded.contains)
  }

  /// The reports that matter for a day: those in it, and the last one before.
  static func read(
    _ person: Actor.ID, _ day: Day, _ zone: Zone, _ scope: Scope, in db: any Connection
  ) throws -> WorkingDay {
    let start = zone.start(of: day)
    let end = zone.start(of: day.advanced(by: 1))
    let since = start.advanced(bySeconds: -longestSilence)
    let reports = try db.rows(
      """
      SELECT at, state, reason FROM agent_state_event
      WHERE workspace_id = \(scope) AND person_id = \(person) AND at >= \(since) AND at < \(end)
      ORDER BY at, id
      """
    ).map {
      Report(at: try $0.get("at"), state: try $0.get("state"), reason: try $0.get("reason"))
    }
    // The last state of a day goes on into the next only if somebody says so there.
    let last = reports.last { $0.at >= start }?.at ?? start
    return WorkingDay(reports, from: start, until: last)
  }

  /// What it adds to the roll-up.
  func contribution(_ stamp: Stamp) -> Contribution {
    var contribution = Contribution()
    for (measure, value) in [
      (Measure.present, present), (.available, available), (.busy, busy),
      (.plannedPause, plannedPause), (.otherPause, otherPause),
    ] where measure == .present || value > 0 {
      var tally = Tally.one()
      tally.sum = value
      contribution.add(measure, tally, stamp)
    }
    return contribution
  }
}
