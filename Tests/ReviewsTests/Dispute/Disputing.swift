import Kernel
import Storage
import Support
import Web

@testable import People
@testable import Reviews

extension Month {
  /// Somebody of the workspace with one role.
  func actor(_ person: Person.ID, _ grant: Grant) -> Actor {
    Actor(
      person: person, name: "Reader", workspace: scope.workspace, grants: [grant],
      teams: [team])
  }

  var leading: Actor { actor(lead, Grant(.lead, team: team)) }

  /// Answers with the second point everywhere, which is neither fatal nor critical, and praise.
  var middling: ReviewDraft {
    var draft = draft()
    for criterion in card.rubric.criteria {
      draft.answers[criterion.id]?.choice = .option(criterion.options[1].id)
    }
    return draft
  }

  /// The score of such answers.
  var base: Double? { Scoring.score(middling.answers, card.rubric).value }

  /// A shared cycle in which everybody got the second point everywhere.
  func sharedCycle(
    rule: DisputeRule = DisputeRule(secondPercent: 0),
    _ change: (inout Plan) -> Void = { _ in }
  ) async throws -> Cycle {
    let cycle = try await openCycle { plan in
      plan.asksSelfAssessment = false
      change(&plan)
    }
    for review in try await reviews(cycle) { try await handIn(review, middling) }
    clock.set(cycle.plan.shareOn, hour: 9)
    return try await database.write { db in
      try rule.enact(scope: scope, world: world, in: db)
      try cycle.share(on: cycle.plan.shareOn, scope: acting(lead), world: world, in: db)
      return try Cycle.require(cycle.id, scope, in: db)
    }
  }

  /// The disputes about some criteria, each with the best option.
  func claim(_ count: Int = 1) -> Dispute.Claim {
    .scores(
      card.rubric.criteria.prefix(count).map { criterion in
        Dispute.Point(
          criterion.id, option: criterion.options.last?.id, reason: "The greeting says it.")
      })
  }

  /// Raises a dispute in the name of the review's agent.
  @discardableResult
  func dispute(_ review: Review, _ claim: Dispute.Claim? = nil) async throws -> Dispute {
    let claim = claim ?? self.claim()
    return try await database.write { db in
      try Dispute.raise(
        claim, about: review.id, scope: acting(review.agent), world: world, in: db)
    }
  }

  func verdicts(
    _ dispute: Dispute, _ outcome: Dispute.Outcome, option: Criterion.Option.ID? = nil
  ) -> [Dispute.Verdict] {
    let criteria: [Criterion.ID?] =
      dispute.kind == .person ? [nil] : dispute.points.map { $0.criterion }
    return criteria.map { Dispute.Verdict($0, outcome, option: option, reason: "As read.") }
  }

  @discardableResult
  func decide(
    _ dispute: Dispute, _ outcome: Dispute.Outcome, by actor: Actor? = nil
  ) async throws -> Dispute.Outcome {
    let (actor, verdicts) = (actor ?? leading, verdicts(dispute, outcome))
    return try await database.write { db in
      try dispute.decide(verdicts, by: actor, world: world, in: db)
    }
  }

  /// Hands in one review in its writer's name.
  func handIn(_ review: Review, _ draft: ReviewDraft) async throws {
    let writer = try await writer(of: review)
    try await database.write { db in
      _ = try review.current(scope, in: db).submit(
        draft, seconds: 1, scope: writer, world: world, in: db)
    }
  }

  func look(_ cycle: Cycle) async throws -> SecondLook {
    try await database.read { db in try SecondLook.of([cycle.id], scope, in: db) }
  }

  func current(_ dispute: Dispute) async throws -> Dispute? {
    try await database.read { db in try Dispute.find(dispute.id, scope, in: db) }
  }

  func current(_ review: Review) async throws -> Review {
    try await database.read { db in try review.current(scope, in: db) }
  }

  func results(_ cycle: Cycle, of agent: Person.ID? = nil) async throws -> Results {
    try await database.read { db in try Results.of([cycle.id], agent: agent, scope, in: db) }
  }
}
