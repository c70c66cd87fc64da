/// A day on which training is to find its place.
public struct TrainingDay: Hashable, Sendable {
  /// Seconds of an interval.
  public let interval: Double
  /// Expected calls, interval by interval.
  public let calls: [Double]
  /// Agents on duty.
  public let staff: [Int]
  /// Seconds of a call.
  public let handlingTime: Double
  /// Seconds a customer would wait before hanging up.
  public let patience: Double
  /// Seconds within which a call should be answered.
  public let target: Double

  /// `nil` where the lists differ in length or a number makes no sense.
  public init?(
    interval: Double = 1800, calls: [Double], staff: [Int], handlingTime: Double,
    patience: Double, target: Double = 20
  ) {
    guard calls.count == staff.count, (1...2_000).contains(calls.count),
      staff.allSatisfy({ (0...10_000).contains($0) }), patience > 0, target >= 0,
      calls.allSatisfy({
        Demand(calls: $0, interval: interval, handlingTime: handlingTime) != nil
      })
    else { return nil }
    self.interval = interval
    self.calls = calls
    self.staff = staff
    self.handlingTime = handlingTime
    self.patience = patience
    self.target = target
  }

  /// The queue of an interval with some agents more or less than planned; `nil` with fewer than
  /// nobody.
  public func queue(_ index: Int, change: Int = 0) -> ErlangA? {
    guard calls.indices.contains(index), staff[index] + change >= 0,
      let demand = Demand(calls: calls[index], interval: interval, handlingTime: handlingTime)
    else { return nil }
    return ErlangA(demand, patience: patience, agents: staff[index] + change, target: target)
  }

  /// The share of the day's calls answered in time, with some agents more or less all day; `nil`
  /// where nobody is left, and 1 without calls.
  public func level(change: Int = 0) -> Double? {
    let all = calls.reduce(0, +)
    guard all > 0 else { return 1 }
    var inTime = 0.0
    for index in calls.indices {
      guard let queue = queue(index, change: change) else { return nil }
      inTime += calls[index] * queue.answeredInTime
    }
    return inTime / all
  }
}

/// Where training costs customers least, and what it costs.
public struct TrainingPlan: Hashable, Sendable {
  /// The interval in which each session begins, ascending.
  public let starts: [Int]
  /// Calls that will no longer be answered in time.
  public let price: Double
  /// Whether no placement is cheaper.
  public let isExact: Bool
  /// The day's share answered in time without the sessions.
  public let levelBefore: Double
  /// The day's share answered in time with them.
  public let levelAfter: Double

  /// The best of all placements; `nil` when there is none.
  ///
  /// A session takes one agent away for a number of intervals on end. Nobody is taken where nobody is
  /// left. Exact: the day is walked once, with the sessions that are running as the state. Where that
  /// would be more than 20,000 states, sessions are placed one after the other and then moved as
  /// long as that helps, and ``isExact`` is false.
  /// - Parameters:
  ///   - day: calls and agents.
  ///   - sessions: how many, each for one agent.
  ///   - length: intervals of a session.
  ///   - mostAtOnce: how many may run at the same time.
  ///   - allowed: whether training may be held in an interval; everywhere by default.
  public init?(
    _ day: TrainingDay, sessions: Int, length: Int, mostAtOnce: Int = 1, allowed: [Bool]? = nil
  ) {
    let count = day.calls.count
    guard (1...200).contains(sessions), (1...count).contains(length),
      (1...20).contains(mostAtOnce), allowed.map({ $0.count == count }) ?? true
    else { return nil }
    let prices = TrainingPrices(day, most: Swift.min(mostAtOnce, sessions), allowed: allowed)
    var walk = TrainingWalk(prices: prices, sessions: sessions, length: length)
    let exchange = TrainingExchange(prices: prices, sessions: sessions, length: length)
    isExact = walk.states <= 20_000
    guard let best = isExact ? walk.best() : exchange.best(), let before = day.level() else {
      return nil
    }
    starts = best.starts
    price = best.price
    levelBefore = before
    let all = day.calls.reduce(0, +)
    levelAfter = all > 0 ? before - best.price / all : 1
  }

  /// Every place for one session with its price, the cheapest first.
  public static func windows(_ day: TrainingDay, length: Int, allowed: [Bool]? = nil)
    -> [(start: Int, price: Double)]
  {
    let count = day.calls.count
    guard (1...count).contains(length), allowed.map({ $0.count == count }) ?? true else {
      return []
    }
    let prices = TrainingPrices(day, most: 1, allowed: allowed)
    return (0...count - length).map { start in
      (start, (start..<start + length).reduce(0) { $0 + prices[$1, 1] })
    }.filter { $0.price < .infinity }.sorted { ($0.price, $0.start) < ($1.price, $1.start) }
  }
}

/// What it costs to take some agents away in an interval: calls no longer answered in time.
struct TrainingPrices {
  let count: Int
  let most: Int
  private let prices: [Double]

  init(_ day: TrainingDay, most: Int, allowed: [Bool]?) {
    count = day.calls.count
    self.most = most
    prices = day.calls.indices.flatMap { index -> [Double] in
      let now = day.queue(index)?.answeredInTime ?? 0
      return (0...most).map { taken in
        if taken == 0 { return 0 }
        guard allowed?[index] ?? true, let less = day.queue(index, change: -taken) else {
          return .infinity
        }
        return day.calls[index] * (now - less.answeredInTime)
      }
    }
  }

  subscript(index: Int, taken: Int) -> Double { prices[index * (most + 1) + taken] }
}
