import App
import ArgumentParser

/// The command tree.
@main
struct Attune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attune",
    abstract: "Service quality for support teams: sample, review, share, learn.",
    discussion: """
      Settings come from flags, then from ATTUNE_… in the environment, then from attune.json in \
      the data folder.
      Exit codes: 0 done, 1 refused or failed, 2 done in part (some rows were rejected), \
      64 wrong usage or settings, 75 the data folder or the port is in use.
      """,
    version: Version.text,
    subcommands: [
      ServeCommand.self, DemoCommand.self, ImportCommand.self, BackupCommand.self,
      RestoreCommand.self, DoctorCommand.self, RenewCommand.self, ReportCommand.self,
      UserCommand.self, ForecastCommand.self, StaffCommand.self, LearnCommand.self,
      PredictCommand.self, AnalyseCommand.self,
    ])
}
