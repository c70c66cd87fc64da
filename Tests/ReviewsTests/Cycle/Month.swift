import Conversations
import Kernel
import Storage
import Support
import Synchronization
import Web

@testable import People
@testable import Reviews

/// A team with a lead and some agents, a month of conversations, and the ready-made scorecard.
struct Month: Sendable {
  let database: any Database
  let clock: Clock
  let world: World
  /// The program itself, without an acting person.
  let scope: Scope
  let team: Team.ID
  let lead: Person.ID
  let agents: [Person.ID]
  let card: ScorecardVersion

  /// A clock that stands until it is moved.
  final class Clock: Sendable {
    private let moment = Mutex(Zone.utc.start(of: Month.firstDay.startOfNextMonth))

    var now: Instant { moment.withLock { $0 } }

    func set(_ day: Day) { set(Zone.utc.start(of: day)) }

    func set(_ instant: Instant) { moment.withLock { $0 = instant } }
  }

  static let firstDay = Day(iso: "2026-03-01") ?? Day(number: 0)

  var plan: Plan { .monthly(from: Self.firstDay, scorecard: card.id) }

  func acting(_ person: Person.ID) -> Scope {
    Scope(workspace: scope.workspace, person: person.rawValue)
  }

  /// Plans and opens a cycle, in the lead's name.
  func openCycle(_ change: (inout Plan) -> Void = { _ in }) async throws -> Cycle {
    var plan = plan
    change(&plan)
    let final = plan
    return try await database.write { db in
      let cycle = try Cycle.plan(
        final, for: team, scope: acting(lead), world: world, in: db)
      try cycle.open(scope: acting(lead), world: world, in: db)
      return try Cycle.require(cycle.id, scope, in: db)
    }
  }

  /// Answers with the best or the worst point everywhere, and praise.
  func draft(best: Bool = true) -> ReviewDraft {
    var answers = Answers()
    for criterion in card.rubric.criteria {
      let option = best ? criterion.options.last : criterion.options.first
      answers[criterion.id] = Answer(option.map { .option($0.id) }, comment: "As seen.")
    }
    return ReviewDraft(
      answers: answers,
      feedback: [Feedback(.praise, did: "Named the worry", effect: "The customer relaxed")])
  }

  /// Hands in every review of a cycle that is still open.
  func submitAll(_ cycle: Cycle, best: Bool = true) async throws {
    let draft = draft(best: best)
    try await database.write { db in
      let authors = try Author.all(in: cycle.id, scope, in: db)
      for review in try Review.all(in: cycle.id, scope, in: db) where review.isOpen {
        let author = authors[review.id] ?? review.agent
        try review.submit(draft, seconds: 60, scope: acting(author), world: world, in: db)
      }
    }
  }

  /// Who writes which review of a cycle.
  func authors(_ cycle: Cycle) async throws -> [Review.ID: Person.ID] {
    try await database.read { db in try Author.all(in: cycle.id, scope, in: db) }
  }

  /// Whoever writes that review, acting.
  func writer(of review: Review) async throws -> Scope {
    try await database.read { db in
      acting(try Author.of([review.id], scope, in: db)[review.id] ?? review.agent)
    }
  }

  func reviews(_ cycle: Cycle) async throws -> [Review] {
    try await database.read { db in try Review.all(in: cycle.id, scope, in: db) }
  }
}

enum MonthSchema {
  static let migrations =
    Job.migrations + People.Schema.migrations + Conversation.migrations
    + [Migration("scorecards-test", Scorecard.migration)] + ReviewSchema.migrations
}

/// Runs a test on a fresh month on one engine.
func withMonth(
  _ engine: Engine, agents count: Int = 5, conversations: Int = 24,
  _ body: @Sendable (Month) async throws -> Void
) async throws {
  try await withDatabase(engine, MonthSchema.migrations) { database in
    let clock = Month.Clock()
    var moving = World.still(at: clock.now)
    moving.now = { clock.now }
    let world = moving
    let month = try await database.write { db in
      try Month(
        database: database, clock: clock, world: world, agents: count,
        conversations: conversations, in: db)
    }
    try await body(month)
  }
}

extension Month {
  init(
    database: any Database, clock: Clock, world: World, agents count: Int, conversations: Int,
    in db: any Connection
  ) throws {
    let workspace = Workspace(
      id: world.id(), name: "Harbour Goods", zone: .utc, createdAt: world.now())
    try workspace.insert(in: db)
    let scope = workspace.scope
    let team = try Team.resolve(name: "North", scope: scope, world: world, in: db)
    func person(_ name: String, _ grant: Grant) throws -> Person.ID {
      let person = Person(id: world.id(), name: name, createdAt: world.now())
      try person.insert(scope, in: db)
      try grant.give(to: person.id, scope: scope, world: world, in: db)
      return person.id
    }
    let lead = try person("Lea Lead", Grant(.lead, team: team))
    let agents = try (0..<count).map { try person("Agent \($0 + 1)", Grant(.agent)) }
    for agent in agents {
      try Membership.add(agent, to: team, scope: scope, world: world, in: db)
      for index in 0..<conversations {
        try Month.insertConversation(
          of: agent, team, index, scope: scope, world: world, in: db)
      }
    }
    guard
      let card = try Scorecard.createStandard(
        language: "en", scope: scope, world: world, in: db)
    else { throw ReviewError.unknown }
    // Whoever wants second looks asks for them.
    try DisputeRule(secondPercent: 0).enact(scope: scope, world: world, in: db)
    self.init(
      database: database, clock: clock, world: world, scope: scope, team: team, lead: lead,
      agents: agents, card: card)
  }

  static func insertConversation(
    of agent: Person.ID, _ team: Team.ID, _ index: Int, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let id: Conversation.ID = world.id()
    let day = firstDay.advanced(by: index % 31)
    let opened = Zone.utc.instant(of: day, second: 36_000 + index * 60)
    try db.execute(
      """
      INSERT INTO conversation
        (workspace_id, id, source, external_id, channel, status, opened_at, opened_day,
         reopen_count, agent_id, credited_id, team_id, message_count, agent_message_count,
         content_hash, stored_at)
      VALUES
        (\(scope), \(id), 'test', \("\(agent)-\(index)"),
         \(["email", "chat", "call"][index % 3]), 'closed', \(opened), \(day), 0, \(agent),
         \(agent), \(team), 1, 1, 0, \(world.now()))
      """)
    try db.execute(
      """
      INSERT INTO message
        (workspace_id, id, conversation_id, position, role, visibility, kind, text)
      VALUES
        (\(scope), \(world.key()), \(id), 0, 'agent', 'public', 'text', 'Good morning.')
      """)
  }
}
