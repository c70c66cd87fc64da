public import Statistics

/// What 5, 50 and 95 in 100 played days stay below.
public struct Quantiles: Hashable, Sendable {
  public let low: Double
  public let middle: Double
  public let high: Double

  /// `nil` of nothing.
  init?(of values: [Double]) {
    guard let ends = quantiles(values, at: [0.05, 0.5, 0.95]) else { return nil }
    (low, middle, high) = (ends[0], ends[1], ends[2])
  }
}

/// How likely a planned day is to keep its promise, from playing it many times.
public struct DayChance: Hashable, Sendable {
  /// The chance that the day reaches the promised share, with the error of playing it so many times;
  /// a day without calls counts as reached.
  public let met: Estimate
  /// The chance of each interval to reach it.
  public let intervalMet: [Double]
  /// The share answered in time of all calls offered, interval by interval; `nil` without calls.
  public let intervalLevel: [Double?]
  /// Calls still waiting when the interval ended, on average.
  public let carriedOver: [Double]
  /// The share answered in time of all calls of all days.
  public let level: Double?
  /// The mean of the days' levels.
  public let meanLevel: Double?
  /// How far the days' levels are spread.
  public let levelDeviation: Double?
  /// The days' levels.
  public let levels: Quantiles?
  /// Calls a day that are not answered in time, on average.
  public let late: Double
  /// Calls a day that hang up, on average.
  public let abandoned: Double
  /// Calls a day, on average.
  public let offered: Double

  /// Plays a plan many times.
  ///
  /// The same seed meets the same customers, whatever the staff and the number of threads.
  /// - Parameters:
  ///   - plan: the day.
  ///   - days: how many times, clamped to 1…10,000,000; 2,000 leave an error of one in a hundred.
  ///   - seed: which of all possible futures.
  ///   - threads: how many run at once; by default as many as processors.
  public init(of plan: DayPlan, days: Int = 2_000, seed: UInt64 = 1, threads: Int? = nil) {
    self.init(
      DayRecord(of: plan, days: days, seed: seed, threads: threads), share: plan.promise.share)
  }

  init(_ record: DayRecord, share: Double) {
    let days = Double(record.outcomes.count)
    met = wilsonInterval(
      successes: record.outcomes.count { $0.isMet(share) }, of: record.outcomes.count)
    intervalMet = record.intervals.map { Double($0.met) / days }
    intervalLevel = record.intervals.map {
      $0.offered > 0 ? Double($0.inTime) / Double($0.offered) : nil
    }
    carriedOver = record.intervals.map { Double($0.carried) / days }
    let reached = record.outcomes.compactMap(\.level)
    let moments = Moments(reached)
    (meanLevel, levelDeviation) = (moments.mean, moments.standardDeviation)
    levels = Quantiles(of: reached)
    let total = record.outcomes.reduce(into: DayOutcome()) { $0.add($1) }
    level = total.level
    late = Double(total.offered - total.inTime) / days
    abandoned = Double(total.abandoned) / days
    offered = Double(total.offered) / days
  }
}

/// What another staffing of the same day changes, with the same customers in both.
public struct StaffingGain: Hashable, Sendable {
  public let before: DayChance
  public let after: DayChance
  /// The chance of the day gained, with the interval of the paired difference.
  public let chanceGained: Estimate
  /// Calls a day that are answered in time and were not before.
  public let inTimeGained: Double
  /// Calls a day that no longer hang up.
  public let abandonmentsSaved: Double

  /// Plays the day twice with the same seed; `nil` when the staff does not fit the plan.
  public init?(
    of plan: DayPlan, staff: [Int], days: Int = 2_000, seed: UInt64 = 1, threads: Int? = nil
  ) {
    guard
      let changed = DayPlan(
        interval: plan.interval, calls: plan.calls, staff: staff,
        handlingTime: plan.handlingTime, handling: plan.handling, patience: plan.patience,
        promise: plan.promise, volumeVariation: plan.volumeVariation, absence: plan.absence)
    else { return nil }
    let share = plan.promise.share
    let first = DayRecord(of: plan, days: days, seed: seed, threads: threads)
    let second = DayRecord(of: changed, days: days, seed: seed, threads: threads)
    before = DayChance(first, share: share)
    after = DayChance(second, share: share)
    let differences = zip(first.outcomes, second.outcomes).map { one, two in
      Double((two.isMet(share) ? 1 : 0) - (one.isMet(share) ? 1 : 0))
    }
    let moments = Moments(differences)
    let margin = 1.959_963_984_540_054 * (moments.standardError ?? 0)
    chanceGained = Estimate(
      value: moments.mean, lower: moments.mean.map { $0 - margin },
      upper: moments.mean.map { $0 + margin }, n: differences.count, method: .normal)
    inTimeGained = before.late - after.late
    abandonmentsSaved = before.abandoned - after.abandoned
  }
}
