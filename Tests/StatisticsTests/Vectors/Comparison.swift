import Statistics
import Support
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
  "betaBinomialMoments": { input in
    let found = betaBinomialMoments(successes: input.counts("x"), counts: input.counts("n"))
    return .object([
      "status": .string(found.status.rawValue), "mean": .optional(found.mean),
      "sd": .optional(found.standardDeviation), "alpha": .optional(found.alpha),
      "beta": .optional(found.beta),
    ])
  },
  "betaBinomialPosterior": { input in
    let (alpha, beta) = (
      try #require(input["alpha"].number), try #require(input["beta"].number)
    )
    let level = try #require(input["confidence"].number)
    let (successes, counts) = (input.counts("x"), input.counts("n"))
    let posteriors = zip(successes, counts).map {
      betaBinomialPosterior(alpha: alpha, beta: beta, successes: $0, n: $1, confidence: level)
    }
    guard posteriors.allSatisfy({ $0 != nil }) else {
      return .object(["status": .string("invalidInput")])
    }
    return .object([
      "status": .string("ok"),
      "posteriors": json(posteriors.compactMap(\.self), successes, counts),
    ])
  },
  "betaBinomialShrinkage": { input in
    let (successes, counts) = (input.counts("x"), input.counts("n"))
    let found = betaBinomialShrinkage(
      successes: successes, counts: counts,
      confidence: try #require(input["confidence"].number))
    return .object([
      "status": .string(found.status.rawValue), "pooled": .optional(found.pooled),
      "mean": .optional(found.mean), "rho": .optional(found.rho),
      "alpha": .optional(found.alpha), "beta": .optional(found.beta),
      "logLikelihoodGain": .optional(found.logLikelihoodGain),
      "posteriors": json(found.posteriors, successes, counts),
    ])
  },
  "jamesStein": { input in
    let found = jamesStein(
      input["values"].numbers, variance: try #require(input["variance"].number))
    return .object([
      "status": .string(found.status.rawValue), "grandMean": .optional(found.grandMean),
      "shrinkingFactor": .optional(found.shrinkingFactor), "estimates": .list(found.estimates),
    ])
  },
  "partialPooling": { input in
    let (values, errors) = input.pairs("estimates", "standardErrors")
    let found = partialPooling(
      values, standardErrors: errors,
      method: try #require(input["method"].string.flatMap(SpreadMethod.init)),
      confidence: try #require(input["confidence"].number))
    let agents = found.agents.map { agent in
      agent.estimate.json(
        value: "shrunken",
        ["se": .number(agent.standardError), "shrinkage": .number(agent.shrinkage)])
    }
    return .object([
      "status": .string(found.status.rawValue), "tau2": .optional(found.tau2),
      "mean": .optional(found.mean.value), "meanSE": .optional(found.meanStandardError),
      "Q": .optional(found.heterogeneity?.q), "QP": .optional(found.heterogeneity?.p),
      "I2": .optional(found.heterogeneity?.i2), "estimates": .array(agents),
    ])
  },
  "hierarchicalNormal": { input in
    let (values, errors) = input.pairs("estimates", "standardErrors")
    let found = hierarchicalNormal(
      values, standardErrors: errors, tauScale: try #require(input["tauScale"].number),
      confidence: try #require(input["confidence"].number))
    let agents = found.agents.map { agent in
      agent.estimate.json(
        value: "mean",
        [
          "sd": .number(agent.standardDeviation),
          "probAboveTeam": .number(agent.probabilityAboveTeam),
        ])
    }
    return .object([
      "status": .string(found.status.rawValue), "mean": .optional(found.mean.value),
      "meanSD": .optional(found.meanStandardDeviation), "tauMean": .optional(found.spread),
      "tauSD": .optional(found.spreadStandardDeviation), "estimates": .array(agents),
    ])
  },
  "funnelLimits": { input in
    let (n, target) = (
      Int(try #require(input["n"].number)), try #require(input["target"].number)
    )
    var limits: [String: JSON] = [:]
    for level in input["levels"].numbers {
      guard let found = funnelLimits(n: n, target: target, level: level) else {
        return .object(["status": .string("invalidInput")])
      }
      limits["\(level)"] = .list([found.lower, found.upper])
    }
    return .object(["status": .string("ok"), "limits": .object(limits)])
  },
  "overdispersion": { input in
    let (values, errors) = input.pairs("values", "standardErrors")
    let found = overdispersion(
      values, standardErrors: errors, target: try #require(input["target"].number),
      winsorizing: input["winsorize"].number ?? 0.1)
    return .object([
      "status": .string(found.status.rawValue), "z": .list(found.z),
      "winsorizedZ": .list(found.winsorizedZ), "phi": .optional(found.phi),
      "multiplicative": .optional(found.multiplicative), "tau2": .optional(found.tau2),
      "adjustedZ": .list(found.adjustedZ),
      "adjustedZMultiplicative": .list(found.adjustedZMultiplicative),
    ])
  },
  "rankSets": { input in
    let (values, errors) = input.pairs("estimates", "standardErrors")
    let found = rankSets(
      values, standardErrors: errors, alpha: try #require(input["alpha"].number),
      adjustment: try #require(input["method"].string.flatMap(Adjustment.init)))
    return .object([
      "status": .string(found.status.rawValue), "rankLower": .list(found.lower),
      "rankUpper": .list(found.upper),
      "significantPairs": .number(Double(found.significantPairs)),
      "pairs": .number(Double(found.pairs)),
    ])
  },
  "teamShift": { input in
    let (changes, errors) = input.pairs("changes", "standardErrors")
    let found = teamShift(
      changes, standardErrors: errors, alpha: try #require(input["alpha"].number))
    return .object([
      "status": .string(found.status.rawValue), "all": found.all.json([]),
      "core": found.core.json(found.coreAgents), "deletedZ": .list(found.deletedZ),
      "deletedP": .list(found.deletedP), "adjustedP": .list(found.adjustedP),
      "individuals": .list(found.individuals),
      "classification": found.classification.map { .string($0.rawValue) } ?? .null,
    ])
  },
]

extension JSON {
  fileprivate func counts(_ name: String) -> [Int] { self[name].numbers.map { Int($0) } }

  /// Two lists side by side, without the places where one of them has nothing.
  fileprivate func pairs(_ first: String, _ second: String) -> ([Double], [Double]) {
    let pairs = zip(self[first].optionals, self[second].optionals).compactMap { one, two in
      one.flatMap { one in two.map { (one, $0) } }
    }
    return (pairs.map(\.0), pairs.map(\.1))
  }
}

private func json(_ posteriors: [BetaPosterior], _ successes: [Int], _ counts: [Int]) -> JSON {
  .array(
    posteriors.indices.map { index in
      posteriors[index].estimate.json(
        value: "mean",
        [
          "x": .number(Double(successes[index])), "n": .number(Double(counts[index])),
          "sd": .optional(posteriors[index].standardDeviation),
          "weightOnOwnData": .number(posteriors[index].weightOnOwnData),
        ])
    })
}

extension MeanChange? {
  fileprivate func json(_ agents: [Int]) -> JSON {
    guard let self else { return .null }
    return .object([
      "fixedMean": .number(self.fixedMean), "fixedSE": .number(self.fixedStandardError),
      "fixedP": .number(self.fixedP), "Q": .number(self.heterogeneity.q),
      "QP": .optional(self.heterogeneity.p), "I2": .number(self.heterogeneity.i2),
      "tau2": .number(self.tau2), "randomMean": .optional(self.estimate.value),
      "hksjSE": .number(self.knappHartungError), "randomSE": .number(self.standardError),
      "randomLower": .optional(self.estimate.lower),
      "randomUpper": .optional(self.estimate.upper), "randomP": .number(self.p),
      "agents": .list(agents),
    ])
  }
}
