import App
import ArgumentParser
import Kernel

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Writes every row to one file, also while the server runs.")

  @Argument(help: "The file to write.")
  var file: String

  @OptionGroup var options: DataOptions

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let settings = try await options.settings()
      let house = try House.openForReading(settings)
      let report = try await Backup.write(house.database, to: file, at: house.world.now())
      try await house.close()
      if json { return try printJSON(report) }
      print("Backed up \(report.rows) rows of \(report.tables) tables to \(file).")
    }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Reads a backup into an empty data folder or database.")

  @Argument(help: "The file that backup wrote.")
  var file: String

  @OptionGroup var options: DataOptions

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors(instead: "Stop it first, or name another folder with --data.") {
      let house = try await House.begin(try await options.settings())
      let report = try await house.restore(file)
      try await house.finish()
      if json { return try printJSON(report) }
      print("Restored \(report.rows) rows of \(report.tables) tables from \(file).")
    }
  }
}
