import ArgumentParser

struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff",
    abstract: "How many people, when, and how sure: from files, without a server.",
    discussion: """
      Files are JSON with the names erlang.json and its neighbours use: times in seconds, calls and \
      staff by interval. Documentation/Staffing.md shows one of each.
      """,
    subcommands: [
      ErlangCommand.self, ChanceCommand.self, RequireCommand.self, TrainCommand.self,
      ScheduleCommand.self,
    ])
}
