import Statistics
import Testing

let comparisonFunctions: VectorFunctions = [
  "adjustPValues": { input in
    let method = try #require(input["method"].string.flatMap(Adjustment.init))
    let adjusted = try #require(adjustPValues(input["p"].numbers, method))
    return .object([
      "adjusted": .list(adjusted),
      "rejectedAt05": .number(Double(adjusted.count { $0 <= 0.05 })),
    ])
  },
  "comparisonVerdict": { input in
    let verdict = comparisonVerdict(
      lower: input["lower"].number, upper: input["upper"].number,
      reference: try #require(input["reference"].number),
      margin: try #require(input["margin"].number))
    guard case .signal(let direction, let larger) = verdict else {
      return .object(["verdict": .string(verdict.name)])
    }
    return .object([
      "verdict": .string(verdict.name), "direction": .string(direction.rawValue),
      "largerThanMargin": .bool(larger),
    ])
  },
]
