internal import Conversations
internal import Kernel
internal import People
internal import Storage
internal import Web

/// Everything the page of one review is made of.
struct Desk: Sendable {
  let review: Review
  let cycle: Cycle
  let card: ScorecardVersion
  let conversation: Conversation
  let messages: [Message]
  let comments: [Comment]
  let pick: Pick?
  let saved: Review.SavedDraft?
  let content: Review.Content?
  let names: [Person.ID: String]
  /// The reader's other reviews of the cycle that are still to be written, with this one.
  let queue: [Review.ID]
  let acknowledgement: String?
  /// What was handed in, where it was corrected since.
  let original: Review.Content?
  let disagreement: Disagreement
  /// What the receiver said about the feedback; only for the receiver.
  let ratings: [Int: (rating: FeedbackRating, word: String)]
  /// What stands beside the criteria while the reader writes.
  let guide: Guide

  /// Whether the reader may write in it now.
  let isWriting: Bool
  /// Who wrote it; `nil` when that is not for the reader to know.
  let reviewer: Person.ID?

  var agentName: String { names[review.agent] ?? "–" }
  var showsReviewer: Bool { reviewer != nil }
  var reviewerName: String { reviewer.flatMap { names[$0] } ?? "–" }

  /// What others may know of it, to say something beside it.
  var subject: ReviewAside.Subject {
    ReviewAside.Subject(
      review: review.id.rawValue, conversation: conversation.id.rawValue, person: review.agent,
      isOwn: review.isMine, isRated: content != nil,
      values: (content?.values ?? [:]).reduce(into: [:]) { $0[$1.key.rawValue] = $1.value })
  }

  /// The desk of a review, if the actor may see it in the state it is in.
  static func find(
    _ id: Review.ID, for actor: Actor, on today: Day, in db: any Connection
  ) throws -> Desk {
    let scope = actor.scope
    guard let review = try Review.find(id, scope, in: db),
      try review.isVisible(to: actor) || SecondReview.isShown(review, to: actor, in: db)
    else { throw Problem.notFound }
    if !review.isMine, try SecondReview.isBlind(actor, to: review.pick, in: db) {
      throw Problem.conflict("second.problem.blind")
    }
    guard let cycle = try Cycle.find(review.cycle, scope, in: db),
      let card = try ScorecardVersion.find(review.scorecard, scope: scope, in: db),
      let conversation = try Conversation.find(review.conversation, scope: scope, in: db)
    else { throw Problem.notFound }
    guard review.isMine || review.kind != .second || cycle.showsSecondLooks else {
      throw Problem.notFound
    }
    let isReviewer = review.isMine
    let reviewer = try Author.known(to: actor, of: [review], in: db)[id]
    let isWriting = isReviewer && review.isOpen && cycle.takes(review)
    let asked =
      isWriting
      ? try Review.asked(of: actor.person, in: [cycle.id], scope, in: db)
        .filter { $0.isOpen && cycle.takes($0) } : []
    let content = try review.content(scope, in: db)
    return Desk(
      review: review, cycle: cycle, card: card, conversation: conversation,
      messages: try Message.all(of: review.conversation, scope: scope, in: db),
      comments: try Comment.all(of: id, scope, in: db),
      pick: try Pick.find(review.pick, scope, in: db),
      saved: isReviewer ? try review.savedDraft(scope, in: db) : nil,
      content: content,
      names: try Person.names(of: [review.agent] + [reviewer].compactMap(\.self), scope, in: db),
      queue: asked.map(\.id), acknowledgement: try review.note(of: .acknowledged, scope, in: db),
      original: content?.score.version == 1 ? nil : try review.content(version: 1, scope, in: db),
      disagreement: try Disagreement.about(review, for: actor, on: today, in: db),
      ratings: review.agent == actor.person
        ? try FeedbackRating.given(in: id, scope, db: db) : [:],
      guide: isWriting
        ? try Guide.of(card.rubric, for: actor, apartFrom: conversation.id, in: db) : .empty,
      isWriting: isWriting, reviewer: reviewer)
  }
}

extension Cycle {
  /// Whether a review of it may still be written.
  func takes(_ review: Review) -> Bool {
    state == .open || (state == .shared && review.kind != .`self`)
  }
}

extension Review {
  /// Whose it is, as far as the actor may know: about the agent, in the team, perhaps theirs.
  func ownership(for actor: Actor) -> Ownership {
    Ownership(
      person: agent.rawValue, team: team.rawValue,
      assignedTo: isMine ? actor.person.rawValue : nil)
  }

  /// Before it is shared only its writer sees it; one's own view stays one's own.
  func isVisible(to actor: Actor) -> Bool {
    if isMine { return true }
    if kind == .second { return isVisibleSecond(to: actor) }
    guard kind != .`self`, sharedAt != nil else { return false }
    return actor.can(.read, .review, ownership(for: actor))
  }
}
