internal import Kernel
internal import Markup
internal import Web

/// What happened to a review, step by step, with the score as it was then.
struct ReviewTimeline {
  let visit: Visit
  let desk: Desk

  private var text: Text { visit.text }
  private var disagreement: Disagreement { desk.disagreement }

  /// One step of the list.
  private struct Entry {
    let name: HTML
    let at: Instant?
    var score: Double??
    /// Whether the day stays away.
    var isDayless = false
  }

  /// Where nobody is named, also the day of handing in could tell whose it is to somebody who knows
  /// who was late; only its writer reads it.
  private var hidesSubmission: Bool {
    !desk.cycle.plan.namesReviewers && !desk.review.isMine
  }

  var html: HTML {
    let items = entries.map { entry -> HTML in
      guard let at = entry.at else { return "<li>\(entry.name)</li>" }
      let moment: HTML? =
        entry.isDayless ? nil : "<br>\(desk.cycle.shown(at, text))"
      let score: HTML? = entry.score.map { score in
        """
        <br><span class="is-soft is-small">\(text("dispute.scoreThen", ["score": .string(ReviewReading.shown(score, text))]))</span>
        """
      }
      return "<li class=\"is-done\"><strong>\(entry.name)</strong>\(moment)\(score)</li>"
    }
    return "<ol class=\"timeline\">\(items)</ol>"
  }

  private var entries: [Entry] {
    let review = desk.review
    let submitted = Entry(
      name: "\(text("review.state.submitted"))", at: review.submittedAt,
      isDayless: hidesSubmission)
    guard review.kind.counts else { return [submitted] }
    let shared = Entry(name: "\(text("review.state.shared"))", at: review.sharedAt)
    let read = Entry(
      name: "\(text("review.state.acknowledged"))", at: review.acknowledgedAt,
      score: snapshot(.acknowledged, nil).map(\.score))
    let steps = disagreement.disputes.flatMap { entries(of: $0) }
    let done = ([submitted, shared, read] + steps).filter { $0.at != nil }
      .enumerated().sorted { left, right in
        (left.element.at?.milliseconds ?? 0, left.offset)
          < (right.element.at?.milliseconds ?? 0, right.offset)
      }.map(\.element)
    return done + [submitted, shared, read].filter { $0.at == nil }
  }

  private func entries(of dispute: Dispute) -> [Entry] {
    dispute.steps.map { step in
      let occasion: Snapshot.Occasion? =
        switch step.event {
        case .raised: .disputed
        case .decided: .resolved
        default: nil
        }
      return Entry(
        name: name(step, dispute), at: step.at,
        score: occasion.flatMap { snapshot($0, dispute.id).map(\.score) })
    }
  }

  private func snapshot(_ occasion: Snapshot.Occasion, _ dispute: Dispute.ID?) -> Snapshot? {
    disagreement.snapshots.first { $0.occasion == occasion && $0.dispute == dispute }
  }

  private func name(_ step: Dispute.Step, _ dispute: Dispute) -> HTML {
    let what: HTML =
      switch step.event {
      case .raised:
        dispute.kind == .scores
          ? "\(text("dispute.event.raised"))" : "\(text("dispute.event.raised.person"))"
      case .asked: "\(text("dispute.event.asked"))"
      case .answered: "\(text("dispute.event.answered"))"
      case .decided:
        "\(text("dispute.event.decided")) \(dispute.outcome.map { DisputeState.badge($0, text) })"
      case .withdrawn: "\(text("dispute.event.withdrawn"))"
      case .lapsed: "\(text("dispute.event.lapsed"))"
      }
    // The step itself says who the agent is; the reviewer is never named here.
    guard let person = step.person, let who = disagreement.names[person] else { return what }
    return "\(what) · <bdi>\(who)</bdi>"
  }
}
