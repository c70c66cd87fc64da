import ArgumentParser
import Staffing

struct ErlangCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erlang",
    abstract: "What so many agents can promise for so many calls; with a patience by Erlang A.")

  @Option(name: .long, help: "Calls expected in an interval.")
  var calls: Double

  @Option(name: .long, help: "Mean handling time in seconds.")
  var aht: Double

  @Option(name: .long, help: "Agents on duty; without it the smallest team that keeps the promise.")
  var agents: Int?

  @Option(name: .long, help: "Mean seconds a customer waits before hanging up.")
  var patience: Double?

  @Option(name: .long, help: "Seconds of an interval.")
  var interval = 1800.0

  @Option(name: .long, help: "Answer time of the promise in seconds.")
  var target = 20.0

  @Option(name: .long, help: "Share to be answered within it.")
  var share = 0.8

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  struct Report: Encodable {
    let agents: Int
    let load: Double
    let isStable: Bool
    let answeredInTime: Double
    let withoutShortAbandons: Double
    let ofAnswered: Double?
    let waitProbability: Double
    let meanWaitSeconds: Double?
    let abandonment: Double
    let occupancy: Double?
  }

  func run() async throws {
    try await reportingErrors {
      guard let demand = Demand(calls: calls, interval: interval, handlingTime: aht) else {
        throw StaffFile.Problem.impossible("demand")
      }
      let found = try report(demand, try agents ?? smallest(demand))
      if json { return try printJSON(found) }
      let wait = found.meanWaitSeconds.map { $0.fixed(1) + " s" } ?? "without end"
      print(
        """
        \(found.agents) agents for \(found.load.fixed(2)) erlangs:
          answered within \(target.fixed(0)) s  \(found.answeredInTime.percent) of all offered
          have to wait       \(found.waitProbability.percent), \(wait) on average
          hang up            \(found.abandonment.percent)
          agents are busy    \(found.occupancy.map(\.percent) ?? "–")
        """)
    }
  }

  private func smallest(_ demand: Demand) throws -> Int {
    let promise = Promise(target: target, share: share)
    guard let team = Requirement(for: demand, patience: patience, promise: promise) else {
      throw StaffFile.Problem.impossible("team")
    }
    return team.agents
  }

  private func report(_ demand: Demand, _ agents: Int) throws -> Report {
    if let patience {
      guard let queue = ErlangA(demand, patience: patience, agents: agents, target: target) else {
        throw StaffFile.Problem.impossible("queue")
      }
      return Report(
        agents: agents, load: queue.load, isStable: true, answeredInTime: queue.answeredInTime,
        withoutShortAbandons: queue.serviceLevel(.withoutShortAbandons) ?? 0,
        ofAnswered: queue.serviceLevel(.answered), waitProbability: queue.waitProbability,
        meanWaitSeconds: queue.meanWait, abandonment: queue.abandonment,
        occupancy: queue.occupancy)
    }
    guard let queue = ErlangC(demand, agents: agents, target: target) else {
      throw StaffFile.Problem.impossible("queue")
    }
    return Report(
      agents: agents, load: queue.load, isStable: queue.isStable,
      answeredInTime: queue.serviceLevel, withoutShortAbandons: queue.serviceLevel,
      ofAnswered: queue.serviceLevel, waitProbability: queue.waitProbability,
      meanWaitSeconds: queue.answerTime, abandonment: 0, occupancy: queue.occupancy)
  }
}
