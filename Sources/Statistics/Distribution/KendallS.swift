/// P(S ≥ s) for Kendall's S of n untied values in random order, counted exactly.
///
/// S is the number of rising pairs minus the number of falling pairs. `nil` for negative n and above
/// n = 1,000, where the normal approximation is exact enough. Cost: n times the number of falling
/// pairs in the smaller tail, at most about n³/4.
/// Sources: Kendall 1938; Mann 1945.
public func kendallSUpperTail(_ s: Int, n: Int) -> Double? {
  guard n >= 0, n <= 1_000 else { return nil }
  let pairs = n * (n - 1) / 2
  if s <= -pairs { return 1 }
  if s > pairs { return 0 }
  // S = pairs − 2 · falling, so S ≥ s means at most this many falling pairs.
  let falling = (pairs - s) / 2
  let half = (pairs - 1) / 2
  if falling <= half { return chanceOfFallingPairs(upTo: falling, n: n) }
  return 1 - chanceOfFallingPairs(upTo: pairs - falling - 1, n: n)
}

/// The chance of at most so many falling pairs, at most half of all.
private func chanceOfFallingPairs(upTo most: Int, n: Int) -> Double {
  guard most >= 0 else { return 0 }
  // chances[i]: of exactly i falling pairs among the values placed so far.
  var chances = [Double](repeating: 0, count: most + 1)
  var before = chances
  chances[0] = 1
  guard n > 1 else { return 1 }
  for placed in 2...n {
    swap(&chances, &before)
    let share = 1 / Double(placed)
    var window = 0.0
    for falling in 0...most {
      window += before[falling]
      if falling >= placed { window -= before[falling - placed] }
      chances[falling] = Swift.max(0, window) * share
    }
  }
  return chances.reduce(0, +)
}
