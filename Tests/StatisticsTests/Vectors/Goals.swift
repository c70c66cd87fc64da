import Statistics
import Support
import Testing

let goalsFunctions: VectorFunctions = [
  "mannKendall": { input in
    let trend = mannKendall(input["values"].optionals)
    return .object([
      "status": .string(trend.status.rawValue), "n": .number(Double(trend.n)),
      "S": .optional(trend.s.map(Double.init)), "varianceS": .optional(trend.variance),
      "z": .optional(trend.z), "pNormal": .optional(trend.pNormal),
      "pExact": .optional(trend.pExact), "tauA": .optional(trend.tauA),
      "tauB": .optional(trend.tauB),
    ])
  },
  "theilSen": { input in
    let trend = theilSen(
      x: input["x"].optionals, y: input["y"].optionals,
      confidence: try #require(input["confidence"].number))
    return trend.slope.json(
      value: "slope",
      [
        "interceptMedians": .optional(trend.interceptMedians),
        "interceptResiduals": .optional(trend.interceptResiduals),
        "pairs": .number(Double(trend.pairs)),
      ])
  },
  "probabilityOfAttaining": { input in
    let chance = probabilityOfAttaining(
      history: input["history"].optionals, target: try #require(input["target"].number),
      periods: Int(try #require(input["periods"].number)))
    return chance.prediction.json(
      value: "mean",
      [
        "standardDeviation": .optional(chance.standardDeviation),
        "predictiveSD": .optional(chance.predictiveDeviation),
        "df": .optional(chance.degreesOfFreedom), "probability": .optional(chance.probability),
        "predictionLower": .optional(chance.prediction.lower),
        "predictionUpper": .optional(chance.prediction.upper),
        "historicalShare": .optional(chance.historicalShare),
        "targetAt50": .optional(chance.targetAt50), "targetAt80": .optional(chance.targetAt80),
      ])
  },
  "probabilityOfAttainingProportion": { input in
    let chance = probabilityOfAttainingProportion(
      successes: try #require(input["successes"].number),
      trials: try #require(input["trials"].number),
      target: try #require(input["target"].number),
      nextTrials: Int(try #require(input["nextTrials"].number)))
    return .object([
      "status": .string(chance.status.rawValue),
      "requiredSuccesses": .optional(chance.requiredSuccesses.map(Double.init)),
      "probability": .optional(chance.probability),
      "predictiveMean": .optional(chance.predictiveMean),
    ])
  },
  "ownBaselineMean": { input in
    ownBaselineMean(
      months: input["months"].items.map(\.optionals),
      recent: Int(try #require(input["recentMonths"].number)),
      baseline: Int(try #require(input["baselineMonths"].number)),
      confidence: try #require(input["confidence"].number)
    ).json
  },
  "ownBaselineProportion": { input in
    ownBaselineProportion(
      recentSuccesses: try #require(input["recentSuccesses"].number),
      recentTrials: try #require(input["recentTrials"].number),
      baselineSuccesses: try #require(input["baselineSuccesses"].number),
      baselineTrials: try #require(input["baselineTrials"].number),
      confidence: try #require(input["confidence"].number)
    ).json
  },
]

extension OwnBaseline {
  fileprivate var json: JSON {
    estimate.json(
      value: "difference",
      [
        "standardError": .optional(standardError), "df": .optional(degreesOfFreedom),
        "t": .optional(t), "p": .optional(p), "nRecent": .number(Double(recentCount)),
        "nBaseline": .number(Double(baselineCount)),
      ])
  }
}
