import Statistics
import Support
import Testing

let driversFunctions: VectorFunctions = [
  "paretoAnalysis": { input in
    let found = paretoAnalysis(
      input["counts"].numbersByName.compactMapValues { Int(exactly: $0) },
      threshold: try #require(input["threshold"].number),
      confidence: try #require(input["confidence"].number))
    return .object([
      "status": .string(found.status.rawValue), "total": .number(Double(found.total)),
      "rows": .array(found.rows.map(\.json)),
      "vitalFew": .array(found.vitalFew.map(JSON.string)),
      "adjacent": .array(
        found.neighbours.map {
          .object(["pair": .array([.string($0.first), .string($0.second)]), "p": .number($0.p)])
        }),
    ])
  },
  "oddsRatio": { input in
    let found = oddsRatio(
      reasonDissatisfied: try #require(input["reasonDissatisfied"].number),
      reasonSatisfied: try #require(input["reasonSatisfied"].number),
      otherDissatisfied: try #require(input["otherDissatisfied"].number),
      otherSatisfied: try #require(input["otherSatisfied"].number),
      confidence: try #require(input["confidence"].number))
    return found.estimate.json(
      value: "oddsRatio",
      [
        "logOddsRatio": .optional(found.logOddsRatio),
        "standardError": .optional(found.standardError),
        "chiSquare": .optional(found.chiSquare), "p": .optional(found.p),
        "phi": .optional(found.phi), "riskDifference": .optional(found.riskDifference),
        "continuityCorrected": .bool(found.isContinuityCorrected),
        "populationAttributable": .optional(found.populationAttributable),
      ])
  },
  "contingencyAssociation": { input in
    let found = contingencyAssociation(input["table"].rows)
    return .object([
      "status": .string(found.status.rawValue), "chiSquare": .optional(found.chiSquare),
      "df": .optional(found.degreesOfFreedom.map(Double.init)), "p": .optional(found.p),
      "cramersV": .optional(found.cramersV),
      "cramersVCorrected": .optional(found.cramersVCorrected),
      "minExpected": .optional(found.smallestExpected),
    ])
  },
  "logOddsDirichlet": { input in
    let found = try #require(
      logOddsDirichlet(
        input["a"].numbersByName, input["b"].numbersByName, prior: input["prior"].numbersByName))
    return .object(
      Dictionary(
        uniqueKeysWithValues: found.map { term in
          (
            term.term,
            .object([
              "delta": .number(term.delta), "variance": .number(term.variance),
              "z": .number(term.z),
            ])
          )
        }))
  },
  "relativeImportance": { input in
    let found = relativeImportance(input["X"].rows, response: input["y"].numbers)
    return .object([
      "status": .string(found.status.rawValue), "rSquared": .optional(found.rSquared),
      "lmg": .list(found.drivers.map(\.contribution)),
      "lmgShare": .array(found.drivers.map { .optional($0.share) }),
      "first": .list(found.drivers.map(\.first)), "last": .list(found.drivers.map(\.last)),
    ])
  },
  "correlationInterval": { input in
    correlationInterval(
      r: try #require(input["r"].number), n: Int(try #require(input["n"].number)),
      confidence: try #require(input["confidence"].number)
    ).json(value: "r")
  },
]

extension ParetoAnalysis.Row {
  fileprivate var json: JSON {
    .object([
      "category": .string(category), "count": .number(Double(count)),
      "share": .optional(share.value), "cumulative": .number(cumulativeShare),
      "lower": .optional(share.lower), "upper": .optional(share.upper),
    ])
  }
}
