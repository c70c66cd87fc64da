import App
import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks versions, durability, integrity and schema; exit code 1 when one is wrong.")

  @OptionGroup var options: DataOptions

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let settings = try await options.settings()
      let findings = try await Doctor.examine(settings)
      if json {
        try printJSON(findings)
      } else {
        for finding in findings {
          print("\(finding.isFine ? "ok   " : "CHECK") \(finding.name): \(finding.value)")
        }
      }
      if findings.contains(where: { !$0.isFine }) { throw ExitCode(1) }
    }
  }
}
