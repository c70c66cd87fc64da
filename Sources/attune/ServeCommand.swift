import App
import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Starts the web server and its jobs; Ctrl-C finishes what has begun and stops.")

  @OptionGroup var options: DataOptions

  @Option(name: .long, help: "The port to listen on (8080 otherwise; 0 takes a free one).")
  var port: Int?

  @Option(name: .long, help: "The address to listen on (127.0.0.1 otherwise).")
  var host: String?

  @Option(name: .long, help: "The address people use; https:// makes cookies secure.")
  var publicURL: String?

  func run() async throws {
    try await reportingErrors {
      let settings = try await options.settings(host: host, port: port, publicURL: publicURL)
      let house = try await House.open(settings)
      try await Serve.run(house, settings, logger: makeLogger()) { port in
        print("Attune is ready at http://\(settings.host):\(port)")
        flushOutput()
      }
      try await house.close()
    }
  }
}
