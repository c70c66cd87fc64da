/// What is known of one agent before the next reviews are given out.
public struct AllocationNeed: Hashable, Sendable {
  /// How many conversations there are.
  public let size: Int
  /// How many were reviewed.
  public let n: Int
  /// How much their scores vary; `nil` below two.
  public let standardDeviation: Double?

  public init(size: Int, n: Int, standardDeviation: Double?) {
    self.size = size
    self.n = n
    self.standardDeviation = standardDeviation
  }
}

/// The next reviews per agent.
public struct AdaptiveAllocation: Hashable, Sendable {
  public let status: Estimate.Status
  /// The standard deviations the plan is based on, in the given order.
  public let smoothedStandardDeviations: [Double]
  /// How many reviews each gets in addition.
  public let additional: [Int]
}

/// Gives the next reviews to those of whom too little is known.
///
/// Smoothed variance (ν s0² + (n − 1) s²) / (ν + n − 1): a few lucky reviews do not hide a spread.
/// Then one review after another where N² s² / n drops most, never more than there are; whoever has
/// none yet comes first; ties to the lower index.
///
/// Use it for the weekly top-up. It looks at how much scores vary, never at how good they are:
/// stopping when an agent looks bad enough would bias the mean. Standard deviations are in the unit of
/// the score. Cost: budget times agents.
/// Say: "This week's extra reviews go where the picture is still blurred."
/// Sources: Neyman 1934; Wright 2012.
/// - Parameters:
///   - agents: what is known of each.
///   - budget: how many reviews there are to give.
///   - priorSD: how much scores usually vary.
///   - priorWeight: how many reviews that knowledge is worth.
/// - Returns: invalid input when a number makes no sense.
public func adaptiveAllocation(
  _ agents: [AllocationNeed], budget: Int, priorSD: Double = 12, priorWeight: Double = 4
) -> AdaptiveAllocation {
  guard budget >= 0, priorSD >= 0, priorSD <= 1e100, priorWeight >= 0, priorWeight <= 1e50,
    agents.allSatisfy({ $0.isValid })
  else {
    return AdaptiveAllocation(
      status: .invalidInput, smoothedStandardDeviations: [], additional: [])
  }
  let smoothed = agents.map { agent -> Double in
    guard let deviation = agent.standardDeviation, agent.n > 1 else { return priorSD }
    let freedom = Double(agent.n - 1)
    return
      ((priorWeight * priorSD * priorSD + freedom * deviation * deviation)
      / (priorWeight + freedom)).squareRoot()
  }
  let start = agents.map(\.n)
  let final = greedyAllocation(
    from: start, capacities: agents.map(\.size), adding: budget
  ) { index, n in
    let weight = Double(agents[index].size) * smoothed[index]
    return n == 0 ? .infinity : weight * weight / (Double(n) * Double(n + 1))
  }
  return AdaptiveAllocation(
    status: .ok, smoothedStandardDeviations: smoothed, additional: zip(final, start).map { $0 - $1 }
  )
}

extension AllocationNeed {
  fileprivate var isValid: Bool {
    n >= 0 && n <= size && standardDeviation.map { $0 >= 0 && $0 <= 1e100 } ?? true
  }
}

/// Whether enough is known to stop reviewing.
public struct SequentialStopping: Hashable, Sendable {
  public let estimate: Estimate
  /// Half the width of the interval, in the unit of the score; `nil` for invalid input.
  public let halfWidth: Double?
  public let stop: Bool
}

/// Stops when the mean is known well enough, whatever it is.
///
/// When half the width of ``boundedMeanInterval(_:scaleMin:scaleMax:confidence:)`` is at most the
/// target and at least `minimum` reviews are there. Never stop on the mean itself: stopping at a bad
/// moment makes bad scores. Linear time.
/// Say: "Enough is known of this agent to within 10 points; the next reviews go elsewhere."
/// Source: Chow and Robbins 1965.
public func sequentialStopping(
  _ values: [Double], targetHalfWidth: Double, minimum: Int = 5, scaleMin: Double = 0,
  scaleMax: Double = 100, confidence: Double = 0.95
) -> SequentialStopping {
  let estimate = boundedMeanInterval(
    values, scaleMin: scaleMin, scaleMax: scaleMax, confidence: confidence)
  let isNarrow = estimate.halfWidth.map { $0 <= targetHalfWidth } ?? false
  return SequentialStopping(
    estimate: estimate, halfWidth: estimate.halfWidth, stop: isNarrow && values.count >= minimum)
}
