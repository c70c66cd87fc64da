public import Statistics

/// How likely several days together are to keep a promise.
public struct WeekChance: Hashable, Sendable {
  /// The chance that all calls of the days together reach the promised share.
  public let met: Estimate
  /// The level of all calls of the days together, as 5, 50 and 95 in 100 weeks stay below it.
  public let levels: Quantiles?
  /// How many of the days reach it, on average.
  public let daysMet: Double
  /// The chance that every day reaches it.
  public let allDaysMet: Estimate
  /// Each day by itself.
  public let days: [DayChance]

  /// Plays every day of the week many times; busy and quiet days come independently of each other.
  ///
  /// `nil` without days. The share of the first day is the promise of the week.
  public init?(of plans: [DayPlan], weeks: Int = 2_000, seed: UInt64 = 1, threads: Int? = nil) {
    guard let share = plans.first?.promise.share else { return nil }
    var seeds = SplitMix64(seed: seed)
    let records = plans.map { plan in
      DayRecord(of: plan, days: weeks, seed: seeds.next(), threads: threads)
    }
    let count = records.map(\.outcomes.count).min() ?? 0
    let sums = (0..<count).map { week in
      records.reduce(into: DayOutcome()) { $0.add($1.outcomes[week]) }
    }
    met = wilsonInterval(successes: sums.count { $0.isMet(share) }, of: count)
    levels = Quantiles(of: sums.compactMap(\.level))
    let reached = (0..<count).map { week in
      records.count { $0.outcomes[week].isMet(share) }
    }
    daysMet = Double(reached.reduce(0, +)) / Double(count)
    allDaysMet = wilsonInterval(successes: reached.count { $0 == plans.count }, of: count)
    days = zip(records, plans).map { DayChance($0, share: $1.promise.share) }
  }
}

/// How likely a single interval of a steady queue is to reach its target.
///
/// An expected 80 % is no 80 % in every interval: this says how many of them get there.
public struct IntervalChance: Hashable, Sendable {
  /// The share of intervals that reach the promise; those without calls do.
  public let met: Double
  /// The simulation error of ``met``, one standard error.
  public let standardError: Double
  /// The share answered in time of all calls.
  public let level: Double?
  /// The level that 5, 50 and 95 in 100 intervals with calls stay below.
  public let levels: Quantiles?

  /// Plays many intervals one after the other, with a beginning that is not counted.
  ///
  /// `nil` where ``DayPlan`` is. Intervals are clamped to 100…10,000,000.
  public init?(
    _ demand: Demand, patience: Double? = nil, agents: Int, promise: Promise,
    intervals: Int = 20_000, seed: UInt64 = 1
  ) {
    let (batches, warmUp) = (50, 20)
    let length = Swift.max(2, Swift.min(intervals / batches, 200_000))
    guard
      let plan = DayPlan(
        interval: demand.interval,
        calls: Array(repeating: demand.calls, count: length + warmUp),
        staff: Array(repeating: agents, count: length + warmUp),
        handlingTime: demand.handlingTime, patience: patience, promise: promise)
    else { return nil }
    let replication = Replication(count: batches, draws: 1 << 32, seed: seed)
    var run = QueueRun(plan)
    var (shares, levels, total) = ([Double](), [Double](), DayOutcome())
    for batch in 0..<batches {
      run.play(replication.generator(of: batch))
      var reached = 0
      for tally in run.tallies.dropFirst(warmUp) {
        let outcome = DayOutcome(
          offered: tally.offered, inTime: tally.inTime, abandoned: tally.abandoned)
        total.add(outcome)
        if let level = outcome.level { levels.append(level) }
        if outcome.isMet(promise.share) { reached += 1 }
      }
      shares.append(Double(reached) / Double(length))
    }
    let moments = Moments(shares)
    met = moments.mean ?? 0
    standardError = moments.standardError ?? 0
    level = total.level
    self.levels = Quantiles(of: levels)
  }
}
