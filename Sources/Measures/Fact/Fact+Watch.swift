internal import Conversations
internal import Kernel
internal import Storage
internal import Web

extension Fact {
  /// Keeps facts and roll-ups with every change of conversations, in the change's transaction.
  static let watch = ConversationWatch(
    ready: { scope, db in
      let ground = try FactGround.load(scope, in: db)
      return { courses in PreparedFacts(courses, ground) }
    }, { change, scope, db in try take(change, scope, in: db) })

  /// Takes a change in: what counted before goes, what counts now comes, the difference is posted.
  static func take(
    _ change: ConversationChange, _ scope: Scope, in db: any Connection
  ) throws {
    let ground = try FactGround.load(scope, in: db)
    var ledger = Ledger()
    try takeConversations(change, ground, &ledger, scope, in: db)
    try LooseFact.take(change, ground, &ledger, scope, in: db)
    try ledger.write(scope, in: db)
  }

  private static func takeConversations(
    _ change: ConversationChange, _ ground: FactGround, _ ledger: inout Ledger, _ scope: Scope,
    in db: any Connection
  ) throws {
    guard !change.courses.isEmpty || !change.gone.isEmpty else { return }
    let ids = change.courses.map(\.conversation.id) + change.gone
    let before = change.areNew ? [:] : try remove(ids, scope, in: db)
    for old in before.values { ledger.post(old.contribution, sign: -1) }
    // A contact that comes, goes or moves decides whether earlier ones had solved the matter.
    var moved: [(customer: Customer.ID, at: Instant)] = []
    for place in change.courses.indices {
      guard let customer = change.courses[place].conversation.customer else { continue }
      moved.append((customer, change.courses[place].conversation.openedAt))
    }
    for old in before.values {
      if let customer = old.customer { moved.append((customer, old.openedAt)) }
    }
    // Nothing that was over before the time to come back can be judged differently.
    let earliest = moved.map(\.at).min()?.advanced(byDays: -Int64(ground.rules.returnWithin))
    let since = earliest.map { ground.zone.day(of: $0).advanced(by: -1) } ?? Day(number: 0)
    var visits = try visits(of: Set(moved.map(\.customer)), since: since, scope, in: db)
    let neighbours = neighbours(of: moved, visits, besides: Set(ids), ground.rules)
    let others = try remove(neighbours, scope, in: db)
    for old in others.values { ledger.post(old.contribution, sign: -1) }
    for place in change.courses.indices {
      guard let visitor = Visitor(change.courses[place]) else { continue }
      visits[visitor.customer, default: []].append(visitor)
    }
    let met = try Course.all(neighbours, scope: scope, in: db)
    var facts: [(fact: Fact, contribution: Contribution.Written)]
    if let prepared = change.prepared as? PreparedFacts, prepared.fits(change.courses, ground) {
      facts = prepared.settled(change.courses, visits, ground, &ledger)
    } else {
      facts = PreparedFacts(change.courses, ground).settled(
        change.courses, visits, ground, &ledger)
    }
    facts += PreparedFacts(met, ground).settled(met, visits, ground, &ledger)
    try insert(facts, scope, in: db)
  }

  /// The conversations whose first contact may be judged differently now.
  private static func neighbours(
    of moved: [(customer: Customer.ID, at: Instant)], _ visits: [Customer.ID: [Visitor]],
    besides ids: Set<Conversation.ID>, _ rules: ServiceRules
  ) -> [Conversation.ID] {
    var found: Set<Conversation.ID> = []
    for (customer, at) in moved {
      let earliest = at.advanced(byDays: -Int64(rules.returnWithin))
      for visit in visits[customer] ?? [] where !ids.contains(visit.conversation) {
        guard visit.openedAt <= at, let resolvedAt = visit.resolvedAt, resolvedAt >= earliest
        else { continue }
        found.insert(visit.conversation)
      }
    }
    return found.sorted()
  }
}
