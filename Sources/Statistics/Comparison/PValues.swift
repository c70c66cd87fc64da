/// How p values are corrected for how many comparisons were made.
public enum Adjustment: String, Hashable, Sendable, CaseIterable {
  /// Controls the share of false alarms among the alarms (Benjamini and Hochberg 1995).
  case benjaminiHochberg
  /// Controls the chance of any false alarm (Holm 1979).
  case holm
  /// Controls the chance of any false alarm, in the crudest way.
  case bonferroni
}

/// The p values after correction, in the given order; `nil` when one lies outside 0…1.
///
/// Use it for every list of comparisons, before anything is flagged: agents, questions, contact
/// reasons, months. Benjamini and Hochberg's for flags that are looked into, Holm's where a single
/// wrong statement would be one too many. Corrected values are compared with the usual 0.05.
/// Say: "Twenty agents were compared, so one would stand out by luck; these two still do."
/// Cost: one sort. Sources: Benjamini and Hochberg 1995; Holm 1979.
public func adjustPValues(_ values: [Double], _ adjustment: Adjustment = .benjaminiHochberg)
  -> [Double]?
{
  guard values.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
  let count = Double(values.count)
  let order = ascendingOrder(ofNonnegative: values)
  var adjusted = values
  switch adjustment {
  case .bonferroni:
    for index in values.indices { adjusted[index] = Swift.min(1, values[index] * count) }
  case .holm:
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = Swift.max(largest, (count - Double(rank)) * values[index])
      adjusted[index] = Swift.min(1, largest)
    }
  case .benjaminiHochberg:
    var smallest = 1.0
    for (rank, index) in order.enumerated().reversed() {
      smallest = Swift.min(smallest, values[index] * count / Double(rank + 1))
      adjusted[index] = smallest
    }
  }
  return adjusted
}

/// The p values after Holm's correction when some statements are more dear than others; `nil` when
/// a p value lies outside 0…1, a weight is not positive, or the two lists differ in length.
///
/// Step by step the one with the smallest p / weight is judged at its weight's part of the level,
/// and what is rejected leaves its weight to the rest. The chance of any false alarm among all of
/// them stays at the level whatever they have to do with each other.
///
/// Use it when a report makes statements of several kinds, and a kind with many of them must not
/// drown a kind with one: give each kind its share, and part it among its statements.
/// Say: "Of all reports in which nothing happened, at most one in twenty claims anything."
/// Cost: one sort. Source: Holm 1979, section 4.
public func adjustPValues(_ values: [Double], weights: [Double]) -> [Double]? {
  guard values.count == weights.count, values.allSatisfy({ $0 >= 0 && $0 <= 1 }),
    weights.allSatisfy({ $0 > 0 && $0.isFinite })
  else { return nil }
  let order = values.indices.sorted { values[$0] / weights[$0] < values[$1] / weights[$1] }
  var adjusted = values
  var rest = weights.reduce(0, +)
  var largest = 0.0
  for index in order {
    largest = Swift.max(largest, values[index] / weights[index] * rest)
    adjusted[index] = Swift.min(1, largest)
    rest -= weights[index]
  }
  return adjusted
}

/// The places of values from the smallest to the largest, equal ones in their order.
///
/// Bit patterns of numbers not below 0 are ordered as the numbers are, so long lists are sorted by
/// eleven bits at a time, in linear time.
func ascendingOrder(ofNonnegative values: [Double]) -> [Int] {
  guard values.count > 300 else { return values.indices.sorted { values[$0] < values[$1] } }
  var keys = values.map { ($0 + 0).bitPattern }
  var order = Array(values.indices)
  var (otherKeys, otherOrder) = (keys, order)
  for shift in stride(from: 0, to: 64, by: 11) {
    var starts = [Int](repeating: 0, count: 2_048)
    for key in keys { starts[Int(truncatingIfNeeded: key >> shift) & 2_047] += 1 }
    if starts.contains(values.count) { continue }
    var next = 0
    for digit in starts.indices { (starts[digit], next) = (next, next + starts[digit]) }
    for place in keys.indices {
      let digit = Int(truncatingIfNeeded: keys[place] >> shift) & 2_047
      let target = starts[digit]
      starts[digit] = target + 1
      otherKeys[target] = keys[place]
      otherOrder[target] = order[place]
    }
    swap(&keys, &otherKeys)
    swap(&order, &otherOrder)
  }
  return order
}
