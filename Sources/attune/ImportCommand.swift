import App
import ArgumentParser
import Conversations
import Foundation

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Brings in a file of conversations, messages, calls or survey answers.",
    discussion: """
      Importing the same file again changes nothing, and an import that was cut off goes on where \
      it stood. Rows that cannot be taken are named; the others are kept. A table without a mapping \
      is mapped by guessing from its columns. While the server runs, import in the browser.
      Exit codes: 0 all rows taken, 2 some rows rejected or the file was cut short, 1 nothing taken.
      """)

  @Argument(help: "The file: JSON Lines, CSV, WebVTT, SubRip or Asterisk's queue_log.")
  var file: String

  @Option(
    name: .long, help: "jsonl, csv, vtt, srt or queue_log; by the name of the file otherwise.",
    transform: { text in
      guard let format = ImportFormat(rawValue: text) else {
        throw ValidationError("expected jsonl, csv, vtt, srt or queue_log")
      }
      return format
    })
  var format: ImportFormat?

  @Option(name: .long, help: "The tool the file comes from; with a key it names a conversation.")
  var source: String

  @Option(name: .long, help: "A JSON file that says what the columns mean.")
  var mapping: String?

  @OptionGroup var options: DataOptions

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  func run() async throws {
    let instead = "Stop it first, or import in the browser while it runs, under Imports."
    try await reportingErrors(instead: instead) {
      let bytes = try mapping.map { path in
        guard let data = FileManager.default.contents(atPath: path) else {
          throw SourceError.unreadable(path: path)
        }
        return Array(data)
      }
      let house = try await House.open(try await options.settings())
      let (report, madeWorkspace) = try await house.importFile(
        file, format: format, source: source, mapping: bytes)
      try await house.close()
      if json { try printJSON(report) } else { show(report) }
      if madeWorkspace {
        standardError(
          "A workspace was made. Let somebody in: attune user add NAME MAIL --role admin")
      }
      let taken = report.created + report.updated + report.unchanged
      if report.rejected > 0 || report.problem != nil { throw ExitCode(taken > 0 ? 2 : 1) }
    }
  }

  private func show(_ report: ImportReport) {
    print(report.summary)
    for reject in report.rejects.prefix(20) {
      print(
        "  row \(reject.row), \(reject.field): expected \(reject.expected), found \"\(reject.found)\""
      )
    }
    if report.rejected > 20 { print("  … all of them with --json, or in the browser") }
    if !report.ignoredColumns.isEmpty {
      print("Columns without a field: \(report.ignoredColumns.joined(separator: ", "))")
    }
    for (word, count) in report.unknownWords.sorted(by: { $0.key < $1.key }) {
      print("Kept as it came: \(word) (\(count))")
    }
  }
}
