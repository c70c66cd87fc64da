public import Kernel

/// A kind of work that is done outside of requests, and how it is done.
public struct JobKind: Sendable {
  public let name: String
  /// How often it starts by itself; `nil` for work that is queued.
  public let every: Duration?
  /// The work; run again after a crash, so that it must not mind being run twice.
  public let run: @Sendable (JobRun) async throws -> Void

  public init(
    _ name: StaticString, every: Duration? = nil,
    run: @escaping @Sendable (JobRun) async throws -> Void
  ) {
    self.name = "\(name)"
    self.every = every
    self.run = run
  }
}

/// One run of a job: what it was asked to do, and what it does it with.
public struct JobRun: Sendable {
  public let scope: Scope
  /// The text the job was queued with, usually a key.
  public let payload: String
  public let world: World
  public let database: any Database

  public init(scope: Scope, payload: String, world: World, database: any Database) {
    self.scope = scope
    self.payload = payload
    self.world = world
    self.database = database
  }
}
