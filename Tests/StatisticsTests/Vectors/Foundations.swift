import Statistics
import Testing

let foundationsFunctions: VectorFunctions = [
  "normalCDF": { input in
    let x = try #require(input["x"].number)
    return .object([
      "cdf": .number(normalCDF(x)), "upperTail": .number(normalUpperTail(x)),
      "pdf": .number(normalDensity(x)),
    ])
  },
  "normalQuantile": { .object(["z": .optional(normalQuantile(try #require($0["p"].number)))]) },
  "logGamma": { .object(["value": .optional(logGamma(try #require($0["x"].number)))]) },
  "regularizedIncompleteBeta": { input in
    let value = regularizedIncompleteBeta(
      a: try #require(input["a"].number), b: try #require(input["b"].number),
      x: try #require(input["x"].number))
    return .object(["value": .optional(value)])
  },
  "studentTQuantile": { input in
    let t = studentTQuantile(
      try #require(input["p"].number), degreesOfFreedom: try #require(input["df"].number))
    return .object(["t": .optional(t)])
  },
  "studentTCDF": { input in
    let (t, df) = (try #require(input["t"].number), try #require(input["df"].number))
    return .object([
      "cdf": .optional(studentTCDF(t, degreesOfFreedom: df)),
      "twoSidedP": .optional(studentTTwoSidedP(t, degreesOfFreedom: df)),
    ])
  },
  "splitMix64": { input in
    let seed = try #require(input["seed"].string.flatMap(UInt64.init))
    let bound = Int(try #require(input["bound"].number))
    var (words, numbers, units) = (
      SplitMix64(seed: seed), SplitMix64(seed: seed), SplitMix64(seed: seed)
    )
    return .object([
      "u64": .array((0..<5).map { _ in .string(String(words.next())) }),
      "below\(bound)": .list((0..<20).map { _ in Double(numbers.below(bound)) }),
      "unit": .list((0..<4).map { _ in units.unit() }),
    ])
  },
  "quantile": { input in
    guard let found = quantiles(input["values"].numbers, at: input["probabilities"].numbers)
    else { return .object(["status": .string("notEnoughData")]) }
    return .object(["quantiles": .list(found)])
  },
]
