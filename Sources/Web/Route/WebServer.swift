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
  let limits: ConnectionLimits
  let logger: Logger
  let onReady: @Sendable (_ port: Int) async -> Void

  /// A server for the routes of the features.
  public init(
    site: Site, features: [Feature], host: String, port: Int,
    limits: ConnectionLimits = .standard, logger: Logger,
    onReady: @escaping @Sendable (_ port: Int) async -> Void
  ) {
    self.site = site
    self.features = features
    self.host = host
    self.port = port
    self.limits = limits
    self.logger = logger
    self.onReady = onReady
  }

  /// Listens and answers.
  ///
  /// - Throws: ``ListenError`` when it cannot listen there.
  public func run() async throws {
    let (limits, headers) = (limits, SecurityHeaders.fields(isSecure: site.isSecure))
    let application = Application(
      responder: site.responder(for: features).responder,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionWatch(limits, headers: headers)],
          idleTimeout: .milliseconds(Int64(limits.idle * 1000)),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
            maxHeaderFieldCount: limits.headerFields))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
      onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
      logger: logger)
    do {
      try await application.run()
    } catch {
      throw ListenError(error, host: host, port: port) ?? error
    }
  }
}
