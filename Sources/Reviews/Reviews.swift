public import Storage
public import Web

/// The tables of cycles, reviews and feedback, in the order they came to be.
public enum ReviewSchema {
  /// Every step, in order; the scorecards' own steps come before.
  public static let migrations = [
    Migration("reviews-1", Cycle.schema + Review.schema)
  ]
}

extension Feature {
  /// Cycles, samples, assignments, reviews, shared feedback and what they say.
  public static let reviews = Feature("reviews", migrations: ReviewSchema.migrations)
}
