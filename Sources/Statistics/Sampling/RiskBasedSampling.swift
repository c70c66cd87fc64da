/// What picking some conversations more often does to averages.
public struct RiskBasedSamplingBias: Hashable, Sendable {
  /// The mean of all conversations.
  public let trueMean: Double
  /// What a plain average of the reviewed ones is expected to show; never show it as a score.
  public let expectedNaiveMean: Double
  /// What the average weighted by 1/π is expected to show.
  public let weightedMean: Double
}

/// One part of the conversations: how many, how good, and how often picked.
public struct SampledPart: Hashable, Sendable {
  public let size: Double
  public let mean: Double
  /// The chance of each to be reviewed, in 0…1, above 0.
  public let rate: Double

  public init(size: Double, mean: Double, rate: Double) {
    self.size = size
    self.mean = mean
    self.rate = rate
  }
}

/// Shows why flagged conversations must count less: the expected averages with and without weights.
///
/// Use it to explain a sampling plan before it starts. Constant time. Source: Horvitz and Thompson 1952.
/// Say: "Because suspicious chats were picked more often, each counts less in the score; otherwise
/// your team would look worse than it is."
/// - Returns: `nil` when there are no conversations or a rate is not in 0 < π ≤ 1.
public func riskBasedSamplingBias(flagged: SampledPart, other: SampledPart)
  -> RiskBasedSamplingBias?
{
  let parts = [flagged, other]
  let size = flagged.size + other.size
  guard size > 0, size <= 1e50,
    parts.allSatisfy({ $0.size >= 0 && abs($0.mean) <= 1e50 && isProbability($0.rate) })
  else { return nil }
  let drawn = parts.reduce(0) { $0 + $1.size * $1.rate }
  let naive = parts.reduce(0) { $0 + $1.size * $1.rate * $1.mean } / drawn
  let mean = parts.reduce(0) { $0 + $1.size * $1.mean } / size
  return RiskBasedSamplingBias(trueMean: mean, expectedNaiveMean: naive, weightedMean: mean)
}
