internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// One goal: its targets, how each goes and went, and what was changed.
struct GoalView {
  struct Model: Sendable {
    let goal: Goal
    let aims: Aims
    let courses: [TargetCourse]
    let certificates: [Certificate]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }
  private var goal: Goal { model.goal }
  private var path: Path { .goal(goal.id) }
  private var mayChange: Bool {
    model.aims.circles.allow(visit.actor, .change, .goal, goal.aim) && !goal.isEnded
  }

  var page: HTML {
    let why: HTML? = goal.why.isEmpty ? nil : "<p dir=\"auto\">\(goal.why)</p>"
    let ended: HTML? = goal.isEnded ? "<p class=\"notice\">\(text("goal.isEnded"))</p>" : nil
    return """
      <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/goals">\(text("goal.title"))</a></li></ol></nav>
      <p class="lede">\(lede)</p>\(actions)\(ended)\(why)
      \(model.courses.isEmpty ? empty : nil)
      \(model.courses.map(section))
      \(certificates)
      """
  }

  private var lede: String {
    let met = model.courses.reduce(0) { $0 + $1.course.met.count }
    let of = model.courses.reduce(0) { $0 + $1.course.met.of }
    let values: [String: TextValue] = [
      "aim": .string(model.aims.name(goal.aim, text)), "met": .integer(met), "of": .integer(of),
      "owner": .string(model.aims.name(goal.owner) ?? text("goal.owner.none")),
    ]
    return text(of == 0 ? "goal.page.new" : "goal.page", values)
  }

  private var actions: HTML? {
    guard mayChange else { return nil }
    return """
      <div class="page-actions"><a class="button is-primary" href="\(path.appending("targets").appending("new"))">\(text("target.new"))</a>
      <a class="button" href="\(path.appending("edit"))">\(text("goal.edit"))</a>
      <form method="post" action="\(path.appending("end"))">\(visit.csrf)<button class="is-quiet">\(text("goal.end"))</button></form></div>
      """
  }

  private var empty: HTML {
    "<div class=\"empty\"><p>\(text("goal.noTarget"))</p></div>"
  }

  // MARK: One target

  private func section(_ course: TargetCourse) -> HTML {
    let target = course.target
    let change = path.appending("targets").appending(target.id.text)
    let buttons: HTML? =
      mayChange
      ? """
      <div class="card-footer actions"><a class="button is-small" href="\(change)">\(text("target.edit"))</a>
      <form method="post" action="\(change.appending("end"))">\(visit.csrf)<button class="is-small is-quiet">\(text("target.end"))</button></form></div>
      """ : nil
    let coming: HTML? = course.coming.map { next in
      let values: [String: TextValue] = [
        "value": .string(next.metric.written(next.value, text)),
        "day": .string(text.day(next.from)),
      ]
      return "<p class=\"notice\">\(text("target.coming", values))</p>"
    }
    return """
      <section class="card" id="target-\(target.id.text)"><h2>\(target.sentence(text))</h2>
      \(CourseView(text: text, course: course).sentences)\(coming)\(warning(target))
      \(chart(course))\(history(course))\(wordings(course))\(buttons)</section>
      """
  }

  private func warning(_ target: Target) -> HTML? {
    guard target.metric.isTempting else { return nil }
    let counter = target.metric.counter.flatMap(Metric.named)?.name(text)
    let sentence = counter.map { text("target.tempting", ["counter": .string($0)]) }
    return sentence.map { "<p class=\"is-soft is-small\">\($0)</p>" }
  }

  private func chart(_ course: TargetCourse) -> HTML? {
    TargetChart(
      text: text, target: course.target, readings: course.readings,
      id: "target-\(course.target.id.text)"
    ).figure
  }

  private func history(_ course: TargetCourse) -> HTML {
    let judged = course.course.judged.reversed()
    guard !judged.isEmpty else {
      return "<p class=\"is-soft\">\(text("target.history.none"))</p>"
    }
    let rows = judged.map { one -> HTML in
      let metric = course.target.metric
      let value = one.reading.estimate.value.map { metric.written($0, text) } ?? "–"
      return """
        <tr><th scope="row">\(one.reading.period.name(course.target.unit, text))</th>
        <td class="is-numeric"><bdi>\(value)</bdi></td><td class="is-numeric"><bdi>\(metric.interval(one.reading.estimate, text) ?? "–")</bdi></td>
        <td class="is-numeric"><bdi>\(metric.written(one.target, text))</bdi></td><td>\(verdict(one))</td></tr>
        """
    }
    return """
      <h3>\(text("target.history"))</h3>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("target.history")): \(course.target.label(text))"><table class="is-dense">
      <thead><tr><th scope="col">\(text("target.period"))</th><th scope="col" class="is-numeric">\(text("target.value"))</th>
      <th scope="col" class="is-numeric">\(text("target.interval"))</th><th scope="col" class="is-numeric">\(text("target.goal"))</th>
      <th scope="col">\(text("target.verdict"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      \(luckNote(course))
      """
  }

  private func verdict(_ one: GoalCourse.Judged) -> HTML {
    let isThin = one.reading.isThin
    return switch one.verdict {
    case .met:
      "<span class=\"badge\(isThin ? "" : " is-good")\">\(text("target.verdict.met"))</span>"
    case .metByLuck: "<span class=\"badge\">\(text("target.verdict.metByLuck"))</span>"
    case .missed: "<span class=\"badge\">\(text("target.verdict.missed"))</span>"
    case .missedNarrowly: "<span class=\"badge\">\(text("target.verdict.missedNarrowly"))</span>"
    case .unknown: "<span class=\"is-soft\">\(text("target.verdict.unknown"))</span>"
    }
  }

  /// What "by luck" means, where the word is used.
  private func luckNote(_ course: TargetCourse) -> HTML? {
    let verdicts = Set(course.course.judged.map(\.verdict))
    let notes = [
      verdicts.contains(.metByLuck) ? text("target.luck") : nil,
      verdicts.contains(.missedNarrowly) ? text("target.narrow") : nil,
    ].compactMap(\.self)
    return notes.isEmpty
      ? nil : "\(notes.map { "<p class=\"is-soft is-small\">\($0)</p>" as HTML })"
  }

  private func wordings(_ course: TargetCourse) -> HTML? {
    guard course.wordings.count > 1 else { return nil }
    let items = course.wordings.map { wording -> HTML in
      "<li>\(text("target.since", ["day": .string(text.day(wording.from))])) \(wording.sentence(text))</li>"
    }
    return """
      <details class="disclosure"><summary>\(text("target.wordings", ["count": .integer(course.wordings.count)]))</summary><ol>\(items)</ol></details>
      """
  }

  // MARK: Certificates

  private var certificates: HTML? {
    let isAsked = model.courses.contains { $0.target.metric.isOfCertificates }
    guard case .person = goal.aim, isAsked else { return nil }
    let items = model.certificates.reversed().map { pass -> HTML in
      let until: HTML? = pass.validUntil.map {
        ", \(text("certificate.validUntil")) \(text.dayElement($0))"
      }
      return
        "<li><span dir=\"auto\">\(pass.name)</span>, \(text.dayElement(pass.passedOn))\(until)</li>"
    }
    let list: HTML =
      items.isEmpty ? "<p class=\"is-soft\">\(text("certificate.none"))</p>" : "<ul>\(items)</ul>"
    let today = text.zone.day(of: visit.world.now()).iso
    let view = FormView(text)
    let form: HTML? =
      mayChange
      ? """
      <form class="form" method="post" action="\(path.appending("certificates"))">\(visit.csrf)<div class="fields">
      \(view.input("name", text("certificate.name"), attributes: " required maxlength=\"80\" dir=\"auto\""))
      \(view.input("day", text("certificate.day"), type: "date", value: today, attributes: " required max=\"\(today)\""))
      \(view.input("until", text("certificate.until"), type: "date", isOptional: true))
      </div><div class="form-actions"><button>\(text("certificate.record"))</button></div></form>
      """ : nil
    return "<section class=\"card\"><h2>\(text("certificate.title"))</h2>\(list)\(form)</section>"
  }
}

/// The periods of a target with the line it draws.
struct TargetChart {
  let text: Text
  let target: Target
  let readings: [Reading]
  let id: String
  /// Whether there is a value to draw a line at.
  var hasLine = true

  private var line: Reference {
    let value = target.metric.written(target.value, text)
    return Reference(
      value: target.value, label: text("target.line", ["value": .string(value)]))
  }

  /// Nothing before there are two periods to see.
  var figure: HTML? {
    let known = readings.drop { $0.estimate.value == nil }
    guard known.count(where: { $0.estimate.value != nil }) >= 2 else { return nil }
    let ends = known.flatMap { [$0.estimate.lower, $0.estimate.upper, $0.estimate.value] }
      .compactMap(\.self).map(target.metric.clipped)
    let metric = target.metric
    let series = TimeSeries(
      caption: Caption(
        id: id, title: target.label(text),
        summary: hasLine
          ? text("target.chart", ["goal": .string(metric.written(target.value, text))])
          : text("target.chart.past"),
        columns: [
          text("target.period"), text("target.value"), text("target.interval"),
          text("target.count"),
        ], tableName: text("target.chart.table")),
      axis: Axis(covering: ends + (hasLine ? [target.value] : [])) { metric.written($0, text) },
      points: known.map { reading in
        TimeSeries.Point(
          label: reading.period.name(target.unit, text), reading: metric.drawn(reading, text))
      },
      reference: hasLine ? line : nil)
    return series.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }
}
