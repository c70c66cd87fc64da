import Staffing
import Support
import Testing

/// The reference values of staffing, run against every function; a name nobody knows fails the run.
@Suite struct StaffingVectors {
  @Test func `there are files to run`() throws {
    #expect(try StaffingFile.read("erlang.json") != nil)
  }

  @Test func `every queue has its exact values`() throws {
    guard let file = try StaffingFile.read("erlang.json") else { return }
    #expect(!file.cases.isEmpty)
    try run(file.cases, named: "erlang") { item in
      try erlangAnswer(item["model"].string ?? "", item["in"]).difference(
        from: item["expect"], relative: 1e-9, absolute: 1e-12)
    }
  }

  @Test func `every chance is what the simulation says`() throws {
    guard let file = try StaffingFile.read("interval_probability.json") else { return }
    try run(file.cases, named: "chance") { item in
      item["kind"].string == "day" ? try dayComplaint(item) : try intervalComplaint(item)
    }
  }

  @Test func `every training finds its cheapest place`() throws {
    guard let file = try StaffingFile.read("training_slots.json") else { return }
    try run(file.cases, named: "training") { try trainingComplaint($0) }
  }

  @Test func `the week of fifty people is within one percent of the best`() throws {
    guard let file = try StaffingFile.read("schedule_week.json") else { return }
    let best = try file.whole["best_known"].positive("cost")
    let problem = try weekProblem(file.whole)
    let roster = Roster.make(problem, rounds: 900_000)
    #expect(roster.faults(problem).isEmpty)
    #expect(roster.cost(problem) <= best * 1.01)
    print("vectors schedule: cost \(roster.cost(problem)), best known \(best)")
  }

  @Test func `the week of fifty people needs whom it says it needs`() throws {
    guard let file = try StaffingFile.read("schedule_week.json") else { return }
    let week = file.whole
    let promise = Promise(
      target: try week.positive("target_s"), share: try week.positive("sl_target"))
    let floor = try week.positive("floor_shrinkage")
    for (day, calls) in week["calls"].items.enumerated() {
      for (slot, count) in calls.numbers.enumerated() {
        let demand = try #require(
          Demand(calls: count, handlingTime: try week.positive("aht_s")))
        let team = try #require(
          Requirement(for: demand, patience: try week.positive("patience_s"), promise: promise))
        #expect(Double(team.agents) == week["net_agents"].items[day].numbers[slot])
        let heads = try #require(paid(for: Double(team.agents), shrinkage: floor))
        #expect(Double(heads.people) == week["required"].items[day].numbers[slot])
      }
    }
  }

  /// Records what differs, and tells how many did.
  func run(_ cases: [JSON], named topic: String, _ complaint: (JSON) throws -> String?) rethrows {
    var failed = 0
    for item in cases {
      guard let complaint = try complaint(item) else { continue }
      failed += 1
      Issue.record("\(item["id"].string ?? "?"): \(complaint)")
    }
    print("vectors \(topic): \(cases.count) cases run, \(failed) failed")
  }
}
