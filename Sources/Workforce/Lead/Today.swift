internal import Kernel
internal import Staffing

/// A queue's day while it runs: what came, what is expected now, and what can still be done.
struct Today: Sendable {
  let desk: DeskDay
  /// What came in each half-hour that is over; `nil` where nobody recorded it.
  let counted: [HalfHourVolume?]
  /// The first half-hour that has not begun; the number of all when the day is over.
  let now: Int
  /// What is expected now, half-hour by half-hour; the past as it was forecast.
  let expected: [Double]
  let chats: Double
  /// The rest of the day, with the share that it must reach for the whole day to keep its promise.
  let rest: Prospect?
  /// The share that the rest must reach; above 1 where the promise is out of reach.
  let neededShare: Double
  let repairs: [Repair]

  init(_ desk: DeskDay, made: MadeForecast?, counted volumes: [HalfHourVolume], at moment: Instant)
  {
    self.desk = desk
    chats = made?.concurrency.value ?? 1
    let byStart = Dictionary(volumes.map { ($0.start, $0) }, uniquingKeysWith: { $1 })
    now = desk.slots.firstIndex { moment <= $0.half.start } ?? desk.slots.count
    let past = desk.slots.indices.prefix {
      desk.slots[$0].half.start.advanced(bySeconds: 1800) <= moment
    }
    counted = past.map { byStart[desk.slots[$0].half.start] }
    let means = desk.slots.map(\.calls)
    let update = IntradayUpdate(
      inertia: made?.inertia ?? .infinity, halfLife: made?.halfLife ?? .infinity)
    expected = update.updated(means, after: counted.map { $0?.offered ?? -1 })
    neededShare = Self.neededShare(desk, counted, rest: expected.dropFirst(now).reduce(0, +))
    guard now < desk.slots.count else {
      (rest, repairs) = (nil, [])
      return
    }
    let restOfDay = desk.rest(from: now, calls: expected)
    let share = Swift.max(0, Swift.min(1, neededShare))
    let prospect = Prospect(restOfDay, chats: chats, share: share)
    rest = prospect
    repairs = Repair.all(restOfDay, prospect, chats: chats, share: share)
  }

  /// What the rest must reach: promised of all, less what was in time already.
  private static func neededShare(
    _ desk: DeskDay, _ counted: [HalfHourVolume?], rest: Double
  ) -> Double {
    let known = counted.compactMap(\.self).filter { $0.inTime != nil }
    let offered = known.reduce(0) { $0 + $1.offered }
    let inTime = known.reduce(0) { $0 + ($1.inTime ?? 0) }
    guard offered > 0, rest > 0 else { return desk.queue.share }
    return (desk.queue.share * (offered + rest) - inTime) / rest
  }

  /// Whether even a perfect rest of the day comes too late for its promise.
  var isLost: Bool { rest != nil && neededShare > 1 }

  /// The chance that the whole day keeps its promise; `nil` when it is over.
  var chance: Double? { rest.map { isLost ? 0 : $0.met } }

  /// The half-hours of the rest in which most wait too long, as places of the whole day.
  var weakest: [Int] {
    rest.map { Repair.weakest($0).map { $0 + now } } ?? []
  }

  /// What came so far against what was expected by then; `nil` before anything was counted.
  var soFar: (counted: Double, expected: Double, inTime: Double?)? {
    let known = counted.indices.filter { counted[$0] != nil }
    guard !known.isEmpty else { return nil }
    let inTime = known.compactMap { counted[$0]?.inTime }
    return (
      known.reduce(0) { $0 + (counted[$1]?.offered ?? 0) },
      known.reduce(0) { $0 + desk.slots[$1].calls },
      inTime.isEmpty ? nil : inTime.reduce(0, +)
    )
  }

  /// Whether people are busier than they can bear for more than an hour on end, and from when.
  var hardStretch: ClosedRange<Int>? { Self.hardStretch(desk, chats: chats, from: now) }

  /// The first stretch of more than two half-hours above the cap.
  static func hardStretch(_ desk: DeskDay, chats: Double, from now: Int = 0) -> ClosedRange<Int>? {
    var first: Int?
    for index in desk.slots.indices where index >= now {
      let busy = desk.occupancy(of: desk.slots[index], chats: chats) ?? 0
      if busy > desk.queue.mostOccupancy + 1e-9 {
        first = first ?? index
      } else {
        if let begin = first, index - begin > 2 { return begin...(index - 1) }
        first = nil
      }
    }
    if let begin = first, desk.slots.count - begin > 2 { return begin...(desk.slots.count - 1) }
    return nil
  }
}
