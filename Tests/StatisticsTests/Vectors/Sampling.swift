import Statistics
import Support
import Testing

let samplingFunctions: VectorFunctions = [
  "sampleSizeProportion": { input in
    sampleSizeProportion(
      share: try #require(input["p"].number), margin: try #require(input["margin"].number),
      confidence: try #require(input["confidence"].number),
      population: input["population"].number.map { Int($0) }
    ).json
  },
  "sampleSizeMean": { input in
    sampleSizeMean(
      standardDeviation: try #require(input["standardDeviation"].number),
      margin: try #require(input["margin"].number),
      confidence: try #require(input["confidence"].number),
      population: input["population"].number.map { Int($0) }
    ).json
  },
  "detectionSampleSize": { input in
    let found = detectionSampleSize(
      rate: try #require(input["rate"].number),
      confidence: try #require(input["confidence"].number),
      population: input["population"].number.map { Int($0) })
    guard let found else { return invalidInput }
    return .object([
      "status": .string("ok"), "n": .number(Double(found.n)),
      "failuresInPopulation": .optional(found.failuresInPopulation.map(Double.init)),
    ])
  },
  "optimalAllocation": { input in
    let costs: [Double]? = input["cost"] == .null ? nil : input["cost"].numbers
    let found = optimalAllocation(
      sizes: input["N"].numbers.map { Int($0) }, standardDeviations: input["S"].numbers,
      costs: costs, n: Int(try #require(input["n"].number)))
    guard let found else { return invalidInput }
    return .object([
      "status": .string("ok"), "proportional": .list(found.proportional),
      "neyman": .list(found.neyman), "allocation": .list(found.allocation),
    ])
  },
  "integerNeymanAllocation": { input in
    let found = integerNeymanAllocation(
      sizes: input["N"].numbers.map { Int($0) }, standardDeviations: input["S"].numbers,
      n: Int(try #require(input["n"].number)),
      minimumPerStratum: Int(try #require(input["minimumPerStratum"].number)))
    return .object([
      "status": .string(found.status.rawValue), "allocation": .list(found.allocation),
      "varianceOfMean": .optional(found.varianceOfMean),
    ])
  },
  "stratifiedMean": { input in
    let strata = try input["strata"].items.map { item in
      Stratum(
        size: Int(try #require(item["N"].number)), n: Int(try #require(item["n"].number)),
        mean: item["mean"].number, variance: item["variance"].number)
    }
    let found = stratifiedMean(strata, confidence: try #require(input["confidence"].number))
    return found.estimate.json(
      value: "mean",
      [
        "standardError": .optional(found.standardError), "variance": .optional(found.variance),
        "df": .optional(found.degreesOfFreedom),
        "designDF": .optional(found.designDegreesOfFreedom.map(Double.init)),
        "reason": .string(
          strata.contains { $0.n == 0 }
            ? "stratum without observations" : "stratum with one observation: variance unknown"),
      ])
  },
  "horvitzThompson": { input in
    let pairs = zip(input["values"].optionals, input["inclusionProbabilities"].optionals)
      .compactMap { value, chance in value.flatMap { value in chance.map { (value, $0) } } }
    guard !pairs.isEmpty else { return .object(["status": .string("notEnoughData")]) }
    let found = horvitzThompson(
      values: pairs.map(\.0), inclusionProbabilities: pairs.map(\.1),
      population: input["population"].number)
    guard let found else { return invalidInput }
    return .object([
      "status": .string("ok"), "total": .number(found.total),
      "estimatedN": .number(found.estimatedN), "hajekMean": .number(found.hajekMean),
      "htMean": .optional(found.htMean), "kishEffectiveN": .number(found.kishEffectiveN),
      "kishDesignEffect": .number(found.kishDesignEffect),
      "totalSEPoisson": .number(found.totalSEPoisson),
      "hajekSEPoisson": .number(found.hajekSEPoisson),
      "hajekSEWithReplacement": .optional(found.hajekSEWithReplacement),
      "naiveMean": .number(found.naiveMean),
    ])
  },
  "riskBasedSamplingBias": { input in
    func part(_ name: String) throws -> SampledPart {
      SampledPart(
        size: try #require(input["\(name)N"].number),
        mean: try #require(input["\(name)Mean"].number),
        rate: try #require(input["\(name)Rate"].number))
    }
    let found = riskBasedSamplingBias(flagged: try part("flagged"), other: try part("other"))
    guard let found else { return invalidInput }
    return .object([
      "status": .string("ok"), "trueMean": .number(found.trueMean),
      "expectedNaiveMean": .number(found.expectedNaiveMean),
      "weightedMean": .number(found.weightedMean),
    ])
  },
  "adaptiveAllocation": { input in
    let agents = try input["agents"].items.map { item in
      AllocationNeed(
        size: Int(try #require(item["N"].number)), n: Int(try #require(item["n"].number)),
        standardDeviation: item["sd"].number)
    }
    let found = adaptiveAllocation(
      agents, budget: Int(try #require(input["budget"].number)),
      priorSD: try #require(input["priorSD"].number),
      priorWeight: try #require(input["priorWeight"].number))
    return .object([
      "status": .string(found.status.rawValue),
      "smoothedSD": .list(found.smoothedStandardDeviations), "additional": .list(found.additional),
    ])
  },
  "sequentialStopping": { input in
    let found = sequentialStopping(
      input["values"].numbers, targetHalfWidth: try #require(input["targetHalfWidth"].number),
      minimum: Int(try #require(input["minimum"].number)),
      scaleMin: try #require(input["scaleMin"].number),
      scaleMax: try #require(input["scaleMax"].number),
      confidence: try #require(input["confidence"].number))
    return found.estimate.json(
      value: "mean", ["halfWidth": .optional(found.halfWidth), "stop": .bool(found.stop)])
  },
]

private let invalidInput = JSON.object(["status": .string("invalidInput")])

extension SampleSize? {
  fileprivate var json: JSON {
    guard let self else { return invalidInput }
    return .object([
      "status": .string("ok"), "n0": .number(self.unlimited), "nExact": .number(self.exact),
      "n": .number(Double(self.n)), "roundedToNearest": .number(Double(self.roundedToNearest)),
    ])
  }
}
