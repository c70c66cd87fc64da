import Statistics
import Testing

let intervalsFunctions: VectorFunctions = [
  "wilsonInterval": { input in
    let estimate = wilsonInterval(
      successes: try #require(input["x"].number), n: try #require(input["n"].number),
      confidence: try #require(input["confidence"].number))
    return estimate.json(value: "estimate")
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
]
