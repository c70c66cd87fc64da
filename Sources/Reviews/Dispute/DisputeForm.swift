internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// The form with which an agent disagrees: what would be right, why, and which words show it.
struct DisputeForm {
  let visit: Visit
  let desk: Desk
  let kind: Dispute.Kind
  /// Who it may have been: the colleagues of the team.
  let colleagues: [(id: Person.ID, name: String)]
  var sent: Form?
  var faults: [DisputeError.Fault] = []

  private var text: Text { visit.text }
  private var path: Path { Path.review(desk.review.id).appending("dispute") }

  /// Reads what was sent; criteria without a proposal are not disputed.
  static func claim(_ form: Form, _ desk: Desk) -> Dispute.Claim {
    guard Dispute.Kind(rawValue: form["kind"]) == .scores else {
      return .person(form.id("claimed"), because: form["statement"])
    }
    let points = desk.card.rubric.criteria.compactMap { criterion -> Dispute.Point? in
      let key = criterion.id.text
      guard let proposal = form.optional("proposal-\(key)"), !proposal.isEmpty else { return nil }
      return Dispute.Point(
        criterion.id,
        option: proposal == "na" ? nil : Criterion.Option.ID(text: proposal) ?? .init(rawValue: 0),
        reason: form["reason-\(key)"], message: form.id("message-\(key)"),
        quote: form["quote-\(key)"])
    }
    return .scores(points, statement: form["statement"])
  }

  var html: HTML {
    """
    <p class="lede">\(lede)</p>
    <nav class="tabs" aria-label="\(text("dispute.kinds"))">\(tab(.scores, text("dispute.kind.scores")))\(tab(.person, text("dispute.kind.person")))</nav>
    <div class="review-screen">
    <section class="review-conversation" tabindex="0" aria-label="\(text("review.transcript"))">
    \(Conversation.transcript(desk.conversation, messages: desk.messages, text: text, comment: CommentView(visit: visit, desk: desk).slot))
    </section>
    <section class="review-scorecard stack" tabindex="0" aria-label="\(text("dispute.form"))">
    \(summary)<form class="form" method="post" action="\(path)">\(visit.csrf)
    <input type="hidden" name="kind" value="\(kind.rawValue)">
    \(kind == .scores ? scores : person)
    <div class="form-actions"><button class="is-primary">\(text("dispute.send"))</button>
    <a class="button is-quiet" href="\(Path.review(desk.review.id))">\(text("dispute.cancel"))</a></div></form>
    </section></div>
    """
  }

  private var lede: String {
    guard let right = desk.disagreement.right else { return text("dispute.lede.form") }
    return text("dispute.lede.form") + " " + right.sentence(text)
  }

  private func tab(_ kind: Dispute.Kind, _ name: String) -> HTML {
    let current: HTML = kind == self.kind ? " aria-current=\"page\"" : ""
    return """
      <a href="\(path.query([("kind", kind.rawValue)]))"\(current)>\(name)</a>
      """
  }

  private var summary: HTML {
    guard !faults.isEmpty else { return "" }
    let items = faults.map { fault -> HTML in
      let name = fault.criterion.flatMap { desk.card.rubric.criterion($0)?.name }
      let field =
        fault.criterion.map { "\(Self.field(fault.kind))-\($0.text)" }
        ?? (fault.kind == .proposalMissing ? "criteria" : "statement")
      let about: HTML? = name.map { "<bdi>\($0)</bdi>: " }
      return "<li><a href=\"#\(field)\">\(about)\(fault.kind.sentence(text))</a></li>"
    }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("dispute.incomplete", ["count": .integer(faults.count)]))</h2><ul>\(items)</ul></div>
      """
  }

  private static func field(_ kind: DisputeError.Fault.Kind) -> String {
    switch kind {
    case .reasonMissing: "reason"
    case .quote: "quote"
    case .option, .outcomeMissing, .proposalMissing: "proposal"
    }
  }

  // MARK: The scores

  private var scores: HTML {
    let criteria = desk.card.rubric.criteria.compactMap { criterion -> HTML? in
      desk.content?.answers[criterion.id].map { fields(criterion, $0) }
    }
    return """
      <p class="hint">\(text("dispute.scores.hint"))</p>
      <div class="stack is-tight" id="criteria" tabindex="-1">\(criteria)</div>
      \(statement(text("dispute.statement"), hint: nil, isRequired: false))
      """
  }

  private func fields(_ criterion: Criterion, _ answer: Answer) -> HTML {
    let key = criterion.id.text
    let now = answer.choice.flatMap(criterion.option(for:))
    let chosen = sent?["proposal-\(key)"] ?? ""
    let isOpen: HTML = chosen.isEmpty ? "" : " open"
    return """
      <details class="disclosure"\(isOpen)><summary><bdi>\(criterion.name)</bdi>: <strong dir="auto">\(now?.label ?? text("criterion.notApplicable"))</strong></summary>
      <div class="stack">
      <div class="field"><label for="proposal-\(key)">\(text("dispute.proposal"))</label>
      <select id="proposal-\(key)" name="proposal-\(key)"><option value="">\(text("dispute.proposal.none"))</option>\(Self.options(criterion, except: [now?.id], chosen: chosen, text))</select></div>
      <div class="field"><label for="reason-\(key)">\(text("dispute.reason"))</label>
      <textarea id="reason-\(key)" name="reason-\(key)" rows="3" maxlength="4000" dir="auto">\(sent?["reason-\(key)"])</textarea></div>
      <div class="field"><label for="message-\(key)">\(text("dispute.message")) <span class="optional">\(text("feedback.optional"))</span></label>
      <select id="message-\(key)" name="message-\(key)"><option value="">\(text("dispute.message.none"))</option>\(messages(chosen: sent?["message-\(key)"] ?? ""))</select></div>
      <div class="field"><label for="quote-\(key)">\(text("dispute.quote")) <span class="optional">\(text("feedback.optional"))</span></label>
      <p class="hint" id="quote-\(key)-hint">\(text("dispute.quote.hint"))</p>
      <input id="quote-\(key)" name="quote-\(key)" maxlength="500" dir="auto" value="\(sent?["quote-\(key)"])" aria-describedby="quote-\(key)-hint"></div>
      </div></details>
      """
  }

  /// The options of a criterion from the best to the worst, without some; `nil` is "not applicable".
  static func options(
    _ criterion: Criterion, except: Set<Criterion.Option.ID?>, chosen: String, _ text: Text
  ) -> HTML {
    let scale = criterion.options.reversed().filter { !except.contains($0.id) }.map {
      option -> HTML in
      """
      <option value="\(option.id.text)"\("selected", if: option.id.text == chosen)>\(option.label)</option>
      """
    }
    guard criterion.allowsNotApplicable, !except.contains(nil) else { return scale.joined() }
    return scale.joined() + """
      <option value="na"\("selected", if: chosen == "na")>\(text("criterion.notApplicable"))</option>
      """
  }

  private func messages(chosen: String) -> HTML {
    desk.messages.filter { !$0.text.isEmpty }.map { message -> HTML in
      let words = message.text.singleSpaced
      let start = words.count > 70 ? String(words.prefix(70)) + "…" : words
      let who = message.author.map { "\($0): " } ?? ""
      return """
        <option value="\(message.id.text)"\("selected", if: message.id.text == chosen)>\(message.position + 1). \(who)\(start)</option>
        """
    }.joined()
  }

  // MARK: The person

  private var person: HTML {
    let people = colleagues.map { colleague -> HTML in
      """
      <option value="\(colleague.id.text)"\("selected", if: colleague.id.text == sent?["claimed"])>\(colleague.name)</option>
      """
    }
    return """
      <p class="hint">\(text("dispute.person.hint"))</p>
      <div class="field"><label for="claimed">\(text("dispute.claimed"))</label>
      <select id="claimed" name="claimed"><option value="">\(text("dispute.claimed.none"))</option>\(people)</select></div>
      \(statement(text("dispute.person.why"), hint: text("dispute.person.why.hint"), isRequired: true))
      """
  }

  private func statement(_ label: String, hint: String?, isRequired: Bool) -> HTML {
    let note: HTML? = hint.map { "<p class=\"hint\" id=\"statement-hint\">\($0)</p>" }
    let described: HTML = hint == nil ? "" : " aria-describedby=\"statement-hint\""
    let optional: HTML =
      isRequired ? "" : " <span class=\"optional\">\(text("feedback.optional"))</span>"
    return """
      <div class="field"><label for="statement">\(label)\(optional)</label>\(note)
      <textarea id="statement" name="statement" rows="4" maxlength="4000" dir="auto"\(described)\("required", if: isRequired)>\(sent?["statement"])</textarea></div>
      """
  }
}

extension DisputeError.Fault.Kind {
  /// What to do about it.
  func sentence(_ text: Text) -> String {
    switch self {
    case .reasonMissing: text("dispute.fault.reason")
    case .option: text("dispute.fault.option")
    case .quote: text("dispute.fault.quote")
    case .outcomeMissing: text("dispute.fault.outcome")
    case .proposalMissing: text("dispute.fault.proposal")
    }
  }
}

extension DisputeRight {
  /// Until when one may disagree, and how often.
  func sentence(_ text: Text) -> String {
    text(
      "dispute.right",
      ["day": .string(text.day(until)), "left": .integer(left), "limit": .integer(limit)])
  }
}
