internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The disputes a reader may see: those that wait first, then what became of the others.
struct DisputeList: Sendable {
  /// A line of the list.
  struct Line: Sendable {
    let dispute: Dispute
    let review: Review
    let headline: Headline?
    let agent: String
    let mayDecide: Bool
  }

  let lines: [Line]
  let rule: DisputeRule

  /// The disputes of the last year.
  static func of(_ actor: Actor, now: Instant, in db: any Connection) throws -> DisputeList {
    let scope = actor.scope
    let first = now.advanced(bySeconds: -366 * 86_400)
    let disputes = try Dispute.all(scope, in: db).filter { dispute in
      dispute.state == .open || (dispute.step(.raised)?.at ?? now) >= first
    }
    let reviews = try Review.find(disputes.map(\.review), scope, in: db)
    let seen = disputes.compactMap { dispute -> (Dispute, Review)? in
      guard let review = reviews[dispute.review],
        actor.can(.read, .dispute, review.ownership(for: actor))
      else { return nil }
      return (dispute, review)
    }
    let headlines = try Headline.all(seen.map(\.1.conversation), scope, in: db)
    let names = try Person.names(of: seen.map(\.1.agent), scope, in: db)
    return DisputeList(
      lines: seen.map { dispute, review in
        Line(
          dispute: dispute, review: review, headline: headlines[review.conversation],
          agent: names[review.agent] ?? "–", mayDecide: review.isDecided(by: actor))
      }, rule: try DisputeRule.current(scope, in: db))
  }
}

/// The list as a page.
struct DisputeListView {
  let visit: Visit
  let list: DisputeList

  private var text: Text { visit.text }

  var html: HTML {
    let open = list.lines.filter { $0.dispute.state == .open }
      .sorted { ($0.dispute.decideBy, $0.dispute.id) < ($1.dispute.decideBy, $1.dispute.id) }
    let done = list.lines.filter { $0.dispute.state != .open }.reversed()
    let late = open.count { $0.dispute.isOverdue(on: visit.today) }
    return """
      <p class="lede">\(text("dispute.list.lede", ["count": .integer(open.count), "late": .integer(late)])) \(list.rule.sentence(text))</p>
      <div class="page-actions">\(links)</div>
      <section class="stack"><h2>\(text("dispute.list.open"))</h2>\(table(open, "open", none: text("dispute.list.open.none")))</section>
      <section class="stack"><h2>\(text("dispute.list.done"))</h2>\(table(Array(done), "done", none: text("dispute.list.done.none")))</section>
      """
  }

  private var links: HTML {
    let figures: HTML =
      visit.actor.can(.export, .teamReport)
      ? "<a class=\"button\" href=\"/disputes/figures\">\(text("overturn.title"))</a>" : ""
    return figures + """
       <a class="button" href="/disputes/rules">\(text("dispute.rule.title"))</a>
      """
  }

  private func table(_ lines: [DisputeList.Line], _ id: String, none: String) -> HTML {
    guard !lines.isEmpty else { return "<p class=\"notice\">\(none)</p>" }
    let name = id == "open" ? text("dispute.list.open") : text("dispute.list.done")
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(name)">
      <table><thead><tr><th scope="col">\(text("work.conversation"))</th><th scope="col">\(text("work.whose"))</th>
      <th scope="col">\(text("dispute.about"))</th><th scope="col">\(text("dispute.raised"))</th><th scope="col">\(text("dispute.decideBy"))</th>
      <th scope="col">\(text("work.state"))</th></tr></thead><tbody>\(lines.map(row))</tbody></table></div>
      """
  }

  private func row(_ line: DisputeList.Line) -> HTML {
    let dispute = line.dispute
    let about: String =
      dispute.kind == .person
      ? text("dispute.kind.person")
      : text("dispute.criteria", ["count": .integer(dispute.points.count)])
    let yours: HTML? =
      dispute.state == .open && line.mayDecide
      ? " <span class=\"badge is-plain\">\(text("dispute.yours"))</span>" : nil
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.dispute(dispute.id))" dir="auto">\(line.headline?.title(text) ?? "–")</a></th>
      <td dir="auto">\(line.agent)</td><td>\(about)</td>
      <td class="is-nowrap">\(dispute.step(.raised).map { text.dayElement(text.zone.day(of: $0.at)) })</td>
      <td class="is-nowrap">\(text.dayElement(dispute.decideBy))</td>
      <td>\(DisputeState.badge(dispute, on: visit.today, text))\(yours)</td></tr>
      """
  }
}
