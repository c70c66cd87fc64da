public import Kernel
public import Logging

/// Takes due jobs one after the other, a few at a time, until its task is cancelled.
public struct JobRunner: Sendable {
  let kinds: [String: JobKind]
  let database: any Database
  let world: World
  let owner: String
  let logger: Logger
  /// The workspaces that scheduled work is done for.
  let workspaces: @Sendable (any Database) async throws -> [Scope]

  /// A runner for those kinds of work.
  public init(
    kinds: [JobKind], database: any Database, world: World, owner: String, logger: Logger,
    workspaces: @escaping @Sendable (any Database) async throws -> [Scope]
  ) {
    self.kinds = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.database = database
    self.world = world
    self.owner = owner
    self.logger = logger
    self.workspaces = workspaces
  }

  /// Works until the task is cancelled; jobs that have begun are finished first.
  ///
  /// What jobs do beside the database runs on threads of their own, so that pages go first. One
  /// thread more than there are jobs keeps leases while all of them compute.
  public func run(width: Int = 2) async {
    let width = max(1, width)
    let threads = SideThreads(width: width + 1, stepping: .far)
    await withTaskExecutorPreference(threads) {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<width { group.addTask { await work() } }
        group.addTask { await schedule() }
      }
    }
  }

  private func work() async {
    while !Task.isCancelled {
      do {
        if try await runNext() { continue }
      } catch {
        logger.error("job queue", metadata: ["error": "\(error)"])
      }
      try? await world.sleep(.milliseconds(500))
    }
  }

  /// Runs one due job; false when there was none.
  @discardableResult
  public func runNext() async throws -> Bool {
    let (names, owner) = (kinds.keys.sorted(), owner)
    let claimed = try await database.write { db in
      try Job.claim(names, owner: owner, in: db)
    }
    guard let job = claimed, let kind = kinds[job.kind] else { return false }
    let run = JobRun(scope: job.scope, payload: job.payload, world: world, database: database)
    let failure = await holding(job) { try await kind.run(run) }
    let message = failure.map { String("\($0)".prefix(2000)) }
    if let message {
      logger.error("job failed", metadata: ["kind": "\(job.kind)", "error": "\(message)"])
    }
    let isOurs = try await database.write { db in try job.finish(error: message, in: db) }
    if !isOurs { logger.warning("stale job discarded", metadata: ["kind": "\(job.kind)"]) }
    return true
  }

  /// Does the work while the lease is renewed; returns what it threw.
  private func holding(_ job: Job, _ body: @escaping @Sendable () async throws -> Void) async
    -> (any Error)?
  {
    await withTaskGroup(of: Result<Bool, any Error>.self) { group in
      group.addTask {
        do {
          try await body()
          return .success(true)
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        while !Task.isCancelled {
          try? await world.sleep(.seconds(20))
          if Task.isCancelled { break }
          let isOurs = try? await database.write { db in try job.renew(in: db) }
          if isOurs == false { return .failure(StorageError.conflict("lease lost")) }
        }
        return .success(false)
      }
      defer { group.cancelAll() }
      if case .failure(let error)? = await group.next() { return error }
      return nil
    }
  }

  private func schedule() async {
    while !Task.isCancelled {
      do {
        try await queueDue()
      } catch {
        logger.error("job schedule", metadata: ["error": "\(error)"])
      }
      try? await world.sleep(.seconds(20))
    }
  }

  /// Queues each scheduled kind once per workspace and slot of time, whoever asks first.
  public func queueDue() async throws {
    let scheduled = kinds.values.compactMap { kind in kind.every.map { (kind.name, $0) } }
    guard !scheduled.isEmpty else { return }
    let seconds = world.now().milliseconds / 1000
    let scopes = try await workspaces(database)
    try await database.write { [world] db in
      for scope in scopes {
        for (name, every) in scheduled {
          let slot = seconds / max(1, every.components.seconds)
          try Job.queue(name, payload: "", slot: "\(slot)", scope: scope, world: world, in: db)
        }
      }
    }
  }
}
