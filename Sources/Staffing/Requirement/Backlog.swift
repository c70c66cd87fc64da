/// Mail and tickets against their clock: work that waits, first come first served.
///
/// A fluid: what arrives in an interval is spread evenly over it, and agents take from the oldest. The clock
/// runs only while the desk is open. Source of the view: Gans, Koole and Mandelbaum 2003, section on
/// deferred work.
public struct Backlog: Hashable, Sendable {
  /// One interval of the desk.
  public struct Interval: Hashable, Sendable {
    /// Letters that arrive, also while the desk is closed.
    public let arrivals: Double
    /// Agents who can work on them, with fractions: idle time of live channels counts here.
    public var agents: Double
    /// Whether the clock runs.
    public let isOpen: Bool

    public init(arrivals: Double, agents: Double, isOpen: Bool = true) {
      self.arrivals = arrivals
      self.agents = agents
      self.isOpen = isOpen
    }
  }

  /// Letters not answered at the end of each interval.
  public let waiting: [Double]
  /// Letters answered within the clock.
  public let inTime: Double
  /// Letters answered too late, or still waiting with their time run out.
  public let late: Double
  /// Letters still waiting at the end that can yet be in time.
  public let undecided: Double
  /// Agent hours that found nothing to do, interval by interval.
  public let idle: [Double]

  /// The share in time of all that is decided; 1 of nothing.
  public var level: Double { inTime + late > 0 ? inTime / (inTime + late) : 1 }

  /// `nil` for a number that is negative or none, and for more than 100,000 intervals.
  /// - Parameters:
  ///   - intervals: what arrives and who is there.
  ///   - length: seconds of an interval.
  ///   - handlingTime: seconds of work in a letter.
  ///   - clock: open seconds within which a letter is to be answered.
  ///   - before: letters that wait already, with the open seconds each has waited.
  public init?(
    _ intervals: [Interval], length: Double = 1800, handlingTime: Double, clock: Double,
    before: [(count: Double, waited: Double)] = []
  ) {
    guard intervals.count <= 100_000, length > 0, length <= 1e9, handlingTime > 0,
      handlingTime <= 1e9, clock >= 0, clock <= 1e12,
      intervals.allSatisfy({ (0...1e9).contains($0.arrivals) && (0...1e9).contains($0.agents) }),
      before.allSatisfy({ (0...1e9).contains($0.count) && (0...1e12).contains($0.waited) })
    else { return nil }
    // Open seconds that have passed when a group arrived, and how much of it is left.
    var groups = before.sorted { $0.waited > $1.waited }.map {
      (arrived: -$0.waited, left: $0.count)
    }
    var (first, now) = (0, 0.0)
    var (inTime, late, left) = (0.0, 0.0, before.reduce(0) { $0 + $1.count })
    var (waiting, idle) = ([Double](), [Double]())
    for interval in intervals {
      let passed = interval.isOpen ? length : 0
      // The middle of the interval stands for arrivals and answers alike.
      groups.append((now + passed / 2, interval.arrivals))
      left += interval.arrivals
      var capacity = interval.agents * length / handlingTime
      while first < groups.count, capacity > 0 {
        let taken = Swift.min(capacity, groups[first].left)
        capacity -= taken
        left -= taken
        groups[first].left -= taken
        if now + passed / 2 - groups[first].arrived <= clock {
          inTime += taken
        } else {
          late += taken
        }
        guard groups[first].left <= 0 else { break }
        first += 1
      }
      now += passed
      idle.append(capacity * handlingTime / 3600)
      waiting.append(first < groups.count ? Swift.max(0, left) : 0)
    }
    var undecided = 0.0
    for group in groups[first...] {
      if now - group.arrived > clock { late += group.left } else { undecided += group.left }
    }
    self.inTime = inTime
    self.late = late
    self.undecided = undecided
    self.waiting = waiting
    self.idle = idle
  }

  /// The fewest agents in every open interval that answer a share within the clock.
  ///
  /// They are added to those who are there, and are a fraction, to be rounded once. `nil` where a
  /// thousand are not enough.
  /// Letters that are still undecided at the end count as answered in time.
  public static func need(
    _ intervals: [Interval], length: Double = 1800, handlingTime: Double, clock: Double,
    share: Double = 0.95, before: [(count: Double, waited: Double)] = []
  ) -> Double? {
    func isEnough(_ more: Double) -> Bool? {
      var staffed = intervals
      for index in staffed.indices where staffed[index].isOpen { staffed[index].agents += more }
      let found = Backlog(
        staffed, length: length, handlingTime: handlingTime, clock: clock, before: before)
      return found.map { $0.level >= share }
    }
    guard let already = isEnough(0) else { return nil }
    if already { return 0 }
    guard isEnough(1_000) == true else { return nil }
    var (low, high) = (0.0, 1_000.0)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if isEnough(middle) == true { high = middle } else { low = middle }
    }
    return high
  }
}

/// The agents that live channels leave free, on average: idle time that can go to the backlog.
///
/// Kept below the occupancy that people can bear; 0 where there is none to spare.
public func idleAgents(staff: Double, busy: Double, mostOccupancy: Double = 0.85) -> Double {
  let spare = staff * mostOccupancy - busy
  return spare > 0 && spare.isFinite ? spare : 0
}
