internal import Kernel
internal import Markup
internal import Web

/// What the page of a review says about disagreement: the next step, the correction, the way in.
struct DisagreementView {
  let visit: Visit
  let desk: Desk

  private var text: Text { visit.text }
  private var disagreement: Disagreement { desk.disagreement }
  private var isAgent: Bool { desk.review.agent == visit.actor.person }

  /// Where the review stands and what comes next, above everything else.
  var next: HTML { takenOut + step }

  private var takenOut: HTML {
    guard desk.review.withdrawnAt != nil, desk.review.sharedAt != nil else { return "" }
    return "<p class=\"notice is-warn\">\(text("dispute.takenOut"))</p>"
  }

  private var step: HTML {
    if let dispute = disagreement.latest, dispute.state != .withdrawn { return about(dispute) }
    guard isAgent, let right = disagreement.right else { return "" }
    if right.isOver {
      return """
        <p class="is-soft">\(text("dispute.next.over", ["day": .string(text.day(right.until))]))</p>
        """
    }
    guard desk.review.state == .shared else { return "" }
    return """
      <p class="notice">\(text("dispute.next.shared", ["day": .string(text.day(right.until))]))</p>
      """
  }

  private func about(_ dispute: Dispute) -> HTML {
    let sentence: String =
      switch dispute.state {
      case .open:
        dispute.isOverdue(on: visit.today)
          ? text("dispute.next.overdue", ["day": .string(text.day(dispute.decideBy))])
          : text("dispute.next.open", ["day": .string(text.day(dispute.decideBy))])
      case .lapsed: text("dispute.lede.lapsed")
      default: DisputeState.sentence(dispute, text)
      }
    return """
      <p class="notice">\(sentence) <a href="\(Path.dispute(dispute.id))">\(text("dispute.open"))</a></p>
      """
  }

  /// Beside the score: what it was before a dispute.
  var correction: HTML? {
    guard let (before, after) = disagreement.correction else { return nil }
    return """
      <p>\(text("dispute.corrected", ["before": .string(ReviewReading.shown(before.value, text)), "after": .string(ReviewReading.shown(after.value, text))]))</p>
      """
  }

  /// Beside a criterion: the answer it was handed in with.
  func before(_ criterion: Criterion) -> HTML? {
    guard let original = desk.original, let content = desk.content,
      original.answers[criterion.id]?.choice != content.answers[criterion.id]?.choice
    else { return nil }
    let option = original.answers[criterion.id]?.choice.flatMap(criterion.option(for:))
    return """
      <p class="is-soft is-small">\(text("dispute.was")) <del dir="auto">\(option?.label ?? text("criterion.notApplicable"))</del></p>
      """
  }

  /// The way in, while the right lasts.
  var entrance: HTML {
    second + way
  }

  private var second: HTML {
    guard let second = disagreement.second else { return "" }
    return """
      <p class="notice"><a href="\(Path.review(second))">\(text("second.shown"))</a></p>
      """
  }

  private var way: HTML {
    guard isAgent, let right = disagreement.right, !right.isOver, !right.isUsed else { return "" }
    let link: HTML =
      right.left > 0
      ? """
      <p class="actions"><a class="button" href="\(Path.review(desk.review.id).appending("dispute"))">\(text("dispute.begin"))</a></p>
      """ : "<p>\(text("dispute.full"))</p>"
    return """
      <section class="card"><h2>\(text("dispute.entrance"))</h2><p>\(right.sentence(text)) \(text("dispute.entrance.why"))</p>\(link)
      <p class="is-small"><a href="/disputes/rules">\(text("dispute.rule.title"))</a></p></section>
      """
  }
}
