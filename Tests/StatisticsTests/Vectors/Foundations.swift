import Statistics
import Support
import Testing

let foundationsFunctions: VectorFunctions = [
  "normalCDF": { input in
    let x = try #require(input["x"].number)
    return .object([
      "cdf": .optional(normalCDF(x)), "upperTail": .optional(normalUpperTail(x)),
      "pdf": .optional(normalDensity(x)),
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
  "betaQuantile": { input in
    let x = betaQuantile(
      try #require(input["p"].number), a: try #require(input["a"].number),
      b: try #require(input["b"].number))
    return .object(["x": .optional(x)])
  },
  "chiSquareQuantile": { input in
    let x = chiSquareQuantile(
      try #require(input["p"].number), degreesOfFreedom: try #require(input["df"].number))
    return .object(["x": .optional(x)])
  },
  "chiSquareUpperTail": { input in
    let p = chiSquareUpperTail(
      try #require(input["x"].number), degreesOfFreedom: try #require(input["df"].number))
    return .object(["p": .optional(p)])
  },
  "fQuantile": { input in
    let x = fQuantile(
      try #require(input["p"].number), numerator: try #require(input["df1"].number),
      denominator: try #require(input["df2"].number))
    return .object(["x": .optional(x)])
  },
  "binomialCDF": { input in
    let (k, n) = (Int(try #require(input["k"].number)), Int(try #require(input["n"].number)))
    let p = try #require(input["p"].number)
    return .object([
      "cdf": .optional(binomialCDF(k, n: n, p: p)), "pmf": .optional(binomialPMF(k, n: n, p: p)),
    ])
  },
  "noncentralTCDF": { input in
    let value = noncentralTCDF(
      try #require(input["t"].number), degreesOfFreedom: try #require(input["df"].number),
      nonCentrality: try #require(input["nonCentrality"].number))
    return .object(["cdf": .optional(value)])
  },
  "kendallSUpperTail": { input in
    let p = kendallSUpperTail(
      Int(try #require(input["S"].number)), n: Int(try #require(input["n"].number)))
    return .object(["p": .optional(p)])
  },
  "controlChartConstants": { input in
    let found = ChartConstants(sampleSize: Int(try #require(input["n"].number)))
    guard let found else { return .object(["status": .string("invalidInput")]) }
    return .object([
      "d2": .number(found.d2), "d3": .number(found.d3), "c4": .number(found.c4),
      "D4": .number(found.rangeUpperFactor), "D3": .number(found.rangeLowerFactor),
      "threeOverD2": .number(found.threeOverD2), "d4Median": .number(found.medianRange),
    ])
  },
]
