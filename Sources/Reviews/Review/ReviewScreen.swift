internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// The review screen: the conversation on one side, the scorecard on the other, nothing ticked.
struct ReviewScreen {
  let visit: Visit
  let desk: Desk
  let draft: ReviewDraft
  let version: Int
  let seconds: Int
  let flaws: [ReviewDraft.Flaw]
  let isStale: Bool
  /// What other rooms have to say, where that is wanted before the review is handed in.
  let beside: [HTML]

  private var text: Text { visit.text }
  private var path: Path { .review(desk.review.id) }
  private var isOwn: Bool { desk.review.kind == .`self` }

  var title: String {
    isOwn
      ? text("review.title.own")
      : text("review.title", ["name": .string(desk.agentName)])
  }

  var html: HTML {
    """
    \(header)\(stale)\(summary)
    <div class="review-screen">
    <section class="review-conversation" tabindex="0" aria-label="\(text("review.transcript"))">
    \(Conversation.transcript(desk.conversation, messages: desk.messages, text: text, comment: CommentView(visit: visit, desk: desk).slot))
    </section>
    <section class="review-scorecard" tabindex="0" aria-label="\(text("review.scorecard"))">
    \(beside)\(form)</section></div>
    """
  }

  // MARK: Above both

  private var header: HTML {
    let place = desk.queue.firstIndex(of: desk.review.id) ?? 0
    let due = desk.review.isOverdue(on: visit.today) ? "review.overdueSince" : "review.dueOn"
    let sentence =
      switch desk.review.kind {
      case .`self`: text("review.lede.own")
      case .second: text("review.lede.second")
      default: text("review.lede")
      }
    return """
      <p class="lede">\(sentence)</p>\(late)
      <div class="review-header"><span class="review-place">\(text("review.place", ["place": .integer(place + 1), "count": .integer(desk.queue.count)]))</span>
      <span class="is-soft">\(text(due)) \(text.dayElement(desk.review.dueOn))</span>
      <span class="actions">\(neighbour(place - 1, "[", text("review.previous")))\(neighbour(place + 1, "]", text("review.next")))</span></div>
      <details class="disclosure"><summary>\(text("review.whyThis"))</summary>
      <p>\(desk.pick?.why(text, for: desk.review, in: desk.cycle, to: visit.actor)) \(desk.review.reason.sentence(text))</p>
      <p class="is-soft">\(text("review.blind"))</p>\(skip)</details>
      """
  }

  private var late: HTML? {
    let isLate = desk.cycle.state == .shared || desk.review.isOverdue(on: visit.today)
    guard isLate, desk.review.kind.counts, !desk.cycle.plan.namesReviewers else { return nil }
    return LateNotice.html(desk.cycle, text)
  }

  private var skip: HTML? {
    guard desk.review.kind.counts, desk.cycle.state == .open else { return nil }
    return SkipForm.html(desk.review, visit) + GiveBackForm.html(desk.review, visit)
  }

  private func neighbour(_ index: Int, _ key: String, _ name: String) -> HTML? {
    guard desk.queue.indices.contains(index) else { return nil }
    return """
      <a class="button is-small" href="\(Path.review(desk.queue[index]))" data-key="\(key)" data-key-label="\(name)">\(name)</a>
      """
  }

  private var stale: HTML? {
    guard isStale else { return nil }
    return """
      <div class="notice is-bad" role="alert"><p>\(text("review.stale.kept"))</p>
      <p><a href="\(path)" target="_blank" rel="noopener">\(text("review.stale.other"))</a></p></div>
      """
  }

  private var summary: HTML {
    guard !flaws.isEmpty else { return "" }
    let items = flaws.map { flaw -> HTML in
      switch flaw {
      case .answer(let problem):
        """
        <li><a href="#criterion-\(problem.criterion.text)"><bdi>\(desk.card.rubric.criterion(problem.criterion)?.name)</bdi>: \(ScorecardForm.sentence(problem.kind, text))</a></li>
        """
      case .feedback(let index, _, let part):
        """
        <li><a href="#\(FeedbackForm.name(index, part))">\(text(FeedbackForm.problem(part)))</a></li>
        """
      case .noFeedback:
        "<li><a href=\"#feedback\">\(text("feedback.missing"))</a></li>"
      }
    }
    return """
      <div class="error-summary" role="alert" tabindex="-1">
      <h2>\(text("review.incomplete", ["count": .integer(flaws.count)]))</h2><ul>\(items)</ul></div>
      """
  }

  // MARK: The scorecard

  private var form: HTML {
    let problems = flaws.compactMap { flaw -> AnswerProblem? in
      if case .answer(let problem) = flaw { problem } else { nil }
    }
    return """
      <form class="scorecard" method="post" action="\(path.appending("submission"))" data-autosave="\(path.appending("draft"))" data-timer-form>
      \(visit.csrf)\(Self.versionField(version))
      <input type="hidden" name="seconds" value="\(seconds)" data-timer>
      \(ScorecardForm.html(desk.card, answers: draft.answers, problems: problems, text: text, beside: GuideView(guide: desk.guide, text: text).beside))
      \(desk.review.kind == .second ? "" : FeedbackForm.html(draft.feedback, flaws: flaws, text))
      <div class="live-score">\(ScorecardForm.liveScore(Scoring.score(draft.answers, desk.card.rubric), text: text))
      <p class="is-small"><a href="\(Path.scorecardVersion(desk.card))" target="_blank" rel="noopener">\(text("review.howComputed"))</a></p>
      <p class="saved" data-saved></p>
      <div class="form-actions"><button class="is-primary" data-key="Control+Enter" data-key-label="\(text("review.submit"))">\(isOwn ? text("review.submit.own") : text("review.submit"))</button>
      <button class="is-quiet" formaction="\(path.appending("draft"))" formnovalidate data-key="Control+s" data-key-label="\(text("review.saveDraft"))">\(text("review.saveDraft"))</button></div>
      </div></form>
      """
  }

  /// What a saved draft changes on the screen: the score so far and which criteria are asked.
  static func live(_ draft: ReviewDraft, _ rubric: Rubric, _ text: Text) -> HTML {
    ScorecardForm.live(rubric, answers: draft.answers, text: text)
  }

  static func versionField(_ version: Int) -> HTML {
    "<input type=\"hidden\" name=\"version\" value=\"\(version)\">"
  }
}
