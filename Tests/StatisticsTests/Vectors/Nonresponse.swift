import Statistics
import Support
import Testing

let nonresponseFunctions: VectorFunctions = [
  "responseRates": { input in
    let rates = responseRates(
      SurveyOutcomes(
        complete: try count("complete", input), partial: try count("partial", input),
        refusal: try count("refusal", input), nonContact: try count("nonContact", input),
        other: try count("other", input), unknownHousehold: try count("unknownHousehold", input),
        unknownOther: try count("unknownOther", input)),
      assumedEligible: try count("e", input))
    return .object([
      "status": .string(rates.status.rawValue), "RR1": .optional(rates.rr1),
      "RR2": .optional(rates.rr2), "RR3": .optional(rates.rr3), "RR4": .optional(rates.rr4),
      "RR5": .optional(rates.rr5), "RR6": .optional(rates.rr6),
      "cooperationCOOP1": .optional(rates.cooperation), "refusalREF1": .optional(rates.refusal),
      "contactCON1": .optional(rates.contact),
    ])
  },
  "rake": { input in
    let raked = rake(
      seed: input["seed"].rows, rowTotals: input["rowTotals"].numbers,
      columnTotals: input["columnTotals"].numbers, tolerance: input["tolerance"].number ?? 1e-10,
      maxIterations: input["maxIterations"].number.map { Int($0) } ?? 10_000)
    return .object([
      "status": .string(raked.status.rawValue),
      "table": .array(raked.table.map { JSON.list($0) }),
      "iterations": .number(Double(raked.iterations)),
    ])
  },
  "rakeRecords": { input in
    let records = input["records"].items
    let raked = rakeRecords(
      records.map { $0.members.compactMapValues(\.string) },
      margins: input["margins"].members.mapValues(\.numbersByName))
    let values = records.compactMap { $0["y"].number }
    return .object([
      "status": .string(raked.status.rawValue), "weights": .list(raked.weights),
      "weightedMean": .optional(raked.mean(of: values)),
      "unweightedMean": .optional(Moments(values).mean),
      "kishEffectiveN": .optional(raked.effectiveN),
    ])
  },
  "postStratify": { input in
    let cells = try input["cells"].items.map { cell in
      ResponseCell(
        population: try #require(cell["population"].number),
        respondents: Int(try #require(cell["respondents"].number)),
        mean: cell["mean"].number, variance: cell["variance"].number)
    }
    let found = postStratify(cells, confidence: try #require(input["confidence"].number))
    return found.estimate.json(
      value: "mean",
      [
        "weights": .list(found.weights), "unweightedMean": .optional(found.unweightedMean),
        "kishEffectiveN": .optional(found.kishEffectiveN),
        "designEffect": .optional(found.designEffect),
        "standardError": .optional(found.standardError), "cells": .list(found.emptyCells),
      ])
  },
  "nonResponseBounds": { input in
    let found = nonResponseBounds(
      input["responses"].numbers,
      nonRespondents: Int(try #require(input["nonRespondents"].number)),
      scaleMin: try #require(input["scaleMin"].number),
      scaleMax: try #require(input["scaleMax"].number),
      confidence: try #require(input["confidence"].number))
    return .object([
      "status": .string(found.status.rawValue), "responseRate": .optional(found.responseRate),
      "respondentMean": .optional(found.estimate.value), "lower": .optional(found.lower),
      "upper": .optional(found.upper), "width": .optional(found.width),
      "imbensManskiC": .optional(found.multiplier), "ciLower": .optional(found.estimate.lower),
      "ciUpper": .optional(found.estimate.upper),
    ])
  },
  "nonResponseBias": { input in
    let found = nonResponseBias(
      responseRate: try #require(input["responseRate"].number),
      respondentMean: try #require(input["respondentMean"].number),
      nonRespondentMean: try #require(input["nonRespondentMean"].number))
    return .object([
      "bias": .optional(found?.bias), "populationMean": .optional(found?.populationMean),
    ])
  },
  "doublyRobustMean": { input in
    let answers = zip(input["responded"].numbers, input["values"].optionals).map {
      $0 == 1 ? $1 : nil
    }
    let found = doublyRobustMean(
      covariates: input["covariates"].rows, answers: answers,
      confidence: try #require(input["confidence"].number))
    return found.estimate.json(
      value: "aipwMean",
      [
        "propensityCoefficients": .list(found.propensityCoefficients),
        "outcomeCoefficients": .list(found.outcomeCoefficients),
        "respondentMean": .optional(found.respondentMean),
        "ipwMean": .optional(found.weightedMean),
        "regressionMean": .optional(found.regressionMean),
        "standardError": .optional(found.standardError),
        "minPropensity": .optional(found.smallestPropensity),
      ])
  },
]

private func count(_ name: String, _ input: JSON) throws -> Double {
  try #require(input[name].number)
}
