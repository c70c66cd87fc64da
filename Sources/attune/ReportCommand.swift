import App
import ArgumentParser
import Foundation
import Measures
import Web

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes the report of a month about the centre, a team or a person.",
    discussion: """
      The file stands alone: open it in any browser, print it, keep it. It holds all that a lead of \
      all teams may read, so hand it on with care. It can be written while the server runs. What \
      the report says is printed as well, a sentence a line.
      """)

  @Option(name: .long, help: "The month, such as 2026-10.")
  var month: String

  @Option(name: .long, help: "The name of a team.")
  var team: String?

  @Option(name: .long, help: "The address or the name of a person.")
  var person: String?

  @Option(
    name: .long, help: "en, zh-Hans, ru or he; the workspace's language otherwise.",
    transform: { text in
      guard let language = Language(rawValue: text) else {
        throw ValidationError("expected en, zh-Hans, ru or he")
      }
      return language
    })
  var language: Language?

  @Option(name: .long, help: "The file to write; nothing is written without it.")
  var out: String?

  @OptionGroup var options: DataOptions

  func validate() throws {
    if team != nil, person != nil {
      throw ValidationError("expected a team or a person, not both")
    }
  }

  func run() async throws {
    try await reportingErrors {
      let house = try House.openForReading(try await options.settings())
      let whose: MonthlyReport.Whose =
        team.map { .team($0) } ?? person.map { .person($0) } ?? .centre
      let report = try await house.report(whose, month: month, language: language)
      try await house.close()
      for sentence in report.sentences { print(sentence) }
      guard let out else { return }
      try Data(report.document).write(to: URL(fileURLWithPath: out), options: .atomic)
    }
  }
}
