import Statistics
import Support
import Testing

let agreementFunctions: VectorFunctions = [
  "krippendorffAlpha": { input in
    let level = try #require(input["level"].string.flatMap(MeasurementLevel.init))
    let alpha = krippendorffAlpha(input["ratings"].ratings, level: level)
    return .object([
      "status": .string(alpha.status.rawValue), "alpha": .optional(alpha.estimate.value),
      "observedDisagreement": .optional(alpha.observedDisagreement),
      "expectedDisagreement": .optional(alpha.expectedDisagreement),
      "pairableValues": .number(Double(alpha.pairableValues)),
      "items": .number(Double(alpha.estimate.n)),
    ])
  },
  "krippendorffAlphaBootstrap": { input in
    let level = try #require(input["level"].string.flatMap(MeasurementLevel.init))
    let rows =
      input["generator"].string == nil
      ? input["ratings"].optionalRows : try generated(input, seed: "dataSeed")
    let alpha = krippendorffAlphaBootstrap(
      Ratings(rows), level: level, replicates: Int(try #require(input["replicates"].number)),
      seed: try #require(input["seed"].string.flatMap(UInt64.init)),
      confidence: try #require(input["confidence"].number))
    return alpha.estimate.json(
      value: "alpha",
      [
        "standardError": .optional(alpha.standardError),
        "replicates": .number(Double(alpha.replicates)),
        "undefinedReplicates": .number(Double(alpha.undefinedReplicates)),
      ])
  },
  "krippendorffAlphaGenerated": { input in
    let rows = try generated(input, seed: "seed")
    let ratings = Ratings(rows)
    let given = rows.joined().compactMap { $0 }
    func alpha(_ level: MeasurementLevel) -> JSON {
      .optional(krippendorffAlpha(ratings, level: level).estimate.value)
    }
    return .object([
      "ratingCount": .number(Double(given.count)), "ratingSum": .number(given.reduce(0, +)),
      "firstRow": .array((rows.first ?? []).map { .optional($0) }),
      "nominal": alpha(.nominal), "ordinal": alpha(.ordinal), "interval": alpha(.interval),
      "ratio": alpha(.ratio),
    ])
  },
  "percentAgreement": { input in
    percentAgreement(
      input["ratings"].ratings, categories: input["categories"].numbers,
      weights: try weights(input), confidence: input["confidence"].number ?? 0.95
    ).json
  },
  "gwetAC": { input in
    gwetAC(
      input["ratings"].ratings, categories: input["categories"].numbers,
      weights: try weights(input), confidence: input["confidence"].number ?? 0.95
    ).json
  },
  "fleissKappa": { input in
    fleissKappa(counts: input["counts"].rows, confidence: input["confidence"].number ?? 0.95).json
  },
  "cohenKappa": { input in
    let kappa = cohenKappa(
      table: input["table"].rows, categories: input["categories"].numbers,
      weights: try weights(input), confidence: input["confidence"].number ?? 0.95)
    return kappa.estimate.json(
      value: "kappa",
      [
        "observedAgreement": .optional(kappa.observedAgreement),
        "expectedAgreement": .optional(kappa.expectedAgreement),
        "standardError": .optional(kappa.standardError),
        "standardErrorNull": .optional(kappa.standardErrorNull),
      ])
  },
  "intraclassCorrelation": { input in
    intraclassCorrelation(
      input["ratings"].ratings, confidence: try #require(input["confidence"].number)
    ).json
  },
  "raterSeverity": { input in
    let scores = try input["observations"].items.map { entry in
      RatedScore(
        item: Int(try #require(entry["item"].number)),
        rater: Int(try #require(entry["rater"].number)),
        score: try #require(entry["score"].number))
    }
    return raterSeverity(scores, confidence: input["confidence"].number ?? 0.95).json
  },
]

private func weights(_ input: JSON) throws -> AgreementWeights {
  switch input["weights"].string {
  case "identity": .identity
  case "linear": .linear
  case "quadratic": .quadratic
  case "ordinal": .ordinal
  case "custom": .custom(input["agreementWeights"].rows)
  default: throw UnknownName(name: "\(input["weights"])")
  }
}

private struct UnknownName: Error { let name: String }

/// The ratings that the note in the vectors says how to draw.
func generated(_ input: JSON, seed name: String) throws -> [[Double?]] {
  var chance = SplitMix64(seed: try #require(input[name].string.flatMap(UInt64.init)))
  let categories = Int(try #require(input["categories"].number))
  let raters = Int(try #require(input["raters"].number))
  let missing = try #require(input["missing"].number)
  let agree = try #require(input["agree"].number)
  return (0..<Int(try #require(input["items"].number))).map { _ in
    let truth = Double(chance.below(categories) + 1)
    return (0..<raters).map { _ in
      if chance.unit() < missing { return nil }
      if chance.unit() < agree { return truth }
      return Double(chance.below(categories) + 1)
    }
  }
}

extension AgreementCoefficient {
  fileprivate var json: JSON {
    .object([
      "status": .string(status.rawValue), "coefficient": .optional(estimate.value),
      "lower": .optional(estimate.lower), "upper": .optional(estimate.upper),
      "observedAgreement": .optional(observedAgreement),
      "expectedAgreement": .optional(expectedAgreement),
      "standardError": .optional(standardError), "items": .number(Double(estimate.n)),
      "itemsWithTwoOrMore": .number(Double(itemsWithTwoOrMore)),
    ])
  }
}

extension IntraclassCorrelation {
  fileprivate var json: JSON {
    func ends(_ estimate: Estimate) -> JSON {
      .array([.optional(estimate.lower), .optional(estimate.upper)])
    }
    /// The expected ends are those of one rater stepped up, also where they cross.
    func steppedUp(_ end: Double?) -> JSON {
      .optional(end.flatMap { spearmanBrown($0, raters: raters) })
    }
    return .object([
      "status": .string(status.rawValue), "MSR": .optional(meanSquareItems),
      "MSC": .optional(meanSquareRaters), "MSE": .optional(meanSquareRest),
      "MSW": .optional(meanSquareWithin), "n": .number(Double(items)),
      "k": .number(Double(raters)), "icc11": .optional(oneWay.value),
      "icc21": .optional(agreement.value), "icc31": .optional(consistency.value),
      "icc1k": .optional(oneWayOfMean.value), "icc2k": .optional(agreementOfMean.value),
      "icc3k": .optional(consistencyOfMean.value), "icc11CI": ends(oneWay),
      "icc21CI": ends(agreement), "icc31CI": ends(consistency), "icc1kCI": ends(oneWayOfMean),
      "icc2kCI": .array([steppedUp(agreement.lower), steppedUp(agreement.upper)]),
      "icc3kCI": ends(consistencyOfMean), "satterthwaiteDF": .optional(degreesOfFreedom),
    ])
  }
}

extension RaterSeverity {
  fileprivate var json: JSON {
    .object([
      "status": .string(status.rawValue), "components": .number(Double(components)),
      "grandMean": .optional(grandMean), "itemEffects": .list(items.map(\.effect)),
      "raterLeniency": .array(raters.map { .optional($0.leniency.value) }),
      "residualDF": .optional(residualDegreesOfFreedom.map(Double.init)),
      "adjustedItemScores": .list(items.map(\.adjustedScore)),
      "items": .list(items.map { Double($0.item) }),
      "raters": .list(raters.map { Double($0.rater) }),
      "residualVariance": .optional(residualVariance),
      "raterSE": .array(raters.map { .optional($0.standardError) }),
      "raterF": .optional(test?.f),
      "raterFdf1": .optional(test.map { Double($0.degreesOfFreedom) }),
      "raterP": .optional(test?.p),
    ])
  }
}
