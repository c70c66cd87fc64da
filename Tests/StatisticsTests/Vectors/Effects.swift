import Statistics
import Support
import Testing

let effectsFunctions: VectorFunctions = designFunctions.merging(powerFunctions) { $1 }

private let designFunctions: VectorFunctions = [
  "pairedChange": { input in
    let change = pairedChange(
      input["pre"].optionals, input["post"].optionals,
      confidence: try #require(input["confidence"].number))
    return change.estimate.json(
      value: "meanChange",
      [
        "standardError": .optional(change.standardError), "t": .optional(change.t),
        "df": .optional(change.degreesOfFreedom), "p": .optional(change.p),
        "cohenDz": .optional(change.cohenDz),
      ])
  },
  "differenceInDifferences": { input in
    differenceInDifferences(
      treatedBefore: input["treatedPre"].optionals, treatedAfter: input["treatedPost"].optionals,
      controlBefore: input["controlPre"].optionals, controlAfter: input["controlPost"].optionals,
      confidence: try #require(input["confidence"].number)
    ).json
  },
  "differenceInDifferencesSummary": { input in
    differenceInDifferences(
      treatedChange: try #require(input["treatedChange"].number),
      treatedError: try #require(input["treatedSE"].number),
      controlChange: try #require(input["controlChange"].number),
      controlError: try #require(input["controlSE"].number)
    ).json
  },
  "permutationTest": { input in
    let test = permutationTest(input["x"].numbers, input["y"].numbers)
    return .object([
      "status": .string(test.status.rawValue), "difference": .optional(test.difference),
      "p": .optional(test.p), "arrangements": .number(Double(test.arrangements)),
    ])
  },
  "interruptedTimeSeries": { input in
    interruptedTimeSeries(
      input["values"].optionals,
      interruption: Int(try #require(input["interruptionIndex"].number)),
      lag: input["lag"].number.map { Int($0) },
      confidence: try #require(input["confidence"].number)
    ).json
  },
  "regressionToMean": { input in
    let found = regressionToMean(
      mean: try #require(input["mean"].number),
      standardDeviation: try #require(input["standardDeviation"].number),
      correlation: try #require(input["correlation"].number),
      cutoff: try #require(input["cutoff"].number),
      baselineMeasurements: Int(try #require(input["baselineMeasurements"].number)))
    return .object([
      "status": .string(found.status.rawValue),
      "withinVariance": .optional(found.withinVariance),
      "betweenVariance": .optional(found.betweenVariance),
      "expectedRiseOfLowGroup": .optional(found.expectedRiseOfLowGroup),
      "expectedFallOfHighGroup": .optional(found.expectedFallOfHighGroup),
    ])
  },
  "ancovaEffect": { input in
    let found = ancovaEffect(
      before: input["pre"].optionals, after: input["post"].optionals,
      treated: input["treated"].optionals.map { $0.map { $0 != 0 } },
      confidence: try #require(input["confidence"].number))
    return found.estimate.json(
      value: "effect",
      [
        "slope": .optional(found.slope), "standardError": .optional(found.standardError),
        "df": .optional(found.degreesOfFreedom), "p": .optional(found.p),
      ])
  },
]

private let powerFunctions: VectorFunctions = [
  "powerTwoMeans": { input in
    let power = powerTwoMeans(
      difference: try #require(input["difference"].number),
      standardDeviation: try #require(input["standardDeviation"].number),
      n1: try #require(input["n1"].number), n2: try #require(input["n2"].number),
      alpha: try #require(input["alpha"].number))
    return .object(["power": .optional(power)])
  },
  "minimalDetectableEffect": { input in
    let found = minimalDetectableEffect(
      standardDeviation: try #require(input["standardDeviation"].number),
      n1: try #require(input["n1"].number), n2: try #require(input["n2"].number),
      alpha: try #require(input["alpha"].number), power: try #require(input["power"].number))
    return .object([
      "status": .string(found.status.rawValue), "mde": .optional(found.mde),
      "mdeNormalApproximation": .optional(found.mdeNormalApproximation),
    ])
  },
  "minimalDetectableProportion": { input in
    let found = minimalDetectableProportion(
      baseline: try #require(input["baseline"].number),
      nPerGroup: try #require(input["nPerGroup"].number),
      alpha: try #require(input["alpha"].number), power: try #require(input["power"].number))
    return .object([
      "status": .string(found.status.rawValue),
      "detectableHigher": .optional(found.detectableHigher),
      "detectableLower": .optional(found.detectableLower),
    ])
  },
  "clusterDesignEffect": { input in
    let effect = clusterDesignEffect(
      clusterSize: try #require(input["clusterSize"].number),
      intraclassCorrelation: try #require(input["icc"].number))
    return .object(["designEffect": .optional(effect)])
  },
  "sampleSizeZ": { input in
    let size = sampleSizeZ(
      alpha: try #require(input["alpha"].number), beta: try #require(input["beta"].number),
      delta: try #require(input["delta"].number), sigma: try #require(input["sigma"].number),
      sides: Int(try #require(input["sides"].number)))
    return .object([
      "status": .string(size.status.rawValue), "n": .optional(size.n),
      "rounded": .optional(size.rounded.map(Double.init)),
    ])
  },
]

extension DifferenceInDifferences {
  fileprivate var json: JSON {
    estimate.json(
      value: "effect",
      [
        "treatedChange": .optional(treatedChange), "controlChange": .optional(controlChange),
        "standardError": .optional(standardError), "df": .optional(degreesOfFreedom),
        "p": .optional(p),
      ])
  }
}

extension InterruptedTimeSeries {
  fileprivate var json: JSON {
    .object([
      "status": .string(status.rawValue), "n": .number(Double(n)),
      "df": .optional(degreesOfFreedom), "residualVariance": .optional(residualVariance),
      "durbinWatson": .optional(durbinWatson),
      "residualAutocorrelation": .optional(residualAutocorrelation),
      "rhoAdjusted": .optional(adjustedAutocorrelation),
      "ols": leastSquares?.json ?? .null, "neweyWest": neweyWest?.json ?? .null,
      "praisWinsten": praisWinsten?.json ?? .null,
      "effectAtHorizon": horizon.map {
        $0.effect.json(
          value: "estimate",
          [
            "horizon": .number(Double($0.period)), "standardError": .number($0.standardError),
            "counterfactual": .number($0.counterfactual),
          ])
      } ?? .null,
    ])
  }
}

extension InterruptedTimeSeries.Model {
  fileprivate var json: JSON {
    .object([
      "level0": level.json, "trend0": trend.json, "levelChange": levelChange.json,
      "trendChange": trendChange.json,
    ])
  }
}

extension Coefficient {
  fileprivate var json: JSON {
    .object([
      "estimate": .number(estimate), "standardError": .number(standardError), "t": .optional(t),
      "p": .optional(p), "lower": .optional(lower), "upper": .optional(upper),
    ])
  }
}
