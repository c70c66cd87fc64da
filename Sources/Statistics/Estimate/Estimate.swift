/// A number learned from a sample, with what the sample can and cannot tell about it.
///
/// A score without an interval is a mistake, so scores travel as estimates. Undefined stays
/// undefined: no member is ever infinite or not a number.
public struct Estimate: Hashable, Sendable {
  /// What the number is: the mean, the share, the difference; `nil` when it is not defined.
  public let value: Double?
  /// The lower end of the interval; `nil` when the data allow none.
  public let lower: Double?
  /// The upper end of the interval; `nil` when the data allow none.
  public let upper: Double?
  /// How many observations there are; missing ones are not counted.
  public let n: Int
  /// How many equally weighted observations would tell as much (Kish 1965).
  public let effectiveN: Double
  public let method: Method
  public let status: Status
  /// The middle the interval was built around, where that is not the value itself.
  public let center: Double?
  /// The probability that an interval made like this one holds the truth, such as 0.95.
  public let confidence: Double

  public init(
    value: Double?, lower: Double?, upper: Double?, n: Int, effectiveN: Double? = nil,
    method: Method, status: Status = .ok, center: Double? = nil, confidence: Double = 0.95
  ) {
    self.value = value.flatMap(finite)
    self.lower = lower.flatMap(finite)
    self.upper = upper.flatMap(finite)
    self.n = n
    self.effectiveN = effectiveN.flatMap(finite) ?? Double(n)
    self.method = method
    self.status = status
    self.center = center.flatMap(finite)
    self.confidence = confidence
  }

  /// Whether there are enough observations to compare this number with another or to colour it.
  public var isComparable: Bool { status == .ok && n >= Estimate.fewestToCompare }

  /// Below this many observations a number is shown without colour and without an arrow.
  public static let fewestToCompare = 5

  /// Half the width of the interval; `nil` without an interval.
  public var halfWidth: Double? {
    guard let lower, let upper else { return nil }
    return (upper - lower) / 2
  }
}

extension Estimate {
  /// How the interval was made; the page "how is this computed?" explains each.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Student's t on the values and one more at each end of the scale, clipped to the scale.
    case boundedMean
    /// The same with inclusion-probability weights (Hájek 1971, Kish 1965).
    case boundedHajekMean
    /// Student's t on the values.
    case studentT
    /// Wilson's score interval of a share (1927).
    case wilson
    /// Wilson's score interval of a weighted share, on Kish's effective n.
    case weightedWilson
    /// Welch's interval of a difference of two means (1947).
    case welch

    // Shares, means, medians and their differences.

    /// Wilson's score interval with continuity correction (Newcombe 1998).
    case wilsonCorrected
    /// Quantiles of a beta distribution with half a success and half a failure added (Jeffreys).
    case jeffreys
    /// The exact interval of a share (Clopper and Pearson 1934).
    case clopperPearson
    /// The normal interval of a share with z² observations added (Agresti and Coull 1998).
    case agrestiCoull
    /// A bound for any distribution on a scale (Hoeffding 1963).
    case hoeffding
    /// A bound for any distribution on a scale that learns its variance (Maurer and Pontil 2009).
    case empiricalBernstein
    /// Percentiles over resamples (Efron 1979).
    case bootstrapPercentile
    /// Percentiles over resamples, corrected for bias and skewness (Efron 1987).
    case bootstrapBCa
    /// A net promoter score with three answers added (Rocks 2016).
    case adjustedWald
    /// The difference of two shares from their Wilson intervals (Newcombe 1998).
    case newcombe
    /// The difference of two estimates from their own limits (Zou and Donner 2008).
    case recovered
    /// The same for pairs of answers of the same people (Newcombe 1998).
    case newcombePaired
    /// Two of the values themselves, at ranks of exact binomial coverage.
    case orderStatistics

    // Agents side by side.

    /// A normal value pulled towards the mean of all, the spread taken as known.
    case partialPooling
    /// The same with the spread between agents integrated over.
    case hierarchicalNormal
    /// A beta distribution fitted to all, updated by one.
    case betaBinomial
    /// A random-effects mean with Knapp and Hartung's error, never below Wald's.
    case randomEffects

    // Samples drawn by a plan.

    /// A mean of strata, weighted by their sizes, with the finite population correction.
    case stratified

    // Effects and goals.

    /// A coefficient of a least-squares fit, with Student's t.
    case leastSquares
    /// A coefficient after taking autocorrelation out, with Student's t (Prais and Winsten 1954).
    case praisWinsten
    /// Known standard errors and the normal quantile.
    case normal
    /// Ranks of the slopes between all pairs (Sen 1968).
    case senRank
    /// Where the next values will fall, by Student's t.
    case studentPrediction

    // Agreement.

    /// Percentiles of a coefficient over resampled items.
    case itemBootstrap
    /// A kappa with its large-sample standard error (Fleiss, Cohen and Everitt 1969).
    case kappa
    /// A coefficient of agreement with its linearised variance over items (Gwet 2014).
    case linearisedAgreement
    /// An intraclass correlation by F distributions (McGraw and Wong 1996).
    case intraclass
    /// A rater's leniency, by least squares on items and raters.
    case additiveModel

    // Drivers.

    /// A ratio of odds, symmetric on the logarithm (Woolf 1955).
    case logOdds
    /// A correlation, symmetric on Fisher's z (1921).
    case fisherZ
    /// Percentiles of a share of explained variance over resampled records.
    case recordBootstrap

    // Automatic scores and people's scores together.

    /// Prediction-powered mean with Student's t.
    case predictionPowered
    /// Prediction-powered mean with the normal quantile, for parity with other programs only.
    case predictionPoweredNormal
    /// The difference or regression estimator of a finite whole.
    case differenceEstimator
    /// The difference estimator with known, unequal inclusion probabilities.
    case weightedDifference
    /// Prediction-powered means of parts, weighted together.
    case stratifiedPredictionPowered

    // Counted and not sampled.

    /// Everything there was, so that chance plays no part.
    case complete

    // Those who did not answer.

    /// Cell means weighted to the cells' known sizes.
    case postStratified
    /// Worst-case bounds, widened by chance (Imbens and Manski 2004).
    case worstCase
    /// Outcome and response models together (Robins, Rotnitzky and Zhao 1994).
    case doublyRobust

    // Queues.

    /// A time per event from the number of events and the time watched (Garwood 1936).
    case poissonExposure
  }

  /// An estimate of nothing, because the input made no sense.
  static func invalid(_ method: Method) -> Estimate {
    Estimate(
      value: nil, lower: nil, upper: nil, n: 0, method: method, status: .invalidInput)
  }
}

func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
