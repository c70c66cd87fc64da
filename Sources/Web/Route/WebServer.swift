internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// Listens for requests until it is told to stop, then finishes what it began.
public struct WebServer: Service {
  let site: Site
  let features: [Feature]
  let host: String
  let port: Int
  let logger: Logger
  let onReady: @Sendable (_ port: Int) async -> Void

  /// A server for the routes of the features.
  ///
  /// Silent connections end after fifteen seconds, and at most `connections` are open at once.
  public init(
    site: Site, features: [Feature], host: String, port: Int, logger: Logger,
    onReady: @escaping @Sendable (_ port: Int) async -> Void
  ) {
    self.site = site
    self.features = features
    self.host = host
    self.port = port
    self.logger = logger
    self.onReady = onReady
  }

  public func run() async throws {
    let application = Application(
      responder: site.responder(for: features).responder,
      server: .http1(configuration: .init(idleTimeout: .seconds(15))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(300)),
      onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
      logger: logger)
    try await application.run()
  }
}
