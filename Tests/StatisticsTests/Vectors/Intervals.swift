import Statistics
import Support
import Testing

let intervalsFunctions: VectorFunctions = [
  "wilsonInterval": shareFunction { wilsonInterval(successes: $0, n: $1, confidence: $2) },
  "wilsonIntervalContinuityCorrected": shareFunction {
    wilsonIntervalContinuityCorrected(successes: $0, n: $1, confidence: $2)
  },
  "jeffreysInterval": shareFunction { jeffreysInterval(successes: $0, n: $1, confidence: $2) },
  "agrestiCoullInterval": shareFunction {
    agrestiCoullInterval(successes: $0, n: $1, confidence: $2)
  },
  "clopperPearsonInterval": shareFunction {
    clopperPearsonInterval(successes: $0, n: $1, confidence: $2)
  },
  "meanInterval": { input in
    let moments = Moments(input["values"].numbers)
    let estimate = meanInterval(
      input["values"].numbers, confidence: try #require(input["confidence"].number))
    return estimate.json(
      value: "mean",
      [
        "standardDeviation": .optional(moments.standardDeviation),
        "standardError": .optional(moments.standardError),
      ])
  },
  "boundedMeanInterval": { input in
    boundedMeanInterval(
      input["values"].numbers, scaleMin: try #require(input["scaleMin"].number),
      scaleMax: try #require(input["scaleMax"].number),
      confidence: try #require(input["confidence"].number)
    ).json(value: "mean")
  },
  "meanDifference": { input in
    let difference = meanDifference(
      input["x"].numbers, input["y"].numbers,
      confidence: try #require(input["confidence"].number))
    return difference.estimate.json(
      value: "difference",
      [
        "standardError": .optional(difference.standardError),
        "df": .optional(difference.degreesOfFreedom), "t": .optional(difference.t),
        "p": .optional(difference.p),
      ])
  },
  "hoeffdingInterval": { input in
    hoeffdingInterval(
      input["values"].numbers, scaleMin: try #require(input["scaleMin"].number),
      scaleMax: try #require(input["scaleMax"].number), confidence: try confidence(input)
    ).json(value: "mean")
  },
  "empiricalBernsteinInterval": { input in
    empiricalBernsteinInterval(
      input["values"].numbers, scaleMin: try #require(input["scaleMin"].number),
      scaleMax: try #require(input["scaleMax"].number), confidence: try confidence(input)
    ).json(value: "mean")
  },
  "bootstrapInterval": { input in
    let values = try resampledValues(input)
    let interval = bootstrapInterval(
      values, statistic: try #require(input["statistic"].string.flatMap(ResampledStatistic.init)),
      method: try #require(input["method"].string.flatMap(BootstrapMethod.init)),
      replicates: Int(try #require(input["replicates"].number)),
      seed: try #require(input["seed"].string.flatMap(UInt64.init)),
      confidence: try confidence(input))
    return interval.estimate.json(
      value: "estimate",
      [
        "bootstrapSE": .optional(interval.standardError),
        "biasCorrection": .optional(interval.biasCorrection),
        "acceleration": .optional(interval.acceleration),
        "valueSum": .number(values.reduce(0, +)),
      ])
  },
  "netPromoterScore": { input in
    let counts = try ["promoters", "passives", "detractors"].map {
      Int(try #require(input[$0].number))
    }
    return netPromoterScore(
      promoters: counts[0], passives: counts[1], detractors: counts[2],
      confidence: try confidence(input)
    ).json
  },
  "netPromoterScoreFromRatings": { input in
    netPromoterScore(ratings: input["ratings"].optionals, confidence: try confidence(input)).json
  },
  "topBox": { input in
    let found = topBox(
      input["ratings"].optionals, threshold: try #require(input["threshold"].number),
      confidence: try confidence(input))
    return found.estimate.json(value: "estimate", ["x": .number(Double(found.reached))])
  },
  "proportionDifference": { input in
    let numbers = try ["x1", "n1", "x2", "n2"].map { try #require(input[$0].number) }
    return proportionDifference(
      (numbers[0], numbers[1]), (numbers[2], numbers[3]), confidence: try confidence(input)
    ).json(value: "difference")
  },
  "pairedProportionDifference": { input in
    let numbers = try ["bothYes", "preYesPostNo", "preNoPostYes", "bothNo"].map {
      try #require(input[$0].number)
    }
    let found = pairedProportionDifference(
      PairedAnswers(
        bothYes: numbers[0], yesThenNo: numbers[1], noThenYes: numbers[2], bothNo: numbers[3]),
      confidence: try confidence(input))
    return found.estimate.json(value: "difference", ["phi": .optional(found.phi)])
  },
  "quantileInterval": { input in
    let found = quantileInterval(
      input["values"].numbers, share: try #require(input["p"].number),
      confidence: try confidence(input))
    return found.estimate.json(
      value: "estimate",
      [
        "lowerRank": .number(Double(found.lowerRank)),
        "upperRank": .number(Double(found.upperRank)), "coverage": .optional(found.coverage),
      ])
  },
]

private func confidence(_ input: JSON) throws -> Double {
  try #require(input["confidence"].number)
}

private func shareFunction(
  _ interval: @escaping @Sendable (Double, Double, Double) -> Estimate
) -> @Sendable (JSON) throws -> JSON {
  { input in
    interval(
      try #require(input["x"].number), try #require(input["n"].number), try confidence(input)
    ).json(value: "estimate")
  }
}

/// The values of a case, or those it says how to make: "200 values, each 60 + SplitMix64(…).below(41)".
private func resampledValues(_ input: JSON) throws -> [Double] {
  guard let generator = input["generator"].string else { return input["values"].numbers }
  let seed = try #require(input["dataSeed"].string.flatMap(UInt64.init))
  var chance = SplitMix64(seed: seed)
  let numbers = generator.replacing("SplitMix64", with: "").split { !$0.isNumber }
    .compactMap { Int($0) }
  try #require(numbers.count == 3)
  return (0..<numbers[0]).map { _ in Double(numbers[1] + chance.below(numbers[2])) }
}

extension NetPromoterScore {
  fileprivate var json: JSON {
    estimate.json(
      value: "nps",
      [
        "variance": .optional(variance), "standardError": .optional(standardError),
        "wald": wald.map { .list([$0.lowerBound, $0.upperBound]) } ?? .null,
        "adjustedCenter": .optional(estimate.center),
        "adjustedWald": .list([estimate.lower, estimate.upper]),
        "promoters": .number(Double(promoters)), "passives": .number(Double(passives)),
        "detractors": .number(Double(detractors)),
      ])
  }
}
