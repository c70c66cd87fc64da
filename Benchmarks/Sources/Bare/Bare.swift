import Hummingbird
import Logging

/// One route with a fixed text: `Bare PORT`.
@main
enum Bare {
  static func main() async throws {
    let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 8081
    var logger = Logger(label: "bare")
    logger.logLevel = .error
    let router = Router()
    router.get("/") { _, _ in "Good morning" }
    let application = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      logger: logger)
    try await application.runService()
  }
}
