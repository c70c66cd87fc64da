public import Kernel
public import People
internal import Staffing

/// A session for each of some people, one after the other, where together they cost customers least.
public struct TrainingSequence: Hashable, Sendable {
  /// When one of them learns.
  public struct Turn: Hashable, Sendable {
    public let person: Person.ID
    public let day: Day
    /// The first half-hour, from local midnight.
    public let start: Int
  }

  /// The earliest first.
  public let turns: [Turn]
  /// Half-hours of each.
  public let length: Int
  /// Customers who would no longer be answered in time; `nil` where nobody waits for an answer.
  public let price: Double?
}

extension ScheduleDesk {
  /// Places a session for each person of a group in this week, never more than so many at once.
  ///
  /// Whoever has the fewest possible times comes first, each takes the cheapest that is left, and
  /// then everybody moves as long as that helps. `nil` where somebody has no time left.
  public func sequence(
    for group: Set<Person.ID>, length: Int, mostAtOnce: Int
  ) -> TrainingSequence? {
    guard let version = published ?? newest, (1...20).contains(group.count),
      (1...8).contains(length), (1...8).contains(mostAtOnce)
    else { return nil }
    let choices = Dictionary(
      uniqueKeysWithValues: group.map { ($0, offers(for: [$0], length: length)) })
    let order = group.sorted { one, other in
      (choices[one]?.count ?? 0, one) < (choices[other]?.count ?? 0, other)
    }
    var walk = SequenceWalk(
      coverage: coverage(of: version), mostAtOnce: mostAtOnce, length: length,
      works: { turn in
        version.duty(of: turn.person, on: turn.day).flatMap { pool(of: $0.works) }
      }, monday: monday)
    for person in order {
      guard walk.place(person, at: choices[person] ?? []) else { return nil }
    }
    // Each round gains something, so it ends; the bound is for rounding.
    for _ in 0..<20 where !walk.improve(order, choices) { break }
    return TrainingSequence(
      turns: walk.turns.sorted { ($0.day, $0.start, $0.person) < ($1.day, $1.start, $1.person) },
      length: length, price: walk.hasCustomers ? walk.price : nil)
  }
}

/// How many learn at the same time while their sessions find their places.
private struct SequenceWalk {
  private let mostAtOnce: Int
  private let length: Int
  private let monday: Day
  private let works: (TrainingSequence.Turn) -> Int?
  /// What it costs one piece of work on one day to lose so many, from nobody on.
  private var prices: [[[PoolPrices]]]
  /// By piece of work, day and half-hour.
  private var taken: [[[Int]]]
  private(set) var turns: [TrainingSequence.Turn] = []

  init(
    coverage: [Coverage], mostAtOnce: Int, length: Int,
    works: @escaping (TrainingSequence.Turn) -> Int?, monday: Day
  ) {
    self.mostAtOnce = mostAtOnce
    self.length = length
    self.works = works
    self.monday = monday
    prices = coverage.map { cover in
      (0..<7).map { day in
        (1...mostAtOnce).map { PoolPrices(cover, day: day, taking: $0) }
      }
    }
    taken = coverage.map { _ in [[Int]](repeating: [Int](repeating: 0, count: 48), count: 7) }
  }

  /// Whether anybody waits for an answer in any of the work.
  var hasCustomers: Bool { prices.joined().joined().contains { $0.calls > 0 } }

  /// What all of them cost together.
  var price: Double {
    taken.indices.reduce(0) { sum, pool in
      sum
        + (0..<7).reduce(0) { sum, day in
          sum + (0..<48).reduce(0) { $0 + (cost(pool, day, $1, taken[pool][day][$1]) ?? 0) }
        }
    }
  }

  private func cost(_ pool: Int, _ day: Int, _ slot: Int, _ count: Int) -> Double? {
    count == 0 ? 0 : prices[pool][day][count - 1].price(slot..<slot + 1)
  }

  /// What one more session costs; `nil` where too many learn already, or nobody would be left.
  private func cost(_ turn: TrainingSequence.Turn) -> Double? {
    guard let pool = works(turn), prices.indices.contains(pool) else { return 0 }
    let day = turn.day.number - monday.number
    var sum = 0.0
    for slot in turn.start..<turn.start + length {
      guard slot < 48, taken.reduce(0, { $0 + $1[day][slot] }) < mostAtOnce else { return nil }
      let count = taken[pool][day][slot]
      guard let more = cost(pool, day, slot, count + 1), let now = cost(pool, day, slot, count)
      else { return nil }
      sum += more - now
    }
    return sum
  }

  private mutating func count(_ turn: TrainingSequence.Turn, by change: Int) {
    guard let pool = works(turn), taken.indices.contains(pool) else { return }
    let day = turn.day.number - monday.number
    for slot in turn.start..<min(48, turn.start + length) { taken[pool][day][slot] += change }
  }

  /// Places somebody where it costs least; answers whether there was a place.
  mutating func place(_ person: Person.ID, at offers: [TrainingOffer]) -> Bool {
    let found = offers.compactMap { offer -> (turn: TrainingSequence.Turn, price: Double)? in
      let turn = TrainingSequence.Turn(person: person, day: offer.day, start: offer.start)
      return cost(turn).map { (turn, $0) }
    }
    let best = found.min {
      ($0.price, $0.turn.day, $0.turn.start) < ($1.price, $1.turn.day, $1.turn.start)
    }
    guard let best else { return false }
    count(best.turn, by: 1)
    turns.append(best.turn)
    return true
  }

  /// Lets each in turn look for a better place; answers whether anybody found one.
  mutating func improve(
    _ order: [Person.ID], _ offers: [Person.ID: [TrainingOffer]]
  ) -> Bool {
    let before = price
    for person in order {
      guard let index = turns.firstIndex(where: { $0.person == person }) else { continue }
      let old = turns.remove(at: index)
      count(old, by: -1)
      if !place(person, at: offers[person] ?? []) {
        count(old, by: 1)
        turns.append(old)
      }
    }
    return price < before - 1e-9
  }
}
