public import Storage

/// The tables of cycles, reviews and feedback, in the order they came to be.
public enum ReviewSchema {
  /// Every step, in order; the scorecards' own steps come before.
  public static let migrations = [
    Migration("reviews-1", Cycle.schema + Review.schema)
  ]
}
