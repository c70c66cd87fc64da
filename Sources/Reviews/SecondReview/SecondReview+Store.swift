internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension SecondReview {
  /// Draws second reviews from those just shared and hands them out.
  ///
  /// A second reviewer has written nothing about the conversation, is not its agent, is not
  /// reviewed by its agent in this cycle and has no conflict with them; peers before leads. Where
  /// nobody is free the draw is kept without a reviewer, so that the page can say so.
  static func draw(
    from ready: [Review], in cycle: Cycle, scope: Scope, world: World, db: any Connection
  ) throws {
    let rule = try DisputeRule.current(scope, in: db)
    let drawn = ready.filter {
      isDrawn($0.id, seed: cycle.seed, percent: rule.secondPercent)
    }.sorted { $0.id < $1.id }
    guard !drawn.isEmpty else { return }
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let dueOn = try Cycle.require(cycle.id, scope, in: db).lastDay(in: zone)
    var candidates = try Candidates.of(cycle, scope, in: db)
    var asked: [Person.ID: Int] = [:]
    for review in drawn {
      let chosen = candidates.choose(for: review, seed: cycle.seed)
      var second: Review.ID?
      if let chosen, let pick = try Pick.find(review.pick, scope, in: db) {
        second = try Review.assign(
          pick, to: chosen.person, as: .second, reason: .second(among: chosen.among),
          dueOn: dueOn, in: cycle, scope: scope, world: world, db: db)
        candidates.give(review.pick, to: chosen.person)
        asked[chosen.person, default: 0] += 1
      }
      try db.execute(
        """
        INSERT INTO second_draw (workspace_id, id, review_id, second_id, probability, at)
        VALUES
          (\(scope), \(world.key()), \(review.id), \(second),
           \(Double(rule.secondPercent) / 100), \(world.now()))
        ON CONFLICT (workspace_id, review_id) DO NOTHING
        """)
    }
    try tell(asked, of: cycle, by: dueOn, scope: scope, world: world, in: db)
  }

  /// Who could look at what.
  private struct Candidates {
    let peers: [Person.ID]
    let leads: [Person.ID]
    /// Who has written about which pick.
    var writers: [Pick.ID: Set<Person.ID>]
    /// Whose work each person reviews in the cycle.
    let reviewed: [Person.ID: Set<Person.ID>]
    var given: [Person.ID: Int]
    /// Who may not look at whose work.
    let apart: Set<Assignment.Pair>

    static func of(
      _ cycle: Cycle, _ scope: Scope, in db: any Connection
    ) throws -> Candidates {
      let hands = try Hands.of(cycle.team, scope, in: db)
      let practising = try Standing.practising(scope, in: db)
      let authors = try Author.all(in: cycle.id, scope, in: db)
      var writers: [Pick.ID: Set<Person.ID>] = [:]
      var reviewed: [Person.ID: Set<Person.ID>] = [:]
      var given: [Person.ID: Int] = [:]
      for review in try Review.all(in: cycle.id, scope, in: db) {
        guard let author = authors[review.id] else { continue }
        writers[review.pick, default: []].insert(author)
        if review.kind.counts { reviewed[author, default: []].insert(review.agent) }
        if review.kind == .second { given[author, default: 0] += 1 }
      }
      return Candidates(
        peers: hands.peers.filter { !practising.contains($0) }, leads: hands.leads,
        writers: writers, reviewed: reviewed, given: given,
        apart: try Conflict.pairs(scope, in: db))
    }

    func choose(for review: Review, seed: UInt64) -> (person: Person.ID, among: Int)? {
      for group in [peers, leads] {
        let free = group.filter { person in
          person != review.agent && writers[review.pick]?.contains(person) != true
            && reviewed[review.agent]?.contains(person) != true
            && !apart.contains(Assignment.Pair(reviewer: person, reviewed: review.agent))
        }
        let person = SecondReview.reviewer(
          for: review.id, among: free, given: given, seed: seed)
        if let person { return (person, free.count) }
      }
      return nil
    }

    mutating func give(_ pick: Pick.ID, to person: Person.ID) {
      writers[pick, default: []].insert(person)
      given[person, default: 0] += 1
    }
  }

  /// Tells people how many they are asked for; never of which conversation.
  private static func tell(
    _ asked: [Person.ID: Int], of cycle: Cycle, by due: Day?, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    guard let due else { return }
    for (person, count) in asked.sorted(by: { $0.key < $1.key }) {
      try Notice.tell(
        person, "second.notice.asked", ["count": .number(count), "day": .day(due)], path: .work,
        occasion: "second.asked:\(cycle.id):\(world.now().milliseconds)", scope: scope,
        world: world, in: db)
    }
  }

  /// Takes an unfinished second review of a review back.
  static func takeBack(
    of review: Review, scope: Scope, world: World, in db: any Connection
  ) throws {
    let second: Review.ID? = try db.value(
      """
      SELECT second_id AS value FROM second_draw
      WHERE workspace_id = \(scope) AND review_id = \(review.id) AND second_id IS NOT NULL
      """)
    guard let second, let open = try Review.find(second, scope, in: db), open.isOpen else {
      return
    }
    try open.record(.withdrawn, scope: scope, world: world, in: db)
  }
}

extension Review {
  /// Whether somebody who did not write it may read a second review: those who read the disputes of
  /// the team, once it is handed in, and never its agent; see ``SecondReview/isShown(_:to:in:)``.
  func isVisibleSecond(to actor: Actor) -> Bool {
    submittedAt != nil && withdrawnAt == nil && agent != actor.person
      && actor.can(.read, .dispute, Ownership(team: team.rawValue))
  }
}

extension Cycle {
  /// Whether second looks can be read by others; where nobody is named all at once, when it is over:
  /// one after the other they would tell who was at work.
  var showsSecondLooks: Bool { plan.namesReviewers || state == .closed }
}

extension SecondReview {
  /// Whether a workspace shows a second review to the person whose work it is about.
  static func isShown(
    _ review: Review, to actor: Actor, in db: any Connection
  ) throws -> Bool {
    guard review.kind == .second, review.agent == actor.person, review.submittedAt != nil,
      review.withdrawnAt == nil,
      try Cycle.find(review.cycle, actor.scope, in: db)?.showsSecondLooks == true
    else { return false }
    return try DisputeRule.current(actor.scope, in: db).showsSecond
  }

  /// Whether the acting person still owes a second look at a conversation, and so must not see what
  /// others wrote about it.
  static func isBlind(
    _ actor: Actor, to pick: Pick.ID, in db: any Connection
  ) throws -> Bool {
    try Review.all(of: pick, actor.scope, in: db).contains {
      $0.isMine && $0.kind == .second && $0.isOpen
    }
  }

  /// The second review of a review, where one was drawn and handed out.
  static func find(
    of review: Review.ID, _ scope: Scope, in db: any Connection
  ) throws -> Review? {
    let second: Review.ID? = try db.value(
      """
      SELECT second_id AS value FROM second_draw
      WHERE workspace_id = \(scope) AND review_id = \(review) AND second_id IS NOT NULL
      """)
    return try second.flatMap { try Review.find($0, scope, in: db) }
  }
}
