internal import Conversations
internal import Kernel
internal import Staffing

/// How much of a planned shift was worked as planned: milliseconds at the desk when the plan says so.
///
/// What nobody reported is not known: it counts neither as kept nor as missed.
struct Adherence: Hashable, Sendable {
  /// Planned time at the desk that reports tell of.
  let planned: Int
  /// The part of it in which somebody was ready, ringing, talking or wrapping up.
  let kept: Int

  /// One report: what somebody does from then on.
  struct Report: Hashable, Sendable {
    let at: Instant
    let state: AgentState
  }

  /// Holds a shift against reports in order, from the day itself and the hours before it.
  ///
  /// Who signs out early misses the rest of the shift. Without a word soon after its end, a shift is
  /// judged up to the last report in it; a day without any is `nil`, as an illness is no lack of
  /// adherence.
  init?(_ shift: Shift, on day: Day, zone: Zone, reports: [Report]) {
    let start = zone.reach(day, second: shift.start * Self.slot)
    let end = zone.reach(day, second: shift.end * Self.slot)
    let morning = zone.start(of: day)
    guard end > start, let last = reports.last(where: { $0.at < end }), last.at >= morning else {
      return nil
    }
    let evening = end.advanced(bySeconds: Self.soon)
    let isWhole = last.state == .loggedOut || reports.contains { end <= $0.at && $0.at < evening }
    let told = isWhole ? end : min(end, max(last.at, start))
    var (planned, kept) = (0, 0)
    for slot in shift.desk {
      let from = zone.reach(day, second: slot * Self.slot)
      let to = min(told, zone.reach(day, second: (slot + 1) * Self.slot))
      guard to > from else { continue }
      planned += Self.length(from, to)
      kept += Self.present(reports, from: from, to: to)
    }
    guard planned > 0 else { return nil }
    (self.planned, self.kept) = (planned, kept)
  }

  init(planned: Int, kept: Int) {
    self.planned = planned
    self.kept = kept
  }

  private static let slot = 1800
  /// A report within four hours after a shift still tells how it ended.
  private static let soon: Int64 = 4 * 3600

  private static func present(_ reports: [Report], from: Instant, to: Instant) -> Int {
    var sum = 0
    for (index, report) in reports.enumerated() where isAtWork(report.state) {
      let next = reports.indices.contains(index + 1) ? reports[index + 1].at : to
      let (begin, end) = (max(report.at, from), min(next, to))
      if end > begin { sum += length(begin, end) }
    }
    return sum
  }

  private static func isAtWork(_ state: AgentState) -> Bool {
    [.available, .loggedIn, .ringing, .inCall, .wrapUp].contains(state)
  }

  private static func length(_ from: Instant, _ to: Instant) -> Int {
    Int(clamping: to.milliseconds - from.milliseconds)
  }
}
