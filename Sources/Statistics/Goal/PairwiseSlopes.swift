import Glibc

/// The slopes between all pairs of points with different x, and their order statistics.
///
/// The wanted ranks usually lie close together. A seeded sample says between which two slopes they
/// must be; one pass over all pairs counts what lies below and keeps only what lies between. Should
/// the sample mislead, everything is kept: the answer never depends on it.
struct PairwiseSlopes {
  private let x: [Double]
  private let y: [Double]
  /// How many pairs have different x.
  let count: Int

  init(_ x: [Double], _ y: [Double]) {
    self.x = x
    self.y = y
    let tied = tieSizes(sorted: x.sorted()).reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    count = x.count * (x.count - 1) / 2 - tied
  }

  /// The slopes with so many smaller ones, for each rank from 0; ranks are below ``count``.
  func values(atRanks ranks: [Int]) -> [Double] {
    guard let least = ranks.min(), let most = ranks.max() else { return [] }
    let (from, to) = bounds(around: least...most)
    var kept = slopes(from: from, to: to)
    let isEnough = kept.map { $0.below <= least && most < $0.below + $0.slopes.count } ?? false
    if !isEnough { kept = slopes(from: -.infinity, to: .infinity) }
    guard var kept else { return [] }
    return kept.slopes.withUnsafeMutableBufferPointer { slopes in
      var start = 0
      var found = [Int: Double]()
      for rank in Set(ranks).sorted() {
        let place = rank - kept.below
        found[rank] = select(place, in: slopes, within: start...slopes.count - 1)
        start = place
      }
      return ranks.compactMap { found[$0] }
    }
  }

  /// Two slopes between which the ranks are, almost surely.
  private func bounds(around ranks: ClosedRange<Int>) -> (Double, Double) {
    let size = 4_096
    guard count > 8 * size else { return (-.infinity, .infinity) }
    var chance = SplitMix64(seed: 1)
    var sample = [Double]()
    sample.reserveCapacity(size)
    for _ in 0..<size {
      let (one, two) = (chance.below(x.count), chance.below(x.count))
      if x[one] != x[two] { sample.append((y[one] - y[two]) / (x[one] - x[two])) }
    }
    sample.sort()
    func place(_ rank: Int, _ errors: Double) -> Int {
      let (share, drawn) = (Double(rank) / Double(count), Double(sample.count))
      return Int(drawn * share + errors * (drawn * share * (1 - share) + 1).squareRoot())
    }
    let (low, high) = (place(ranks.lowerBound, -4), place(ranks.upperBound, 4))
    return (
      low < 0 ? -.infinity : sample[low], high >= sample.count ? .infinity : sample[high]
    )
  }

  /// All slopes between two, and how many are below; `nil` when they are too many to be worth it.
  private func slopes(from: Double, to: Double) -> (below: Int, slopes: [Double])? {
    let isAll = from == -.infinity && to == .infinity
    let capacity = x.count + (isAll ? count : count / 4)
    var (below, isFull) = (0, false)
    let kept = [Double](unsafeUninitializedCapacity: capacity) { target, filled in
      var place = 0
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          for later in x.indices {
            if place + later > capacity {
              isFull = true
              break
            }
            let (endX, endY) = (x[later], y[later])
            for earlier in 0..<later {
              let run = endX - x[earlier]
              if run == 0 { continue }
              let slope = (endY - y[earlier]) / run
              // Written always and kept sometimes: there is no branch to guess wrong.
              target[place] = slope
              below &+= slope < from ? 1 : 0
              place &+= slope >= from && slope <= to ? 1 : 0
            }
          }
        }
      }
      filled = place
    }
    return isFull ? nil : (below, kept)
  }
}

/// Puts the value of a rank in its place, the smaller before it and the larger behind it.
///
/// Source: Floyd and Rivest, "Algorithm 489", 1975: a long range is first narrowed by a sample, so
/// that the pivot is almost the answer.
private func select(
  _ rank: Int, in values: UnsafeMutableBufferPointer<Double>, within range: ClosedRange<Int>
) -> Double {
  var (left, right) = (range.lowerBound, range.upperBound)
  while right > left {
    if right - left > 600 {
      let (size, place) = (Double(right - left + 1), Double(rank - left + 1))
      let sample = 0.5 * exp(2 * log(size) / 3)
      let drift = 0.5 * (log(size) * sample * (size - sample) / size).squareRoot()
      let shift = place < size / 2 ? -drift : drift
      let from = Double(rank) - place * sample / size + shift
      let to = Double(rank) + (size - place) * sample / size + shift
      let around = min(rank, max(left, Int(from)))...max(rank, min(right, Int(to)))
      _ = select(rank, in: values, within: around)
    }
    let pivot = values[rank]
    var (low, high) = (left, right)
    while low <= high {
      while values[low] < pivot { low += 1 }
      while pivot < values[high] { high -= 1 }
      if low <= high {
        values.swapAt(low, high)
        low += 1
        high -= 1
      }
    }
    if high < rank { left = low }
    if rank < low { right = high }
  }
  return values[rank]
}
