internal import Conversations
public import Kernel
internal import People
internal import Statistics
public import Storage
internal import Web

extension TopUp {
  /// What the rule proposes for an open cycle today.
  static func proposal(
    for cycle: Cycle, on today: Day, _ scope: Scope, in db: any Connection
  ) throws -> TopUp {
    let lots = try Lot.all(in: cycle.id, scope, in: db)
    let added = lots.filter { $0.kind == .unsettled }.reduce(0) { $0 + $1.drawn }
    let counted = try counted(in: cycle, on: today, scope, in: db)
    let past = try Allotment.past(of: cycle.team, before: cycle.plan.firstDay, scope, in: db)
    let rest = Dictionary(grouping: try Self.rest(of: cycle, scope, in: db), by: \.agent)
    let people = lots.filter { $0.kind == .random }.compactMap(\.agent).sorted()
    let spreads = Allotment.spreads(of: people.map { past[$0] ?? [] })
    let known = Suggestion.Experience(past.sorted { $0.key < $1.key }.flatMap(\.value))
    let needs = zip(people, spreads).map { agent, spread -> Need in
      var own = known
      own.spread = spread
      return Need(
        agent: agent, left: rest[agent]?.count ?? 0, counted: counted[agent] ?? 0, known: own)
    }
    return TopUp(
      needs, budget: cycle.plan.sampling.topUp - added, target: cycle.plan.sampling.target)
  }

  /// How many conversations of each person's random sample have a review that counts, or one that
  /// is still due.
  private static func counted(
    in cycle: Cycle, on today: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID: Int] {
    let rows = try db.rows(
      """
      SELECT pick.agent_id, COUNT(*) AS items FROM pick
      WHERE pick.workspace_id = \(scope) AND pick.cycle_id = \(cycle.id)
        AND (pick.stream = 'random' OR \(Pick.drawnAgain))
        AND EXISTS (
          SELECT 1 FROM review AS r
          LEFT JOIN review_event AS submitted ON submitted.workspace_id = r.workspace_id
            AND submitted.review_id = r.id AND submitted.kind = 'submitted'
          WHERE r.workspace_id = pick.workspace_id AND r.pick_id = pick.id AND r.kind <> 'self'
            AND NOT \(Review.has(.withdrawn))
            AND ((submitted.at IS NULL AND \(Author.isDue(from: today)))
              OR (submitted.at IS NOT NULL AND NOT \(Author.practised))))
      GROUP BY pick.agent_id
      """)
    return try rows.reduce(into: [:]) { $0[try $1.get("agent_id")] = try $1.get("items") }
  }

  /// What no random lot took yet; a conversation that was replaced belongs to the pool no more.
  static func rest(
    of cycle: Cycle, agent: Person.ID? = nil, _ scope: Scope, in db: any Connection
  ) throws -> [FrameItem] {
    let gone = try Pick.all(in: cycle.id, scope, in: db).filter {
      $0.isRandom || $0.replacement != nil
    }
    let taken = Set(gone.map(\.conversation))
    return try FrameItem.frozen(in: cycle.id, of: agent, scope, in: db).filter {
      !taken.contains($0.conversation)
    }
  }
}

extension Cycle {
  /// Adds to the sample what the rule proposes today; answers how many conversations that are.
  ///
  /// - Throws: ``CycleError`` unless the cycle is open.
  @discardableResult
  public func topUp(
    on today: Day, scope: Scope, world: World, in db: any Connection
  ) throws -> Int {
    let round = try Cycle.require(id, scope, in: db)
    guard round.state == .open else { throw CycleError.state(round.state) }
    let proposal = try TopUp.proposal(for: round, on: today, scope, in: db)
    guard proposal.additional > 0 else { return 0 }
    let number = 1 + (try Lot.all(in: id, scope, in: db).map(\.number).max() ?? 0)
    var hands = try FurtherHands(in: round, number: number, scope, in: db)
    for need in proposal.needs where need.additional > 0 {
      let drawing = try round.addition(need, number: number, scope: scope, world: world, in: db)
      for pick in try round.picks(of: drawing, scope: scope, world: world, in: db) {
        for (person, kind, reason) in hands.take(pick) {
          try Review.assign(
            pick, to: person, as: kind, reason: reason, in: round, scope: scope, world: world,
            db: db)
          try round.giveFairDay(to: person, scope: scope, world: world, in: db)
        }
        if round.plan.asksSelfAssessment, today <= round.plan.reflectBy {
          try Review.assign(
            pick, to: pick.agent, as: .`self`, reason: .own, in: round, scope: scope,
            world: world, db: db)
        }
      }
    }
    try Audit.record(
      .change, .sampling, object: id.rawValue, team: team.rawValue, "cycle.audit.toppedUp",
      ["picks": String(proposal.additional)], scope: scope, world: world, in: db)
    return proposal.additional
  }

  /// Draws what one person gets in addition, and keeps the lot.
  private func addition(
    _ need: TopUp.Need, number: Int, scope: Scope, world: World, in db: any Connection
  ) throws -> Drawing {
    let rest = try TopUp.rest(of: self, agent: need.agent, scope, in: db)
    let drawing = Drawing(
      rest: rest, agent: need.agent, size: need.additional, round: number, line: line,
      seed: seed)
    try Lot(
      kind: .unsettled, agent: need.agent, number: number, drawn: drawing.size,
      population: drawing.list.count, spread: need.known.spread, known: need.counted
    ).insert(into: id, scope: scope, world: world, in: db)
    return drawing
  }

  /// Puts a further lot into the sample; what the flagged lot drew before is there already.
  private func picks(
    of drawing: Drawing, scope: Scope, world: World, in db: any Connection
  ) throws -> [Pick] {
    let known = Dictionary(
      try Pick.all(in: id, scope, in: db).map { ($0.conversation, $0) },
      uniquingKeysWith: { first, _ in first })
    let chances = Chances(try Lot.all(in: id, scope, in: db))
    return try drawing.choices.compactMap { choice in
      if let twice = known[choice.item.conversation] {
        try twice.noteRedraw(by: .random, scope: scope, world: world, in: db)
        return nil
      }
      let pick = Pick(
        choice,
        probability: chances.any(of: choice.item.agent, isFlagged: choice.item.isFlagged),
        reason: .unsettled(drawn: drawing.size, of: drawing.list.count), id: world.id(),
        cycle: id, at: world.now())
      try pick.insert(scope, in: db)
      return pick
    }
  }
}

/// Who looks at what is added: those who look at the person's work already, so that no new pair
/// can swap; whoever has fewest reviews first, by lot among equals.
private struct FurtherHands {
  private let byAgent: [Person.ID: [Person.ID: Review.Kind]]
  private let each: Int
  private var load: [Person.ID: Int]
  private var generator: SplitMix64

  init(in cycle: Cycle, number: Int, _ scope: Scope, in db: any Connection) throws {
    let authors = try Author.all(in: cycle.id, scope, in: db)
    let practising = try Standing.practising(scope, in: db)
    var byAgent: [Person.ID: [Person.ID: Review.Kind]] = [:]
    var load: [Person.ID: Int] = [:]
    for review in try Review.all(in: cycle.id, scope, in: db) where review.kind != .`self` {
      guard let author = authors[review.id], !practising.contains(author) else { continue }
      byAgent[review.agent, default: [:]][author] = review.kind
      if review.withdrawnAt == nil { load[author, default: 0] += 1 }
    }
    self.byAgent = byAgent
    self.load = load
    each = cycle.plan.reviewsPerConversation
    generator = SplitMix64(seed: Drawing.mixed(cycle.seed, UInt64(max(0, number))))
  }

  mutating func take(_ pick: Pick) -> [(Person.ID, Review.Kind, Assignment.Reason)] {
    let hands = byAgent[pick.agent] ?? [:]
    let lots = generator.permutation(of: hands.count)
    let people = zip(hands.keys.sorted(), lots).sorted {
      (load[$0.0] ?? 0, $0.1) < (load[$1.0] ?? 0, $1.1)
    }.prefix(each).map(\.0)
    return people.map { person in
      load[person, default: 0] += 1
      let kind = hands[person] ?? .peer
      return (person, kind, kind == .lead ? .lead : .lot(among: hands.count))
    }
  }
}
