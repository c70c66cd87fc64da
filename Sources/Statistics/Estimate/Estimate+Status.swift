extension Estimate {
  /// Whether the numbers of an answer mean anything, and if not, why.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case ok
    /// Too few observations for this question.
    case notEnoughData
    /// Nothing varies: 0/0, which is neither 1 nor 0.
    case noVariation
    /// The graph of items and raters falls apart, so nothing can be compared across its parts.
    case disconnected
    /// The counts vary no more than chance alone would have them vary.
    case noOverdispersion
    /// The data leave nothing to estimate the uncertainty from.
    case degenerate
    /// One predictor can be told from the others, so their shares cannot be.
    case collinear
    /// A cell that must hold someone holds nobody.
    case emptyCell
    /// No answer satisfies all the conditions.
    case infeasible
    /// The totals to be met contradict each other.
    case inconsistentMargins
    /// The search for the answer did not come to rest.
    case notConverged
    case invalidInput
  }
}
