/// How much of the explained variance of a score each driver accounts for.
public struct RelativeImportance: Hashable, Sendable {
  /// One driver.
  public struct Driver: Hashable, Sendable {
    /// Its part of R², the mean over all orders in which drivers could enter (LMG).
    public let contribution: Double
    /// The same as a share of R², in 0…1; `nil` when nothing is explained.
    public let share: Double?
    /// R² of this driver alone.
    public let first: Double
    /// What this driver adds to all others.
    public let last: Double
  }

  public let status: Estimate.Status
  /// How many records.
  public let n: Int
  /// The share of the score's variance all drivers together explain; show it beside the shares.
  public let rSquared: Double?
  /// In the order given; empty unless the status is `ok`.
  public let drivers: [Driver]

  /// More drivers than this would need more than 65,536 regressions.
  public static let mostDrivers = 16
}

/// Shares out R² among correlated drivers, by Shapley's rule over all orders of entry.
///
/// Use it for up to a dozen rubric items or measures and one outcome, when drivers are correlated and
/// plain coefficients mislead. Not for proving causes: all rubric items share a halo, and shares then
/// split evenly. Never show shares without R²: 60 % of an R² of 0.08 is little. When one driver can
/// be told from others the status is `collinear`; merge or drop it.
///
/// The lead is told: "These five things explain 71 % of the differences; waiting time is the largest
/// part of that, about a third. This is a connection, not yet proof of the cause."
///
/// Sources: Lindeman, Merenda and Gold 1980; Lipovetsky and Conklin 2001; Grömping 2006, 2015. Cost:
/// records × drivers² once, then 2^drivers steps of at most drivers²/2.
/// - Parameters:
///   - records: one row a record, one column a driver.
///   - response: the outcome of each record.
/// - Returns: at least drivers + 2 records are needed.
public func relativeImportance(_ records: [[Double]], response: [Double]) -> RelativeImportance {
  guard let data = DriverData(records, response) else { return .without(.invalidInput) }
  guard data.n >= data.drivers + 2 else { return .without(.notEnoughData, n: data.n) }
  var sweep = SubsetSweep(drivers: data.drivers)
  let correlations = Correlations(data.products(), drivers: data.drivers)
  guard correlations.hasResponse else { return .without(.noVariation, n: data.n) }
  guard sweep.run(correlations) else { return .without(.collinear, n: data.n) }
  let drivers = data.drivers
  let rSquared = sweep.explained[(1 << drivers) - 1]
  let contributions = sweep.contributions()
  return RelativeImportance(
    status: .ok, n: data.n, rSquared: finite(rSquared),
    drivers: (0..<drivers).map { driver in
      RelativeImportance.Driver(
        contribution: contributions[driver],
        share: rSquared > 0 ? finite(contributions[driver] / rSquared) : nil,
        first: sweep.explained[1 << driver],
        last: rSquared - sweep.explained[((1 << drivers) - 1) ^ (1 << driver)])
    })
}

/// Each driver's share of R² with a percentile interval over resampled records.
///
/// Use it before two drivers are put in order: where intervals overlap there is no order. Resamples
/// in which a driver can be told from the others are left out.
///
/// The lead is told: "Waiting time is about a third of what is explained, somewhere between a fifth
/// and a half."
///
/// Source: Grömping 2006. Cost: replicates × (records × drivers² / 2 + the sweep).
/// - Parameters:
///   - records: one row a record, one column a driver.
///   - response: the outcome of each record.
///   - replicates: how many resamples.
///   - seed: where the resampling begins; store it with the report.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: one share a driver, in 0…1; empty unless ``relativeImportance(_:response:)`` is `ok`.
public func relativeImportanceBootstrap(
  _ records: [[Double]], response: [Double], replicates: Int = 1000, seed: UInt64,
  confidence: Double = 0.95
) -> [Estimate] {
  let whole = relativeImportance(records, response: response)
  guard whole.status == .ok, confidence > 0, confidence < 1, replicates > 0,
    let data = DriverData(records, response)
  else { return [] }
  let shares = data.resampledShares(replicates: replicates, seed: seed)
  let tail = (1 - confidence) / 2
  return whole.drivers.indices.map { driver in
    let drawn = stride(from: driver, to: shares.count, by: data.drivers).map { shares[$0] }
      .filter(\.isFinite)
    let ends = drawn.isEmpty ? nil : quantiles(drawn, at: [tail, 1 - tail])
    return Estimate(
      value: whole.drivers[driver].share, lower: ends?[0], upper: ends?[1], n: whole.n,
      method: .recordBootstrap, status: ends == nil ? .notEnoughData : .ok,
      confidence: confidence)
  }
}

extension RelativeImportance {
  fileprivate static func without(_ status: Estimate.Status, n: Int = 0) -> RelativeImportance {
    RelativeImportance(status: status, n: n, rSquared: nil, drivers: [])
  }
}

/// Centred records in one buffer, a record a row with its response last.
private struct DriverData {
  let n: Int
  let drivers: Int
  let values: [Double]

  init?(_ records: [[Double]], _ response: [Double]) {
    n = records.count
    drivers = records.first?.count ?? 0
    guard response.count == n, response.allSatisfy(\.isFinite),
      drivers <= RelativeImportance.mostDrivers, n == 0 || drivers > 0
    else { return nil }
    var values: [Double] = []
    values.reserveCapacity(n * (drivers + 1))
    for (record, outcome) in zip(records, response) {
      guard record.count == drivers, record.allSatisfy(\.isFinite) else { return nil }
      values.append(contentsOf: record)
      values.append(outcome)
    }
    let width = drivers + 1
    for column in 0..<width where n > 0 {
      let first = values[column]
      var mean = 0.0
      for row in 0..<n { mean += values[row * width + column] - first }
      mean = first + mean / Double(n)
      for row in 0..<n { values[row * width + column] -= mean }
    }
    self.values = values
  }

  /// Sums of products of each two columns, row by row.
  func products() -> [Double] {
    let width = drivers + 1
    var products = Array(repeating: 0.0, count: width * width)
    for row in 0..<n {
      for one in 0..<width {
        let value = values[row * width + one]
        for two in 0...one {
          products[one * width + two] += value * values[row * width + two]
        }
      }
    }
    return products
  }

  /// Every replicate's shares one after the other; not a number where they are undefined.
  func resampledShares(replicates: Int, seed: UInt64) -> [Double] {
    let replication = Replication(count: replicates, draws: n, seed: seed)
    var shares: [Double] = []
    shares.reserveCapacity(replicates * drivers)
    var memory = Resample(drivers: drivers, n: n)
    for replicate in 0..<replicates {
      var chance = replication.generator(of: replicate)
      memory.draw(from: self, &chance)
      shares.append(contentsOf: memory.shares())
    }
    return shares
  }
}

/// Correlations of the drivers among each other and with the response.
private struct Correlations {
  let drivers: Int
  /// On and below the diagonal, the response last; a column that does not vary has zeros.
  private(set) var values: [Double]
  let hasResponse: Bool

  init(_ products: [Double], drivers: Int) {
    self.drivers = drivers
    let width = drivers + 1
    var values = products
    let roots = (0..<width).map { products[$0 * width + $0].squareRoot() }
    for row in 0..<width {
      for column in 0...row {
        let scale = roots[row] * roots[column]
        values[row * width + column] = scale > 0 ? products[row * width + column] / scale : 0
      }
    }
    self.values = values
    hasResponse = roots[drivers] > 0
  }

  subscript(row: Int, column: Int) -> Double {
    values[Swift.max(row, column) * (drivers + 1) + Swift.min(row, column)]
  }
}

/// R² of every subset of drivers, each by one more row of a Cholesky factor.
private struct SubsetSweep {
  let drivers: Int
  /// R² by subset, a bit a driver.
  private(set) var explained: [Double]
  private var factor: [Double]
  private var loadings: [Double]
  private var members: [Int]

  init(drivers: Int) {
    self.drivers = drivers
    explained = Array(repeating: 0, count: 1 << drivers)
    factor = Array(repeating: 0, count: drivers * drivers)
    loadings = Array(repeating: 0, count: drivers)
    members = loadings.map { _ in 0 }
  }

  /// False when a driver can be told from the others.
  mutating func run(_ correlations: Correlations) -> Bool {
    for driver in 0..<drivers {
      guard enter(driver, depth: driver, correlations) else { return false }
    }
    descend(from: 0, depth: 0, subset: 0, reached: 0, correlations)
    return true
  }

  /// Adds the driver to those already in the factor; false when they explain it.
  private mutating func enter(_ driver: Int, depth: Int, _ correlations: Correlations) -> Bool {
    var left = correlations[driver, driver]
    var loading = correlations[drivers, driver]
    for column in 0..<depth {
      var sum = correlations[driver, members[column]]
      for inner in 0..<column {
        sum -= factor[depth * drivers + inner] * factor[column * drivers + inner]
      }
      let entry = sum / factor[column * drivers + column]
      factor[depth * drivers + column] = entry
      left -= entry * entry
      loading -= entry * loadings[column]
    }
    guard left > 1e-12 else { return false }
    let root = left.squareRoot()
    factor[depth * drivers + depth] = root
    loadings[depth] = loading / root
    members[depth] = driver
    return true
  }

  private mutating func descend(
    from start: Int, depth: Int, subset: Int, reached: Double, _ correlations: Correlations
  ) {
    explained[subset] = reached
    for driver in start..<Swift.max(start, drivers) {
      guard enter(driver, depth: depth, correlations) else { continue }
      descend(
        from: driver + 1, depth: depth + 1, subset: subset | 1 << driver,
        reached: reached + loadings[depth] * loadings[depth], correlations)
    }
  }

  /// The mean of what each driver adds, over all orders of entry.
  func contributions() -> [Double] {
    var weights: [Double] = []
    var choose = 1.0
    for size in 0..<drivers {
      weights.append(1 / (Double(drivers) * choose))
      choose *= Double(drivers - 1 - size) / Double(size + 1)
    }
    var sums = Array(repeating: 0.0, count: drivers)
    for subset in explained.indices {
      let weight = weights[Swift.min(subset.nonzeroBitCount, drivers - 1)]
      for driver in 0..<drivers where subset & 1 << driver == 0 {
        sums[driver] += weight * (explained[subset | 1 << driver] - explained[subset])
      }
    }
    return sums
  }
}

/// The memory of one resample of records.
private struct Resample {
  let drivers: Int
  private var counts: [Double]
  private var sums: [Double]
  private var products: [Double]
  private var sweep: SubsetSweep

  init(drivers: Int, n: Int) {
    self.drivers = drivers
    counts = Array(repeating: 0, count: n)
    sums = Array(repeating: 0, count: drivers + 1)
    products = Array(repeating: 0, count: (drivers + 1) * (drivers + 1))
    sweep = SubsetSweep(drivers: drivers)
  }

  /// Draws records and sums their products by how often each was drawn.
  mutating func draw(from data: DriverData, _ chance: inout SplitMix64) {
    for index in counts.indices { counts[index] = 0 }
    for _ in counts.indices { counts[chance.below(data.n)] += 1 }
    for index in sums.indices { sums[index] = 0 }
    for index in products.indices { products[index] = 0 }
    let width = drivers + 1
    for row in counts.indices where counts[row] > 0 {
      for one in 0..<width {
        let value = counts[row] * data.values[row * width + one]
        sums[one] += value
        for two in 0...one {
          products[one * width + two] += value * data.values[row * width + two]
        }
      }
    }
    for one in 0..<width {
      for two in 0...one {
        products[one * width + two] -= sums[one] * sums[two] / Double(data.n)
      }
    }
  }

  mutating func shares() -> [Double] {
    let correlations = Correlations(products, drivers: drivers)
    guard correlations.hasResponse, sweep.run(correlations) else {
      return Array(repeating: .nan, count: drivers)
    }
    let whole = sweep.explained[(1 << drivers) - 1]
    return sweep.contributions().map { whole > 0 ? $0 / whole : .nan }
  }
}
