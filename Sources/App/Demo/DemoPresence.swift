internal import Conversations
internal import Kernel
internal import Staffing
internal import Statistics

/// What the telephone reports of one person on one day: a few changes of state, in order.
///
/// It follows the planned shift as people do, a little early or late, and every call they took lies
/// in it: a call far from the shift is a while of helping out.
struct DemoPresence: Sendable {
  /// Somebody's call: answered, ended, and written up; milliseconds UTC.
  struct Call: Hashable, Sendable {
    let from: Int64
    let until: Int64
    let wrapped: Int64
  }

  /// From then on somebody does that.
  struct Report: Hashable, Sendable {
    var at: Int64
    let state: AgentState
    var reason: String?
  }

  private(set) var reports: [Report] = []
  private var chance: SplitMix64
  private static let minute: Int64 = 60_000

  /// - Parameters:
  ///   - shift: the planned shift; `nil` on a free day.
  ///   - midnight: when the local day begins.
  ///   - calls: the calls of the day in order.
  ///   - isBusy: whether more came than on other days.
  ///   - isBrief: leaves the short breaks out.
  ///   - chance: of this person and day alone.
  init(
    _ shift: Shift?, midnight: Int64, calls: [Call], isBusy: Bool, isBrief: Bool,
    chance: SplitMix64
  ) {
    self.chance = chance
    var rest = calls.sorted { ($0.from, $0.wrapped) < ($1.from, $1.wrapped) }
    if let shift, !isIll(without: calls) {
      var (login, logout) = bounds(of: shift, midnight)
      let own = Self.near(&login, &logout, taking: &rest)
      if let first = own.first, first.from < login + Self.minute {
        login = first.from - minutes(4...12)
      }
      if let last = own.map(\.wrapped).max(), last > logout - Self.minute {
        logout = last + minutes(3...9)
      }
      work(shift, midnight, login, logout, own, isBusy: isBusy, isBrief: isBrief)
    }
    while let first = rest.first {
      var (from, until) = (first.from, first.wrapped)
      help(Self.near(&from, &until, taking: &rest))
    }
    reports.sort { $0.at < $1.at }
  }

  /// Takes the calls that lie near a stretch of time, which grows with each of them.
  private static func near(
    _ from: inout Int64, _ until: inout Int64, taking rest: inout [Call]
  ) -> [Call] {
    var own: [Call] = []
    while let place = rest.firstIndex(where: { $0.wrapped > from - near && $0.from < until + near })
    {
      let call = rest.remove(at: place)
      own.append(call)
      (from, until) = (min(from, call.from), max(until, call.wrapped))
    }
    return own.sorted { ($0.from, $0.wrapped) < ($1.from, $1.wrapped) }
  }

  /// What lies no further from a shift than this is a part of it.
  private static let near = 40 * minute

  private mutating func minutes(_ range: ClosedRange<Int>) -> Int64 {
    Int64(chance.within(range)) * Self.minute + Int64(chance.below(60)) * 1000
  }

  /// Now and then somebody is ill; who took a call was not.
  private mutating func isIll(without calls: [Call]) -> Bool {
    chance.happens(0.03) && calls.isEmpty
  }

  private mutating func bounds(of shift: Shift, _ midnight: Int64) -> (Int64, Int64) {
    let half = 30 * Self.minute
    let late = chance.happens(0.08) ? minutes(8...30) : minutes(-4...2)
    let early = chance.happens(0.06) ? -minutes(12...35) : minutes(-2...9)
    return (
      midnight + Int64(shift.start) * half + late, midnight + Int64(shift.end) * half + early
    )
  }

  // MARK: A shift

  private mutating func work(
    _ shift: Shift, _ midnight: Int64, _ login: Int64, _ logout: Int64, _ calls: [Call],
    isBusy: Bool, isBrief: Bool
  ) {
    let planned = midnight + Int64(shift.start + (shift.pauses.first ?? 8)) * 30 * Self.minute
    let noon = free(planned + minutes(-2...9), calls)
    let back = free(after: noon, for: minutes(26...34), calls)
    var day = [Report(at: login, state: .available)]
    day += busy(login, noon, isBusy)
    day.append(Report(at: noon, state: .paused, reason: "Lunch"))
    day.append(Report(at: back, state: .available))
    day += busy(back, logout, isBusy)
    if !isBrief {
      let break1 = free(back + (logout - back) * 2 / 5, calls)
      pause(&day, break1, free(after: break1, for: minutes(8...13), calls), "Break")
      if chance.happens(0.12) {
        let stop = free(login + (noon - login) / 3, calls)
        pause(&day, stop, free(after: stop, for: minutes(8...25), calls), "Technical problem")
      }
    }
    for call in calls { take(call, &day) }
    reports += day + [Report(at: logout, state: .loggedOut)]
  }

  /// One stretch of contacts in a row; what else came on the line is not told one by one.
  private mutating func busy(_ from: Int64, _ until: Int64, _ isBusy: Bool) -> [Report] {
    let share = 0.34 + 0.26 * chance.unit() + (isBusy ? 0.12 : 0)
    let length = Int64(Double(until - from) * share)
    let start = from + Int64(Double(until - from - length) * chance.unit())
    guard length > Self.minute else { return [] }
    return [
      Report(at: start, state: .inCall), Report(at: start + length, state: .available),
    ]
  }

  /// The moment itself, or the one at which a call that runs then is written up.
  private func free(_ moment: Int64, _ calls: [Call]) -> Int64 {
    calls.reduce(moment) { moment, call in
      call.from - Self.minute < moment && moment < call.wrapped
        ? call.wrapped + Self.minute / 2 : moment
    }
  }

  /// So much later, or when the next call is taken.
  private func free(after moment: Int64, for length: Int64, _ calls: [Call]) -> Int64 {
    let next = calls.first { $0.from > moment }.map { $0.from - Self.minute / 4 }
    return min(moment + length, next ?? .max)
  }

  /// Does something else for a while, and goes on with what was done before.
  private func pause(_ day: inout [Report], _ from: Int64, _ until: Int64, _ reason: String) {
    replace(&day, from, until, with: [Report(at: from, state: .paused, reason: reason)])
  }

  private func take(_ call: Call, _ day: inout [Report]) {
    replace(
      &day, call.from, call.wrapped,
      with: [Report(at: call.from, state: .inCall), Report(at: call.until, state: .wrapUp)])
  }

  private func replace(
    _ day: inout [Report], _ from: Int64, _ until: Int64, with new: [Report]
  ) {
    guard until > from, let after = day.last(where: { $0.at <= until }) else { return }
    day.removeAll { from <= $0.at && $0.at <= until }
    var next = after
    next.at = until
    day = (day + new + [next]).sorted { $0.at < $1.at }
  }

  // MARK: Helping out

  private mutating func help(_ calls: [Call]) {
    guard let first = calls.first, let end = calls.map(\.wrapped).max() else { return }
    var day = [Report(at: first.from - minutes(3...9), state: .available)]
    for call in calls { take(call, &day) }
    reports += day + [Report(at: end + minutes(2...8), state: .loggedOut)]
  }
}
