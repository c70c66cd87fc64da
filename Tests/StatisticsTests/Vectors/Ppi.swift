import Statistics
import Support
import Testing

let ppiFunctions: VectorFunctions = [
  "ppiMean": { input in
    ppiMean(
      labels: input["labels"].numbers, predictions: input["predictions"].numbers,
      unlabeledPredictions: input["unlabeledPredictions"].numbers,
      scaleMin: input["scaleMin"].number, scaleMax: input["scaleMax"].number,
      confidence: try #require(input["confidence"].number)
    ).json
  },
  "ppiMeanCompat": { input in
    ppiMeanCompat(
      labels: input["labels"].numbers, predictions: input["predictions"].numbers,
      unlabeledPredictions: input["unlabeledPredictions"].numbers,
      lambda: input["lambda"].number, confidence: try #require(input["confidence"].number)
    ).json
  },
  "differenceEstimator": { input in
    let found = differenceEstimator(
      labels: input["labels"].numbers, predictions: input["predictions"].numbers,
      allPredictions: input["allPredictions"].numbers,
      confidence: try #require(input["confidence"].number))
    return .object([
      "status": .string(found.status.rawValue),
      "differenceMean": .optional(found.difference.value),
      "differenceSE": .optional(found.differenceStandardError),
      "differenceLower": .optional(found.difference.lower),
      "differenceUpper": .optional(found.difference.upper),
      "regressionSlope": .optional(found.slope),
      "regressionMean": .optional(found.regression.value),
      "regressionSE": .optional(found.regressionStandardError),
      "regressionLower": .optional(found.regression.lower),
      "regressionUpper": .optional(found.regression.upper),
    ])
  },
  "ppiIPW": { input in
    let found = ppiIPW(
      labels: input["labels"].numbers, predictions: input["predictions"].numbers,
      inclusionProbabilities: input["inclusionProbabilities"].numbers,
      allPredictions: input["allPredictions"].numbers,
      confidence: try #require(input["confidence"].number))
    return .object([
      "status": .string(found.status.rawValue), "mean": .optional(found.horvitzThompsonMean),
      "standardError": .optional(found.horvitzThompsonStandardError),
      "hajekMean": .optional(found.estimate.value), "hajekSE": .optional(found.standardError),
      "hajekLower": .optional(found.estimate.lower),
      "hajekUpper": .optional(found.estimate.upper), "naivePPIMean": .optional(found.naiveMean),
    ])
  },
  "stratifiedPPI": { input in
    let strata = try input["strata"].items.map { stratum in
      JudgedStratum(
        weight: try #require(stratum["weight"].number), labels: stratum["labels"].numbers,
        predictions: stratum["predictions"].numbers,
        unlabeledPredictions: stratum["unlabeledPredictions"].numbers)
    }
    let found = stratifiedPPI(strata, confidence: try #require(input["confidence"].number))
    return found.estimate.json(
      value: "mean",
      [
        "standardError": .optional(found.standardError),
        "df": .optional(found.degreesOfFreedom), "strata": .array(found.strata.map(\.json)),
        "optimalShares": .list(found.optimalShares),
      ])
  },
  "ppiExpectedGain": { input in
    let gain = ppiExpectedGain(
      correlation: try #require(input["correlation"].number),
      n: try #require(input["n"].number), unlabeled: try #require(input["N"].number))
    return .object([
      "varianceRatio": .optional(gain?.varianceRatio),
      "equivalentLabels": .optional(gain?.equivalentLabels),
    ])
  },
]

extension PredictionPoweredMean {
  fileprivate var json: JSON {
    estimate.json(
      value: "mean",
      [
        "lambda": .optional(lambda), "standardError": .optional(standardError),
        "df": .optional(degreesOfFreedom.map(Double.init)),
        "classicalMean": .optional(classicalMean),
        "classicalSE": .optional(classicalStandardError),
        "effectiveSampleSize": .optional(effectiveSampleSize),
        "rectifier": .optional(rectifier),
      ])
  }
}
