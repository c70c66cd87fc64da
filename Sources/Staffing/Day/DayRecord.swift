import Dispatch
import Statistics

/// What one played day came to.
struct DayOutcome {
  var offered = 0
  var inTime = 0
  var abandoned = 0

  mutating func add(_ other: DayOutcome) {
    offered += other.offered
    inTime += other.inTime
    abandoned += other.abandoned
  }

  /// The share answered in time; `nil` on a day without calls.
  var level: Double? { offered > 0 ? Double(inTime) / Double(offered) : nil }

  /// A day without calls reached everything.
  func isMet(_ share: Double) -> Bool { level.map { $0 >= share } ?? true }
}

/// A plan played many times: every day in short, and each interval summed over the days.
struct DayRecord {
  struct IntervalSum {
    var offered = 0
    var inTime = 0
    var carried = 0
    var met = 0
  }

  let outcomes: [DayOutcome]
  let intervals: [IntervalSum]

  init(of plan: DayPlan, days: Int, seed: UInt64, threads: Int?) {
    let days = Swift.max(1, Swift.min(days, 10_000_000))
    // Two to the power of 32 draws lie between two days: no day has more.
    let replication = Replication(count: days, draws: 1 << 32, seed: seed, threads: threads)
    let parts = Swift.max(1, Swift.min(replication.threads, days))
    var played = [(outcomes: [DayOutcome], intervals: [IntervalSum])](
      repeating: ([], []), count: parts)
    played.withUnsafeMutableBufferPointer { played in
      // Each thread writes its own place only.
      nonisolated(unsafe) let places = played
      @Sendable func run(_ part: Int) {
        let range = days * part / parts..<days * (part + 1) / parts
        places[part] = Self.play(plan, range, replication)
      }
      if parts == 1 {
        run(0)
      } else {
        DispatchQueue.concurrentPerform(iterations: parts, execute: run)
      }
    }
    outcomes = played.flatMap(\.outcomes)
    intervals = plan.calls.indices.map { index in
      played.reduce(into: IntervalSum()) { sum, part in
        sum.offered += part.intervals[index].offered
        sum.inTime += part.intervals[index].inTime
        sum.carried += part.intervals[index].carried
        sum.met += part.intervals[index].met
      }
    }
  }

  private static func play(_ plan: DayPlan, _ range: Range<Int>, _ replication: Replication)
    -> ([DayOutcome], [IntervalSum])
  {
    var run = QueueRun(plan)
    var intervals = [IntervalSum](repeating: IntervalSum(), count: plan.calls.count)
    var outcomes = [DayOutcome]()
    outcomes.reserveCapacity(range.count)
    for day in range {
      run.play(replication.generator(of: day))
      var outcome = DayOutcome()
      for (index, tally) in run.tallies.enumerated() {
        outcome.add(
          DayOutcome(
            offered: tally.offered, inTime: tally.inTime, abandoned: tally.abandoned))
        intervals[index].offered += tally.offered
        intervals[index].inTime += tally.inTime
        intervals[index].carried += tally.carried
        let isMet =
          tally.offered == 0
          || Double(tally.inTime) / Double(tally.offered) >= plan.promise.share
        if isMet { intervals[index].met += 1 }
      }
      outcomes.append(outcome)
    }
    return (outcomes, intervals)
  }
}
