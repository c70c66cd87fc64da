import Glibc
import Statistics

/// Plays one day of a queue, call by call, first come first served.
///
/// Every call draws the same numbers whoever is there, so two plans played from the same seed meet
/// the same customers.
struct QueueRun: ~Copyable {
  /// What happened to the calls that came in each interval.
  struct Tally {
    var offered = 0
    var inTime = 0
    var abandoned = 0
    /// Still waiting when the interval ended.
    var carried = 0
  }

  private let plan: DayPlan
  private let agents: Int
  private var line: AgentLine
  private(set) var tallies: [Tally]
  private let patience: Double
  /// How long the day is, in seconds.
  private let length: Double
  /// Mean and spread of the logarithm; `nil` for exponential handling.
  private let logarithm: (mean: Double, spread: Double)?

  init(_ plan: DayPlan) {
    self.plan = plan
    agents = plan.staff.max() ?? 0
    line = AgentLine(agents: agents)
    tallies = Array(repeating: Tally(), count: plan.calls.count)
    patience = plan.patience ?? .infinity
    length = Double(plan.calls.count) * plan.interval
    if case .lognormal(let variation) = plan.handling {
      let square = log1p(variation * variation)
      logarithm = (log(plan.handlingTime) - square / 2, square.squareRoot())
    } else {
      logarithm = nil
    }
  }

  /// Plays the day; the tallies hold it afterwards.
  mutating func play(_ chance: SplitMix64) {
    var chance = chance
    for index in tallies.indices { tallies[index] = Tally() }
    let busyness = plan.volumeVariation > 0 ? chance.gamma(variation: plan.volumeVariation) : 1
    var absence = SplitMix64(seed: chance.next())
    line.reset({ _ in plan.absence == 0 || absence.unit() >= plan.absence }, agents: agents)
    var position = chance.exponential()
    for index in plan.calls.indices {
      let expected = plan.calls[index] * busyness
      let (start, end) = (Double(index) * plan.interval, Double(index + 1) * plan.interval)
      let staff = plan.staff[index]
      let pace = plan.interval / expected
      var tally = Tally()
      while position < expected {
        let arrival = start + position * pace
        let handling = handlingTime(&chance)
        let trial = chance.next()
        receive(
          arrival, handling: handling, trial: trial, index: index, staff: staff, end: end, &tally)
        position += chance.exponential()
      }
      position -= expected
      tallies[index] = tally
    }
  }

  @inline(__always)
  private mutating func receive(
    _ arrival: Double, handling: Double, trial: UInt64, index: Int, staff: Int, end: Double,
    _ tally: inout Tally
  ) {
    tally.offered += 1
    let begin = nextStart(arrival, index: index, staff: staff, end: end)
    let wait = begin - arrival
    guard wait > 0 else {
      line.moveFront(to: arrival + handling)
      tally.inTime += 1
      return
    }
    let stays = patience == .infinity ? .infinity : -patience * log(trial.openUnit)
    if arrival + Swift.min(wait, stays) > end { tally.carried += 1 }
    guard stays >= wait else {
      tally.abandoned += 1
      return
    }
    guard wait < .infinity else { return }
    line.moveFront(to: begin + handling)
    if wait <= plan.promise.target { tally.inTime += 1 }
  }

  /// When the first free agent could begin; those who are not on duty then are put off.
  @inline(__always)
  private mutating func nextStart(_ arrival: Double, index: Int, staff: Int, end: Double) -> Double
  {
    while let front = line.front {
      let begin = Swift.max(arrival, front.free)
      if begin < end {
        if front.agent < staff { return begin }
        line.moveFront(to: nextDuty(front.agent, after: index))
      } else {
        guard begin < length else { return .infinity }
        let later = Swift.min(Int(begin / plan.interval), plan.staff.count - 1)
        if front.agent < plan.staff[later] { return begin }
        line.moveFront(to: nextDuty(front.agent, after: later))
      }
    }
    return .infinity
  }

  private func nextDuty(_ agent: Int, after index: Int) -> Double {
    var next = index + 1
    while next < plan.staff.count {
      if agent < plan.staff[next] { return Double(next) * plan.interval }
      next += 1
    }
    return .infinity
  }

  @inline(__always)
  private func handlingTime(_ chance: inout SplitMix64) -> Double {
    guard let logarithm else { return plan.handlingTime * chance.exponential() }
    return exp(logarithm.mean + logarithm.spread * chance.normal())
  }
}

extension UInt64 {
  /// A number above 0 and up to 1 from 53 random bits.
  var openUnit: Double { (Double(self >> 11) + 1) * 0x1p-53 }
}

extension SplitMix64 {
  /// A number from the exponential distribution with mean 1.
  @inline(__always)
  mutating func exponential() -> Double { -log(next().openUnit) }

  /// A number from the standard normal distribution, from two draws (Box and Muller 1958).
  mutating func normal() -> Double {
    let radius = (-2 * log(next().openUnit)).squareRoot()
    return radius * cos(2 * Double.pi * unit())
  }

  /// A factor with mean 1 from a gamma distribution (Marsaglia and Tsang 2000).
  mutating func gamma(variation: Double) -> Double {
    let shape = 1 / (variation * variation)
    // Below shape 1 one is added, and a power of a uniform number takes it away again.
    let raised = shape < 1 ? shape + 1 : shape
    let d = raised - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    for _ in 0..<1_000 {
      let x = normal()
      let root = 1 + c * x
      let u = next().openUnit
      guard root > 0 else { continue }
      let cube = root * root * root
      if log(u) < x * x / 2 + d * (1 - cube + log(cube)) {
        let boost = shape < 1 ? pow(next().openUnit, 1 / shape) : 1
        return d * cube * boost / shape
      }
    }
    return 1
  }
}
