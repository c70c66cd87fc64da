internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// The page of a team's people side by side: a sentence, the dots, the funnel, the table.
struct TeamPictureView {
  struct Model: Sendable {
    let team: Team
    let teams: [Team]
    let metric: Metric
    let months: Int
    let period: Period
    let people: [Person.ID]
    let teamNow: Reading
    let picture: TeamPicture
  }

  let visit: Visit
  let model: Model

  /// What can be compared between people: how well, never how much.
  static var metrics: [Metric] {
    Metric.all.filter { $0.kind != .count && $0.kind != .rate && $0.better != .between }
  }

  private var text: Text { visit.text }
  private var metric: Metric { model.metric }
  private var picture: TeamPicture { model.picture }

  var page: HTML {
    """
    <p class="lede">\(lede)</p>\(choice)
    \(model.picture.members.contains { $0.reading.estimate.value != nil } ? figures : empty)
    <details class="disclosure"><summary>\(text("side.how"))</summary><p>\(text("side.how.text"))</p></details>
    """
  }

  // MARK: In a sentence

  private var lede: String {
    let names = text.list(picture.movers.map { picture.members[$0].name })
    let values: [String: TextValue] = [
      "team": .string(model.team.name), "metric": .string(metric.name(text)),
      "names": .string(names),
    ]
    return switch picture.shift {
    case .teamWide: text("side.shift.team", values)
    case .individual: text("side.shift.people", values)
    case .both: text("side.shift.both", values)
    case .noSignal: text("side.shift.none", values)
    case nil: text("side.shift.unknown", values)
    }
  }

  private var choice: HTML {
    let fields = FormView(text)
    let teams = model.teams.map { (value: $0.id.text, label: $0.name) }
    let metrics = Self.metrics.map { (value: $0.id, label: $0.name(text)) }
    let months = [1, 3, 6].map {
      (value: "\($0)", label: text("baseline.lastMonths", ["count": .integer($0)]))
    }
    return """
      <form class="filter-bar" method="get" action="/side-by-side">
      \(fields.select("team", text("side.team"), teams, selected: model.team.id.text))
      \(fields.select("metric", text("target.metric"), metrics, selected: metric.id))
      \(fields.select("months", text("target.period"), months, selected: "\(model.months)"))
      <button>\(text("process.show"))</button></form>
      """
  }

  private var empty: HTML {
    "<div class=\"empty\"><p>\(text("side.empty"))</p></div>"
  }

  // MARK: Figures

  private var figures: HTML { "\(dots)\(funnel)\(unusual)" }

  private var direction: Direction {
    text.language.isRightToLeft ? .rightToLeft : .leftToRight
  }

  /// Each person's value with the team taken into account, and the plain one in the table.
  private var dots: HTML {
    let ends =
      picture.members.flatMap { member -> [Double?] in
        let estimate = member.pooled ?? member.reading.estimate
        return [estimate.value, estimate.lower, estimate.upper]
      }.compactMap(\.self).map(metric.clipped) + [model.teamNow.estimate.value].compactMap(\.self)
    let plot = IntervalPlot(
      caption: Caption(
        id: "side", title: text("side.chart", ["metric": .string(metric.name(text))]),
        summary: text("side.chart.summary"),
        columns: [
          text("side.person"), text("side.pooled"), text("target.interval"),
          text("target.count"), text("side.plain"), text("baseline.atSameMix"),
        ], tableName: text("target.chart.table")),
      axis: Axis(covering: ends) { metric.written($0, text) },
      rows: zip(picture.members, model.people).map { member, person in
        IntervalPlot.Row(
          label: member.name, link: .process(metric, .person(person), .month),
          reading: drawn(member),
          cells: [
            member.reading.estimate.value.map { metric.written($0, text) } ?? "–",
            member.atTeamMix?.value.map { metric.written($0, text) } ?? "–",
          ])
      },
      reference: model.teamNow.estimate.value.map {
        Reference(
          value: $0, label: text("side.teamLine", ["value": .string(metric.written($0, text))]))
      })
    return plot.figure(direction)
  }

  private func drawn(_ member: TeamPicture.Member) -> Markup.Reading {
    let estimate = member.pooled ?? member.reading.estimate
    return Markup.Reading(
      value: estimate.value, lower: estimate.lower.map(metric.clipped),
      upper: estimate.upper.map(metric.clipped), count: member.reading.n,
      text: estimate.value.map { metric.written($0, text) } ?? "–",
      intervalText: metric.bareInterval(estimate, text) ?? "")
  }

  private var funnel: HTML? {
    guard let funnel = picture.funnel else { return nil }
    let most = picture.members.map(\.reading.denominator).max() ?? 1
    let shares = picture.members.compactMap(\.reading.estimate.value)
    let ends = shares + funnel.limits.flatMap { $0.flatMap { [$0.lower, $0.upper] } }
    let chart = Funnel(
      caption: Caption(
        id: "funnel", title: text("side.funnel"), summary: text("side.funnel.summary"),
        columns: [
          text("side.person"), text("target.value"), text("target.count"),
          text("process.signal"),
        ], tableName: text("target.chart.table")),
      volume: Axis(0, Double(most)) { text.number(Int($0)) },
      axis: Axis(covering: ends) { metric.written($0, text) },
      points: picture.members.map { member in
        Funnel.Point(
          label: member.name, reading: metric.drawn(member.reading, text),
          signal: member.isUnusual ? text("side.unusual") : nil)
      },
      centre: Reference(
        value: funnel.centre,
        label: text("side.before", ["value": .string(metric.written(funnel.centre, text))])),
      limits: funnel.limits.map { curve in
        curve.map { Funnel.Limit(count: Double($0.n), lower: $0.lower, upper: $0.upper) }
      }, volumeLabel: text("side.volume"))
    return chart.figure(direction)
  }

  /// Who lies outside the outer limits, and what that asks for.
  private var unusual: HTML? {
    let names = picture.members.filter(\.isUnusual).map(\.name)
    guard !names.isEmpty else {
      return picture.funnel == nil ? nil : "<p>\(text("side.allInside"))</p>"
    }
    return
      "<p class=\"notice\">\(text("side.outside", ["names": .string(text.list(names))]))</p>"
  }
}
