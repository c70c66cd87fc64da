import Glibc
import Staffing
import Statistics
import Support
import Testing

/// Too far apart for the errors of both simulations.
private func differs(_ got: Double, _ want: Double, _ errors: Double...) -> Bool {
  let error = errors.reduce(0) { $0 + $1 * $1 }.squareRoot()
  return abs(got - want) > 4 * error + 0.0005
}

func intervalComplaint(_ item: JSON) throws -> String? {
  let (input, expect) = (item["in"], item["expect"])
  let demand = try input.demand
  let agents = try input.count("agents")
  let intervals = Int(Swift.min(20_000, 300_000 / demand.calls))
  let chance = try #require(
    IntervalChance(
      demand, patience: input["patience_s"].number, agents: agents, promise: try input.promise,
      intervals: intervals, seed: 7))
  let (met, error) = (
    try expect.positive("p_interval_met"), try expect.positive("p_interval_met_se")
  )
  if differs(chance.met, met, error, chance.standardError) {
    return "met \(chance.met) ± \(chance.standardError), not \(met)"
  }
  // The long run is what the formulas say.
  let exact =
    try input["patience_s"].number.map {
      try #require(ErlangA(demand, patience: $0, agents: agents, target: 20)).answeredInTime
    } ?? (try #require(ErlangC(demand, agents: agents, target: 20))).serviceLevel
  let long = try expect.positive("sl_long_run")
  return differs(exact, long, try expect.positive("sl_long_run_se"))
    ? "formula \(exact), not \(long)" : nil
}

func dayComplaint(_ item: JSON) throws -> String? {
  let (input, expect) = (item["in"], item["expect"])
  let plan = try #require(
    DayPlan(
      interval: try input.positive("interval_s"), calls: input["calls"].numbers,
      staff: input["staff"].numbers.map { Int($0) },
      handlingTime: try input.positive("aht_s"), patience: input["patience_s"].number,
      promise: try input.promise, volumeVariation: try input.positive("rate_cv")))
  let days = Int(Swift.min(3_000, 400_000 / plan.calls.reduce(0, +)))
  let chance = DayChance(of: plan, days: days, seed: 11)
  func error(_ p: Double) -> Double { (p * (1 - p) / Double(days)).squareRoot() }
  let (met, given) = (try expect.positive("p_day_met"), try expect.positive("p_day_met_se"))
  let value = try #require(chance.met.value)
  if differs(value, met, given, error(met)) { return "day met \(value), not \(met)" }
  let played = try expect.positive("days")
  for (slot, want) in expect["p_interval_met"].numbers.enumerated() {
    let given = (want * (1 - want) / played).squareRoot()
    if differs(chance.intervalMet[slot], want, given, error(want)) {
      return "interval \(slot) met \(chance.intervalMet[slot]), not \(want)"
    }
  }
  let (mean, spread) = (try expect.positive("mean_day_sl"), try expect.positive("sd_day_sl"))
  let level = try #require(chance.meanLevel)
  return differs(level, mean, spread / Double(days).squareRoot(), spread / played.squareRoot())
    ? "level \(level), not \(mean)" : nil
}
