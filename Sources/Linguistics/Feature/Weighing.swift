internal import Glibc

/// Turns counts into weights: count times rarity over the block's length.
///
/// Of words the logarithm of the count. Runs of letters count as often as they come, and a block
/// of them is as long as if no two of its runs were the same: so it is the sum of its words. What
/// is said of manner and by helpers weighs by itself, whatever stands beside it.
struct Weighing: Sendable {
  /// ln(1 + n) of the first numbers, which are nearly all.
  private let logarithms = (0..<16).map { log1pf(Float($0)) }

  /// What a feature weighs before its block is scaled, and what that adds to the block's square.
  @inline(__always)
  func value(_ count: Float, _ rarity: Float, in block: Int) -> (Float, Float) {
    if Self.isFree(block) { return (rarity * logarithm(count), 0) }
    if FeatureMaker.isLetters(block) { return (count * rarity, count * rarity * rarity) }
    let value = count == 1 ? rarity : (1 + logf(count)) * rarity
    return (value, value * value)
  }

  private func logarithm(_ count: Float) -> Float {
    let place = Int(count)
    return place < logarithms.count ? logarithms[place] : log1pf(count)
  }

  /// Whether the features of a block are not normalised.
  @inline(__always)
  private static func isFree(_ block: Int) -> Bool {
    block == FeatureMaker.mannerBlock || block == FeatureMaker.hintBlock
  }

  /// What the values of a block are multiplied with.
  @inline(__always)
  static func scale(of block: Int, square: Float) -> Float {
    isFree(block) || square <= 0 ? 1 : share(of: block) / square.squareRoot()
  }

  /// How much a block counts beside the others.
  private static func share(of block: Int) -> Float {
    switch UInt8(truncatingIfNeeded: block) {
    case FeatureMaker.courseBlock: 0.6
    case FeatureMaker.styleBlock: 0.5
    default: 1
    }
  }
}
