internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// One person's reviewing: a sentence first, then each figure with its interval and what it means.
struct ReviewerView {
  let visit: Visit
  let portrait: ReviewerPages.Portrait

  private var text: Text { visit.text }
  private var reviewer: Reviewer { portrait.reviewer }

  var html: HTML {
    """
    <p class="lede">\(lede)</p>
    \(standing)\(scores)\(audit)\(others)\(StandingView.rule(reviewer.record.rule, text))\(StandingView.history(reviewer.history, text))
    <p class="is-soft is-small">\(text("reviewer.window", ["count": .integer(Reviewer.days)])) \(text("reviewer.known"))</p>
    """
  }

  private var lede: String {
    reviewer.work.isEmpty
      ? text("reviewer.lede.none")
      : text("reviewer.lede", ["count": .integer(reviewer.work.count)])
  }

  private func stat(_ label: String, _ value: HTML, _ note: String) -> HTML {
    """
    <div class="stat"><span class="stat-label">\(label)</span><span class="stat-value">\(value)</span><span class="stat-note">\(note)</span></div>
    """
  }

  private var standing: HTML {
    let practice: HTML =
      portrait.isOwn
      ? "<p class=\"row\"><a href=\"/practice\">\(text("practice.title"))</a></p>" : ""
    let name: HTML = "\(StandingView.name(reviewer.state, text))"
    let bar = text(
      "reviewer.bar", ["bar": .string(text.percent(reviewer.record.rule.bar))])
    return """
      <div class="stats">\(stat(text("reviewer.reviews"), name, reviewer.state == .practising ? text("reviewer.practising.note") : text("reviewer.counting.note")))
      \(stat(text("reviewer.fit"), fit, bar))</div>\(practice)
      """
  }

  private var fit: HTML {
    reviewer.record.entries.isEmpty ? none : reviewer.record.agreement.html(text, scale: .share)
  }

  private var none: HTML {
    """
    <span class="estimate is-thin"><span class="estimate-value">\(text("calibration.none"))</span></span>
    """
  }

  // MARK: Scores and severity

  private var scores: HTML {
    let adjusted = reviewer.adjusted(portrait.leniency?.leniency).map { $0.html(text) } ?? none
    let leniency =
      portrait.leniency.map { Coefficient.points($0.leniency, text).html } ?? none
    return """
      <section><h2>\(text("reviewer.scores"))</h2><p>\(text("reviewer.scores.lede"))</p><div class="stats">
      \(stat(text("reviewer.raw"), reviewer.raw.html(text), text("reviewer.raw.note")))
      \(stat(text("reviewer.adjusted"), adjusted, text("reviewer.adjusted.note")))
      \(stat(text("reviewer.leniency"), leniency, verdict))</div></section>
      """
  }

  private var verdict: String {
    guard let rater = portrait.leniency, rater.isFlagged, let value = rater.leniency.value else {
      return text("calibration.severity.within")
    }
    return value < 0 ? text("calibration.severity.strict") : text("calibration.severity.mild")
  }

  // MARK: Not applicable

  private var audit: HTML {
    let rows = portrait.criteria.map { criterion -> HTML in
      let peers: HTML =
        portrait.peers[criterion.id].map { "<td>\($0.html(text, scale: .share))</td>" }
        ?? (portrait.isOwn ? "" : "<td>\(none)</td>")
      return """
        <tr><th scope="row" dir="auto">\(criterion.name)</th><td>\(reviewer.notApplicable(criterion.id).html(text, scale: .share))</td>\(peers)</tr>
        """
    }
    let head: HTML =
      portrait.isOwn ? "" : "<th scope=\"col\">\(text("reviewer.na.peers"))</th>"
    return """
      <section><h2>\(text("reviewer.na"))</h2><p>\(text("reviewer.na.lede"))</p><div class="stats">
      \(stat(text("reviewer.na.share"), reviewer.notApplicable.html(text, scale: .share), text("reviewer.na.share.note")))
      \(stat(text("reviewer.na.half"), reviewer.half.html(text), text("reviewer.na.half.note")))
      \(stat(text("reviewer.na.worst"), reviewer.worst.html(text), text("reviewer.na.worst.note")))</div>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("reviewer.na"))">
      <table><thead><tr><th scope="col">\(text("calibration.criterion"))</th><th scope="col">\(text("reviewer.na.share"))</th>\(head)</tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  // MARK: Time, usefulness, gaps

  private var others: HTML {
    let own: HTML =
      portrait.isOwn
      ? stat(
        text("reviewer.selfGap"), points(reviewer.selfGap), text("reviewer.selfGap.note")) : ""
    return """
      <section><h2>\(text("reviewer.more"))</h2><div class="stats">
      \(stat(text("reviewer.time"), Self.time(reviewer.time, text), text("reviewer.time.note")))
      \(stat(text("reviewer.praise"), reviewer.feedback.praise + reviewer.feedback.corrections == 0 ? none : reviewer.praiseShare.html(text, scale: .share), praise))
      \(stat(text("reviewer.useful"), reviewer.useful.of == 0 ? none : reviewer.usefulness.html(text, scale: .share), text("reviewer.useful.note")))
      \(stat(text("reviewer.gap"), points(reviewer.gap), text("reviewer.gap.note")))\(own)</div></section>
      """
  }

  private var praise: String {
    text(
      "reviewer.praise.note",
      [
        "praise": .integer(reviewer.feedback.praise),
        "corrections": .integer(reviewer.feedback.corrections),
      ])
  }

  private func points(_ estimate: Estimate) -> HTML {
    estimate.n == 0 ? none : Coefficient.points(estimate, text).html
  }

  /// A median of seconds with its interval by order statistics; below six there is none.
  static func time(_ estimate: Estimate, _ text: Text) -> HTML {
    guard let value = estimate.value else {
      return """
        <span class="estimate is-thin"><span class="estimate-value">\(text("calibration.none"))</span></span>
        """
    }
    let count = text("estimate.n", ["count": .integer(estimate.n)])
    let interval: HTML
    if let lower = estimate.lower, let upper = estimate.upper {
      interval = """
        <span class="estimate-interval"><span class="visually-hidden">\(text("estimate.interval"))</span> <bdi>\(text.duration(lower)) – \(text.duration(upper))</bdi></span> 
        """
    } else {
      interval = ""
    }
    return """
      <span class="estimate\(estimate.n < Estimate.fewestToCompare ? " is-thin" : "")"><span class="estimate-value">\(text.duration(value))</span> \(interval)<span class="estimate-n">\(count)</span></span>
      """
  }
}

/// The reviewers of a team by name, with their uncertainty; the order is never one of rank.
struct ReviewerListView {
  let visit: Visit
  let teams: [Team]
  let panel: ReviewerPages.Panel?

  private var text: Text { visit.text }

  var html: HTML {
    guard let panel, !panel.reviewers.isEmpty else {
      return """
        <div class="empty"><h2>\(text("reviewer.empty"))</h2><p>\(text("reviewer.empty.why"))</p>
        <a class="button" href="/cycles">\(text("quality.empty.action"))</a></div>
        """
    }
    let practising = panel.reviewers.count { $0.state == .practising }
    return """
      <p class="lede">\(text("reviewer.list.lede", ["count": .integer(panel.reviewers.count), "practising": .integer(practising)])) \(text("reviewer.window", ["count": .integer(Reviewer.days)])) \(text("reviewer.noRank"))</p>
      <div class="page-actions"><a class="button" href="\(Path.skills)">\(text("skill.title"))</a> <a class="button" href="\(Path.rotation.query([("team", panel.team.id.text)]))">\(text("rotation.title"))</a></div>
      \(choice(panel.team))\(table(panel))
      \(SeverityView(severity: panel.severity, names: panel.names, link: { Path.reviewer($0) }, text: text).html)
      <p class="is-soft is-small">\(text("reviewer.known"))</p>
      """
  }

  private func choice(_ chosen: Team) -> HTML {
    guard teams.count > 1 else { return "" }
    let links = teams.map { team -> HTML in
      let current: HTML = team.id == chosen.id ? " aria-current=\"true\"" : ""
      return """
        <a class="chip" href="\(Path.reviewers.query([("team", team.id.text)]))"\(current) dir="auto">\(team.name)</a>
        """
    }
    return "<nav class=\"chips\" aria-label=\"\(text("cycle.team"))\">\(links)</nav>"
  }

  private func share(_ estimate: Estimate) -> HTML {
    estimate.n == 0 ? "–" : estimate.html(text, scale: .share)
  }

  private func table(_ panel: ReviewerPages.Panel) -> HTML {
    let rows = panel.reviewers.map { reviewer -> HTML in
      let leniency = panel.severity.raters[reviewer.person]?.leniency
      let adjusted: HTML = reviewer.adjusted(leniency).map { $0.html(text) } ?? "–"
      let state: HTML? =
        reviewer.state == .practising
        ? "<span class=\"row-note\"><span class=\"badge is-warn\">\(text("reviewer.state.practising"))</span></span>"
        : nil
      let raw: HTML = reviewer.raw.n == 0 ? "–" : reviewer.raw.html(text)
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.reviewer(reviewer.person))" dir="auto">\(panel.names[reviewer.person] ?? "–")</a>\(state)</th>
        <td>\(raw)</td><td>\(adjusted)</td>
        <td>\(share(reviewer.praiseShare))</td><td>\(share(reviewer.usefulness))</td>
        <td>\(share(reviewer.notApplicable))</td><td>\(ReviewerView.time(reviewer.time, text))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("reviewer.title"))">
      <table class="is-dense"><thead><tr><th scope="col">\(text("cycle.person"))</th><th scope="col">\(text("reviewer.raw"))</th>
      <th scope="col">\(text("reviewer.adjusted"))</th><th scope="col">\(text("reviewer.praise"))</th>
      <th scope="col">\(text("reviewer.useful"))</th>
      <th scope="col">\(text("reviewer.na.share"))</th><th scope="col">\(text("reviewer.time"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}
