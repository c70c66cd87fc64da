internal import Kernel
internal import People
internal import Storage

/// How the reviews of a cycle are shared out among colleagues, counted after the fact.
struct Balance: Hashable, Sendable {
  /// What one person was asked for and did.
  struct Share: Hashable, Sendable {
    /// Asked for by the rule, and still theirs.
    var asked = 0
    /// Taken because they had time.
    var taken = 0
    /// Handed in, of both.
    var done = 0
    /// Given back with a reason.
    var returned = 0
    /// Passed on to others by the lead.
    var passed = 0

    /// Whether something moved away from them, so that their number is no longer the rule's.
    var hasMoved: Bool { returned + passed > 0 }
  }

  let shares: [Person.ID: Share]
  /// How many reviews were handed over, and why those given back were.
  let handovers: Int
  let reasons: [String]
  /// How many reviews conversations lack: nobody may look at them.
  let waiting: Int

  /// The fewest and the most the rule asked anybody for who kept everything.
  var range: ClosedRange<Int>? {
    let asked = shares.values.filter { !$0.hasMoved }.map(\.asked)
    guard let least = asked.min(), let most = asked.max() else { return nil }
    return least...most
  }

  /// Counts the reviews by colleagues; those by leads and experts are no part of equal shares.
  static func of(
    _ cycle: Cycle, _ reviews: [Review], _ authors: [Review.ID: Person.ID], _ scope: Scope,
    in db: any Connection
  ) throws -> Balance {
    let handovers = try Handover.all(in: cycle.id, scope, in: db)
    var shares: [Person.ID: Share] = [:]
    for review in reviews where review.kind == .peer {
      guard let person = authors[review.id] else { continue }
      if review.withdrawnAt == nil {
        if review.reason == .asked {
          shares[person, default: Share()].taken += 1
        } else {
          shares[person, default: Share()].asked += 1
        }
        if review.submittedAt != nil { shares[person, default: Share()].done += 1 }
      } else if let handover = handovers[review.id] {
        if handover.kind == .returned {
          shares[person, default: Share()].returned += 1
        } else {
          shares[person, default: Share()].passed += 1
        }
      }
    }
    let live = reviews.filter { $0.kind.counts && $0.withdrawnAt == nil }
      .reduce(into: [Pick.ID: Int]()) { $0[$1.pick, default: 0] += 1 }
    let replaced = Set(
      try Pick.all(in: cycle.id, scope, in: db).filter { $0.replacement != nil }.map(\.id))
    let left = Set(reviews.filter { handovers[$0.id] != nil }.map(\.pick)).subtracting(replaced)
    return Balance(
      shares: shares, handovers: handovers.count,
      reasons: handovers.values.map(\.reason).filter { !$0.isEmpty }.sorted(),
      waiting: left.count { live[$0] == nil })
  }
}
