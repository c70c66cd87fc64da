import Statistics
import Support
import Testing

let spcFunctions: VectorFunctions = [
  "xmrChart": { input in
    xmrChart(
      input["values"].optionals, d2: input["d2"].number, useMedian: input["useMedian"].isTrue
    ).json
  },
  "pChart": { pChart(successes: $0["x"].optionals, sizes: $0["n"].optionals).json },
  "laneyPPrimeChart": {
    laneyPPrimeChart(successes: $0["x"].optionals, sizes: $0["n"].optionals).json
  },
  "uChart": { uChart(counts: $0["count"].optionals, sizes: $0["n"].optionals).json },
  "laneyUPrimeChart": {
    laneyUPrimeChart(counts: $0["count"].optionals, sizes: $0["n"].optionals).json
  },
  "ewmaChart": { input in
    ewmaChart(
      input["values"].optionals, lambda: try #require(input["lambda"].number),
      width: try #require(input["L"].number), mean: try #require(input["mean"].number),
      sigma: try #require(input["sigma"].number)
    ).json
  },
  "cusumChart": { input in
    cusumChart(
      input["values"].optionals, mean: try #require(input["mean"].number),
      slack: try #require(input["K"].number), limit: try #require(input["H"].number),
      headStart: input["headStart"].number ?? 0
    ).json
  },
  "runRules": { runRules($0["z"].optionals).json },
  "countOverdispersionTest": { input in
    let found = countOverdispersionTest(input["counts"].optionals)
    return .object([
      "status": .string(found.status.rawValue), "n": .number(Double(found.n)),
      "ratio": .optional(found.ratio), "statistic": .optional(found.statistic),
      "pUpper": .optional(found.pUpper),
    ])
  },
  "averageRunLength": { input in
    let charts = try input["charts"].items.map { try #require($0.string) }
    return .object([
      "arl": .array(
        try charts.map { name in
          let (scheme, shift) = try #require(ControlScheme.named(name))
          return .optional(averageRunLength(of: scheme, shift: shift))
        })
    ])
  },
]

extension ControlScheme {
  /// Reads "cusum k=.5 h=5 shift 0", "ewma .1/2.7 shift 1" and "shewhart 3 sigma shift 0".
  fileprivate static func named(_ name: String) -> (ControlScheme, shift: Double)? {
    let numbers = name.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
    switch (name.split(separator: " ").first, numbers.count) {
    case ("cusum", 3): return (.cusum(slack: numbers[0], limit: numbers[1]), numbers[2])
    case ("ewma", 3): return (.ewma(lambda: numbers[0], width: numbers[1]), numbers[2])
    case ("shewhart", 2): return (.shewhart(limit: numbers[0]), numbers[1])
    default: return nil
    }
  }
}

extension XmRChart {
  fileprivate var json: JSON {
    .object([
      "status": .string(status.rawValue), "center": .optional(center),
      "movingRanges": .list(movingRanges), "averageMovingRange": .optional(averageMovingRange),
      "medianMovingRange": .optional(medianMovingRange), "sigma": .optional(sigma),
      "lower": .optional(lower), "upper": .optional(upper), "rangeUpper": .optional(rangeUpper),
      "signals": .list(signals), "rangeSignals": .list(rangeSignals),
    ])
  }
}

extension AttributeChart {
  fileprivate var json: JSON {
    .object([
      "status": .string(status.rawValue), "center": .optional(center), "lower": .list(lower),
      "upper": .list(upper), "z": .list(z), "signals": .list(signals),
      "sigmaZ": .optional(sigmaZ),
    ])
  }
}

extension EWMAChart {
  fileprivate var json: JSON {
    .object([
      "status": .string(status.rawValue), "ewma": .list(ewma), "lower": .list(lower),
      "upper": .list(upper), "steadyLower": .optional(steadyLower),
      "steadyUpper": .optional(steadyUpper), "signals": .list(signals),
      "steadySignals": .list(steadySignals),
    ])
  }
}

extension CUSUMChart {
  fileprivate var json: JSON {
    .object([
      "status": .string(status.rawValue), "upperSum": .list(upperSum),
      "lowerSum": .list(lowerSum), "upperRun": .list(upperRun), "lowerRun": .list(lowerRun),
      "signals": .list(signals), "firstSignal": .optional(firstSignal.map(Double.init)),
    ])
  }
}

extension RunSignals {
  fileprivate var json: JSON {
    .object([
      "beyond3Sigma": .list(beyond3Sigma), "nineSameSide": .list(nineSameSide),
      "sixTrend": .list(sixTrend), "fourteenAlternating": .list(fourteenAlternating),
      "twoOfThreeBeyond2Sigma": .list(twoOfThreeBeyond2Sigma),
      "fourOfFiveBeyond1Sigma": .list(fourOfFiveBeyond1Sigma),
      "fifteenWithin1Sigma": .list(fifteenWithin1Sigma),
      "eightBeyond1Sigma": .list(eightBeyond1Sigma), "eightSameSide": .list(eightSameSide),
    ])
  }
}
