/// Who gave which item which value: a table of items and raters in which any cell may be empty.
///
/// Values are kept item by item in one buffer. Every coefficient of agreement reads this type.
public struct Ratings: Hashable, Sendable {
  /// How many items (rows) there are, with or without ratings.
  public let items: Int
  /// How many raters (columns) the longest row has.
  public let raters: Int
  /// The ratings there are, item after item.
  let values: [Double]
  /// Where each item begins in `values`, and one entry more for the end.
  let starts: [Int]
  /// Whether every rating is a finite number.
  let isValid: Bool

  /// Reads one row an item and one column a rater; `nil` where a rater did not rate.
  public init(_ rows: [[Double?]]) {
    let raters = rows.reduce(0) { Swift.max($0, $1.count) }
    var values: [Double] = []
    var starts = [0]
    values.reserveCapacity(rows.count * raters)
    starts.reserveCapacity(rows.count + 1)
    var isValid = true
    for row in rows {
      for case .some(let value) in row {
        isValid = isValid && value.isFinite
        values.append(value + 0)
      }
      starts.append(values.count)
    }
    self.items = rows.count
    self.raters = raters
    self.values = values
    self.starts = starts
    self.isValid = isValid
  }

  /// How many ratings an item has.
  func count(of item: Int) -> Int { starts[item + 1] - starts[item] }

  /// How often each item received each category of a list; `nil` when a rating is not on the list.
  func counts(of categories: [Double]) -> CategoryCounts? {
    guard isValid, let index = CategoryIndex(categories) else { return nil }
    var counts = CategoryCounts(items: items, categories: categories.count)
    for item in 0..<items {
      for position in starts[item]..<starts[item + 1] {
        guard let category = index[values[position]] else { return nil }
        counts.add(1, to: category, of: item)
      }
    }
    return counts
  }
}

/// How often each item received each category, in one buffer.
struct CategoryCounts {
  let items: Int
  let categories: Int
  private(set) var values: [Double]

  init(items: Int, categories: Int) {
    self.items = items
    self.categories = categories
    values = Array(repeating: 0, count: items * categories)
  }

  /// Reads one row an item; `nil` for ragged rows and for what cannot be a count.
  init?(_ rows: [[Double]]) {
    let categories = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == categories }) else { return nil }
    self.items = rows.count
    self.categories = categories
    values = rows.flatMap { $0 }
    guard values.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
  }

  mutating func add(_ count: Double, to category: Int, of item: Int) {
    values[item * categories + category] += count
  }

  /// The count of a category at an item.
  subscript(item: Int, category: Int) -> Double { values[item * categories + category] }

  /// How many ratings an item has.
  func total(of item: Int) -> Double {
    (0..<categories).reduce(0) { $0 + self[item, $1] }
  }
}

/// Finds the place of a value in a list of categories by bisection.
struct CategoryIndex {
  private let sorted: [Double]
  private let places: [Int]

  /// `nil` for an empty list, and when a category is listed twice or is not a number.
  init?(_ categories: [Double]) {
    guard !categories.isEmpty, categories.allSatisfy(\.isFinite) else { return nil }
    let order = categories.indices.sorted { categories[$0] < categories[$1] }
    sorted = order.map { categories[$0] }
    places = order
    guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
  }

  subscript(value: Double) -> Int? {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == value ? places[low] : nil
  }
}

/// The different values of a list in ascending order, and for each entry which of them it is.
struct DistinctValues {
  private(set) var sorted: [Double] = []
  private(set) var ranks: [Int] = []

  /// Hashes each value once; a sort of all entries would cost more than the rest of the work.
  init(_ values: [Double]) {
    var slots = Array(repeating: -1, count: 64)
    ranks.reserveCapacity(values.count)
    for value in values {
      var slot = DistinctValues.slot(of: value, slots.count)
      while slots[slot] >= 0, sorted[slots[slot]] != value {
        slot = (slot + 1) & (slots.count - 1)
      }
      if slots[slot] < 0 {
        slots[slot] = sorted.count
        sorted.append(value)
      }
      ranks.append(slots[slot])
      if sorted.count * 2 > slots.count { slots = DistinctValues.grown(slots, sorted) }
    }
    let order = sorted.indices.sorted { sorted[$0] < sorted[$1] }
    var rank = Array(repeating: 0, count: order.count)
    for (place, index) in order.enumerated() { rank[index] = place }
    sorted = order.map { sorted[$0] }
    for position in ranks.indices { ranks[position] = rank[ranks[position]] }
  }

  private static func slot(of value: Double, _ count: Int) -> Int {
    Int(truncatingIfNeeded: (value.bitPattern &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
  }

  private static func grown(_ slots: [Int], _ values: [Double]) -> [Int] {
    var larger = Array(repeating: -1, count: slots.count * 4)
    for (index, value) in values.enumerated() {
      var slot = slot(of: value, larger.count)
      while larger[slot] >= 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = index
    }
    return larger
  }
}
