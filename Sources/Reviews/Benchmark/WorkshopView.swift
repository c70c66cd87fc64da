internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// A workshop for those who have nothing to rate in it: waiting, talking, or what came of it.
struct WorkshopView {
  let visit: Visit
  let desk: WorkshopDesk

  private var text: Text { visit.text }
  private var workshop: Workshop { desk.workshop }
  private var path: Path { .workshop(workshop.id) }
  private var rubric: Rubric { desk.card.rubric }

  var html: HTML {
    """
    \(BenchmarkPages.breadcrumb(("/workshops", text("workshop.list")), text))
    <p class="lede">\(lede)</p>
    \(Self.question(desk, text))
    \(Self.covered(desk, text))
    \(body)
    """
  }

  /// What the group wants to find out, where somebody said so.
  static func question(_ desk: WorkshopDesk, _ text: Text) -> HTML? {
    let note = desk.redaction?.covered(desk.workshop.note) ?? desk.workshop.note
    guard !note.isBlank else { return nil }
    return """
      <p><strong>\(text("workshop.asks"))</strong> <span dir="auto">\(note)</span></p>
      """
  }

  /// Says that names are covered, where they are.
  static func covered(_ desk: WorkshopDesk, _ text: Text) -> HTML? {
    desk.redaction.map { _ in "<p class=\"notice\">\(text("workshop.covered"))</p>" }
  }

  private var lede: String {
    let counts: [String: TextValue] = [
      "done": .integer(workshop.handedIn), "count": .integer(workshop.seats.count),
    ]
    return switch workshop.stage {
    case .rating: text("workshop.lede.rating", counts)
    case .discussing: text("workshop.lede.discussing", counts)
    case .closed: text("workshop.lede.closed", ["count": .integer(desk.kept.count)])
    case .cancelled: text("workshop.lede.cancelled")
    }
  }

  private var body: HTML {
    switch workshop.stage {
    case .rating: "\(seats)\(desk.isLed ? leading : nil)\(own)"
    case .cancelled: "\(seats)"
    case .discussing, .closed: talk
    }
  }

  // MARK: While others rate

  private var seats: HTML {
    let items = workshop.seats.map { seat -> HTML in
      let state: HTML =
        seat.handedInAt == nil
        ? "<span class=\"badge\">\(text("workshop.seat.rating"))</span>"
        : "<span class=\"badge is-good\">\(text("workshop.seat.done"))</span>"
      return """
        <tr><th scope="row"><bdi>\(desk.names[seat.person] ?? "–")</bdi></th><td>\(state)</td></tr>
        """
    }
    return """
      <section class="stack"><h2>\(text("workshop.group"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("workshop.group"))"><table>
      <thead><tr><th scope="col">\(text("workshop.person"))</th><th scope="col">\(text("workshop.state"))</th></tr></thead>
      <tbody>\(items)</tbody></table></div></section>
      """
  }

  private var leading: HTML {
    let end: HTML? =
      workshop.handedIn > 1
      ? """
      <form method="post" action="\(path.appending("discussion"))" data-confirm="\(text("workshop.discuss.sure"))">\(visit.csrf)<button class="is-primary">\(text("workshop.discuss"))</button></form>
      """ : nil
    return """
      <div class="actions">\(end)\(cancel)</div>\(invitation)
      """
  }

  private var cancel: HTML {
    """
    <form method="post" action="\(path.appending("cancellation"))" data-confirm="\(text("workshop.cancel.sure"))">\(visit.csrf)<button class="is-quiet">\(text("workshop.cancel"))</button></form>
    """
  }

  private var invitation: HTML? {
    guard !desk.others.isEmpty else { return nil }
    let boxes = desk.others.map { person -> HTML in
      """
      <label class="choice"><input type="checkbox" name="person" value="\(person.id.text)"> <span dir="auto">\(person.name)</span></label>
      """
    }
    return """
      <details class="disclosure"><summary>\(text("workshop.invite"))</summary>
      <form class="form" method="post" action="\(path.appending("seats"))">\(visit.csrf)
      <fieldset class="field"><legend>\(text("workshop.group"))</legend><div class="choices is-inline">\(boxes)</div></fieldset>
      <div class="form-actions"><button>\(text("workshop.invite.do"))</button></div></form></details>
      """
  }

  private var own: HTML? {
    let items = rubric.criteria.compactMap { criterion -> HTML? in
      guard let choice = desk.own[criterion.id]?.choice else { return nil }
      return
        "<div><dt dir=\"auto\">\(criterion.name)</dt><dd dir=\"auto\">\(criterion.label(of: choice, text))</dd></div>"
    }
    guard !items.isEmpty else { return nil }
    return """
      <section class="card"><h2>\(text("workshop.own"))</h2><dl class="facts">\(items)</dl></section>
      """
  }

  // MARK: Talking and agreeing

  private var talk: HTML {
    let cards = desk.spreads.compactMap { spread in
      rubric.criterion(spread.criterion).map {
        WorkshopCriterion(visit: visit, desk: desk, criterion: $0, spread: spread).html
      }
    }
    let closing: HTML? =
      desk.isLed && workshop.stage == .discussing
      ? """
      <div class="actions"><form method="post" action="\(path.appending("closing"))" data-confirm="\(text("workshop.close.sure"))">\(visit.csrf)<button class="is-primary">\(text("workshop.close"))</button></form>\(cancel)</div>
      """ : nil
    return """
      <div class="review-screen">
      <section class="review-conversation" tabindex="0" aria-label="\(text("workshop.conversation"))">
      \(Conversation.transcript(desk.conversation, messages: desk.messages, text: text))
      </section>
      <section class="review-scorecard" tabindex="0" aria-label="\(text("workshop.spread"))">
      <div class="stack is-loose">\(cards)\(closing)</div></section></div>
      """
  }
}

extension Criterion {
  /// An answer in words.
  func label(of choice: Answer.Choice, _ text: Text) -> String {
    option(for: choice)?.label ?? text("criterion.notApplicable")
  }
}

/// One criterion of a workshop: the spread, what was said, and what was agreed.
private struct WorkshopCriterion {
  let visit: Visit
  let desk: WorkshopDesk
  let criterion: Criterion
  let spread: Spread

  private var text: Text { visit.text }
  private var id: String { criterion.id.text }
  private var agreement: Agreement? { desk.agreements[criterion.id] }

  var html: HTML {
    """
    <section class="card" id="criterion-\(id)" tabindex="-1">
      <div class="card-header"><h2 dir="auto">\(criterion.name)</h2>\(badge)</div>
      <p class="hint" dir="auto">\(criterion.question)</p>
      \(plot)
      \(comments)
      \(agreed)
      \(desk.isLed && desk.workshop.stage == .discussing ? form : nil)
    </section>
    """
  }

  private var badge: HTML {
    if spread.isUnanimous {
      return "<span class=\"badge is-good\">\(text("workshop.unanimous"))</span>"
    }
    return """
      <span class="badge is-warn">\(text("workshop.apart", ["count": .integer(spread.width)]))</span>
      """
  }

  private var plot: HTML {
    let own = desk.own[criterion.id]?.choice
    let ownOption = own.flatMap { criterion.option(for: $0)?.id }
    var choices = criterion.options.enumerated().reversed().map { index, option in
      DotPlot.Choice(
        label: option.label,
        count: spread.counts.indices.contains(index) ? spread.counts[index] : 0,
        holdsOwn: ownOption == option.id)
    }
    if criterion.allowsNotApplicable {
      choices.append(
        .init(
          label: text("workshop.notApplicable"), count: spread.notApplicable,
          holdsOwn: own == .notApplicable))
    }
    let chart = DotPlot(
      caption: Caption(
        id: "spread-\(id)",
        title: text("workshop.plot", ["name": .string(criterion.name)]),
        summary: text("workshop.plot.summary", ["count": .integer(spread.total)]),
        columns: [text("criterion.option"), text("workshop.people")],
        tableName: text("workshop.plot.table"),
        download: (
          Path.workshop(desk.workshop.id).appending("spread.csv"), text("chart.download")
        )),
      choices: choices, ownName: text("workshop.plot.own"))
    return chart.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }

  /// What people wrote beside their ratings, without names: the talk is about the criterion.
  private var comments: HTML? {
    let said = desk.ratings.compactMap { answers -> HTML? in
      guard let answer = answers[criterion.id], !answer.comment.isBlank,
        let choice = answer.choice
      else { return nil }
      let comment = desk.redaction?.covered(answer.comment) ?? answer.comment
      return """
        <li><strong dir="auto">\(criterion.label(of: choice, text))</strong>: <span dir="auto">\(comment)</span></li>
        """
    }.sorted { $0.text < $1.text }
    guard !said.isEmpty else { return nil }
    return "<h3>\(text("workshop.said"))</h3><ul class=\"is-small\">\(said)</ul>"
  }

  private var agreed: HTML? {
    guard let agreement else { return nil }
    let option = agreement.option.flatMap { id in criterion.options.first { $0.id == id } }
    let label = option?.label ?? text("criterion.notApplicable")
    let link: HTML? = desk.kept[criterion.id].map {
      "<p><a href=\"\(Path.benchmark($0))\">\(text("workshop.asBenchmark"))</a></p>"
    }
    return """
      <div class="notice is-good"><p>\(text("workshop.agreed")) <strong dir="auto">\(label)</strong></p>
      \(BenchmarkView.telling(why: agreement.why, quote: agreement.evidence.quote, discussion: agreement.discussion, cover: desk.redaction, text))\(link)</div>
      """
  }

  private var form: HTML {
    let options = criterion.options.reversed().map { option -> HTML in
      radio(option.id.text, option.label, option.anchor, agreement?.option == option.id)
    }
    let none: HTML? =
      criterion.allowsNotApplicable
      ? radio(
        "na", text("criterion.notApplicable"), "", agreement.map { $0.option == nil } ?? false)
      : nil
    return """
      <details class="disclosure"\("open", if: agreement == nil)><summary>\(agreement == nil ? text("workshop.agree") : text("workshop.agree.change"))</summary>
      <form class="form" method="post" action="\(Path.workshop(desk.workshop.id).appending("agreements"))">\(visit.csrf)
      <input type="hidden" name="criterion" value="\(id)">
      <fieldset class="field"><legend>\(text("workshop.agree.on"))</legend><div class="scale">\(options)\(none)</div></fieldset>
      \(area("discussion", text("workshop.discussion"), text("workshop.discussion.hint"), agreement?.discussion))
      \(EvidenceFields(text: text, id: id, messages: desk.messages, evidence: agreement?.evidence ?? .init()).html)
      \(area("why", text("workshop.why"), text("workshop.why.hint"), agreement?.why))
      <div class="field"><label class="choice"><input type="checkbox" name="keep" value="1"\("checked", if: agreement?.isKept == true)> <span>\(text("workshop.keep"))</span></label></div>
      <div class="form-actions"><button>\(text("workshop.agree.save"))</button></div></form></details>
      """
  }

  private func radio(_ value: String, _ label: String, _ anchor: String, _ isChosen: Bool) -> HTML {
    let hint: HTML? =
      anchor.isEmpty ? nil : "<span class=\"scale-anchor\" dir=\"auto\">\(anchor)</span>"
    return """
      <label class="scale-option"><input type="radio" name="option" value="\(value)" required\("checked", if: isChosen)><span class="scale-label" dir="auto">\(label)</span>\(hint)</label>
      """
  }

  private func area(_ name: String, _ label: String, _ hint: String, _ value: String?) -> HTML {
    """
    <div class="field"><label for="\(name)-\(id)">\(label)</label><p class="hint" id="\(name)-\(id)-hint">\(hint)</p>
    <textarea id="\(name)-\(id)" name="\(name)" rows="3" maxlength="4000" dir="auto" aria-describedby="\(name)-\(id)-hint">\(value)</textarea></div>
    """
  }
}

/// The fields that say which words show it.
struct EvidenceFields {
  let text: Text
  let id: String
  let messages: [Message]
  let evidence: Agreement.Evidence

  var html: HTML {
    let options = messages.filter { !$0.isLine }.enumerated().map { index, message -> HTML in
      let start = message.text.prefix(60).split(whereSeparator: \.isNewline).joined(separator: " ")
      return """
        <option value="\(message.id.text)"\("selected", if: evidence.message == message.id)>\(text.number(index + 1)). \(start)</option>
        """
    }
    return """
      <div class="field"><label for="message-\(id)">\(text("workshop.message")) <span class="optional">\(text("workshop.optional"))</span></label>
      <select id="message-\(id)" name="message"><option value="">\(text("workshop.message.none"))</option>\(options)</select></div>
      <div class="field"><label for="quote-\(id)">\(text("workshop.quote")) <span class="optional">\(text("workshop.optional"))</span></label>
      <p class="hint" id="quote-\(id)-hint">\(text("workshop.quote.hint"))</p>
      <textarea id="quote-\(id)" name="quote" rows="2" maxlength="1000" dir="auto" aria-describedby="quote-\(id)-hint">\(evidence.quote)</textarea></div>
      """
  }
}
