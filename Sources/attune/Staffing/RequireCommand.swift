import ArgumentParser
import Staffing

struct RequireCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "require",
    abstract: "How many agents each interval needs, and how many to pay for it.",
    discussion: "Several files are several queues: their needs are added first and rounded once.")

  @Argument(help: "A JSON file with calls by interval, aht_s, patience_s and the promise.")
  var files: [String]

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  struct Row: Encodable {
    let interval: Int
    /// The agents of all queues, with their fraction.
    let needed: Double
    let agents: Int
    let paid: Double
    let people: Int
    /// The service level of each queue with its whole team, and with one fewer.
    let levels: [Double]
    let levelsOneLess: [Double?]
    let occupancies: [Double]
  }

  func run() async throws {
    try await reportingErrors {
      let queues = try files.map { try StaffFile.read($0) }
      let rows = try self.rows(queues)
      if json { return try printJSON(rows) }
      for row in rows {
        let levels = row.levels.map(\.percent).joined(separator: "  ")
        print(
          "\(String(row.interval).trailing(4))  needs \(row.needed.fixed(2).trailing(7))  agents \(String(row.agents).trailing(4))  paid \(String(row.people).trailing(4))  \(levels)"
        )
      }
      print("\(rows.reduce(0) { $0 + $1.agents }) agent intervals in all.")
    }
  }

  private func rows(_ queues: [StaffFile]) throws -> [Row] {
    let counts = try queues.map { try $0.needed($0.calls, "calls") }
    let length = counts.map(\.count).max() ?? 0
    return try (0..<length).map { index in
      var (needs, teams) = ([Need](), [Requirement]())
      for (queue, calls) in zip(queues, counts) where calls.indices.contains(index) {
        let demand = try queue.demand(calls[index])
        guard
          let need = Need(for: demand, patience: queue.patience_s, promise: queue.promise),
          let team = Requirement(for: demand, patience: queue.patience_s, promise: queue.promise)
        else { throw StaffFile.Problem.impossible("team") }
        needs.append(need)
        teams.append(team)
      }
      let whole = Need.whole(of: needs)
      guard let heads = paid(for: Double(whole), shrinkage: queues.first?.shrinkage ?? 0) else {
        throw StaffFile.Problem.impossible("shrinkage")
      }
      return Row(
        interval: index, needed: needs.reduce(0) { $0 + $1.agents }, agents: whole,
        paid: heads.equivalents, people: heads.people, levels: teams.map(\.serviceLevel),
        levelsOneLess: teams.map(\.serviceLevelOneLess), occupancies: teams.map(\.occupancy))
    }
  }
}
