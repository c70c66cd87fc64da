internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// A review that is written: what it says, how its score came about, and the word of its reader.
struct ReviewReading {
  let visit: Visit
  let desk: Desk
  /// What other rooms have to say beside it.
  let beside: [HTML]

  private var text: Text { visit.text }
  private var isMine: Bool { desk.review.agent == visit.actor.person }
  private var disagreement: DisagreementView { DisagreementView(visit: visit, desk: desk) }

  static func title(_ desk: Desk, _ text: Text) -> String {
    desk.review.kind == .`self`
      ? text("review.title.own") : text("review.title", ["name": .string(desk.agentName)])
  }

  var html: HTML {
    guard let content = desk.content else { return unwritten }
    return """
      <p class="lede">\(lede(content))\(kind)</p>\(disagreement.next)
      <div class="review-screen">
      <section class="review-conversation" tabindex="0" aria-label="\(text("review.transcript"))">
      \(Conversation.transcript(desk.conversation, messages: desk.messages, text: text, comment: CommentView(visit: visit, desk: desk).slot))
      </section>
      <section class="review-scorecard stack" tabindex="0" aria-label="\(text("review.result"))">
      \(score(content))\(feedback(content))\(answers(content))\(acknowledgement)\(disagreement.entrance)\(beside)\(facts)
      </section></div>
      """
  }

  /// In which role it was written; where nobody is named that could tell by whom.
  private var kind: HTML {
    desk.cycle.plan.namesReviewers ? " " + ReviewKind.badge(desk.review.kind, text) : ""
  }

  private var unwritten: HTML {
    let why: String =
      desk.review.withdrawnAt == nil
      ? text("review.unwritten.closed") : text("review.unwritten.withdrawn")
    return """
      <div class="empty"><h2>\(text("review.unwritten"))</h2><p>\(why)</p>
      <a class="button" href="/work">\(text("review.unwritten.action"))</a></div>
      """
  }

  private func lede(_ content: Review.Content) -> String {
    let values: [String: TextValue] = [
      "score": .string(Self.shown(content.score.value, text)),
      "name": .string(desk.showsReviewer ? desk.reviewerName : text("review.someone")),
    ]
    if desk.review.kind == .`self` { return text("review.read.own", values) }
    if desk.review.kind == .second { return text("review.read.second", values) }
    if desk.review.sharedAt == nil { return text("review.read.waiting", values) }
    if isMine, desk.review.state == .shared { return text("review.read.mine", values) }
    return isMine ? text("review.read.mineRead", values) : text("review.read", values)
  }

  static func shown(_ score: Double?, _ text: Text) -> String {
    score.map { text.percent($0 / 100) } ?? text("scorecard.noScore")
  }

  // MARK: Score

  private func score(_ content: Review.Content) -> HTML {
    let stored = content.score
    var notes: [HTML] = []
    if stored.isFatal, let underlying = stored.underlying {
      let value = Self.shown(underlying, text)
      notes.append("<p>\(text("scorecard.fatalBecause", ["score": .string(value)]))</p>")
    } else if stored.isFatal {
      notes.append("<p>\(text("scorecard.fatalOnly"))</p>")
    }
    if stored.isCritical { notes.append("<p>\(text("scorecard.criticalCounts"))</p>") }
    return """
      <section class="card"><h2>\(text("review.score"))</h2>
      <p class="live-score-value">\(Self.shown(stored.value, text))</p>\(disagreement.correction)\(notes)
      <p class="is-soft is-small">\(text("review.score.one")) <a href="\(Path.scorecardVersion(desk.card))">\(text("review.howComputed"))</a></p></section>
      """
  }

  // MARK: Answers

  private func answers(_ content: Review.Content) -> HTML {
    let rows = desk.card.rubric.criteria.compactMap { criterion -> HTML? in
      content.answers[criterion.id].map { row(criterion, $0, content) }
    }
    return """
      <section class="card"><h2>\(text("review.answers"))</h2>
      <dl class="facts">\(rows)</dl></section>
      """
  }

  private func row(
    _ criterion: Criterion, _ answer: Answer, _ content: Review.Content
  ) -> HTML {
    let option = answer.choice.flatMap(criterion.option(for:))
    let label = option?.label ?? text("criterion.notApplicable")
    let anchor: HTML? = option.flatMap { option in
      option.anchor.isEmpty
        ? nil : "<p class=\"is-soft is-small\" dir=\"auto\">\(option.anchor)</p>"
    }
    let causes = criterion.options.flatMap(\.causes).filter { answer.causes.contains($0.id) }
      .map { "<span class=\"badge is-plain\" dir=\"auto\">\($0.text)</span> " as HTML }
    let comment: HTML? =
      answer.comment.isEmpty ? nil : "<p dir=\"auto\">\(answer.comment)</p>"
    let evidence = desk.comments.filter { $0.criterion == criterion.id }.map { comment -> HTML in
      let target = comment.message.map { "#message-\($0.text)" } ?? "#"
      let words = comment.quote.isEmpty ? comment.body : comment.quote
      return "<p class=\"quote\" dir=\"auto\"><a href=\"\(target)\">\(words)</a></p>"
    }
    return """
      <div><dt dir="auto">\(criterion.name)</dt><dd><strong dir="auto">\(label)</strong>\
      \(disagreement.before(criterion))\(anchor)\(comment)\(causes)\(evidence)</dd></div>
      """
  }

  private func feedback(_ content: Review.Content) -> HTML {
    let asks = isMine && desk.review.kind.counts && desk.review.sharedAt != nil
    let form = FeedbackRatingForm(visit: visit, review: desk.review, given: desk.ratings)
    return content.feedback.enumerated().map { position, entry in
      FeedbackForm.card(entry, text, isYours: isMine, below: asks ? form.html(position) : nil)
    }.joined()
  }

  // MARK: Course and acknowledgement

  private var facts: HTML {
    """
    <section class="card"><h2>\(text("review.course"))</h2>\(ReviewTimeline(visit: visit, desk: desk).html)
    <p class="is-soft is-small">\(text("review.whyThis")): \(desk.pick?.why(text, toAgent: isMine))</p></section>
    """
  }

  private var acknowledgement: HTML {
    if let note = desk.acknowledgement {
      let words: HTML? = note.isEmpty ? nil : "<p dir=\"auto\">\(note)</p>"
      return """
        <section class="card"><h2>\(text("review.acknowledged"))</h2>\(words)</section>
        """
    }
    guard isMine, desk.review.state == .shared else { return "" }
    return """
      <section class="card"><h2>\(text("review.acknowledge"))</h2>
      <form class="form" method="post" action="\(Path.review(desk.review.id).appending("acknowledgement"))">\(visit.csrf)
      <div class="field"><label for="acknowledgement">\(text("review.acknowledge.comment")) <span class="optional">\(text("feedback.optional"))</span></label>
      <textarea id="acknowledgement" name="comment" rows="3" maxlength="4000" dir="auto"></textarea></div>
      <div class="form-actions"><button class="is-primary">\(text("review.acknowledge.do"))</button></div></form></section>
      """
  }
}
