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

  /// Days in pieces that lie close together, each in the order of time, so that a piece is read
  /// at once and a stray day far away costs nothing.
  static func stretches(of days: Set<Day>) -> [[Day]] {
    var stretches: [[Day]] = []
    for day in days.sorted() {
      if let last = stretches.last?.last, day.number - last.number <= longestGap {
        stretches[stretches.count - 1].append(day)
      } else {
        stretches.append([day])
      }
    }
    return stretches
  }

  private static let longestGap = 7

  /// Each of some days of a person, in the order of time.
  ///
  /// For a day those reports matter that lie in it, and the last one before.
  static func read(
    _ person: Actor.ID, _ days: [Day], _ zone: Zone, _ scope: Scope, in db: any Connection
  ) throws -> [WorkingDay] {
    guard let first = days.first, let last = days.last else { return [] }
    let since = zone.start(of: first).advanced(bySeconds: -longestSilence)
    let until = zone.start(of: last.advanced(by: 1))
    let reports = try db.rows(
      """
      SELECT at, state, reason FROM agent_state_event
      WHERE workspace_id = \(scope) AND person_id = \(person)
        AND at >= \(since) AND at < \(until)
      ORDER BY at, id
      """
    ).map {
      Report(at: try $0.get("at"), state: try $0.get("state"), reason: try $0.get("reason"))
    }
    return days.map { WorkingDay(reports, on: $0, zone) }
  }

  /// A day in a longer line of reports.
  private init(_ line: [Report], on day: Day, _ zone: Zone) {
    let start = zone.start(of: day)
    let end = zone.start(of: day.advanced(by: 1))
    let since = start.advanced(bySeconds: -Self.longestSilence)
    let reports = Array(line.drop { $0.at < since }.prefix { $0.at < end })
    // The last state of a day goes on into the next only if somebody says so there.
    let last = reports.last { $0.at >= start }?.at ?? start
    self.init(reports, from: start, until: last)
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
