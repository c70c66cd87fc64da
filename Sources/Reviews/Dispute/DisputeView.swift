internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// The page of one dispute: the conversation, what is disputed, and what comes next.
struct DisputeView {
  let visit: Visit
  let desk: Desk
  let dispute: Dispute
  var sent: Form?
  var faults: [DisputeError.Fault] = []

  private var text: Text { visit.text }
  private var isAgent: Bool { desk.review.agent == visit.actor.person }

  static func title(_ desk: Desk, _ text: Text) -> String {
    text("dispute.title", ["name": .string(desk.agentName)])
  }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/disputes">\(text("dispute.list"))</a></li><li><a href="\(Path.review(desk.review.id))">\(text("dispute.review"))</a></li></ol></nav>
    <p class="lede">\(lede) \(DisputeState.badge(dispute, on: visit.today, text))</p>
    <div class="review-screen">
    <section class="review-conversation" tabindex="0" aria-label="\(text("review.transcript"))">
    \(Conversation.transcript(desk.conversation, messages: desk.messages, text: text, comment: CommentView(visit: visit, desk: desk).slot))
    </section>
    <section class="review-scorecard stack" tabindex="0" aria-label="\(text("dispute.form"))">
    \(claim)\(view)\(next)\(course)
    </section></div>
    """
  }

  private var lede: String {
    let day: [String: TextValue] = ["day": .string(text.day(dispute.decideBy))]
    switch dispute.state {
    case .open:
      if dispute.isOverdue(on: visit.today) { return text("dispute.lede.overdue", day) }
      return isAgent ? text("dispute.lede.mine", day) : text("dispute.lede.open", day)
    case .resolved: return DisputeState.sentence(dispute, text)
    case .withdrawn: return text("dispute.lede.withdrawn")
    case .lapsed: return text("dispute.lede.lapsed")
    }
  }

  // MARK: What is disputed

  private var claim: HTML {
    let statement: HTML? =
      dispute.statement.isEmpty ? nil : "<p dir=\"auto\">\(dispute.statement)</p>"
    guard dispute.kind == .scores else {
      let name = dispute.claimed.flatMap { desk.disagreement.names[$0] }
      let who: HTML =
        name.map { "<p>\(text("dispute.person.claimed")) <bdi>\($0)</bdi></p>" }
        ?? "<p>\(text("dispute.person.unknown"))</p>"
      return """
        <section class="card"><h2>\(text("dispute.kind.person"))</h2>\(who)\(statement)\(verdict(nil))
        <p class="is-soft is-small">\(text("dispute.person.rule"))</p></section>
        """
    }
    return """
      <section class="card"><h2>\(text("dispute.points"))</h2>\(statement)
      <dl class="facts">\(dispute.points.map(point))</dl></section>
      """
  }

  private func point(_ point: Dispute.Point) -> HTML {
    let criterion = desk.card.rubric.criterion(point.criterion)
    let before = snapshot?.answers[point.criterion]?.choice.flatMap { criterion?.option(for: $0) }
    let quote: HTML? =
      point.quote.isEmpty
      ? nil
      : """
      <p class="quote" dir="auto"><a href="\(point.message.map { "#message-\($0.text)" } ?? "#")">\(point.quote)</a></p>
      """
    return """
      <div><dt dir="auto">\(criterion?.name)</dt><dd class="stack is-tight"><p>\(text("dispute.now")) <strong dir="auto">\(name(before?.id, criterion))</strong> · \
      \(text("dispute.proposed")) <strong dir="auto">\(name(point.option, criterion))</strong></p>
      <p dir="auto">\(point.reason)</p>\(quote)\(verdict(point.criterion))</dd></div>
      """
  }

  /// The review as it was when it was disputed.
  private var snapshot: Snapshot? {
    desk.disagreement.snapshots.first { $0.dispute == dispute.id && $0.occasion == .disputed }
  }

  private func name(_ option: Criterion.Option.ID?, _ criterion: Criterion?) -> String {
    criterion?.options.first { $0.id == option }?.label ?? text("criterion.notApplicable")
  }

  private func verdict(_ criterion: Criterion.ID?) -> HTML? {
    guard let verdict = dispute.verdicts.first(where: { $0.criterion == criterion }) else {
      return nil
    }
    let rubric = criterion.flatMap { desk.card.rubric.criterion($0) }
    let option: HTML? =
      verdict.outcome == .partly
      ? " <strong dir=\"auto\">\(name(verdict.option, rubric))</strong>" : nil
    return """
      <p>\(DisputeState.badge(verdict.outcome, text))\(option)</p><p dir="auto">\(verdict.reason)</p>
      """
  }

  // MARK: The reviewer's view

  private var view: HTML {
    guard let asked = dispute.step(.asked) else { return "" }
    let question: HTML? = asked.note.isEmpty ? nil : "<p dir=\"auto\">\(asked.note)</p>"
    if let answered = dispute.step(.answered) {
      return """
        <section class="card"><h2>\(text("dispute.view"))</h2>\(question)
        <blockquote class="quote" dir="auto">\(answered.note)</blockquote></section>
        """
    }
    guard desk.review.isMine, dispute.state == .open else {
      return """
        <section class="card"><h2>\(text("dispute.view"))</h2>\(question)<p class="is-soft">\(text("dispute.view.waiting"))</p></section>
        """
    }
    return """
      <section class="card"><h2>\(text("dispute.view.yours"))</h2>\(question)
      <p class="hint" id="view-hint">\(desk.cycle.plan.namesReviewers ? text("dispute.view.named") : text("dispute.view.unnamed"))</p>
      <form class="form" method="post" action="\(Path.dispute(dispute.id).appending("view"))">\(visit.csrf)
      <div class="field"><label for="view">\(text("dispute.view.label"))</label>
      <textarea id="view" name="view" rows="4" maxlength="4000" required dir="auto" aria-describedby="view-hint"></textarea></div>
      <div class="form-actions"><button class="is-primary">\(text("dispute.view.do"))</button></div></form></section>
      """
  }

  // MARK: What comes next

  private var next: HTML {
    guard dispute.state == .open else { return "" }
    if desk.disagreement.mayDecide {
      return DecisionForm(
        visit: visit, desk: desk, dispute: dispute, sent: sent, faults: faults
      ).html
    }
    if isAgent {
      return """
        <section class="card"><h2>\(text("dispute.withdraw"))</h2><p>\(text("dispute.withdraw.hint"))</p>
        <form method="post" action="\(Path.dispute(dispute.id).appending("withdrawal"))" data-confirm="\(text("dispute.withdraw.confirm"))">\(visit.csrf)
        <button>\(text("dispute.withdraw.do"))</button></form></section>
        """
    }
    guard visit.actor.can(.change, .dispute) else { return "" }
    return "<p class=\"notice\">\(text("dispute.notYours"))</p>"
  }

  private var course: HTML {
    """
    <section class="card"><h2>\(text("review.course"))</h2>\(ReviewTimeline(visit: visit, desk: desk).html)</section>
    """
  }
}

/// How far a dispute is, and what came of it, in a word or a sentence.
enum DisputeState {
  static func badge(_ dispute: Dispute, on today: Day, _ text: Text) -> HTML {
    if dispute.isOverdue(on: today) {
      return "<span class=\"badge is-bad\">\(text("dispute.state.overdue"))</span>"
    }
    return switch dispute.state {
    case .open: "<span class=\"badge is-active\">\(text("dispute.state.open"))</span>"
    case .withdrawn: "<span class=\"badge\">\(text("dispute.state.withdrawn"))</span>"
    case .lapsed: "<span class=\"badge\">\(text("dispute.state.lapsed"))</span>"
    case .resolved: dispute.outcome.map { badge($0, text) } ?? ""
    }
  }

  static func badge(_ outcome: Dispute.Outcome, _ text: Text) -> HTML {
    switch outcome {
    case .accepted: "<span class=\"badge is-good\">\(text("dispute.state.accepted"))</span>"
    case .partly: "<span class=\"badge is-good\">\(text("dispute.state.partly"))</span>"
    case .refused: "<span class=\"badge\">\(text("dispute.state.refused"))</span>"
    }
  }

  /// What was decided, in a sentence.
  static func sentence(_ dispute: Dispute, _ text: Text) -> String {
    switch (dispute.kind, dispute.outcome) {
    case (.person, .refused): text("dispute.resolved.person.refused")
    case (.person, _): text("dispute.resolved.person")
    case (.scores, .accepted): text("dispute.resolved.accepted")
    case (.scores, .partly): text("dispute.resolved.partly")
    case (.scores, _): text("dispute.resolved.refused")
    }
  }
}
