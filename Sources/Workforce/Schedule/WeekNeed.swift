public import Kernel
internal import People
public import Staffing

/// What a team is asked to cover in a week, half-hour by half-hour.
///
/// Queues that the same people answer are one piece of work: their needs are added and rounded once.
/// Where several teams answer a queue, each takes the share that its contracted hours have.
public struct WeekNeed: Hashable, Sendable {
  /// Some queues that the same people of the team answer.
  public struct Pool: Hashable, Sendable {
    public let queues: [StaffingQueue]
    /// By day from Monday and half-hour of the local day; `nil` where the doors are closed.
    public internal(set) var halves: [[Half?]]

    /// The names of its queues.
    public var name: String { queues.map(\.name).joined(separator: " · ") }

    /// The whole people a half-hour takes; `nil` where the doors are closed.
    public func people(_ day: Int, _ slot: Int) -> Int? {
      guard halves.indices.contains(day), halves[day].indices.contains(slot) else { return nil }
      return halves[day][slot].map { Need.whole(of: [Need(agents: $0.agents)].compactMap(\.self)) }
    }
  }

  /// One half-hour of a piece of work.
  public struct Half: Hashable, Sendable {
    /// People with their fraction.
    public var agents = 0.0
    /// The part of them that answers what can wait, such as mail.
    public var letters = 0.0
    /// Customers who wait for an answer.
    public var calls = 0.0
    /// Seconds of all of them together.
    public var work = 0.0
    /// How far the whole day may be off.
    public var variation = 0.0
  }

  public let monday: Day
  public internal(set) var pools: [Pool]

  public init(monday: Day, pools: [Pool]) {
    self.monday = monday
    self.pools = pools
  }

  /// Whether nothing is known, or nothing is to do.
  public var isEmpty: Bool {
    pools.allSatisfy { $0.halves.joined().allSatisfy { $0.map { $0.agents <= 0 } ?? true } }
  }

  /// The half-hours in which any door is open, over all days; `nil` when none ever is.
  public var open: Range<Int>? {
    let slots = pools.flatMap { pool in
      pool.halves.flatMap { day in day.indices.filter { day[$0] != nil } }
    }
    guard let first = slots.min(), let last = slots.max() else { return nil }
    return first..<last + 1
  }

  /// Whether any door opens on a day, 0 for Monday.
  public func isOpen(_ day: Int) -> Bool {
    pools.contains { $0.halves.indices.contains(day) && $0.halves[day].contains { $0 != nil } }
  }
}

extension WeekNeed {
  /// Reckons the part of a team's members in what all queues need, from everybody's contracts.
  init(
    monday: Day, needs: [HalfHourNeed], queues: [StaffingQueue],
    contracts: [Person.ID: Contract], members: Set<Person.ID>, zone: Zone
  ) {
    var groups: [(people: Set<Person.ID>, queues: [StaffingQueue])] = []
    var shares: [StaffingQueue.ID: Double] = [:]
    for queue in queues where !queue.isRetired {
      let able = contracts.filter { $0.value.terms.answers(queue.id) }
      let own = Set(able.keys).intersection(members)
      let all = able.values.reduce(0) { $0 + $1.terms.minutes }
      guard !own.isEmpty, all > 0 else { continue }
      let ours = own.reduce(0) { $0 + (contracts[$1]?.terms.minutes ?? 0) }
      shares[queue.id] = Double(ours) / Double(all)
      if let place = groups.firstIndex(where: { $0.people == own }) {
        groups[place].queues.append(queue)
      } else {
        groups.append((own, [queue]))
      }
    }
    let empty = [[Half?]](repeating: [Half?](repeating: nil, count: 48), count: 7)
    var pools = groups.map { Pool(queues: $0.queues, halves: empty) }
    let places = Dictionary(
      pools.enumerated().flatMap { index, pool in pool.queues.map { ($0.id, index) } },
      uniquingKeysWith: { $1 })
    let kinds = Dictionary(queues.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    for need in needs {
      let day = zone.day(of: need.start).number - monday.number
      let slot = zone.secondOfDay(of: need.start) / 1_800
      guard let place = places[need.queue], (0..<7).contains(day), (0..<48).contains(slot),
        let share = shares[need.queue], let queue = kinds[need.queue]
      else { continue }
      // Letters arrive at all hours; where nobody answers them the doors are closed.
      if queue.kind == .letters, need.agents <= 0 { continue }
      var half = pools[place].halves[day][slot] ?? Half()
      half.agents += need.agents * share
      half.variation = Swift.max(half.variation, need.variation)
      if queue.kind == .letters {
        half.letters += need.agents * share
      } else {
        half.calls += need.calls * share
        half.work += need.calls * share * need.handling / Swift.max(1, queue.concurrency)
      }
      pools[place].halves[day][slot] = half
    }
    self.init(monday: monday, pools: pools)
  }
}

extension Contract.Terms {
  /// Whether the person answers a queue.
  func answers(_ queue: StaffingQueue.ID) -> Bool {
    minutes > 0 && (works.isEmpty || works.contains(queue))
  }
}

extension WeekNeed.Pool {
  /// A day of it as a queue that can be played; `nil` where nobody waits for an answer.
  ///
  /// Whoever answers letters is taken off first: they wait, the others do not.
  public func plan(_ day: Int, staff: [Int]) -> DayPlan? {
    guard halves.indices.contains(day), staff.count == 48,
      let live = queues.first(where: { $0.kind != .letters })
    else { return nil }
    let open = halves[day].indices.filter { halves[day][$0] != nil }
    guard let first = open.first, let last = open.last else { return nil }
    let range = first...last
    let day = range.map { halves[day][$0] ?? WeekNeed.Half() }
    let (calls, work) = (
      day.reduce(0) { $0 + $1.calls }, day.reduce(0) { $0 + $1.work }
    )
    guard calls > 0, work > 0 else { return nil }
    let there = zip(range, day).map { slot, half in
      Swift.max(0, staff[slot] - Int(half.letters.rounded(.down)))
    }
    return DayPlan(
      calls: day.map(\.calls), staff: there, handlingTime: work / calls,
      patience: live.patience ?? 240, promise: live.promise,
      volumeVariation: Swift.min(1, day.map(\.variation).max() ?? 0), absence: live.absence)
  }

  /// The first half-hour of a day that is open.
  func opening(_ day: Int) -> Int? {
    guard halves.indices.contains(day) else { return nil }
    return halves[day].firstIndex { $0 != nil }
  }
}
