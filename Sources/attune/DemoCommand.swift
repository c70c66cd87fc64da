import App
import ArgumentParser
import Kernel
import Synchronization

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Makes a team that never was, with months of work, in an empty data folder.",
    discussion: """
      The same seed on the same day gives the same rows. The demo ends today; its last review \
      cycle is left in the middle. With more than 20 000 conversations they are short, and only \
      the last cycle is played.
      """)

  @Option(name: .long, help: "Which of all possible demos.")
  var seed: UInt64 = 1

  @Option(name: .long, help: "People who answer customers.")
  var agents = 12

  @Option(name: .long, help: "Finished review cycles.")
  var months = 6

  @Option(name: .long, help: "Conversations over all months.")
  var conversations = 3000

  @OptionGroup var options: DataOptions

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors(instead: "Stop it first, or name another folder with --data.") {
      let demo = DemoOptions(
        seed: seed, agents: agents, months: months, conversations: conversations)
      do { try demo.check() } catch { throw ValidationError("\(error)") }
      let house = try await House.begin(try await options.settings())
      let meter = Meter(isSilent: json)
      let report = try await Demo.load(demo, into: house.database, world: house.world) {
        meter.show($0)
      }
      try await house.finish()
      if json { return try printJSON(report) }
      show(report)
    }
  }

  private func show(_ report: DemoReport) {
    let counts = report.counts
    print(
      """
      \(report.workspace): \(counts.conversations) conversations, \(counts.submitted) reviews in \
      \(counts.cycles) cycles, \(counts.agents) agents in \(counts.teams) teams. Nobody in it is real.

      Sign in with the password \(report.password) as
      """)
    for person in report.signIns {
      let role = person.role.leading(8)
      print("  \(role)  \(person.email)  (\(person.name))")
    }
  }
}

/// Tells every now and then how far it has come.
private final class Meter: Sendable {
  private let isSilent: Bool
  private let shown = Mutex(0)

  init(isSilent: Bool) {
    self.isSilent = isSilent
  }

  func show(_ progress: DemoProgress) {
    guard !isSilent, progress.expected >= 100_000 else { return }
    let tenth = progress.conversations * 10 / max(1, progress.expected)
    let isNew = shown.withLock { last in
      guard tenth > last else { return false }
      last = tenth
      return true
    }
    if isNew {
      standardError("\(progress.conversations) of \(progress.expected) conversations")
    }
  }
}
