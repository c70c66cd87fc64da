public import Kernel
public import People
internal import Statistics
public import Storage
internal import Web

/// That a review moves from one person to another: given back with a reason, or passed on by the
/// lead because somebody cannot do it.
public enum Handover: String, Hashable, Sendable, CaseIterable {
  case returned, passed

  /// The reviews of a cycle that were handed over, with how and why.
  static func all(
    in cycle: Cycle.ID, _ scope: Scope, in db: any Connection
  ) throws -> [Review.ID: (kind: Handover, reason: String)] {
    try db.rows(
      """
      SELECT review_id, kind, reason FROM handover
      WHERE workspace_id = \(scope) AND cycle_id = \(cycle)
      """
    ).reduce(into: [:]) { found, row in
      let kind: String = try row.get("kind")
      found[try row.get("review_id")] = (
        Handover(rawValue: kind) ?? .passed, try row.get("reason")
      )
    }
  }

  /// What became of the reviews somebody had.
  public struct Outcome: Hashable, Sendable {
    /// How many have a new reviewer.
    public let given: Int
    /// How many wait, because nobody may look at them.
    public let waiting: Int
  }
}

/// Why a handover is refused.
public enum HandoverError: Error, Hashable, Sendable {
  /// Giving a review back needs a reason.
  case reasonMissing
  /// The person does not review in this cycle.
  case notAReviewer
  /// No conversation is left that the person may look at.
  case noneLeft
  /// The person has this conversation already, or may not look at it.
  case mayNotReview
}

extension Review {
  /// Gives a review back that its writer cannot do; by the rule it goes to somebody else.
  ///
  /// - Throws: ``HandoverError/reasonMissing``, or ``ReviewError`` when it is written or not theirs.
  @discardableResult
  public func giveBack(
    reason: String, scope: Scope, world: World, in db: any Connection
  ) throws -> Handover.Outcome {
    let reason = String(reason.trimmed.prefix(500))
    guard !reason.isEmpty else { throw HandoverError.reasonMissing }
    let cycle = try requireWritable(scope, in: db)
    try requireReviewer(scope, in: db)
    guard kind != .`self` else { throw ReviewError.notYours }
    guard cycle.state == .open else { throw ReviewError.closed }
    let trace = Author.trace(scope, in: cycle)
    try leave(.returned, reason: reason, scope: scope, world: world, in: db)
    // The lead may be told that something waits: not in which minute.
    let quiet = try Author.quiet(world, in: cycle, scope, db: db)
    let outcome = try cycle.handOn([self], apartFrom: nil, scope: trace, world: quiet, in: db)
    try Audit.record(
      .change, .assignment, object: cycle.id.rawValue, team: team.rawValue,
      "handover.audit.returned", scope: trace, world: quiet, in: db)
    return outcome
  }

  /// Ends a review that will not be written by whoever has it.
  fileprivate func leave(
    _ kind: Handover, reason: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    let added = try db.execute(
      """
      INSERT INTO handover (workspace_id, id, cycle_id, review_id, kind, reason)
      VALUES (\(scope), \(world.key()), \(cycle), \(id), \(kind.rawValue), \(reason))
      ON CONFLICT (workspace_id, review_id) DO NOTHING
      """)
    guard added == 1 else { throw ReviewError.withdrawn }
    try record(.withdrawn, scope: scope, world: world, in: db)
    try db.execute(
      "DELETE FROM review_draft WHERE workspace_id = \(scope) AND review_id = \(id)")
  }
}

extension Cycle {
  /// Passes on everything somebody has still to review, in equal shares, in one step.
  ///
  /// What is begun goes too, and its draft with it. One's own view of one's own work stays.
  @discardableResult
  public func passOn(
    from person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Handover.Outcome {
    guard state == .open else { throw CycleError.state(state) }
    let left = try Review.asked(of: person, in: [id], scope, in: db).filter {
      $0.isOpen && $0.kind != .`self`
    }
    guard !left.isEmpty else { throw HandoverError.noneLeft }
    for review in left {
      try review.leave(.passed, reason: "", scope: scope, world: world, in: db)
    }
    let outcome = try handOn(left, apartFrom: person, scope: scope, world: world, in: db)
    try Notice.tell(
      person, "handover.notice.relieved", ["count": .number(left.count)], path: .work,
      occasion: "handover.relieved:\(id):\(world.key())", scope: scope, world: world, in: db)
    try Audit.record(
      .change, .assignment, object: id.rawValue, team: team.rawValue, "handover.audit.passed",
      plan.namesReviewers
        ? ["person": person.text, "count": String(left.count)]
        : ["count": String(left.count)], scope: scope, world: world, in: db)
    return outcome
  }

  /// Finds a new reviewer for each review that was left, and tells them.
  fileprivate func handOn(
    _ reviews: [Review], apartFrom person: Person.ID?, scope: Scope, world: World,
    in db: any Connection
  ) throws -> Handover.Outcome {
    let all = try Bench.of(self, scope, in: db)
    var bench = person.map(all.without) ?? all
    var generator = SplitMix64(
      seed: Drawing.mixed(seed, UInt64(bitPattern: reviews.first?.id.rawValue ?? 0)))
    let picks = try Pick.all(keys: reviews.map(\.pick), scope, in: db)
    let work = try Dictionary(
      Assignment.Work.all(Array(picks.values), scope, in: db).map { ($0.pick, $0) },
      uniquingKeysWith: { first, _ in first })
    var given: [Person.ID: Int] = [:]
    let wanted = reviews.filter { $0.kind != .expert }
    let held = try wanted.filter { try picks[$0.pick]?.hold(scope, in: db) == true }
    let seats = bench.share(held.compactMap { work[$0.pick] }, using: &generator)
    for seat in seats {
      guard let pick = picks[seat.work.pick] else { continue }
      try Review.assign(
        pick, to: seat.person, as: seat.kind, reason: seat.reason, in: self, scope: scope,
        world: world, db: db)
      given[seat.person, default: 0] += 1
    }
    let waiting = wanted.count - seats.count
    for (person, count) in given.sorted(by: { $0.key < $1.key }) {
      try giveFairDay(to: person, scope: scope, world: world, in: db)
      try Notice.tell(
        person, "handover.notice.got",
        ["count": .number(count), "day": .day(try reviewsDue(for: person, scope, in: db))],
        path: .work, occasion: "handover.got:\(id):\(world.key())", scope: scope,
        world: world, in: db)
    }
    if waiting > 0 {
      for lead in bench.leads {
        try Notice.tell(
          lead, "handover.notice.waiting", ["count": .number(waiting)], path: .cycle(id),
          occasion: "handover.waiting:\(id):\(world.key())", scope: scope, world: world, in: db)
      }
    }
    return Handover.Outcome(given: given.values.reduce(0, +), waiting: waiting)
  }

  /// One more conversation for somebody who has time: one that lacks a reviewer before one that
  /// has any, then what they read and know best; the same seed gives the same choice.
  ///
  /// - Throws: ``HandoverError`` when the person does not review here or nothing is left.
  @discardableResult
  public func takeOneMore(
    for person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws -> Pick.ID {
    guard state == .open else { throw CycleError.state(state) }
    let bench = try Bench.of(self, scope, in: db)
    guard bench.reviewers.contains(where: { $0.person == person }) else {
      throw HandoverError.notAReviewer
    }
    for pick in try choices(for: person, bench, scope, in: db) {
      // Another node may be giving it away this moment.
      guard try pick.hold(scope, in: db) else { continue }
      try Review.assign(
        pick, to: person, as: .peer, reason: .asked, in: self, scope: scope, world: world,
        db: db)
      try giveFairDay(to: person, scope: scope, world: world, in: db)
      return pick.id
    }
    throw HandoverError.noneLeft
  }

  /// The conversations somebody may still look at, the best first.
  func choices(
    for person: Person.ID, _ bench: Bench, _ scope: Scope, in db: any Connection
  ) throws -> [Pick] {
    let picks = try Pick.all(in: id, scope, in: db).filter { $0.replacement == nil }
    let byID = Dictionary(picks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let free = try Assignment.Work.all(picks, scope, in: db).filter { work in
      bench.mayReview(person, work) && (bench.live[work.pick] ?? 0) < Self.mostReviews
    }
    let ranked = free.map { work in
      (pick: work.pick, rank: rank(work, bench, person), lot: lot(work))
    }.sorted { left, right in
      left.rank == right.rank
        ? left.lot < right.lot : left.rank.lexicographicallyPrecedes(right.rank)
    }
    return ranked.compactMap { byID[$0.pick] }
  }

  /// No conversation is looked at by more colleagues than this.
  static let mostReviews = 3

  private func rank(
    _ work: Assignment.Work, _ bench: Bench, _ person: Person.ID
  ) -> [Int] {
    let (reads, others) = bench.distance(person, work)
    return [reads, bench.live[work.pick] ?? 0] + others
  }

  private func lot(_ work: Assignment.Work) -> UInt64 {
    Drawing.mixed(seed, UInt64(bitPattern: work.pick.rawValue))
  }
}
