internal import Glibc
internal import Staffing
internal import Statistics

/// What a day may come to, with who is there.
struct Prospect: Hashable, Sendable {
  /// The chance that the day keeps its promise.
  let met: Double
  /// The share answered in time that 5, 50 and 95 in 100 such days stay below.
  let low: Double?
  let middle: Double?
  let high: Double?
  /// The share answered in time of all contacts.
  let level: Double?
  /// Contacts that come, that are answered too late or never, and that hang up.
  let offered: Double
  let late: Double
  let abandoned: Double
  let slots: [Slot]

  /// One half-hour.
  struct Slot: Hashable, Sendable {
    /// The chance that this half-hour keeps the promise; `nil` of letters.
    let met: Double?
    let level: Double?
    /// Contacts of this half-hour that are answered too late or never.
    let late: Double
    /// Still waiting when it ends.
    let waiting: Double
  }

  /// So many calls may be played for one answer, so that a page waits no longer than a blink.
  private static let calls = 120_000.0
  /// Which of all possible futures: always the same, so that a change meets the same customers.
  static let seed: UInt64 = 17

  /// How often a day with so many calls is played: as often as there is time for.
  static func plays(of calls: Double) -> Int {
    Swift.max(100, Swift.min(1_500, Int(Self.calls / Swift.max(20, calls))))
  }

  /// Plays the day; the same seed meets the same customers.
  init(
    _ desk: DeskDay, _ change: WhatIf = .nothing, chats: Double = 1, share: Double? = nil,
    plays: Int? = nil
  ) {
    let changed = desk.with(change)
    guard let plan = changed.plan(change, chats: chats, share: share) else {
      self = Prospect(letters: changed, change)
      return
    }
    let chance =
      if let plays {
        DayChance(of: plan, days: plays, seed: Self.seed, threads: 1)
      } else {
        PlayedDays.recent.chance(of: plan, days: Self.plays(of: changed.calls))
      }
    met = chance.met.value ?? 0
    (low, middle, high) = (chance.levels?.low, chance.levels?.middle, chance.levels?.high)
    (level, offered, late, abandoned) = (
      chance.level, chance.offered, chance.late, chance.abandoned
    )
    slots = changed.slots.indices.map { index in
      let level = chance.intervalLevel[index]
      return Slot(
        met: chance.intervalMet[index], level: level,
        late: changed.slots[index].calls * (1 - (level ?? 1)), waiting: chance.carriedOver[index])
    }
  }

  /// Letters as a fluid, with the day's level at the middles of 49 equal parts of its spread.
  private init(letters desk: DeskDay, _ change: WhatIf) {
    let middle = Self.answer(desk, change, factor: 1)
    let spread = (desk.variation * desk.variation + 1 / Swift.max(1, desk.calls)).squareRoot()
    let levels = (1...49).map { part in
      let factor = Self.factor(Double(part) / 50, spread: spread)
      return Self.answer(desk, change, factor: factor)?.level ?? 1
    }.sorted()
    met = Double(levels.count { $0 >= desk.queue.share }) / Double(levels.count)
    (low, self.middle, high) = (levels[2], levels[24], levels[46])
    level = middle?.level
    offered = desk.calls
    late = middle?.late ?? 0
    abandoned = 0
    slots = desk.slots.indices.map { index in
      Slot(met: nil, level: nil, late: 0, waiting: middle.map { $0.waiting[index] } ?? 0)
    }
  }

  private static func answer(_ desk: DeskDay, _ change: WhatIf, factor: Double) -> Backlog? {
    let present = 1 - (change.absence ?? desk.queue.absence)
    return Backlog(
      desk.slots.map {
        Backlog.Interval(
          arrivals: $0.calls * factor, agents: $0.isOpen ? $0.there * present : 0,
          isOpen: $0.isOpen)
      }, handlingTime: desk.handling * change.handling, clock: desk.queue.target)
  }

  /// The point of a factor with mean 1 below which a share of days lies (lognormal).
  private static func factor(_ share: Double, spread: Double) -> Double {
    let wave = log(1 + spread * spread).squareRoot()
    return exp(wave * Self.normal(share) - wave * wave / 2)
  }

  /// The normal quantile, to three digits (Tukey's lambda, 0.14).
  private static func normal(_ share: Double) -> Double {
    (pow(share, 0.135) - pow(1 - share, 0.135)) / 0.1975
  }
}

extension Prospect.Slot {
  /// Whether customers will feel it: somebody too late in every other half-hour like this.
  var isWeak: Bool { late >= 0.5 && (met ?? 1) < 0.7 }
}
