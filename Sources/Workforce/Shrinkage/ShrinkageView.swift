internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Statistics
internal import Web

/// The ledger of a team: the measured share, planned against actual, and the way to enter it.
struct ShrinkageView {
  let visit: Visit
  let choice: TeamChoice
  let team: Team
  let entries: [PaidHours]
  let today: Day
  let roster: RosterHours?
  let typed: ShrinkagePages.Typed

  private var text: Text { visit.text }
  private var mayEnter: Bool {
    visit.actor.can(.create, .shrinkage, Ownership(team: team.id.rawValue))
  }
  private var shrinkage: Shrinkage { Shrinkage(entries) }

  /// The causes a reader says the roster holds by itself.
  private var scheduled: Set<ShrinkageLedger.Cause> {
    let query = visit.query
    guard query.optional("net") != nil else { return Shrinkage.scheduled }
    return Set(query.all("scheduled").compactMap(ShrinkageLedger.Cause.init(rawValue:)))
  }

  var html: HTML {
    let shrinkage = shrinkage
    let tabs = PlanningTab.shrinkage.html(visit, team.id) + choice.chips(.shrinkage)
    let known = shrinkage.months.contains { $0.actual != nil }
    return """
      \(tabs)<p class="lede">\(lede(shrinkage))</p>
      \(known ? chart(shrinkage) + table(shrinkage) + grossUp(shrinkage) : empty)
      \(mayEnter ? entry + file : nil)
      <details class="disclosure"><summary>\(text("shrinkage.how"))</summary><p>\(text("shrinkage.how.text"))</p></details>
      """
  }

  private func lede(_ shrinkage: Shrinkage) -> String {
    guard let value = shrinkage.whole.value else { return text("shrinkage.lede.none") }
    let values: [String: TextValue] = [
      "share": .string(text.percent(value, digits: 1)),
      "months": .integer(shrinkage.whole.n),
      "lower": .string(text.percent(shrinkage.whole.lower ?? value, digits: 1)),
      "upper": .string(text.percent(shrinkage.whole.upper ?? value, digits: 1)),
    ]
    return shrinkage.whole.lower == nil
      ? text("shrinkage.lede.thin", values) : text("shrinkage.lede", values)
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("shrinkage.empty"))</h2><p>\(text("shrinkage.empty.why"))</p></div>
    """
  }

  // MARK: Chart and table

  private func chart(_ shrinkage: Shrinkage) -> HTML {
    let actual = shrinkage.months.compactMap { month in
      month.actual.map { (month: month.month, ledger: $0) }
    }
    let series = TimeSeries(
      caption: Caption(
        id: "shrinkage", title: text("shrinkage.chart"), summary: text("shrinkage.chart.summary"),
        columns: [
          text("training.month"), text("shrinkage.share"), text("shrinkage.paid"), "n",
        ], tableName: text("planning.table"),
        download: (
          Path.shrinkage.appending(team.id.text).appending("hours.csv"), text("shrinkage.csv")
        )),
      axis: Axis(
        covering: actual.map { $0.ledger.shrinkage } + [shrinkage.whole.value ?? 0],
        includesZero: true
      ) { text.percent($0) },
      points: actual.map { month, ledger in
        TimeSeries.Point(
          label: text.month(month),
          reading: Reading(
            value: ledger.shrinkage, count: 99, text: text.percent(ledger.shrinkage, digits: 1),
            intervalText: text.number(ledger.paid, digits: 0)))
      },
      reference: shrinkage.whole.value.map {
        Reference(value: $0, label: text("shrinkage.chart.all"))
      })
    return actual.count > 1 ? series.figure(text.direction) : ""
  }

  private func table(_ shrinkage: Shrinkage) -> HTML {
    let causes = ShrinkageLedger.Cause.allCases
    let head = causes.map { cause -> HTML in
      "<th scope=\"col\" class=\"is-numeric\">\(ShrinkageWords.cause(cause, text))</th>"
    }
    let rows = shrinkage.months.reversed().map { month -> HTML in
      let cells = causes.map { cause -> HTML in
        let actual = month.actual.map { text.percent($0.share(of: cause), digits: 1) } ?? "–"
        let planned: HTML? = month.planned.map { plan in
          "<span class=\"row-note\">\(text("shrinkage.planned", ["share": .string(text.percent(plan.share(of: cause), digits: 1))]))</span>"
        }
        return "<td class=\"is-numeric\"><bdi>\(actual)</bdi>\(planned)</td>"
      }
      let whole = month.actual.map { text.percent($0.shrinkage, digits: 1) } ?? "–"
      let plan: HTML? = month.planned.map { plan in
        "<span class=\"row-note\">\(text("shrinkage.planned", ["share": .string(text.percent(plan.shrinkage, digits: 1))]))</span>"
      }
      return """
        <tr><th scope="row">\(text.month(month.month))</th>
        <td class="is-numeric"><bdi>\(text.number(month.actual?.paid ?? month.planned?.paid ?? 0, digits: 0))</bdi></td>
        <td class="is-numeric"><strong><bdi>\(whole)</bdi></strong>\(plan)</td>\(cells)</tr>
        """
    }
    return """
      <section><h2>\(text("shrinkage.months"))</h2><p>\(difference(shrinkage))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("shrinkage.months"))">
      <table class="is-dense"><thead><tr><th scope="col">\(text("training.month"))</th><th scope="col" class="is-numeric">\(text("shrinkage.paid"))</th>
      <th scope="col" class="is-numeric">\(text("shrinkage.share"))</th>\(head)</tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  /// Where the months were furthest from what was planned, in a sentence.
  private func difference(_ shrinkage: Shrinkage) -> String {
    let both = shrinkage.months.compactMap { month in
      month.planned.flatMap { plan in month.actual.map { (plan, $0) } }
    }
    guard let plan = ShrinkageLedger.sum(both.map(\.0)),
      let actual = ShrinkageLedger.sum(both.map(\.1)),
      let most = ShrinkageLedger.Cause.allCases.max(by: {
        let off = actual.difference(from: plan)
        return abs(off[$0] ?? 0) < abs(off[$1] ?? 0)
      })
    else { return text("shrinkage.difference.none") }
    let off = actual.difference(from: plan)[most] ?? 0
    let values: [String: TextValue] = [
      "cause": .string(ShrinkageWords.cause(most, text)),
      "points": .string(text.number(abs(off) * 100, digits: 1)),
      "months": .integer(both.count),
    ]
    return off >= 0
      ? text("shrinkage.difference.more", values)
      : text("shrinkage.difference.less", values)
  }

  // MARK: What planning has to add

  private func grossUp(_ shrinkage: Shrinkage) -> HTML {
    let scheduled = scheduled
    let rest = shrinkage.remaining(without: scheduled)
    let net = visit.query.double("net").flatMap { (0...10_000).contains($0) ? $0 : nil } ?? 10
    let view = FormView(text)
    let answer: HTML =
      rest.value.flatMap { share in
        paid(for: net, shrinkage: share).map { people -> HTML in
          let values: [String: TextValue] = [
            "net": .string(text.number(net, digits: net == net.rounded() ? 0 : 1)),
            "share": .string(text.percent(share, digits: 1)),
            "paid": .string(text.number(people.equivalents, digits: 1)),
            "people": .integer(people.people),
          ]
          return "<p class=\"notice\" role=\"status\">\(text("shrinkage.gross", values))</p>"
        }
      } ?? ""
    let choices = ShrinkageLedger.Cause.allCases.map { cause in
      Choice(
        value: cause.rawValue,
        label:
          "\(ShrinkageWords.cause(cause, text)) (\(text.percent(shrinkage.byCause[cause] ?? 0, digits: 1)))",
        isChosen: scheduled.contains(cause))
    }
    return """
      <section class="card" id="gross"><h2>\(text("shrinkage.gross.title"))</h2><p class="hint">\(text("shrinkage.gross.hint"))</p>
      <form class="form" method="get" action="\(Path.shrinkage)"><input type="hidden" name="team" value="\(team.id.text)">
      \(view.input("net", text("shrinkage.net"), type: "number", value: visit.query("net") ?? "10", attributes: " min=\"0\" max=\"10000\" step=\"0.1\""))
      \(view.choices("scheduled", text("shrinkage.scheduled"), choices, isInline: true, hint: text("shrinkage.scheduled.hint")))
      \(answer)<div class="form-actions"><button>\(text("shrinkage.reckon"))</button></div></form></section>
      """
  }

  // MARK: Entering

  private var entry: HTML {
    let view = FormView(text, typed.complaint)
    let isFile = typed.complaint?.isAbout("lines") == true
    let before = isFile ? Form([]) : typed.form
    let month = today.startOfMonth.advanced(by: -1).startOfMonth
    let known = entries.contains { $0.month == month && $0.side == .actual }
    func value(_ field: String, _ fallback: Double?) -> String {
      before.optional(field) ?? (known ? nil : fallback).map { hours in
        let tenths = Int((hours * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
      } ?? ""
    }
    let fields = ShrinkageLedger.Cause.allCases.map { cause in
      view.input(
        cause.rawValue, ShrinkageWords.cause(cause, text), type: "number",
        value: value(cause.rawValue, roster?.hours[cause]),
        attributes: " min=\"0\" step=\"0.1\"")
    }
    let sides = PaidHours.Side.allCases.map {
      (value: $0.rawValue, label: ShrinkageWords.side($0, text))
    }
    let hint: HTML =
      roster == nil || known
      ? "" : "<p class=\"hint\">\(text("shrinkage.enter.roster"))</p>"
    return """
      <section class="card"><h2>\(text("shrinkage.enter"))</h2>\(hint)
      <form class="form" method="post" action="\(Path.shrinkage.query([("team", team.id.text)]))">\(visit.csrf)\(isFile ? nil : view.summary)
      <input type="hidden" name="team" value="\(team.id.text)"><div class="fields">
      \(view.input("month", text("training.month"), type: "month", value: before.optional("month") ?? String(month.iso.prefix(7)), attributes: " required"))
      \(view.select("side", text("shrinkage.side"), sides, selected: before.optional("side") ?? "actual"))
      \(view.input("paid", text("shrinkage.paid"), type: "number", value: value("paid", roster?.paid), attributes: " required min=\"0\" step=\"0.1\""))
      </div><fieldset class="field"><legend>\(text("shrinkage.lost"))</legend><div class="fields">\(fields)</div></fieldset>
      <div class="form-actions"><button class="is-primary">\(text("form.save"))</button></div></form></section>
      """
  }

  private var file: HTML {
    let isOpen = typed.complaint?.isAbout("lines") == true
    let view = FormView(text, isOpen ? typed.complaint : nil)
    return """
      <details class="disclosure"\("open", if: isOpen)><summary>\(text("shrinkage.file"))</summary>
      <form class="form" method="post" action="\(("/shrinkage/file" as Path).query([("team", team.id.text)]))">\(visit.csrf)\(isOpen ? view.summary : nil)
      <input type="hidden" name="team" value="\(team.id.text)">
      <div class="field"><label for="lines">\(text("shrinkage.lines"))</label><p class="hint" id="lines-hint">\(text("shrinkage.lines.hint"))</p>
      <pre dir="ltr">\(PaidHoursFile.columns.joined(separator: ","))</pre>
      <textarea id="lines" name="lines" rows="6" dir="ltr" aria-describedby="lines-hint">\(isOpen ? typed.form["lines"] : "")</textarea></div>
      <div class="form-actions"><button>\(text("shrinkage.file.do"))</button></div></form></details>
      """
  }
}

/// What is said about paid hours.
enum ShrinkageWords {
  static func cause(_ cause: ShrinkageLedger.Cause, _ text: Text) -> String {
    switch cause {
    case .leave: text("shrinkage.cause.leave")
    case .sickness: text("shrinkage.cause.sickness")
    case .training: text("shrinkage.cause.training")
    case .coaching: text("shrinkage.cause.coaching")
    case .meetings: text("shrinkage.cause.meetings")
    case .breaks: text("shrinkage.cause.breaks")
    case .other: text("shrinkage.cause.other")
    }
  }

  static func side(_ side: PaidHours.Side, _ text: Text) -> String {
    switch side {
    case .planned: text("shrinkage.side.planned")
    case .actual: text("shrinkage.side.actual")
    }
  }
}
