internal import Kernel
internal import People
internal import Storage
internal import Web

/// What was said against a review, what became of its score, and whether more may be said.
struct Disagreement: Sendable {
  /// The right of the person whose work it is; `nil` for everybody else.
  let right: DisputeRight?
  /// Its disputes, as far as the reader may read them.
  let disputes: [Dispute]
  /// The scores it has had, the one it was handed in with first.
  let scores: [Review.StoredScore]
  let snapshots: [Snapshot]
  let names: [Person.ID: String]
  /// Whether the reader decides disputes about this review.
  let mayDecide: Bool
  /// The second review, where the workspace shows it to the reader.
  let second: Review.ID?

  /// The dispute that waits, or the last one.
  var latest: Dispute? { disputes.last { $0.state == .open } ?? disputes.last }

  /// The score it was handed in with and the one that holds, where they differ.
  var correction: (before: Review.StoredScore, after: Review.StoredScore)? {
    guard let first = scores.first, let last = scores.last, scores.count > 1 else { return nil }
    return (first, last)
  }

  static func about(
    _ review: Review, for actor: Actor, on today: Day, in db: any Connection
  ) throws -> Disagreement {
    let scope = actor.scope
    guard review.kind.counts, review.sharedAt != nil else {
      return Disagreement(
        right: nil, disputes: [], scores: [], snapshots: [], names: [:], mayDecide: false,
        second: nil)
    }
    let mayRead = actor.can(.read, .dispute, review.ownership(for: actor))
    let disputes = mayRead ? try Dispute.all(of: [review.id], scope, in: db) : []
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let isAgents = review.agent == actor.person
    let second = try isAgents ? SecondReview.find(of: review.id, scope, in: db) : nil
    let isShown = try second.map { try SecondReview.isShown($0, to: actor, in: db) } ?? false
    let people =
      disputes.flatMap { $0.steps.compactMap(\.person) + [$0.claimed].compactMap(\.self) }
    return Disagreement(
      right: isAgents && actor.can(.create, .dispute, review.ownership(for: actor))
        ? try DisputeRight.of(review, on: today, in: zone, scope, db: db) : nil,
      disputes: disputes,
      scores: actor.can(.read, .scoreChange, review.ownership(for: actor))
        ? try Review.StoredScore.all(of: review.id, scope, in: db) : [],
      snapshots: mayRead ? try Snapshot.all(of: review.id, scope, in: db) : [],
      names: try Person.names(of: people, scope, in: db),
      mayDecide: review.isDecided(by: actor), second: isShown ? second?.id : nil)
  }
}

/// What disputes ask of somebody, for the page of their work.
struct DisputeDuty: Sendable {
  /// How many wait for the person's decision.
  let toDecide: Int
  /// The disputes in which somebody asked the person for their view as the reviewer.
  let asked: [Dispute.ID]

  static func of(_ actor: Actor, in db: any Connection) throws -> DisputeDuty {
    var (toDecide, asked): (Int, [Dispute.ID]) = (0, [])
    for dispute in try Dispute.open(actor.scope, in: db) {
      guard let review = try Review.find(dispute.review, actor.scope, in: db) else { continue }
      if review.isDecided(by: actor) { toDecide += 1 }
      if review.isMine, dispute.step(.asked) != nil, dispute.step(.answered) == nil {
        asked.append(dispute.id)
      }
    }
    return DisputeDuty(toDecide: toDecide, asked: asked)
  }
}
