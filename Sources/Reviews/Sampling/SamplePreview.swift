internal import Conversations
internal import Kernel
internal import People
internal import Storage

/// What opening a cycle would draw if it were opened now.
struct SamplePreview: Sendable {
  let plan: Plan
  let allotment: Allotment
  /// How many conversations each signal flags; one can be flagged by several.
  let signals: [String: Int]
  /// How many are flagged at all.
  let flagged: Int
  /// Who would review.
  let reviewers: Int
  let names: [Person.ID: String]
  let experience: Suggestion.Experience

  static func of(
    _ plan: Plan, for team: Team.ID, _ scope: Scope, in db: any Connection
  ) throws -> SamplePreview {
    let members = try Person.members(of: team, scope, in: db).map(\.id)
    let pool = try FrameItem.pool(of: team, plan, members: members, scope, in: db)
    let population = Dictionary(grouping: pool, by: \.agent).mapValues(\.count)
    let past = try Allotment.past(of: team, before: plan.firstDay, scope, in: db)
    let hands = try Hands.of(team, scope, in: db)
    let practising = try Standing.practising(scope, in: db)
    return SamplePreview(
      plan: plan,
      allotment: Allotment(
        population: population, past: past, size: plan.size, rule: plan.sampling),
      signals: pool.flatMap(\.flags).reduce(into: [:]) { $0[$1.signal, default: 0] += 1 },
      flagged: pool.count(where: \.isFlagged),
      reviewers: hands.peers.count { !practising.contains($0) },
      names: try Person.names(of: population.keys, scope, in: db),
      experience: Suggestion.Experience(past.sorted { $0.key < $1.key }.flatMap(\.value)))
  }

  var isEmpty: Bool { allotment.shares.isEmpty }

  /// How many flagged conversations would be drawn.
  var drawnFlagged: Int { min(flagged, plan.sampling.flagged) }

  /// The people by name, which is the only order people have here.
  var shares: [Allotment.Share] {
    allotment.shares.sorted {
      ((names[$0.agent] ?? "–").lowercased(), $0.agent)
        < ((names[$1.agent] ?? "–").lowercased(), $1.agent)
    }
  }

  /// How many reviews there would be to write for others, and the least and the most a reviewer.
  ///
  /// A flagged conversation that the random lot draws as well is read once, so there may be fewer.
  var reviews: Int { (allotment.drawn + drawnFlagged) * plan.reviewsPerConversation }
  var load: ClosedRange<Int> {
    guard reviewers > 0 else { return 0...0 }
    return reviews / reviewers...(reviews + reviewers - 1) / reviewers
  }

  /// Half the width of the interval to expect for somebody, or for the team, in points.
  func halfWidth(of share: Allotment.Share) -> Double? {
    var known = experience
    known.spread = share.spread
    return Suggestion.halfWidth(of: share.drawn, known)
  }
  var halfWidth: Double? { Suggestion.halfWidth(of: allotment.drawn, experience) }
}
