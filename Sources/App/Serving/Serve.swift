internal import Kernel
public import Logging
internal import People
internal import ServiceLifecycle
internal import Storage
internal import UnixSignals
internal import Web

/// Runs the web server and the jobs until the process is told to stop.
public enum Serve {
  /// Serves an open house; returns after a clean stop.
  ///
  /// The first `SIGTERM` or `SIGINT` stops accepting and finishes what has begun, for at most
  /// twenty seconds.
  public static func run(
    _ house: House, _ settings: Settings, logger: Logger,
    onReady: @escaping @Sendable (_ port: Int) async -> Void
  ) async throws {
    let site = house.site(settings)
    let server = WebServer(
      site: site, features: house.features, host: settings.host, port: settings.port,
      logger: logger,
      onReady: onReady)
    let jobs = JobService(
      runner: JobRunner(
        kinds: house.features.flatMap(\.jobs), database: house.database, world: house.world,
        owner: "\(settings.host):\(settings.port)", logger: logger,
        workspaces: { database in
          try await database.read { db in
            try Workspace.all(in: db).map { Scope(workspace: $0.id) }
          }
        }))
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: server), .init(service: jobs)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(20)
    try await ServiceGroup(configuration: configuration).run()
  }
}

extension House {
  /// What every page needs to answer.
  func site(_ settings: Settings) -> Site {
    let limits = settings.sessionLimits
    return Site(
      world: world, database: database, features: features,
      session: { token, world, database in
        try await Session.resolve(token: token, limits: limits, world, database)
      },
      accessToken: { token, world, database in
        try await Actor.holding(token: token, world, database)
      },
      workspace: { scope, database in try await Workspace.label(scope, database) },
      publicURL: settings.publicURL, uploadFolder: uploadFolder,
      limits: settings.requestLimits)
  }
}

extension Settings {
  /// How long sessions live.
  var sessionLimits: Session.Limits {
    Session.Limits(idle: Int64(sessionIdleMinutes) * 60, absolute: Int64(sessionHours) * 3600)
  }

  var requestLimits: RequestLimits {
    requestsPerSecond == 0 ? .none : RequestLimits(person: Double(requestsPerSecond))
  }
}

/// The jobs as a service of the same group as the server.
private struct JobService: Service {
  let runner: JobRunner

  func run() async throws {
    await cancelWhenGracefulShutdown { await runner.run() }
  }
}
