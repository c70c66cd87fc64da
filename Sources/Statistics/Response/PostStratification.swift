/// One cell of the population, such as a channel, with what its answers say.
public struct ResponseCell: Hashable, Sendable {
  /// How many belong to the cell.
  public let population: Double
  /// How many of them answered.
  public let respondents: Int
  /// The mean of their answers; `nil` without any.
  public let mean: Double?
  /// The variance of their answers over n − 1; `nil` where it is not known.
  public let variance: Double?

  public init(population: Double, respondents: Int, mean: Double?, variance: Double?) {
    self.population = population
    self.respondents = respondents
    self.mean = mean
    self.variance = variance
  }
}

/// A mean put together from cells by their known sizes.
public struct PostStratification: Hashable, Sendable {
  /// The weighted mean with a normal interval that takes the cells' counts as given.
  public let estimate: Estimate
  /// The weight of an answer of each cell, 1 on average; empty unless the status is `ok`.
  public let weights: [Double]
  public let unweightedMean: Double?
  public let standardError: Double?
  /// Kish's effective n of the weights, and n over it.
  public let kishEffectiveN: Double?
  public let designEffect: Double?
  /// The cells that have a population and no answer: collapse them with a neighbour.
  public let emptyCells: [Int]

  /// Whether the numbers mean anything.
  public var status: Estimate.Status { estimate.status }
}

/// Weights the cells' means by the cells' sizes in the population.
///
/// Use it when the size of every cell is known and each has at least five answers. Not when a cell
/// has none (`emptyCell`), and not as proof that silence does not matter: inside a cell the silent
/// may still think otherwise. Cells with one answer have no variance, so no interval is given.
///
/// The lead is told: "Weighted to the true mix of channels the score is 73, not 69: phone customers
/// answer less often."
///
/// Sources: Holt and Smith 1979; Kish 1965. Cost: linear in the cells.
/// - Parameters:
///   - cells: all cells of the population.
///   - confidence: the coverage asked for, two-sided.
/// - Returns: a mean in the unit of the answers.
public func postStratify(_ cells: [ResponseCell], confidence: Double = 0.95)
  -> PostStratification
{
  func without(_ status: Estimate.Status, n: Int = 0, mean: Double? = nil, empty: [Int] = [])
    -> PostStratification
  {
    PostStratification(
      estimate: Estimate(
        value: nil, lower: nil, upper: nil, n: n, method: .postStratified, status: status,
        confidence: confidence),
      weights: [], unweightedMean: mean, standardError: nil, kishEffectiveN: nil,
      designEffect: nil, emptyCells: empty)
  }
  guard confidence > 0, confidence < 1, let z = normalQuantile((1 + confidence) / 2),
    cells.allSatisfy(\.isSound)
  else { return without(.invalidInput) }
  let n = cells.reduce(0) { $0 + $1.respondents }
  let population = cells.reduce(0) { $0 + $1.population }
  guard n > 0, population > 0 else { return without(.notEnoughData, n: n) }
  let count = Double(n)
  let plain = cells.reduce(0) { $0 + Double($1.respondents) / count * ($1.mean ?? 0) }
  let empty = cells.indices.filter { cells[$0].population > 0 && cells[$0].respondents == 0 }
  guard empty.isEmpty else {
    return without(.emptyCell, n: n, mean: finite(plain), empty: empty)
  }
  let shares = cells.map { $0.population / population }
  let mean = zip(shares, cells).reduce(0) { $0 + $1.0 * ($1.1.mean ?? 0) }
  let weights = zip(shares, cells).map { share, cell in
    cell.respondents > 0 ? share * count / Double(cell.respondents) : 0
  }
  let squares = zip(weights, cells).reduce(0) { $0 + $1.0 * $1.0 * Double($1.1.respondents) }
  let variances = zip(shares, cells).map { share, cell -> Double? in
    share == 0 ? 0 : cell.variance.map { share * share * $0 / Double(cell.respondents) }
  }
  let known = variances.compactMap { $0 }
  let error = known.count == variances.count ? known.reduce(0, +).squareRoot() : nil
  let status: Estimate.Status =
    error == nil ? .notEnoughData : error == 0 ? .noVariation : .ok
  return PostStratification(
    estimate: Estimate(
      value: mean, lower: error.map { mean - z * $0 }, upper: error.map { mean + z * $0 }, n: n,
      effectiveN: count * count / squares, method: .postStratified, status: status,
      confidence: confidence),
    weights: weights, unweightedMean: finite(plain), standardError: error.flatMap(finite),
    kishEffectiveN: finite(count * count / squares), designEffect: finite(squares / count),
    emptyCells: [])
}

extension ResponseCell {
  fileprivate var isSound: Bool {
    population >= 0 && population.isFinite && respondents >= 0
      && (respondents == 0 || mean?.isFinite == true)
      && (variance.map { $0 >= 0 && $0.isFinite } ?? true)
  }
}
