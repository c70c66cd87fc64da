/// The positions at which patterns in a series of standardized values are complete.
///
/// Each list holds the position, from 0, of the last point of every occurrence. The names carry
/// their numbers, since rule books differ.
public struct RunSignals: Hashable, Sendable {
  /// Nelson 1: one point more than three sigma away.
  public let beyond3Sigma: [Int]
  /// Nelson 2: nine in a row on one side.
  public let nineSameSide: [Int]
  /// Nelson 3: six in a row, each higher than the one before, or each lower.
  public let sixTrend: [Int]
  /// Nelson 4: fourteen in a row that go up and down in turn.
  public let fourteenAlternating: [Int]
  /// Nelson 5: two of three more than two sigma away on one side.
  public let twoOfThreeBeyond2Sigma: [Int]
  /// Nelson 6: four of five more than one sigma away on one side.
  public let fourOfFiveBeyond1Sigma: [Int]
  /// Nelson 7: fifteen in a row within one sigma.
  public let fifteenWithin1Sigma: [Int]
  /// Nelson 8: eight in a row more than one sigma away, on either side.
  public let eightBeyond1Sigma: [Int]
  /// Western Electric 4: eight in a row on one side.
  public let eightSameSide: [Int]

  /// The positions where one of the two rules that are on by default speaks, in order.
  ///
  /// Beyond three sigma, and eight in a row on one side. On 24 in-control points with known limits
  /// these two raise any alarm in 12.5 of 100 series; the first alone in 6.7, all four Western
  /// Electric rules in 20.5.
  public var usual: [Int] { Set(beyond3Sigma).union(eightSameSide).sorted() }
}

/// Looks for patterns that pure chance rarely makes, in values given in sigmas from the centre.
///
/// A point exactly on a limit is not beyond it, a point exactly on the centre is on neither side and
/// breaks a run, equal neighbours break a trend. In the k-of-m rules the last point itself must be
/// beyond the zone, on the side the k are on, and there must be m points. A missing value is on no
/// side and breaks every run; in a k-of-m rule it only fails to count.
///
/// Use two rules by default, see ``RunSignals/usual``: each further rule finds more and cries wolf
/// more. Not for values that depend on the ones before them.
///
/// Say: "Eight months in a row below your usual level: no single one is remarkable, all of them
/// together are."
///
/// Cost O(n). Sources: Nelson 1984; Western Electric 1956; Champ and Woodall 1987.
/// - Parameter z: (value − centre) / sigma of each period, in order; `nil` for a missing one.
/// - Returns: where each pattern is complete.
public func runRules(_ z: [Double?]) -> RunSignals {
  let z = z.map { $0.flatMap(finite) ?? .nan }
  func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
  let steps = zip(z, z.dropFirst()).map { sign($1 - $0) }
  let sides = runs(of: z.map(sign)) { $0 == $1 && $1 != 0 }
  let trends = runs(of: steps) { $0 == $1 && $1 != 0 }
  let turns = runs(of: steps) { $0 == -$1 && $1 != 0 }
  let inner = runs(of: z.map { abs($0) < 1 }) { $0 && $1 }
  let outer = runs(of: z.map { abs($0) > 1 }) { $0 && $1 }
  func positions(_ isWanted: (Int) -> Bool) -> [Int] { z.indices.filter(isWanted) }
  return RunSignals(
    beyond3Sigma: positions { abs(z[$0]) > 3 },
    nineSameSide: positions { sides[$0] >= 9 && z[$0] != 0 },
    sixTrend: positions { $0 > 0 && trends[$0 - 1] >= 5 },
    fourteenAlternating: positions { $0 > 0 && turns[$0 - 1] >= 13 },
    twoOfThreeBeyond2Sigma: positions { z.crowds(2, of: 3, beyond: 2, at: $0) },
    fourOfFiveBeyond1Sigma: positions { z.crowds(4, of: 5, beyond: 1, at: $0) },
    fifteenWithin1Sigma: positions { inner[$0] >= 15 && abs(z[$0]) < 1 },
    eightBeyond1Sigma: positions { outer[$0] >= 8 },
    eightSameSide: positions { sides[$0] >= 8 && z[$0] != 0 })
}

/// For each item the length of the run that ends there: 1, or 1 more than before if it goes on.
private func runs<Item>(of items: [Item], goesOn: (Item, Item) -> Bool) -> [Int] {
  var lengths = [Int]()
  lengths.reserveCapacity(items.count)
  for index in items.indices {
    let continues = index > 0 && goesOn(items[index - 1], items[index])
    lengths.append(continues ? lengths[index - 1] + 1 : 1)
  }
  return lengths
}

extension [Double] {
  /// Whether so many of the last so many points, the last among them, are beyond on one side.
  fileprivate func crowds(_ count: Int, of window: Int, beyond zone: Double, at last: Int)
    -> Bool
  {
    guard last >= window - 1, abs(self[last]) > zone else { return false }
    let isUp = self[last] > 0
    var found = 0
    for index in (last - window + 1)...last where isUp ? self[index] > zone : self[index] < -zone {
      found += 1
    }
    return found >= count
  }
}
