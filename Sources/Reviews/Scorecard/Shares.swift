/// Parts of a whole that always total 1.
public struct Shares: Hashable, Sendable {
  public private(set) var values: [Double]

  /// Scales any weights so that they total 1; equal shares when they say nothing.
  public init(_ weights: [Double]) {
    let known = weights.map { $0.isFinite && $0 > 0 ? $0 : 0 }
    let largest = known.max() ?? 0
    let scaled = largest > 0 ? known.map { $0 / largest } : known.map { _ in 1 }
    let sum = scaled.reduce(0, +)
    values = sum > 0 ? scaled.map { $0 / sum } : []
  }

  public subscript(_ index: Int) -> Double { values[index] }

  /// Gives some parts a share; the others keep their proportions in what is left.
  ///
  /// When the given shares leave nothing, the others get nothing; when all are given, or they
  /// exceed the whole, they are scaled to fit.
  public func setting(_ given: [Int: Double]) -> Shares {
    let wanted = given.filter { values.indices.contains($0.key) && $0.value.isFinite }
      .mapValues { max(0, $0) }
    let taken = wanted.values.reduce(0, +)
    let others = values.indices.filter { wanted[$0] == nil }
    guard !others.isEmpty, taken <= 1 else {
      return Shares(values.indices.map { wanted[$0] ?? 0 })
    }
    let held = Shares(others.map { values[$0] })
    var result = values
    for (index, share) in wanted { result[index] = share }
    for (place, index) in others.enumerated() { result[index] = held[place] * (1 - taken) }
    return Shares(result)
  }

  /// Whole percentages that total exactly 100, by the largest remainders.
  public var percentages: [Int] {
    let exact = values.map { $0 * 100 }
    var whole = exact.map { Int($0.rounded(.down)) }
    let missing = max(0, 100 - whole.reduce(0, +))
    let order = values.indices.sorted {
      let (left, right) = (exact[$0] - Double(whole[$0]), exact[$1] - Double(whole[$1]))
      return left != right ? left > right : $0 < $1
    }
    for index in order.prefix(values.isEmpty ? 0 : missing) { whole[index] += 1 }
    return whole
  }
}
