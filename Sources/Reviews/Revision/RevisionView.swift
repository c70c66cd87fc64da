internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// Names of what is looked at again and of what came of it.
enum RevisionName {
  static func of(_ subject: Revision.Subject, _ text: Text) -> String {
    switch subject {
    case .scorecard: text("revision.scorecard")
    case .benchmarks: text("revision.benchmarks")
    }
  }

  static func of(_ kind: Revision.Decision.Kind, _ text: Text) -> String {
    switch kind {
    case .revised: text("revision.revised")
    case .kept: text("revision.kept")
    case .postponed: text("revision.postponed")
    }
  }

  /// Where it stands on a day.
  static func badge(_ revision: Revision, on today: Day, _ text: Text) -> HTML {
    switch revision.decision?.kind {
    case .postponed: "<span class=\"badge\">\(of(.postponed, text))</span>"
    case let kind?: "<span class=\"badge is-good\">\(of(kind, text))</span>"
    case nil where revision.isOverdue(on: today):
      "<span class=\"badge is-warn\">\(text("calendar.state.late"))</span>"
    case nil: "<span class=\"badge is-active\">\(text("revision.waiting"))</span>"
    }
  }
}

/// One revision: what speaks for changing something, and the decision.
struct RevisionView {
  let visit: Visit
  let revision: Revision
  let team: String
  let findings: RevisionFindings
  let leads: [Person.ID]
  let names: [Person.ID: String]
  let problem: String?

  private var text: Text { visit.text }

  var title: String {
    text(
      "revision.title",
      [
        "subject": .string(RevisionName.of(revision.subject, text)),
        "team": .string("\u{2068}\(team)\u{2069}"),
      ])
  }

  var html: HTML {
    let complaint: HTML? = problem.map {
      "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>"
    }
    let body = revision.subject == .scorecard ? criteria : benchmarks
    return """
      <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/programmes">\(text("programme.list"))</a></li><li><a href="\(Path.programme(revision.team))" dir="auto">\(team)</a></li><li>\(RevisionName.of(revision.subject, text))</li></ol></nav>
      <p class="lede">\(text(revision.subject == .scorecard ? "revision.scorecard.lede" : "revision.benchmarks.lede"))</p>
      \(complaint)\(facts)\(body)\(decision)
      """
  }

  private var facts: HTML {
    let owners = text.list(leads.compactMap { names[$0] })
    let postponed: HTML =
      revision.postponements > 0
      ? "<p>\(text("revision.postponements", ["count": .integer(revision.postponements)]))</p>" : ""
    return """
      <section class="card"><dl class="facts">
      <div><dt>\(text("revision.due"))</dt><dd>\(text.dayElement(revision.dueOn))</dd></div>
      <div><dt>\(text("revision.owner"))</dt><dd><bdi>\(owners.isEmpty ? "–" : owners)</bdi></dd></div>
      <div><dt>\(text("work.state"))</dt><dd>\(RevisionName.badge(revision, on: visit.today, text))</dd></div>
      </dl>\(postponed)</section>
      """
  }

  // MARK: What speaks for it

  private var criteria: HTML {
    guard let card = findings.card else { return "<p>\(text("programme.obstacle.noCard"))</p>" }
    let notable = findings.criteria.count(where: \.isNotable)
    let rows = findings.criteria.map { finding -> HTML in
      """
      <tr><th scope="row" dir="auto">\(finding.criterion.name)</th>
      <td class="is-numeric">\(agreement(finding))</td>
      <td class="is-numeric">\(absence(finding))</td>
      <td class="is-numeric">\(corrections(finding))</td><td>\(marks(finding))</td></tr>
      """
    }
    let draft =
      findings.pendingChanges.map { text("revision.draft", ["count": .integer($0)]) }
      ?? text("revision.draft.none")
    return """
      <section><h2>\(text("revision.criteria"))</h2>
      <p>\(text("revision.criteria.lede", ["count": .integer(notable)]))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("revision.criteria"))">
      <table><thead><tr><th scope="col">\(text("calibration.criterion"))</th>
      <th scope="col" class="is-numeric">\(text("calibration.alpha"))</th>
      <th scope="col" class="is-numeric">\(text("revision.absent"))</th>
      <th scope="col" class="is-numeric">\(text("revision.upheld"))</th>
      <th scope="col">\(text("revision.why"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <p>\(draft) <a href="\(Path.scorecard(card.scorecard))">\(text("revision.open"))</a></p></section>
      """
  }

  private func agreement(_ finding: RevisionFindings.OfCriterion) -> HTML {
    guard let alpha = finding.agreement?.alpha, let value = alpha.value else { return "–" }
    let n = text("revision.n", ["count": .integer(alpha.n)])
    return "\(text.number(value, digits: 2)) <span class=\"row-note\">\(n)</span>"
  }

  private func absence(_ finding: RevisionFindings.OfCriterion) -> HTML {
    guard let share = finding.notApplicableShare else { return "–" }
    let n = text("revision.n", ["count": .integer(finding.answers)])
    return "\(text.percent(share)) <span class=\"row-note\">\(n)</span>"
  }

  /// How many of the disputed answers were changed.
  private func corrections(_ finding: RevisionFindings.OfCriterion) -> HTML {
    guard finding.contested > 0 else { return "–" }
    let values: [String: TextValue] = [
      "done": .integer(finding.upheld), "count": .integer(finding.contested),
    ]
    return "\(text("cycle.of", values))"
  }

  private func marks(_ finding: RevisionFindings.OfCriterion) -> HTML {
    var marks: [HTML] = []
    if finding.agreesTooLittle {
      marks.append("<span class=\"badge is-warn\">\(text("revision.mark.agreement"))</span> ")
    }
    if finding.oftenDoesNotApply {
      marks.append("<span class=\"badge is-warn\">\(text("revision.mark.absent"))</span> ")
    }
    if finding.isOftenCorrected {
      marks.append("<span class=\"badge is-warn\">\(text("revision.mark.corrected"))</span> ")
    }
    return marks.isEmpty ? "–" : marks.joined()
  }

  private var benchmarks: HTML {
    guard !findings.benchmarks.isEmpty else {
      return """
        <div class="empty"><h2>\(text("revision.benchmarks.none"))</h2><p>\(text("revision.benchmarks.none.why"))</p>
        <a class="button" href="/workshops/new">\(text("workshop.new"))</a></div>
        """
    }
    let notable = findings.benchmarks.count(where: \.isNotable)
    let rows = findings.benchmarks.map { finding -> HTML in
      let again = ("/workshops/new" as Path).query([
        ("conversation", finding.benchmark.conversation.text)
      ])
      let marks = [
        (finding.isOld, text("revision.mark.old")),
        (finding.isOfOldVersion, text("revision.mark.version")),
      ].filter(\.0).map { "<span class=\"badge is-warn\">\($0.1)</span> " as HTML }
      let workshop: HTML =
        finding.isNotable && visit.actor.can(.create, .workshop)
        ? "<a href=\"\(again)\">\(text("revision.again"))</a>" : "–"
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.benchmark(finding.benchmark.id))" dir="auto">\(finding.criterion)</a></th>
        <td class="is-numeric">\(text("revision.months", ["count": .integer(finding.months)]))</td>
        <td><bdi>\(finding.label)</bdi></td><td>\(marks.isEmpty ? "–" : marks.joined())</td><td>\(workshop)</td></tr>
        """
    }
    return """
      <section><h2>\(text("revision.benchmarks"))</h2>
      <p>\(text("revision.benchmarks.count", ["count": .integer(notable), "all": .integer(findings.benchmarks.count)]))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("revision.benchmarks"))">
      <table><thead><tr><th scope="col">\(text("calibration.criterion"))</th>
      <th scope="col" class="is-numeric">\(text("revision.age"))</th><th scope="col">\(text("revision.version"))</th>
      <th scope="col">\(text("revision.why"))</th><th scope="col">\(text("revision.workshop"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  // MARK: The decision

  private var decision: HTML {
    if let decision = revision.decision {
      let name = decision.by.flatMap { names[$0] } ?? "–"
      return """
        <section class="card"><h2>\(text("revision.decision"))</h2>
        <p>\(RevisionName.of(decision.kind, text)): <span dir="auto">\(decision.note)</span></p>
        <p class="is-soft is-small"><bdi>\(name)</bdi>, \(text.moment(decision.at))</p></section>
        """
    }
    guard visit.actor.can(.change, .sampling, Ownership(team: revision.team.rawValue)) else {
      return ""
    }
    let buttons = Revision.Decision.Kind.allCases.map { kind -> HTML in
      """
      <button name="decision" value="\(kind.rawValue)">\(RevisionName.of(kind, text))</button>
      """
    }
    return """
      <section class="card"><h2>\(text("revision.decide"))</h2><p>\(text("revision.decide.why"))</p>
      <form class="form" method="post" action="\(Path.revision(revision.id).appending("decision"))">\(visit.csrf)
      <div class="field"><label for="note">\(text("revision.note"))</label>
      <input id="note" name="note" required maxlength="500" dir="auto"></div>
      <div class="form-actions">\(buttons)</div></form></section>
      """
  }
}
