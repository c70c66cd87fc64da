internal import Kernel
internal import Markup
internal import People
internal import Web

/// Whether the work of reviewing is shared equally: a sentence, and by name where names are shown.
struct BalanceView {
  let visit: Visit
  let round: Round

  private var text: Text { visit.text }

  var html: HTML {
    guard let balance = round.balance, let range = balance.range else { return "" }
    let moved: HTML =
      balance.handovers > 0
      ? "<p>\(text("balance.handovers", ["count": .integer(balance.handovers)]))</p>\(reasons(balance))"
      : ""
    let waiting: HTML =
      balance.waiting > 0
      ? "<p class=\"notice is-warn\">\(text("balance.waiting", ["count": .integer(balance.waiting)]))</p>"
      : ""
    let rotation: HTML = """
      <p><a href="\(Path.rotation.query([("team", round.cycle.team.text)]))">\(text("rotation.way"))</a></p>
      """
    return """
      \(waiting)<details class="disclosure" id="balance"><summary>\(text("balance.title"))</summary>
      <div class="stack"><p>\(sentence(range)) \(text("balance.rule"))</p>\(moved)\(table(balance))\(rotation)</div></details>
      """
  }

  private func sentence(_ range: ClosedRange<Int>) -> String {
    let values: [String: TextValue] = [
      "least": .integer(range.lowerBound), "most": .integer(range.upperBound),
      "count": .integer(range.lowerBound),
    ]
    if range.lowerBound == range.upperBound { return text("balance.same", values) }
    return range.upperBound - range.lowerBound == 1
      ? text("balance.equal", values) : text("balance.unequal", values)
  }

  private func reasons(_ balance: Balance) -> HTML {
    guard !balance.reasons.isEmpty else { return "" }
    let items = balance.reasons.map { "<li><bdi>\($0)</bdi></li>" as HTML }
    return "<p>\(text("balance.reasons"))</p><ul>\(items)</ul>"
  }

  private func table(_ balance: Balance) -> HTML {
    guard round.cycle.plan.namesReviewers else {
      return "<p class=\"is-soft is-small\">\(text("balance.unnamed"))</p>"
    }
    let rows = round.alphabetical(balance.shares.keys).map { person -> HTML in
      let share = balance.shares[person] ?? Balance.Share()
      return """
        <tr><th scope="row"><bdi>\(round.names[person] ?? "–")</bdi></th>
        <td class="is-numeric">\(text.number(share.asked))</td><td class="is-numeric">\(text.number(share.done))</td>
        <td class="is-numeric">\(text.number(share.taken))</td><td class="is-numeric">\(text.number(share.returned + share.passed))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("balance.title"))">
      <table class="is-dense"><thead><tr><th scope="col">\(text("cycle.person"))</th>
      <th scope="col" class="is-numeric">\(text("balance.asked"))</th><th scope="col" class="is-numeric">\(text("review.state.submitted"))</th>
      <th scope="col" class="is-numeric">\(text("balance.taken"))</th><th scope="col" class="is-numeric">\(text("balance.moved"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}

/// Who looks at one conversation of the sample, and the form that asks one more person.
struct PickReviewsView {
  let visit: Visit
  let round: Round
  let pick: Pick
  let reviews: [Review]

  private var text: Text { visit.text }

  /// Where nobody is named only the number is shown: a state that changes tells who was at work.
  private var isSilent: Bool {
    !round.cycle.plan.namesReviewers && round.cycle.state == .open
  }

  var html: HTML {
    guard !isSilent else {
      let others = reviews.filter(\.kind.counts)
      return """
        <p>\(text("sample.asked", ["count": .integer(others.count)]))</p>\(ask)
        """
    }
    return "<ul class=\"stack is-tight\">\(reviews.map(review))</ul>\(ask)"
  }

  private func review(_ review: Review) -> HTML {
    let isOwn = review.kind == .`self`
    let who: HTML =
      isOwn
      ? "\(text("sample.own"))"
      : round.authors[review.id].map { "<bdi>\(round.names[$0] ?? "–")</bdi>" }
        ?? "\(text("review.someone"))"
    let name: HTML =
      review.isVisible(to: visit.actor) && review.submittedAt != nil && !isUntold(review)
      ? "<a href=\"\(Path.review(review.id))\">\(who)</a>" : who
    let kind: HTML =
      round.cycle.plan.namesReviewers ? ReviewKind.badge(review.kind, text) : ""
    return "<li>\(name) \(kind)\(state(review))</li>"
  }

  /// Whether nothing is told of it: where nobody is named, what is not shared, and a second look
  /// before the end.
  private func isUntold(_ review: Review) -> Bool {
    guard review.kind != .`self`, !round.cycle.plan.namesReviewers else { return false }
    return review.kind == .second ? !round.cycle.showsSecondLooks : review.sharedAt == nil
  }

  private func state(_ review: Review) -> HTML {
    isUntold(review)
      ? "<span class=\"badge\">\(text("sample.unshared"))</span>"
      : ReviewState.badge(review, on: visit.today, text)
  }

  private var ask: HTML {
    guard round.cycle.state == .open, pick.agent != visit.actor.person else { return "" }
    let taken = Set(reviews.compactMap { round.authors[$0.id] })
    let people = round.alphabetical(
      round.helpers.filter { $0 != pick.agent && !taken.contains($0) })
    guard !people.isEmpty else { return "" }
    let id = "ask-\(pick.id.text)"
    let options = people.map { person -> HTML in
      let name =
        person == visit.actor.person ? text("handover.ask.me") : round.names[person] ?? "–"
      return "<option value=\"\(person.text)\">\(name)</option>"
    }
    let path = ("/picks" as Path).appending(pick.id.text).appending("reviews")
    return """
      <details class="disclosure"><summary>\(text("handover.ask"))</summary>
      <form class="form" method="post" action="\(path)">\(visit.csrf)
      <div class="field"><label for="\(id)">\(text("handover.ask.who"))</label><p class="hint" id="\(id)-hint">\(text("handover.ask.hint"))</p>
      <select id="\(id)" name="person" aria-describedby="\(id)-hint">\(options)</select></div>
      <div class="form-actions"><button class="is-small">\(text("handover.ask.do"))</button></div></form></details>
      """
  }
}

/// In which role somebody reviewed, in a word; a colleague's review says nothing.
enum ReviewKind {
  static func badge(_ kind: Review.Kind, _ text: Text) -> HTML {
    switch kind {
    case .lead: "<span class=\"badge is-plain\">\(text("review.kind.lead"))</span> "
    case .expert: "<span class=\"badge is-plain\">\(text("review.kind.expert"))</span> "
    case .second: "<span class=\"badge is-plain\">\(text("second.badge"))</span> "
    default: ""
    }
  }
}
