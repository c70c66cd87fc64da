/// People's and automatic scores of some conversations and automatic scores of others, as sums.
struct JudgedSample {
  let n: Int
  let others: Int
  let labelMean: Double?
  let predictionMean: Double
  let otherMean: Double
  /// Sums of squares around the mean of the labels, of their predictions and of the others'.
  let labelSquares: Double
  let predictionSquares: Double
  let otherSquares: Double
  /// The sum of products of labels and their predictions around their means.
  let products: Double
  private let labels: [Double]
  private let predictions: [Double]

  /// `nil` when the lists do not fit or a number is not finite.
  init?(_ labels: [Double], _ predictions: [Double], _ others: [Double]) {
    guard labels.count == predictions.count, labels.allSatisfy(\.isFinite),
      predictions.allSatisfy(\.isFinite), others.allSatisfy(\.isFinite)
    else { return nil }
    n = labels.count
    self.others = others.count
    let labelMean = shiftedMean(labels)
    let predictionMean = shiftedMean(predictions)
    let otherMean = shiftedMean(others)
    var (labelSquares, predictionSquares, products, otherSquares) = (0.0, 0.0, 0.0, 0.0)
    for index in labels.indices {
      let label = labels[index] - labelMean
      let prediction = predictions[index] - predictionMean
      labelSquares += label * label
      predictionSquares += prediction * prediction
      products += label * prediction
    }
    for value in others { otherSquares += (value - otherMean) * (value - otherMean) }
    self.labelMean = labels.isEmpty ? nil : labelMean
    self.predictionMean = predictionMean
    self.otherMean = otherMean
    self.labelSquares = labelSquares
    self.predictionSquares = predictionSquares
    self.otherSquares = otherSquares
    self.products = products
    self.labels = labels
    self.predictions = predictions
    guard labelSquares.isFinite, predictionSquares.isFinite, otherSquares.isFinite,
      products.isFinite
    else { return nil }
  }

  /// Mean of label less prediction.
  var rectifier: Double? { labelMean.map { $0 - predictionMean } }

  /// The variance of all predictions around their common mean; `nil` below two of them.
  var pooledVariance: Double? {
    let (one, two) = (Double(n), Double(others))
    guard one + two > 1 else { return nil }
    let apart = one > 0 && two > 0 ? predictionMean - otherMean : 0
    return (predictionSquares + otherSquares + one * two / (one + two) * apart * apart)
      / (one + two - 1)
  }

  /// λ = cov(Y, f) / ((1 + n / N) var(f)), kept in 0…1; 0 where it is not defined.
  func bestLambda(covariance: Double) -> Double {
    guard others > 0, let variance = pooledVariance, variance > 0 else { return 0 }
    let lambda = covariance / ((1 + Double(n) / Double(others)) * variance)
    return lambda.isFinite ? Swift.max(0, Swift.min(1, lambda)) : 0
  }

  /// λ · mean(f of the others) + mean(Y − λ f).
  func mean(_ lambda: Double) -> Double {
    (labelMean ?? 0) + lambda * ((others > 0 ? otherMean : predictionMean) - predictionMean)
  }

  /// The sum of squares of Y − λ f around its mean, in two passes.
  func residualSquares(_ lambda: Double) -> Double {
    let center = (labelMean ?? 0) - lambda * predictionMean
    var (squares, drift) = (0.0, 0.0)
    for index in labels.indices {
      let rest = labels[index] - lambda * predictions[index] - center
      squares += rest * rest
      drift += rest
    }
    return n > 0 ? Swift.max(0, squares - drift * drift / Double(n)) : 0
  }
}

/// λ, the mean and its variance with the project's degrees of freedom.
struct PredictionPowered {
  let lambda: Double
  let mean: Double
  /// The standard deviation of Y − λ f, over n − 1.
  let residualDeviation: Double
  let degreesOfFreedom: Int
  let standardError: Double

  /// `nil` where no degree of freedom is left.
  init?(_ sample: JudgedSample) {
    guard sample.n >= 2 else { return nil }
    let lambda = sample.bestLambda(covariance: sample.products / Double(sample.n - 1))
    let df = sample.n - (lambda > 0 ? 2 : 1)
    guard df > 0 else { return nil }
    let squares = sample.residualSquares(lambda)
    let residual = squares / Double(df)
    // A single score of an unreviewed conversation has no spread of its own.
    let spread =
      sample.others > 1
      ? sample.otherSquares / Double(sample.others - 1) : sample.pooledVariance ?? 0
    let machine = sample.others > 0 ? lambda * lambda * spread / Double(sample.others) : 0
    self.lambda = lambda
    mean = sample.mean(lambda)
    residualDeviation = (squares / Double(sample.n - 1)).squareRoot()
    degreesOfFreedom = df
    standardError = (machine + residual / Double(sample.n)).squareRoot()
    guard mean.isFinite, standardError.isFinite else { return nil }
  }
}

/// The mean, exact when all values are the same; 0 without values.
func shiftedMean(_ values: [Double]) -> Double {
  guard let first = values.first else { return 0 }
  return first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
}
