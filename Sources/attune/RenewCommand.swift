import App
import ArgumentParser

struct RenewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "renew",
    abstract: "Computes all figures anew from the conversations.",
    discussion: """
      Figures are kept with every import and change, so that this is needed only when something \
      outside Attune has touched the database. While the server runs, it renews by itself.
      """)

  @OptionGroup var options: DataOptions

  @Flag(name: .long, help: "Report as JSON.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let house = try await House.open(try await options.settings())
      let count = try await house.renewFigures()
      try await house.close()
      if json { return try printJSON(["conversations": count]) }
      print("Renewed the figures of \(count) conversations.")
    }
  }
}
