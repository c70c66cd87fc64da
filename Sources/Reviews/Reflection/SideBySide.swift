internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// One's own view of a cycle's conversations beside what colleagues answered.
struct SideBySide: Sendable {
  /// One conversation, seen from both sides.
  struct Seen: Sendable {
    let conversation: Conversation.ID
    let headline: Headline?
    let own: Review.Content?
    /// The colleagues' reviews; without names, the reviews themselves say what may be known.
    let others: [(id: Review.ID, content: Review.Content)]

    /// How far one's own answer to a criterion lies from the colleagues' mean.
    func difference(_ criterion: Criterion.ID) -> Difference {
      let theirs = others.compactMap { $0.content.values[criterion] }
      guard let own else { return .noOwnView }
      switch (own.values[criterion], theirs.isEmpty) {
      case (nil, true): return .neither
      case (nil, false): return .onlyTheirs
      case (_?, true): return .onlyMine
      case (let mine?, false): return Difference(mine * 100, SideBySide.mean(theirs) * 100)
      }
    }
  }

  /// What the two sides differ by, in points from 0 to 100.
  enum Difference: Hashable, Sendable {
    case same
    case higher(Double)
    case lower(Double)
    case onlyMine, onlyTheirs, neither, noOwnView

    init(_ own: Double, _ others: Double) {
      let points = own - others
      self = abs(points) < 0.5 ? .same : points > 0 ? .higher(points) : .lower(-points)
    }
  }

  let card: ScorecardVersion
  let seen: [Seen]

  /// One criterion over all conversations in which both sides scored it.
  func pairs(_ criterion: Criterion.ID) -> [SelfGap.Pair] {
    seen.compactMap { one in
      let theirs = one.others.compactMap { $0.content.values[criterion] }
      guard let own = one.own?.values[criterion], !theirs.isEmpty else { return nil }
      return SelfGap.Pair(own: own * 100, others: Self.mean(theirs) * 100)
    }
  }

  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// Both sides of a shared cycle, for the person it is about.
  static func of(
    _ cycle: Cycle, for actor: Actor, in db: any Connection
  ) throws -> SideBySide? {
    let scope = actor.scope
    let others = try Review.received(by: actor.person, scope, in: db).filter {
      $0.cycle == cycle.id
    }
    guard !others.isEmpty,
      let card = try ScorecardVersion.find(cycle.plan.scorecard, scope: scope, in: db)
    else { return nil }
    let own = try Review.asked(of: actor.person, in: [cycle.id], scope, in: db).filter {
      $0.kind == .`self` && $0.submittedAt != nil
    }
    let headlines = try Headline.all(others.map(\.conversation), scope, in: db)
    let conversations = Set(others.map(\.conversation)).sorted()
    let seen = try conversations.map { conversation in
      Seen(
        conversation: conversation, headline: headlines[conversation],
        own: try own.first { $0.conversation == conversation }?.content(scope, in: db),
        others: try others.filter { $0.conversation == conversation }.sorted { $0.id < $1.id }
          .compactMap { review in try review.content(scope, in: db).map { (review.id, $0) } })
    }
    return SideBySide(card: card, seen: seen)
  }
}

extension SelfGap {
  /// The actor's gap in each of some cycles; conversations with only one side are left out, and
  /// reviews that enter no score enter no gap.
  static func all(
    in cycles: [Cycle.ID], for actor: Actor, db: any Connection
  ) throws -> [Cycle.ID: SelfGap] {
    let scope = actor.scope
    let results = try Results.of(cycles, agent: actor.person, scope, in: db)
    let own = try Review.asked(of: actor.person, in: cycles, scope, in: db).filter {
      $0.kind == .`self` && $0.submittedAt != nil
    }
    let scores = try Review.StoredScore.newest(of: own.map(\.id), scope, in: db)
    var pairs: [Cycle.ID: [Pair]] = [:]
    for review in own {
      let theirs = results.rated.first {
        $0.cycle == review.cycle && $0.conversation == review.conversation
      }
      guard let score = scores[review.id]?.value, let others = theirs?.score else { continue }
      pairs[review.cycle, default: []].append(Pair(own: score, others: others))
    }
    return pairs.mapValues(SelfGap.init(pairs:))
  }
}
