internal import Kernel
internal import Staffing

/// One queue on one day: what is expected in each half-hour, what that needs, and who is there.
struct DeskDay: Hashable, Sendable {
  var queue: StaffingQueue
  let day: Day
  /// From the first half-hour with work to the last, in order and without gaps.
  private(set) var slots: [Slot]
  let variation: Double
  /// Seconds a customer would wait; `nil` where nobody hangs up.
  let patience: Double?
  /// Whether a roster says who is there; else as many are taken to be there as are needed.
  let isPlanned: Bool

  /// One half-hour at the desk.
  struct Slot: Hashable, Sendable {
    let half: HalfHour
    var calls: Double
    let handling: Double
    /// People that are needed, with their fraction.
    let need: Double
    var staff: Int
    let isOpen: Bool
    /// What other work of the same people leaves idle for letters, in people.
    var idle = 0.0

    /// People who can work on it.
    var there: Double { Double(staff) + idle }
  }

  /// `nil` on a day without work.
  init?(
    _ queue: StaffingQueue, _ day: Day, in zone: Zone, needs: [HalfHourNeed],
    supply: [HalfHourSupply], idle: [Instant: Double] = [:], patience: Double?
  ) {
    let byStart = Dictionary(
      needs.filter { $0.queue == queue.id }.map { ($0.start, $0) }, uniquingKeysWith: { $1 })
    let planned = Dictionary(
      supply.filter { $0.queue == queue.id }.map { ($0.start, $0.agents) },
      uniquingKeysWith: { $1 })
    let halves = HalfHour.all(of: day, in: zone)
    let working = halves.indices.filter { byStart[halves[$0].start] != nil }
    guard let first = working.first, let last = working.last else { return nil }
    let isPlanned = halves[first...last].contains { planned[$0.start] != nil }
    slots = halves[first...last].map { half in
      let need = byStart[half.start]
      let agents = need?.agents ?? 0
      return Slot(
        half: half, calls: need?.calls ?? 0, handling: need?.handling ?? 300, need: agents,
        staff: isPlanned ? planned[half.start] ?? 0 : Self.whole(agents),
        isOpen: queue.hours.isOpen(weekday: day.weekday, slot: half.slot),
        idle: isPlanned ? idle[half.start] ?? 0 : 0)
    }
    self.queue = queue
    self.day = day
    self.isPlanned = isPlanned
    self.patience = patience
    variation = working.first.flatMap { byStart[halves[$0].start]?.variation } ?? 0.2
  }

  /// Whole people for one need.
  static func whole(_ agents: Double) -> Int { Need(agents: agents)?.whole ?? 0 }

  /// The mean handling time of the day, each contact counting alike.
  var handling: Double {
    let calls = slots.reduce(0) { $0 + $1.calls }
    let seconds = slots.reduce(0) { $0 + $1.calls * $1.handling }
    return calls > 0 ? seconds / calls : slots.first?.handling ?? 300
  }

  var calls: Double { slots.reduce(0) { $0 + $1.calls } }

  /// The same day with something different.
  func with(_ change: WhatIf) -> DeskDay {
    var changed = self
    for index in slots.indices {
      changed.slots[index].calls *= change.calls
      if slots[index].isOpen {
        changed.slots[index].staff = Swift.max(0, slots[index].staff + change.more)
      }
    }
    return changed
  }

  /// The same day with more or fewer people in some half-hours.
  func with(_ more: Int, at places: some Sequence<Int>) -> DeskDay {
    var changed = self
    for place in places where slots.indices.contains(place) {
      changed.slots[place].staff = Swift.max(0, slots[place].staff + more)
    }
    return changed
  }

  /// The same day from a half-hour on, with what is expected now.
  func rest(from place: Int, calls: [Double]) -> DeskDay {
    var rest = self
    for index in slots.indices where index < calls.count { rest.slots[index].calls = calls[index] }
    rest.slots = Array(rest.slots.dropFirst(Swift.max(0, place)))
    return rest
  }

  /// The share of time people are busy in a half-hour; `nil` without people.
  func occupancy(of slot: Slot, chats: Double = 1) -> Double? {
    guard slot.there > 0 else { return nil }
    let servers = slot.there * (queue.kind == .chats ? Swift.max(1, chats) : 1)
    return Swift.min(1, slot.calls * slot.handling / HalfHourNeed.length / servers)
  }

  /// The day as the simulation plays it; `nil` of letters, which wait.
  func plan(_ change: WhatIf, chats: Double, share: Double? = nil) -> DayPlan? {
    guard queue.kind != .letters else { return nil }
    let servers = queue.kind == .chats ? Swift.max(1, chats) : 1
    var promise = queue.promise
    promise.share = share ?? promise.share
    return DayPlan(
      calls: slots.map(\.calls),
      staff: slots.map { Swift.min(10_000, Int((Double($0.staff) * servers).rounded(.down))) },
      handlingTime: handling * change.handling, patience: patience, promise: promise,
      volumeVariation: variation, absence: change.absence ?? queue.absence)
  }
}

/// What is tried: a few people more or fewer, other volume, other handling, other absence.
struct WhatIf: Hashable, Sendable {
  /// People more, in every open half-hour.
  var more = 0
  /// What the volume is multiplied with.
  var calls = 1.0
  /// What the handling time is multiplied with.
  var handling = 1.0
  /// The chance that somebody does not come; the queue's own where it is `nil`.
  var absence: Double?

  static let nothing = WhatIf()
}
