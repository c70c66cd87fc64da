public import Kernel
public import Statistics

/// How a target went: each period judged by the wording it had, and where the running one leads.
public struct GoalCourse: Hashable, Sendable {
  /// The periods that are over, oldest first.
  public let judged: [Judged]
  /// The period that runs.
  public let running: Running?

  /// A period that is over.
  public struct Judged: Hashable, Sendable {
    public let reading: Reading
    /// The value that counted then.
    public let target: Double
    public let verdict: Verdict
  }

  /// What a period that is over says.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case met
    /// Met, but no more than the ups and downs of the periods before it now and then bring.
    case metByLuck
    case missed
    /// Missed by less than the numbers can tell.
    case missedNarrowly
    case unknown
  }

  /// A period that runs.
  public struct Running: Hashable, Sendable {
    public let reading: Reading
    /// The share of its days that is over.
    public let elapsed: Double
    public let projection: PeriodProjection
    /// What a steady pace would have brought by now; only of what adds up.
    public let paceNeeded: Double?
  }

  /// Reads a target's periods.
  ///
  /// - Parameters:
  ///   - wordings: every wording of the target, in any order; of those a period may be judged by,
  ///     the last one in force on its first day counts.
  ///   - readings: one per period, oldest first; also those before the target began.
  ///   - today: the local day.
  public init(_ wordings: [Target], readings: [Reading], today: Day) {
    let ordered = wordings.sorted { ($0.from, $0.number) < ($1.from, $1.number) }
    var judged: [Judged] = []
    var past: [Reading] = []
    var running: Running?
    for reading in readings {
      let wording = ordered.last { $0.from <= reading.period.first }
      if reading.period.last < today {
        if let wording, !wording.isEnded {
          judged.append(
            Judged(
              reading: reading, target: wording.value,
              verdict: Self.verdict(reading, wording, past: past)))
        }
        past.append(reading)
      } else if reading.period.contains(today),
        let current = wording ?? ordered.last(where: { $0.from <= today }), !current.isEnded
      {
        running = Running(reading, current, past: past, today: today)
      }
    }
    self.judged = judged
    self.running = running
  }

  /// How many periods met it, by luck or not, of how many that could be judged.
  public var met: (count: Int, of: Int) {
    let known = judged.filter { $0.verdict != .unknown }
    return (known.count { $0.verdict == .met || $0.verdict == .metByLuck }, known.count)
  }

  /// The judgement of one period.
  ///
  /// It was luck when the periods before it, at least six, gave a chance below one in two and the
  /// value lies where they said the next one would fall: nothing has changed but the draw.
  static func verdict(_ reading: Reading, _ target: Target, past: [Reading]) -> Verdict {
    let estimate = reading.estimate
    guard let value = estimate.value, estimate.status == .ok, reading.absence == nil else {
      return .unknown
    }
    guard target.isReached(by: value) else {
      let end = target.comparison == .atLeast ? estimate.upper : estimate.lower
      return end.map(target.isReached) == true ? .missedNarrowly : .missed
    }
    let before = past.suffix(Self.memory).map(\.estimate).filter { $0.status == .ok }
      .compactMap(\.value)
    guard before.count >= fewestForLuck else { return .met }
    let chance = probabilityOfAttaining(
      history: before, target: target.value, lowerIsBetter: target.comparison == .atMost)
    guard let probability = chance.probability, let lower = chance.prediction.lower,
      let upper = chance.prediction.upper
    else { return .met }
    return probability < 0.5 && lower <= value && value <= upper ? .metByLuck : .met
  }

  static let fewestForLuck = 6
  /// Periods before one that its luck is judged by.
  static let memory = 12
}

extension GoalCourse.Running {
  init(_ reading: Reading, _ target: Target, past: [Reading], today: Day) {
    let period = reading.period
    let elapsed = Double(today.number - period.first.number + 1) / Double(period.days)
    let isSum = target.metric.kind == .count && target.metric.date != .standing
    let history = past.suffix(GoalCourse.memory).map { reading in
      reading.estimate.status == .ok ? reading.estimate.value : nil
    }
    self.init(
      reading: reading, elapsed: elapsed,
      projection: periodProjection(
        history: history, soFar: reading.estimate.value ?? (isSum ? 0 : .nan), elapsed: elapsed,
        isSum: isSum, target: target.value, lowerIsBetter: target.comparison == .atMost),
      // Nobody passes half a certificate.
      paceNeeded: isSum && !target.metric.isOfCertificates ? target.value * elapsed : nil)
  }
}
