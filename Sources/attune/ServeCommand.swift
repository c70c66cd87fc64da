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

  @Option(name: .long, help: "Minutes without a request that end a session (30 otherwise).")
  var sessionIdleMinutes: Int?

  @Option(name: .long, help: "Hours after which a session ends in any case (12 otherwise).")
  var sessionHours: Int?

  @Option(
    name: .long,
    help: "Requests a second one person may send in the long run (20 otherwise; 0 for no limit).")
  var requestsPerSecond: Int?

  @Option(
    name: .long,
    help: "The mail server for notices, as smtp://name:password@host:587 (none otherwise).")
  var mail: String?

  @Option(name: .long, help: "The address notices come from by mail.")
  var mailFrom: String?

  func run() async throws {
    try await reportingErrors(instead: "Stop it first, or name another folder with --data.") {
      var flags = options.flags
      (flags.host, flags.port, flags.publicURL) = (host, port, publicURL)
      flags.sessionIdleMinutes = sessionIdleMinutes
      flags.sessionHours = sessionHours
      flags.requestsPerSecond = requestsPerSecond
      (flags.mail, flags.mailFrom) = (mail, mailFrom)
      let settings = try await Settings(flags)
      let house = try await House.open(settings)
      try await Serve.run(house, settings, logger: makeLogger()) { port in
        print("Attune is ready at \(settings.address(port: port))")
        if let welcome = try? await house.welcome(at: settings.address(port: port)) {
          print("Nobody has begun here yet. Begin at \(welcome)")
        }
        flushOutput()
      }
      try await house.close()
    }
  }
}
