import App
import ArgumentParser
import Conversations
import Foundation

struct AnalyseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyse",
    abstract: "Reads conversations on standard input and writes what their texts show.",
    discussion: """
      In: JSON Lines in the neutral form, one conversation a line with its messages. Out: one line \
      for each, in the same order, with every piece of evidence, the words that show it (in Unicode \
      scalars of the message), how sure the detector is and its version. A line that cannot be read \
      becomes a line with its number and what was expected. Memory does not grow with the stream.
      Exit codes: 0 all read, 2 some lines could not be read, 1 none could.
      """)

  @Option(name: .long, help: "A file of rules, one on each line: NAME = RULE.")
  var rules: String?

  @Option(name: .long, help: "Processors to use; all of them otherwise.")
  var threads: Int?

  func run() async throws {
    try await reportingErrors {
      let stream = EvidenceStream(
        try ruleFile(), threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
      let output = FileHandle.standardOutput
      let tally = try stream.run(InputSupply()) { try output.write(contentsOf: Data($0)) }
      if tally.faults > 0 {
        standardError("\(tally.faults) of \(tally.faults + tally.conversations) lines not read.")
        throw ExitCode(tally.conversations > 0 ? 2 : 1)
      }
    }
  }

  private func ruleFile() throws -> RuleFile? {
    guard let path = rules else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SourceError.unreadable(path: path)
    }
    return try RuleFile(String(decoding: data, as: UTF8.self))
  }
}
