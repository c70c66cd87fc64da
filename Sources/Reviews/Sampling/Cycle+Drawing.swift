internal import Conversations
internal import Kernel
internal import People
internal import Storage

extension Cycle {
  /// Draws the sample of a frozen pool.
  ///
  /// There is a random lot for each person, then one from the flagged conversations of all; what both
  /// draw is looked at once.
  func draw(
    from pool: [FrameItem], scope: Scope, world: World, in db: any Connection
  ) throws -> [Pick] {
    let allotment = try Allotment.of(
      Dictionary(grouping: pool, by: \.agent).mapValues(\.count), in: team, plan, scope, in: db)
    let flagged = Drawing(flagged: pool, size: plan.sampling.flagged, seed: seed)
    var lots = allotment.shares.map(Lot.init)
    if flagged.size > 0 {
      lots.append(
        Lot(
          kind: .suspicious, agent: nil, number: 0, drawn: flagged.size,
          population: flagged.list.count, spread: nil, known: 0))
    }
    for lot in lots { try lot.insert(into: id, scope: scope, world: world, in: db) }
    let chances = Chances(lots)
    func pick(
      _ choice: Drawing.Choice, _ stream: Pick.Stream, _ reason: Pick.Reason
    ) -> Pick {
      Pick(
        choice, stream: stream,
        probability: chances.any(of: choice.item.agent, isFlagged: choice.item.isFlagged),
        reason: reason, id: world.id(), cycle: id, at: world.now())
    }
    var picks: [Conversation.ID: Pick] = [:]
    var order: [Pick] = []
    for (_, drawing) in Drawing.all(from: pool, sizes: allotment.sizes, seed: seed) {
      for choice in drawing.choices {
        let one = pick(choice, .random, drawing.reason)
        try one.insert(scope, in: db)
        picks[one.conversation] = one
        order.append(one)
      }
    }
    for choice in flagged.choices {
      if let twice = picks[choice.item.conversation] {
        try twice.noteRedraw(by: .suspicious, scope: scope, world: world, in: db)
        continue
      }
      let one = pick(
        choice, .suspicious, .flagged(drawn: flagged.size, of: flagged.list.count))
      try one.insert(scope, in: db)
      order.append(one)
    }
    return order
  }
}

extension Allotment {
  /// What a plan gives to the people of a team, by the scores of its last shared cycles.
  static func of(
    _ population: [Person.ID: Int], in team: Team.ID, _ plan: Plan, _ scope: Scope,
    in db: any Connection
  ) throws -> Allotment {
    Allotment(
      population: population, past: try past(of: team, before: plan.firstDay, scope, in: db),
      size: plan.size, rule: plan.sampling)
  }

  /// The scores of the random picks of each person in the team's last shared cycles before a day.
  static func past(
    of team: Team.ID, before day: Day, _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID: [Double]] {
    let shared = try Cycle.all(of: team, scope, in: db).filter {
      $0.sharedAt != nil && $0.plan.firstDay < day
    }
    let results = try Results.of(shared.prefix(window).map(\.id), scope, in: db)
    return Dictionary(grouping: results.rated.filter(\.isRandom), by: \.agent)
      .mapValues { rated in rated.compactMap(\.score) }
  }
}
