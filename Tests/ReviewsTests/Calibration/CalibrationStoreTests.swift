import Conversations
import Kernel
import Storage
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct CalibrationStoreTests {
  /// The day after the month, on which everything happens.
  private static let today = Month.firstDay.startOfNextMonth

  private static func session(
    _ month: Month, drawn: Int = 3, _ change: (inout CalibrationPlan) -> Void = { _ in }
  ) async throws -> Calibration {
    var plan = CalibrationPlan(
      name: "April", scorecard: month.card.id, baseline: .expert(month.lead),
      dueOn: today.advanced(by: 5), drawn: drawn, days: 60,
      participants: month.agents.prefix(3) + [month.lead])
    change(&plan)
    let final = plan
    return try await month.database.write { db in
      try Calibration.plan(
        final, for: month.team, on: today, scope: month.acting(month.lead), world: month.world,
        in: db)
    }
  }

  private static func rate(
    _ month: Month, _ session: Calibration, by person: Person.ID, best: Bool = true
  ) async throws {
    let answers = month.draft(best: best).answers
    try await month.database.write { db in
      for item in session.items(for: person) {
        try session.rate(
          item.conversation, answers, seconds: 60, scope: month.acting(person),
          world: month.world, in: db)
      }
    }
  }

  private static func close(
    _ month: Month, _ session: Calibration, reason: String = ""
  ) async throws {
    try await month.database.write { db in
      try session.close(
        reason: reason, scope: month.acting(month.lead), world: month.world, in: db)
    }
  }

  @Test(arguments: Engine.available)
  func `the seed decides what is drawn, and nothing is drawn twice`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let first = try await Self.session(month)
      let second = try await Self.session(month)
      let kept = try await month.database.read { db in
        try Calibration.find(first.id, month.scope, in: db)
      }
      #expect(kept == first)
      #expect(first.items.count == 3)
      let taken = Set(first.items.map(\.conversation))
      #expect(taken.isDisjoint(with: second.items.map(\.conversation)))
      await #expect(throws: CalibrationError.faulty([.tooFewParticipants])) {
        _ = try await Self.session(month) {
          $0.participants = [month.lead]
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `nobody sees another's rating before the end, not even who leads`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let session = try await Self.session(month)
      let agent = month.agents[0]
      try await Self.rate(month, session, by: agent)
      for reader in [month.lead, month.agents[1]] {
        let seen = try await month.database.read { db in
          try CalibrationRating.visible(in: session, to: reader, month.scope, in: db)
        }
        #expect(seen.isEmpty)
      }
      let own = try await month.database.read { db in
        try CalibrationRating.visible(in: session, to: agent, month.scope, in: db)
      }
      #expect(own.count == session.items(for: agent).count)
      let missing = session.expected - own.count
      await #expect(throws: CalibrationError.missingWithoutReason(missing: missing)) {
        try await Self.close(month, session)
      }
      try await Self.close(month, session, reason: "The others are on leave.")
      let closed = try await month.database.read { db in
        try Calibration.require(session.id, month.scope, in: db)
      }
      #expect(closed.closeReason == "The others are on leave.")
      let seen = try await month.database.read { db in
        try CalibrationRating.visible(in: closed, to: month.lead, month.scope, in: db)
      }
      #expect(seen.count == own.count)
      await #expect(throws: CalibrationError.closed) {
        try await Self.rate(month, session, by: month.agents[1])
      }
    }
  }

  @Test(arguments: Engine.available)
  func `a rating is handed in once, by those who were asked, and never of one's own work`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let session = try await Self.session(month)
      let item = try #require(session.items.first)
      let agent = try #require(item.agent)
      let answers = month.draft().answers
      func rate(_ person: Person.ID) async throws {
        try await month.database.write { db in
          _ = try session.rate(
            item.conversation, answers, seconds: 1, scope: month.acting(person),
            world: month.world, in: db)
        }
      }
      await #expect(throws: CalibrationError.notAsked) { try await rate(agent) }
      await #expect(throws: CalibrationError.notAsked) { try await rate(month.agents[4]) }
      try await rate(month.lead)
      await #expect(throws: CalibrationError.alreadyRated) { try await rate(month.lead) }
    }
  }

  @Test(arguments: Engine.available)
  func `a draft saved from an old window is refused`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let session = try await Self.session(month)
      let item = try #require(session.items.first)
      let scope = month.acting(month.lead)
      let answers = month.draft().answers
      let version = try await month.database.write { db in
        try session.save(
          answers, on: item.conversation, over: 0, seconds: 3, scope: scope, world: month.world,
          in: db)
      }
      #expect(version == 1)
      await #expect(throws: CalibrationError.stale(version: 1)) {
        try await month.database.write { db in
          _ = try session.save(
            Answers(), on: item.conversation, over: 0, seconds: 3, scope: scope,
            world: month.world, in: db)
        }
      }
    }
  }

  @Test(arguments: Engine.available)
  func `whoever lies below the bar practises, does not count, and comes back`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let learner = month.agents[4]
      let cycle = try await month.openCycle()
      let session = try await Self.session(month, drawn: 12) {
        $0.participants = [month.lead, learner]
      }
      try await Self.rate(month, session, by: month.lead)
      try await Self.rate(month, session, by: learner, best: false)
      try await Self.close(month, session)
      let state = try await month.database.read { db in
        try Standing.history(of: learner, month.scope, in: db).first?.state
      }
      #expect(state == .practising)
      month.clock.set(Self.today.advanced(by: 2))
      try await month.submitAll(cycle)
      month.clock.set(cycle.plan.shareOn)
      let (results, theirs) = try await month.database.write { db in
        try cycle.share(
          on: cycle.plan.shareOn, scope: month.acting(month.lead), world: month.world, in: db)
        let authors = try Author.all(in: cycle.id, month.scope, in: db)
        let reviews = try Review.all(in: cycle.id, month.scope, in: db)
        return (
          try Results.of([cycle.id], month.scope, in: db),
          reviews.count { $0.kind != .`self` && authors[$0.id] == learner }
        )
      }
      #expect(theirs > 0)
      #expect(results.uncounted.count == theirs)

      // A session of somebody else's is practice: twelve conversations, rated as agreed.
      let other = try await Self.session(month, drawn: 20) {
        $0.dueOn = cycle.plan.shareOn.advanced(by: 3)
        $0.participants = [month.lead, month.agents[0]]
      }
      try await Self.rate(month, other, by: month.lead)
      try await Self.close(month, other, reason: "The lead's ratings are what is needed.")
      let room = try await month.database.read { db in
        try PracticeRoom.of(learner, month.scope, in: db)
      }
      #expect(room.open.count >= 12)
      let answers = month.draft().answers
      let end = try await month.database.write { db in
        let scope = month.acting(learner)
        for place in room.open {
          try other.rate(
            place.conversation, answers, for: .practice, seconds: 1, scope: scope,
            world: month.world, in: db)
          try Standing.update(learner, because: other.id, scope: scope, world: month.world, in: db)
        }
        return try Standing.history(of: learner, month.scope, in: db).map(\.state)
      }
      #expect(end == [.counting, .practising])
    }
  }

  @Test(arguments: Engine.available)
  func `what is agreed on is kept with its reason, and a later word replaces it`(
    engine: Engine
  ) async throws {
    try await withMonth(engine) { month in
      let session = try await Self.session(month)
      let item = try #require(session.items.first)
      let criterion = try #require(month.card.rubric.criteria.first)
      let options = criterion.options
      let scope = month.acting(month.lead)
      func agree(_ option: Criterion.Option, _ reason: String) async throws {
        try await month.database.write { db in
          try session.agree(
            on: criterion.id, .option(option.id), of: item.conversation, reason: reason,
            scope: scope, world: month.world, in: db)
        }
      }
      await #expect(throws: CalibrationError.open) { try await agree(options[0], "Early") }
      try await Self.close(month, session, reason: "Nobody had time.")
      try await agree(options[0], "First thought")
      try await agree(options[1], "After reading it again")
      let kept = try await month.database.read { db in
        try Calibration.consensus(of: [session.id], month.scope, in: db)[session.id] ?? []
      }
      #expect(kept.map(\.reason) == ["After reading it again"])
      #expect(kept.first?.option == options[1].id)
    }
  }

  @Test(arguments: Engine.available)
  func `pages keep the session blind and closed to others`(engine: Engine) async throws {
    try await withMonth(engine) { month in
      let session = try await Self.session(month)
      try await Self.rate(month, session, by: month.agents[0], best: false)
      let item = try #require(session.items.first { $0.agent != month.agents[0] })
      let path = "/calibrations/\(session.id.text)"
      let lead = month.browser(month.lead, Grant(.lead, team: month.team))
      let stranger = month.browser(month.agents[4], Grant(.agent))
      let open = try await lead.get(path)
      #expect(open.status == 200)
      #expect(!open.body.contains("As seen."))
      let one = try await lead.get("\(path)/conversations/\(item.conversation.text)")
      #expect(one.status == 200)
      #expect(!one.body.contains("As seen."))
      #expect(!one.body.contains("checked"))
      let refused = try await stranger.get(path)
      #expect(refused.status == 404)
      let csv = try await lead.get("\(path)/agreement.csv")
      #expect(csv.status == 404)
      let unsaid = try await lead.post("\(path)/closing", [("csrf", "token")])
      #expect(unsaid.status == 422)
      let closing = try await lead.post(
        "\(path)/closing", [("csrf", "token"), ("reason", "Enough for today")])
      #expect(closing.status == 303)
      let after = try await lead.get("\(path)/conversations/\(item.conversation.text)")
      #expect(after.body.contains("As seen."))
      let table = try await lead.get("\(path)/agreement.csv")
      #expect(table.body.hasPrefix("\u{FEFF}criterion,coefficient,value,lower,upper,n\r\n"))
      for page in [path, "/calibrations", "/calibrations/history", "/reviewers"] {
        let answer = try await lead.get(page)
        #expect(answer.status == 200, "\(page)")
      }
      let agent = month.browser(month.agents[0], Grant(.agent))
      for page in ["/practice", "/calibrations", "/reviewers/\(month.agents[0].text)"] {
        let answer = try await agent.get(page)
        #expect(answer.status == 200, "\(page)")
      }
      let others = try await agent.get("/reviewers/\(month.agents[1].text)")
      #expect(others.status == 404)
    }
  }
}
