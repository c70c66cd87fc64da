/// How rare a difference of means is among all ways to deal the same values into two groups.
public struct PermutationTest: Hashable, Sendable {
  /// `ok`, `notEnoughData` when a group is empty, or `invalidInput`.
  public let status: Estimate.Status
  /// The mean of the first group minus the mean of the second, in the unit of the values.
  public let difference: Double?
  /// Two-sided: the share of arrangements with a difference at least this large.
  public let p: Double?
  /// How many arrangements were looked at.
  public let arrangements: Int
  /// Whether these were all there are, rather than a seeded sample of them.
  public let isExact: Bool
}

/// Tests whether two small groups differ, by dealing the values again in every possible way.
///
/// Two-sided on the absolute difference of means; arrangements within 10⁻⁹ of the observed one
/// count. All C(n, k) arrangements as long as there are no more than `limit`; beyond that `limit`
/// random ones and p = (count + 1)/(limit + 1), the same for the same seed. Nothing is assumed about
/// the shape of the values, only that labels could have been dealt otherwise.
///
/// Use it for two handfuls of agents, on their changes. With three against three the smallest p
/// there can be is 0.1: no such result can be significant.
///
/// Say: "Had names been dealt into the two groups by lot, a gap this large would come up 2 times in
/// 100."
///
/// Cost O(arrangements). Sources: Fisher 1935; Phipson and Smyth 2010 for the sampled p.
/// - Parameters:
///   - first: the values of one group.
///   - second: the values of the other.
///   - limit: the largest number of arrangements to look at.
///   - seed: where the random arrangements begin, if they are needed.
/// - Returns: the difference and how rare it is.
public func permutationTest(
  _ first: [Double], _ second: [Double], limit: Int = 2_000_000, seed: UInt64 = 1
) -> PermutationTest {
  func without(_ status: Estimate.Status) -> PermutationTest {
    PermutationTest(status: status, difference: nil, p: nil, arrangements: 0, isExact: true)
  }
  guard (first + second).allSatisfy(\.isFinite), limit > 0 else { return without(.invalidInput) }
  guard let one = Moments(first).mean, let two = Moments(second).mean else {
    return without(.notEnoughData)
  }
  guard (abs(one) + abs(two)).isFinite else { return without(.invalidInput) }
  let deal = Deal(first + second, taking: first.count, observed: abs(one - two))
  if let all = choices(first.count, of: first.count + second.count), all <= limit {
    let extreme = deal.extremeAmongAll()
    return PermutationTest(
      status: .ok, difference: finite(one - two), p: Double(extreme) / Double(all),
      arrangements: all, isExact: true)
  }
  let extreme = deal.extreme(among: limit, seed: seed)
  return PermutationTest(
    status: .ok, difference: finite(one - two), p: Double(extreme + 1) / Double(limit + 1),
    arrangements: limit, isExact: false)
}

/// How many ways there are to choose; `nil` when they do not fit into an integer.
private func choices(_ count: Int, of all: Int) -> Int? {
  var ways = 1
  for index in 0..<min(count, all - count) {
    let (product, overflow) = ways.multipliedReportingOverflow(by: all - index)
    if overflow { return nil }
    ways = product / (index + 1)
  }
  return ways
}

/// Values to be dealt into a group of a fixed size and the rest.
private struct Deal {
  /// The values minus their mean, so that sums stay small.
  private let values: [Double]
  private let size: Int
  /// A sum of the group this far from 0, either way, is as extreme as the observed one.
  private let threshold: Double

  init(_ values: [Double], taking size: Int, observed: Double) {
    let mean = Moments(values).mean ?? 0
    self.values = values.map { $0 - mean }
    self.size = size
    // Centred, the rest sums to minus the group's sum, so the difference of means is the group's
    // sum times n / (size · rest).
    let (all, taken) = (Double(values.count), Double(size))
    threshold = (observed - 1e-9) * taken * (all - taken) / all
  }

  /// Goes through all groups in lexicographic order, with the sums of their beginnings kept.
  func extremeAmongAll() -> Int {
    let count = values.count
    var (chosen, sums) = (Array(0..<size), [Double](repeating: 0, count: size + 1))
    for place in 0..<size { sums[place + 1] = sums[place] + values[place] }
    var extreme = 0
    values.withUnsafeBufferPointer { values in
      chosen.withUnsafeMutableBufferPointer { chosen in
        sums.withUnsafeMutableBufferPointer { sums in
          while true {
            // The last place runs through all that is left at once.
            let (last, base) = (size - 1, sums[size - 1])
            for index in chosen[last]..<count where abs(base + values[index]) >= threshold {
              extreme += 1
            }
            var place = last - 1
            while place >= 0, chosen[place] == count - size + place { place -= 1 }
            if place < 0 { return }
            var next = chosen[place] + 1
            for later in place..<size {
              chosen[later] = next
              sums[later + 1] = sums[later] + values[next]
              next += 1
            }
          }
        }
      }
    }
    return extreme
  }

  func extreme(among arrangements: Int, seed: UInt64) -> Int {
    var chance = SplitMix64(seed: seed)
    var values = values
    var extreme = 0
    values.withUnsafeMutableBufferPointer { values in
      for _ in 0..<arrangements {
        var sum = 0.0
        for place in 0..<size {
          values.swapAt(place, place + chance.below(values.count - place))
          sum += values[place]
        }
        if abs(sum) >= threshold { extreme += 1 }
      }
    }
    return extreme
  }
}
