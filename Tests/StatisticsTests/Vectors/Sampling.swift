import Statistics
import Testing

let samplingFunctions: VectorFunctions = [
  "horvitzThompson": { input in
    guard
      let found = horvitzThompson(
        values: input["values"].numbers,
        inclusionProbabilities: input["inclusionProbabilities"].numbers,
        population: input["population"].number)
    else { return .object(["status": .string("notEnoughData")]) }
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
  }
]
