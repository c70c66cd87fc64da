internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// A closed session: a sentence first, what to discuss, then agreement, severity and decisions.
struct CalibrationResultView {
  let visit: Visit
  let desk: CalibrationDesk
  let result: CalibrationResult

  init(visit: Visit, desk: CalibrationDesk) {
    self.visit = visit
    self.desk = desk
    result = CalibrationResult(desk.session, desk.card.rubric, ratings: desk.ratings)
  }

  private var text: Text { visit.text }
  private var session: Calibration { desk.session }
  private var isMirrored: Direction {
    text.language.isRightToLeft ? .rightToLeft : .leftToRight
  }

  var html: HTML {
    """
    \(CalibrationState.breadcrumb(desk, text))
    <p class="lede">\(lede)</p>\(missing)\(own)
    \(DiscussionView(visit: visit, desk: desk, result: result).html)
    \(agreement)\(score)\(severity)\(conversations)\(notes)\(facts)
    """
  }

  private var lede: String {
    let fit = result.criteria.count { $0.decision == .usable || $0.decision == .good }
    let unknown = result.criteria.count { $0.decision == .notEnoughData }
    let values: [String: TextValue] = [
      "people": .integer(result.raters.count), "conversations": .integer(session.items.count),
      "fit": .integer(fit), "count": .integer(result.criteria.count),
    ]
    return unknown == result.criteria.count
      ? text("calibration.result.thin", values) : text("calibration.result.lede", values)
  }

  private var missing: HTML {
    guard desk.missing > 0 else { return "" }
    let words: HTML? = session.closeReason.map { "<bdi dir=\"auto\">\($0)</bdi>" }
    return """
      <p class="notice is-warn">\(text("calibration.result.missing", ["done": .integer(desk.given), "count": .integer(session.expected)])) \(words)</p>
      """
  }

  /// How the reader's own ratings fit; nobody else's is shown here.
  private var own: HTML {
    guard desk.takesPart, session.expert != desk.reader else { return "" }
    let fits = desk.ratings.filter { $0.person == desk.reader }.compactMap { rating in
      session.agreed(
        on: rating.conversation, for: desk.reader, ratings: desk.ratings,
        consensus: desk.consensus, desk.card.rubric
      ).alignment(of: rating, desk.card.rubric)
    }
    guard !fits.isEmpty else {
      return "<p class=\"notice\">\(text("calibration.own.none"))</p>"
    }
    let estimate = boundedMeanInterval(fits, scaleMin: 0, scaleMax: 1)
    return """
      <p class="notice">\(text("calibration.own.fit")) \(estimate.html(text, scale: .share)) <a href="/practice">\(text("calibration.own.more"))</a></p>
      """
  }

  // MARK: Agreement

  private var agreement: HTML {
    let readings = result.criteria.map { Coefficient.agreement($0.alpha, text).reading }
    let least = min(0, readings.compactMap(\.lower).min() ?? 0)
    var plot = IntervalPlot(
      caption: Caption(
        id: "agreement", title: text("calibration.agreement"),
        summary: text("calibration.agreement.summary"),
        columns: [
          text("calibration.criterion"), text("calibration.alpha"), text("chart.interval"),
          text("chart.n"),
        ], tableName: text("chart.table"),
        download: (
          Path.calibration(session.id).appending("agreement.csv"), text("calibration.csv")
        )),
      axis: Axis((least * 5).rounded(.down) / 5, 1) { text.number($0, digits: 1) },
      rows: zip(result.criteria, readings).map { entry, reading in
        IntervalPlot.Row(label: entry.criterion.name, reading: reading)
      },
      reference: Reference(
        value: CriterionAgreement.usableFrom, label: text("calibration.usableFrom")))
    plot.caption.isBelowItsTitle = true
    let hasKappa = result.criteria.contains { $0.kappa != nil }
    let kappa: HTML = hasKappa ? "<th scope=\"col\">\(text("calibration.kappa"))</th>" : ""
    return """
      <section><h2>\(text("calibration.agreement"))</h2><p>\(text("calibration.agreement.lede"))</p>
      \(plot.figure(isMirrored))
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("calibration.agreement"))">
      <table><thead><tr><th scope="col">\(text("calibration.criterion"))</th><th scope="col">\(text("calibration.meaning"))</th><th scope="col">\(text("calibration.alpha"))</th>
      <th scope="col">\(text("calibration.gwet"))</th>\(kappa)<th scope="col">\(text("calibration.same"))</th></tr></thead>
      <tbody>\(result.criteria.map { row($0, hasKappa) })</tbody></table></div>
      <details class="disclosure"><summary>\(text("estimate.how"))</summary><p>\(text("calibration.how.alpha"))</p><p>\(text("calibration.how.gwet"))</p><p>\(text("calibration.how.na"))</p><p>\(text("calibration.how.seed", ["seed": .string(String(session.seed))]))</p></details></section>
      """
  }

  private func row(_ entry: CriterionAgreement, _ hasKappa: Bool) -> HTML {
    let kappa: HTML =
      hasKappa
      ? "<td>\(entry.kappa.map { Coefficient.agreement($0, text).html })</td>" : ""
    let na: HTML =
      entry.notApplicable == 0
      ? ""
      : "<span class=\"row-note\">\(text("calibration.na", ["count": .integer(entry.notApplicable), "all": .integer(entry.answers)]))</span>"
    return """
      <tr><th scope="row"><span dir="auto">\(entry.criterion.name)</span> <br>\(badge(entry.decision))</th>
      <td class="is-small">\(sentence(entry))\(na)</td>
      <td>\(Coefficient.agreement(entry.alpha, text).html)<span class="row-note">\(level(entry.level))</span></td>
      <td>\(Coefficient.agreement(entry.gwet, text).html)</td>\(kappa)
      <td>\(entry.same.html(text, scale: .share))</td></tr>
      """
  }

  private func badge(_ decision: CriterionAgreement.Decision) -> HTML {
    switch decision {
    case .good: "<span class=\"badge is-good\">\(text("calibration.decision.good"))</span>"
    case .usable: "<span class=\"badge is-good\">\(text("calibration.decision.usable"))</span>"
    case .calibrateMore:
      "<span class=\"badge is-warn\">\(text("calibration.decision.more"))</span>"
    case .notEnoughData, .noVariation, .perfectSoFar:
      "<span class=\"badge is-thin\">\(text("calibration.none"))</span>"
    }
  }

  private func sentence(_ entry: CriterionAgreement) -> String {
    let values = Coefficient.agreement(entry.alpha, text).values
    return switch entry.decision {
    case .good: text("calibration.say.good", values)
    case .usable: text("calibration.say.usable", values)
    case .calibrateMore: text("calibration.say.more", values)
    case .notEnoughData: text("calibration.say.thin", ["count": .integer(entry.items)])
    case .noVariation: text("calibration.say.noVariation")
    case .perfectSoFar: text("calibration.say.perfect", ["count": .integer(entry.items)])
    }
  }

  private func level(_ level: MeasurementLevel) -> String {
    switch level {
    case .nominal: text("calibration.level.nominal")
    case .ordinal: text("calibration.level.ordinal")
    case .interval, .ratio: text("calibration.level.interval")
    }
  }

  private var score: HTML {
    let icc = Coefficient.agreement(result.score, text)
    let share = text.percent(max(0, result.score.value ?? 0))
    let sentence =
      result.score.isComparable
      ? text("calibration.icc.say", ["share": .string(share)]) : text("calibration.icc.thin")
    let form = result.isPanel ? text("calibration.icc.panel") : text("calibration.icc.oneWay")
    return """
      <section class="card"><h2>\(text("calibration.icc"))</h2><p>\(icc.html)</p><p>\(sentence)</p>
      <p class="is-soft is-small">\(form)</p></section>
      """
  }

  // MARK: Severity

  private var severity: HTML {
    SeverityView(
      severity: result.severity, names: desk.names, link: { _ in nil }, text: text
    ).html
  }

  // MARK: Conversations and decisions

  private var conversations: HTML {
    let rows = session.items.map { item -> HTML in
      let headline = desk.headlines[item.conversation]
      let scores = desk.ratings.filter { $0.conversation == item.conversation }
        .compactMap(\.score)
      let range: String =
        if let least = scores.min(), let most = scores.max() {
          text.percent(least / 100) + " – " + text.percent(most / 100)
        } else {
          "–"
        }
      let agreed = desk.consensus.count { $0.conversation == item.conversation }
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.calibration(session.id, item.conversation))" dir="auto">\(headline?.title(text) ?? "–")</a><span class="row-note">\(headline?.note(text))</span></th>
        <td class="is-numeric">\(text.number(scores.count))</td><td class="is-numeric"><bdi>\(range)</bdi></td>
        <td>\(text("calibration.agreedOf", ["done": .integer(agreed), "count": .integer(desk.card.rubric.criteria.count)]))</td></tr>
        """
    }
    return """
      <section><h2>\(text("calibration.conversations"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("calibration.conversations"))">
      <table><thead><tr><th scope="col">\(text("work.conversation"))</th><th scope="col" class="is-numeric">\(text("calibration.ratings"))</th>
      <th scope="col" class="is-numeric">\(text("calibration.range"))</th><th scope="col">\(text("calibration.agreed"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var notes: HTML {
    let items = desk.notes.map { note -> HTML in
      let kind =
        note.kind == .decision
        ? text("calibration.note.decision") : text("calibration.note.discussion")
      return """
        <li class="is-done"><strong>\(kind)</strong> <bdi>\(desk.name(note.person))</bdi>, \(text.moment(note.at))<p dir="auto">\(note.body)</p></li>
        """
    }
    let list: HTML =
      items.isEmpty
      ? "<p>\(text("calibration.notes.none"))</p>" : "<ol class=\"timeline\">\(items)</ol>"
    return """
      <section class="card" id="notes"><h2>\(text("calibration.notes"))</h2>\(list)\(noteForm)</section>
      """
  }

  private var noteForm: HTML {
    guard desk.leads else { return "" }
    return """
      <form class="form" method="post" action="\(Path.calibration(session.id).appending("notes"))">\(visit.csrf)
      <div class="choices is-inline"><label class="choice"><input type="radio" name="kind" value="discussion" checked> <span>\(text("calibration.note.discussion"))</span></label>
      <label class="choice"><input type="radio" name="kind" value="decision"> <span>\(text("calibration.note.decision"))</span></label></div>
      <div class="field"><label for="note">\(text("calibration.note.body"))</label><textarea id="note" name="body" rows="3" maxlength="4000" required dir="auto"></textarea></div>
      <div class="form-actions"><button class="is-primary">\(text("calibration.note.add"))</button></div></form>
      """
  }

  private var facts: HTML {
    let closed: HTML? = session.closedAt.map {
      "<div><dt>\(text("calibration.closedAt"))</dt><dd>\(text.moment($0))</dd></div>"
    }
    return """
      <section class="card is-quiet"><h2>\(text("calibration.plan.title"))</h2><dl class="facts">
      <div><dt>\(text("calibration.baseline"))</dt><dd>\(CalibrationState.baseline(desk, text))</dd></div>
      <div><dt>\(text("cycle.scorecard"))</dt><dd><a href="\(Path.scorecardVersion(desk.card))" dir="auto">\(desk.card.rubric.name) · \(desk.card.label)</a></dd></div>
      \(closed)<div><dt>\(text("calibration.seed"))</dt><dd><bdi>\(String(session.seed))</bdi></dd></div></dl>
      <p class="is-soft is-small">\(text("calibration.neverCounts")) <a href="/calibrations/history">\(text("calibration.history"))</a></p></section>
      """
  }

  /// The agreement of each criterion as rows; numbers with a point, whatever the language.
  var csv: String {
    let head = ["criterion", "coefficient", "value", "lower", "upper", "n"]
    let rows = result.criteria.flatMap { entry -> [[String]] in
      let all: [(String, Estimate?)] = [
        ("krippendorff-alpha", entry.alpha), ("gwet-ac", entry.gwet),
        ("weighted-kappa", entry.kappa), ("same-answer", entry.same),
      ]
      return all.compactMap { name, estimate in
        estimate.map {
          [entry.criterion.name, name] + Coefficient.agreement($0, text).cells
        }
      }
    }
    return CommaSeparated.text(
      [head] + rows + [
        ["score", result.isPanel ? "icc-2-1" : "icc-1-1"]
          + Coefficient.agreement(result.score, text).cells
      ])
  }
}
