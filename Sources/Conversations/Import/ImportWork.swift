public import Kernel
public import Storage

/// The work of an import: batch after batch, each in one transaction with its cursor.
///
/// A run that was cut off anywhere goes on at its cursor; what a batch stored and where the file
/// stands after it are one change.
public struct ImportWork: Sendable {
  let database: any Database
  let world: World
  let scope: Scope
  /// The workspace's zone, which decides the day of a conversation.
  let zone: Zone
  let limits: SourceLimits
  /// Whoever keeps figures of what is imported.
  let watches: [ConversationWatch]

  public init(
    database: any Database, world: World, scope: Scope, zone: Zone,
    limits: SourceLimits = .standard, watches: [ConversationWatch] = []
  ) {
    self.database = database
    self.world = world
    self.scope = scope
    self.zone = zone
    self.limits = limits
    self.watches = watches
  }

  /// Reads the file to its end, or until somebody cancels; returns the run as it then stands.
  @discardableResult
  public func run(_ id: ImportRun.ID) async throws -> ImportRun? {
    guard var run = try await find(id), run.state == .running || run.state == .checking else {
      return try await find(id)
    }
    if run.startedAt == nil { run.startedAt = world.now() }
    do {
      let reading = try ImportReading({ [run] in try run.open(limits: limits) }, now: world.now())
      run.ignored = await reading.ignored
      try await store(&run, from: reading)
    } catch let error as SourceError {
      try await end(&run, as: .failed, problem: error)
    }
    return try await find(id)
  }

  private func find(_ id: ImportRun.ID) async throws -> ImportRun? {
    try await database.read { [scope] db in try ImportRun.find(id, scope: scope, in: db) }
  }

  private func store(_ run: inout ImportRun, from reading: ImportReading) async throws {
    // What a trial stores is taken back, so nobody needs to be told of it.
    var delivery = Delivery(
      scope: scope, source: run.source, importRun: run.id.rawValue, zone: zone, world: world,
      watches: run.state == .checking ? [] : watches)
    var seen = SeenKeys()
    var ready = try await reading.next(for: delivery)
    var countedAt = Self.firstCounted
    while let current = ready {
      try Task.checkCancellation()
      let met = delivery
      async let upcoming = reading.next(for: met)
      let isTrial = run.state == .checking
      let outcome =
        isTrial
        ? try await trial(run, delivery, current, &seen)
        : try await commit(run, delivery, current)
      guard let outcome else {
        // Cancelled, or taken over by another worker: what is stored stays stored.
        _ = try? await upcoming
        return
      }
      (run, delivery) = outcome
      if !isTrial, run.counts.rows >= countedAt {
        try await database.gatherStatistics()
        countedAt = run.counts.rows * 4
      }
      do {
        ready = try await upcoming
      } catch let error as SourceError {
        try await end(&run, as: isTrial ? .checked : .failed, problem: error)
        return
      }
    }
    try await end(&run, as: run.state == .checking ? .checked : .finished, problem: nil)
  }

  /// After so many rows, and each time they are four times as many, it is told how rows are spread:
  /// what is planned for an empty database may walk through all rows of a full one.
  private static let firstCounted = 4000

  private func end(
    _ run: inout ImportRun, as state: ImportRun.State, problem: SourceError?
  ) async throws {
    let before = run.state
    run.state = before == .checking ? .checked : state
    run.problem = problem
    run.finishedAt = world.now()
    let path = run.path
    if run.state == .finished { run.path = nil }
    let ended = run
    let isOurs = try await database.write { [scope] db in
      try ended.save(scope, from: before, in: db)
    }
    guard isOurs, ended.state == .finished else { return }
    if let path { UploadFolder.remove(path) }
    try await database.gatherStatistics()
  }

  private typealias Outcome = (ImportRun, Delivery)

  /// Stores a batch and moves the cursor; `nil` when the run is no longer ours.
  private func commit(
    _ run: ImportRun, _ delivery: Delivery, _ ready: ImportReading.Ready
  ) async throws -> Outcome? {
    try await database.write { [scope] db in
      var (run, delivery) = (run, delivery)
      let cursor = run.cursor
      let outcomes = try delivery.store(ready.bundles, in: db)
      run.counts += try Self.counts(outcomes, ready, &delivery, in: db)
      try Self.keepPrevious(outcomes, of: run, scope: scope, in: db)
      try ImportReject.insert(ready.batch.rejects, of: run, scope: scope, in: db)
      run.advance(past: ready.batch)
      guard try run.save(scope, from: .running, at: cursor, in: db) else { throw NotOurs() }
      return (run, delivery)
    } orNil: {
      $0 is NotOurs
    }
  }

  /// Stores a batch, counts, and takes everything back.
  private func trial(
    _ run: ImportRun, _ delivery: Delivery, _ ready: ImportReading.Ready,
    _ seen: inout SeenKeys
  ) async throws -> Outcome? {
    let counts: ImportCounts
    let again = seen.count(ready.drafts)
    do {
      counts = try await database.write { db in
        var delivery = delivery
        let outcomes = try delivery.store(ready.bundles, in: db)
        throw Taken(counts: try Self.counts(outcomes, ready, &delivery, in: db))
      }
    } catch let taken as Taken {
      counts = taken.counts
    }
    var next = run
    next.counts += counts
    // A conversation that an earlier batch would have created is created once.
    next.counts.created -= min(again, counts.created)
    let cursor = run.cursor
    next.advance(past: ready.batch)
    let result = next
    let isOurs = try await database.write { [scope] db in
      try ImportReject.insert(ready.batch.rejects, of: run, scope: scope, in: db)
      return try result.save(scope, from: .checking, at: cursor, in: db)
    }
    return isOurs ? (next, delivery) : nil
  }

  private struct NotOurs: Error {}
  private struct Taken: Error {
    let counts: ImportCounts
  }

  private static func counts(
    _ outcomes: [Delivery.Outcome], _ ready: ImportReading.Ready, _ delivery: inout Delivery,
    in db: any Connection
  ) throws -> ImportCounts {
    var counts = ImportCounts()
    counts.rows = ready.batch.rows
    counts.rejected = ready.batch.rejects.count
    for outcome in outcomes {
      switch outcome.change {
      case .created, .revived: counts.created += 1
      case .updated(let previous):
        // A later row of the same file adds to what an earlier one began.
        if previous.conversation.importRun != delivery.importRun { counts.updated += 1 }
      case .unchanged, .older: counts.unchanged += 1
      }
    }
    var states: [AgentStateRecord] = []
    for record in ready.others {
      switch record {
      case .survey(let survey): counts.add(try delivery.store(survey, in: db))
      case .agentState(let state): states.append(state)
      case .agent(let agent):
        try delivery.store(agent, in: db)
        counts.unchanged += 1
      case .queue(let queue):
        try delivery.store(queue, in: db)
        counts.unchanged += 1
      case .conversation: break
      }
    }
    for reception in try delivery.store(states, in: db) { counts.add(reception) }
    try delivery.settle(in: db)
    return counts
  }

  /// Keeps the version before the first change of this run, which undoing puts back.
  private static func keepPrevious(
    _ outcomes: [Delivery.Outcome], of run: ImportRun, scope: Scope, in db: any Connection
  ) throws {
    for outcome in outcomes {
      guard case .updated(let previous) = outcome.change,
        previous.conversation.importRun != run.id.rawValue
      else { continue }
      let text = try ImportRun.encoded(previous)
      try db.execute(
        """
        INSERT INTO import_change (workspace_id, import_run_id, conversation_id, previous)
        VALUES (\(scope), \(run.id), \(outcome.conversation), \(text))
        ON CONFLICT (workspace_id, import_run_id, conversation_id) DO NOTHING
        """)
    }
  }
}

extension ImportCounts {
  fileprivate mutating func add(_ reception: Delivery.Reception) {
    switch reception {
    case .created: created += 1
    case .updated: updated += 1
    case .unchanged: unchanged += 1
    }
  }
}

extension ImportRun {
  fileprivate mutating func advance(past batch: ImportBatch) {
    cursor = batch.cursor
    for (word, count) in batch.unknown where unknown[word] != nil || unknown.count < 200 {
      unknown[word, default: 0] += count
    }
  }
}

/// The keys a trial has met, so that it does not count a conversation as new twice.
private struct SeenKeys {
  private var keys: Set<Int> = []

  /// How many of these came before; remembers up to a million.
  mutating func count(_ drafts: [Draft]) -> Int {
    var again = 0
    for draft in drafts {
      let key = draft.record.externalID.hashValue
      if keys.contains(key) { again += 1 } else if keys.count < 1_000_000 { keys.insert(key) }
    }
    return again
  }
}

extension Database {
  /// A write that gives `nil` for the errors a test accepts.
  fileprivate func write<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value,
    orNil accepts: (any Error) -> Bool
  ) async throws -> Value? {
    do {
      return try await write(body)
    } catch  where accepts(error) {
      return nil
    }
  }
}
