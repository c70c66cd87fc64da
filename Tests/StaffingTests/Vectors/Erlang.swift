import Staffing
import Support
import Testing

/// What we say to a case of `erlang.json`, in its words.
func erlangAnswer(_ model: String, _ input: JSON) throws -> JSON {
  switch model {
  case "erlangB":
    let room = try #require(
      ErlangB(load: try input.positive("load"), agents: try input.count("agents")))
    return .object([
      "blocking": .number(room.blocking), "carried": .number(room.carried),
      "occupancy": .optional(room.occupancy),
    ])
  case "erlangC":
    return try #require(
      ErlangC(
        try input.demand, agents: try input.count("agents"), target: try input.positive("target_s"))
    ).json
  case "erlangA":
    return try #require(
      ErlangA(
        try input.demand, patience: try input.positive("patience_s"),
        agents: try input.count("agents"), target: try input.positive("target_s"))
    ).json
  case "requireC":
    let found = try #require(Requirement(for: try input.demand, promise: try input.promise))
    return .object(
      try found.json(shrinkage: try input.positive("shrinkage")).merging([
        "service_level": .number(found.serviceLevel),
        "service_level_one_less": .optional(found.serviceLevelOneLess),
        "asa_s": .number(found.meanWait),
      ]) { $1 })
  case "requireA":
    let found = try #require(
      Requirement(
        for: try input.demand, patience: try input.positive("patience_s"),
        promise: try input.promise))
    return .object(
      try found.json(shrinkage: try input.positive("shrinkage")).merging([
        "sl_offered": .number(found.answeredInTime),
        "sl_excl_short": .number(found.withoutShortAbandons),
        "p_abandon": .number(found.abandonment), "mean_wait_all_s": .number(found.meanWait),
        "sl_one_less": .optional(found.serviceLevelOneLess),
      ]) { $1 })
  default: return .string("nobody knows the model \(model)")
  }
}

extension JSON {
  func positive(_ name: String) throws -> Double { try #require(self[name].number, "\(name)") }
  func count(_ name: String) throws -> Int { Int(try positive(name)) }

  var demand: Demand {
    get throws {
      try #require(
        Demand(
          calls: try positive("calls"), interval: try positive("interval_s"),
          handlingTime: try positive("aht_s")))
    }
  }

  var promise: Promise {
    get throws {
      Promise(
        target: try positive("target_s"), share: try positive("sl_target"),
        definition: definition(self["sl_definition"].string),
        mostOccupancy: self["max_occupancy"].number, longestWait: self["max_asa_s"].number,
        mostAbandonment: self["max_abandon"].number)
    }
  }
}

private func definition(_ name: String?) -> ServiceLevel {
  switch name {
  case "excl_short": .withoutShortAbandons
  case "answered": .answered
  default: .offered
  }
}

extension ErlangC {
  fileprivate var json: JSON {
    .object([
      "load": .number(load), "stable": .bool(isStable), "p_wait": .number(waitProbability),
      "service_level": .number(serviceLevel), "asa_s": .optional(answerTime),
      "wait_if_delayed_s": .optional(waitIfDelayed), "queue_len": .optional(queueLength),
      "occupancy": .number(occupancy), "wait_p90_s": .optional(waitOfNineInTen),
    ])
  }
}

extension ErlangA {
  fileprivate var json: JSON {
    .object([
      "load": .number(load), "p_wait": .number(waitProbability),
      "p_abandon": .number(abandonment), "sl_offered": .optional(serviceLevel(.offered)),
      "sl_excl_short": .optional(serviceLevel(.withoutShortAbandons)),
      "sl_answered": .optional(serviceLevel(.answered)),
      "p_wait_gt_t": .number(waitBeyondTarget), "mean_wait_all_s": .number(meanWait),
      "mean_wait_answered_s": .optional(waitOfAnswered),
      "mean_wait_abandoned_s": .optional(waitOfAbandoned), "queue_len": .number(queueLength),
      "occupancy": .optional(occupancy),
    ])
  }
}

extension Requirement {
  fileprivate func json(shrinkage: Double) throws -> [String: JSON] {
    let team = try #require(paid(for: Double(agents), shrinkage: shrinkage))
    return [
      "agents": .number(Double(agents)), "occupancy": .number(occupancy),
      "scheduled_fte": .number(team.equivalents), "scheduled_heads": .number(Double(team.people)),
    ]
  }
}
