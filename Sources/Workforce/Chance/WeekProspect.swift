internal import Kernel
internal import Staffing
internal import Statistics

/// What several days together may come to.
struct WeekProspect: Hashable, Sendable {
  /// The chance that all contacts of the days together keep the promise.
  let met: Double
  let low: Double?
  let middle: Double?
  let high: Double?
  /// How many of the days keep it, on average.
  let daysMet: Double
  let days: Int

  /// `nil` without days, and of letters, whose days hang together.
  init?(_ desks: [DeskDay], _ change: WhatIf = .nothing, chats: Double = 1) {
    let changed = desks.map { $0.with(change) }
    let plans = changed.compactMap { $0.plan(change, chats: chats) }
    guard plans.count == desks.count, !plans.isEmpty else { return nil }
    let calls = changed.reduce(0) { $0 + $1.calls }
    let weeks = Swift.max(60, Swift.min(1_000, Int(100_000 / Swift.max(50, calls))))
    guard let chance = WeekChance(of: plans, weeks: weeks, seed: 17, threads: 1) else { return nil }
    met = chance.met.value ?? 0
    (low, middle, high) = (chance.levels?.low, chance.levels?.middle, chance.levels?.high)
    daysMet = chance.daysMet
    days = plans.count
  }
}
