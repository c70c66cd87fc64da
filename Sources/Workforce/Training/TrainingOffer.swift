public import Kernel
public import People
internal import Staffing

/// A time at which some people of a team could learn together, and what that costs customers.
public struct TrainingOffer: Hashable, Sendable {
  public let day: Day
  /// The first half-hour, from local midnight.
  public let start: Int
  /// Half-hours.
  public let length: Int
  /// Customers who would no longer be answered in time; `nil` where nobody waits for an answer.
  public let price: Double?
  /// The day's share answered in time without and with it, of the work that loses most.
  public let levels: Levels?

  /// Shares before and after.
  public struct Levels: Hashable, Sendable {
    public let before: Double
    public let after: Double
  }

  public init(day: Day, start: Int, length: Int, price: Double?, levels: Levels? = nil) {
    self.day = day
    self.start = start
    self.length = length
    self.price = price
    self.levels = levels
  }
}

extension ScheduleDesk {
  /// Every time of the week from tomorrow on at which all of them are at the desk, cheapest first.
  ///
  /// The price is the calls that are answered in time now and would not be with so many fewer people:
  /// calls·(level(n) − level(n − k)), summed over the half-hours (Erlang A).
  public func offers(for group: Set<Person.ID>, length: Int) -> [TrainingOffer] {
    guard let version = published ?? newest, !group.isEmpty, (1...8).contains(length) else {
      return []
    }
    let coverage = coverage(of: version)
    return (0..<7).flatMap { index -> [TrainingOffer] in
      let day = monday.advanced(by: index)
      guard today < day else { return [] }
      let duties = group.compactMap { version.duty(of: $0, on: day) }
      guard duties.count == group.count else { return [] }
      let taken = Dictionary(grouping: duties) { pool(of: $0.works) ?? -1 }.mapValues(\.count)
      let prices = taken.compactMap { place, count in
        coverage.indices.contains(place)
          ? PoolPrices(coverage[place], day: index, taking: count) : nil
      }
      let free = (0..<48).filter { slot in
        duties.allSatisfy { $0.shift.desk.contains(slot) && !isKept($0.person, index, slot) }
      }
      return free.compactMap { start in
        let slots = start..<start + length
        guard slots.allSatisfy(free.contains) else { return nil }
        return offer(day, slots, prices)
      }
    }.sorted { ($0.price ?? 0, $0.day, $0.start) < ($1.price ?? 0, $1.day, $1.start) }
  }

  private func offer(_ day: Day, _ slots: Range<Int>, _ prices: [PoolPrices]) -> TrainingOffer? {
    var sum = 0.0
    var worst: (price: Double, levels: TrainingOffer.Levels?) = (-1, nil)
    for pool in prices {
      guard let price = pool.price(slots) else { return nil }
      sum += price
      if price > worst.price {
        worst = (
          price,
          pool.level.map { level in
            TrainingOffer.Levels(
              before: level, after: pool.calls > 0 ? level - price / pool.calls : level)
          }
        )
      }
    }
    return TrainingOffer(
      day: day, start: slots.lowerBound, length: slots.count,
      price: prices.contains { $0.calls > 0 } ? sum : nil, levels: worst.levels)
  }

  /// The best of them that do not overlap each other.
  public static func best(_ offers: [TrainingOffer], count: Int = 3) -> [TrainingOffer] {
    offers.reduce(into: []) { chosen, offer in
      let isApart = chosen.allSatisfy {
        $0.day != offer.day || $0.start + $0.length <= offer.start
          || offer.start + offer.length <= $0.start
      }
      if chosen.count < count, isApart { chosen.append(offer) }
    }
  }
}

/// What it costs one piece of work to lose some people in a half-hour of a day.
struct PoolPrices {
  /// Calls of the whole day.
  let calls: Double
  /// The day's share answered in time as it is.
  let level: Double?
  private let first: Int
  /// By half-hour from `first` on; `nil` where so many are not there.
  private let prices: [Double?]

  init(_ coverage: Coverage, day: Int, taking count: Int) {
    guard let plan = coverage.pool.plan(day, staff: coverage.people[day]),
      let first = coverage.pool.opening(day),
      let training = TrainingDay(
        calls: plan.calls, staff: plan.staff, handlingTime: plan.handlingTime,
        patience: plan.patience ?? 240, target: plan.promise.target)
    else {
      (calls, level, self.first, prices) = (0, nil, 0, [])
      return
    }
    self.first = first
    calls = plan.calls.reduce(0, +)
    level = training.level()
    prices = plan.calls.indices.map { index in
      guard let now = training.queue(index), let less = training.queue(index, change: -count)
      else { return nil }
      return plan.calls[index] * max(0, now.answeredInTime - less.answeredInTime)
    }
  }

  /// The price of some half-hours; `nil` where somebody would be taken from nobody.
  func price(_ slots: Range<Int>) -> Double? {
    var sum = 0.0
    for slot in slots where prices.indices.contains(slot - first) {
      guard let price = prices[slot - first] else { return nil }
      sum += price
    }
    return sum
  }
}
