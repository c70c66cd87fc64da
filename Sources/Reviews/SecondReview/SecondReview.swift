internal import Kernel
internal import People
internal import Statistics

/// A blind second look at a random share of shared reviews.
///
/// Disputes show the loud cases: how often people disagree says as much about courage as about
/// error. Reviews drawn by lot, of which nobody said a word, show the true error. A second review
/// sees neither the first nor its score, never enters a score itself, and is drawn when the first
/// is shared: that nobody disputed it later does not depend on the lot, so among the undisputed
/// each was drawn with the chance that is kept beside it.
public enum SecondReview {
  /// Whether the lot of a cycle chooses a review, with the chance `percent` in a hundred.
  ///
  /// Each review has its own number from the cycle's seed, so it does not matter how many are
  /// shared together, and anybody who knows the seed can check it.
  static func isDrawn(_ review: Review.ID, seed: UInt64, percent: Int) -> Bool {
    number(of: review, seed: seed, purpose: 1) * 100 < Double(percent)
  }

  /// Whom the lot gives a second review: one of those who have the fewest so far.
  static func reviewer(
    for review: Review.ID, among candidates: [Person.ID], given: [Person.ID: Int], seed: UInt64
  ) -> Person.ID? {
    let fewest = candidates.map { given[$0] ?? 0 }.min()
    let free = candidates.filter { (given[$0] ?? 0) == fewest }.sorted()
    guard !free.isEmpty else { return nil }
    let place = Int(number(of: review, seed: seed, purpose: 2) * Double(free.count))
    return free[min(place, free.count - 1)]
  }

  /// A number in 0..<1 for one review and one purpose.
  private static func number(of review: Review.ID, seed: UInt64, purpose: UInt64) -> Double {
    let own = Drawing.mixed(seed, 0x5345_434F &+ purpose)
    var generator = SplitMix64(
      seed: Drawing.mixed(own, UInt64(bitPattern: review.rawValue)))
    return generator.unit()
  }
}
