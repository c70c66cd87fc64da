internal import Conversations
internal import Kernel
internal import Markup
internal import Statistics
internal import Storage
internal import Web

/// Who was at work, free, busy and on a break, person by person, as a page and as a file.
struct ActivityPages: Sendable {
  let published: [PublishedFigure]

  func add(to routes: Routes) {
    routes.get("/measures/activity", allow: .read, .teamReport, show)
    routes.get("/measures/activity/table.csv", allow: .read, .teamReport, table)
  }

  private func model(_ visit: Visit) async throws -> ActivityView.Model {
    let readings = Readings(scope: visit.scope, now: visit.world.now(), published: published)
    return try await visit.database.read { db in
      let ground = try MeasurePages.ground(visit, in: db)
      var people = ground.circle.people(of: ground.look.subject)
      if case .person(let person) = ground.look.subject {
        people = [(person, ground.circle.name(ground.look.subject, visit.text))]
      }
      return ActivityView.Model(
        ground: ground,
        people: try Activity.all(of: people, in: ground.period, readings, from: db))
    }
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit)
    return visit.page(
      visit.text("activity.title"), ActivityView(text: visit.text, model: model).html, isWide: true)
  }

  /// Whole seconds, so that a program can go on computing.
  private func table(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit)
    return visit.table(name: "activity.csv") {
      (send: (String) async throws -> Void) in
      try await send(
        CSVWriter.line([
          "name", "days", "present", "available", "busy", "planned_pause", "other_pause",
          "conversations", "calls", "busy_per_contact", "median_handling",
        ]))
      for (name, one) in model.people {
        let parts = [one.present, one.available, one.busy, one.plannedPause, one.otherPause]
        try await send(
          CSVWriter.line(
            [name, String(one.days)] + parts.map { Metric.bare($0.rounded()) }
              + [String(one.conversations), String(one.calls)]
              + [Metric.bare(one.busyPerContact), Metric.bare(one.handling?.value)]))
      }
    }
  }
}

/// A sentence, then each person's time as a bar of words and numbers.
struct ActivityView {
  struct Model: Sendable {
    let ground: MeasurePages.Ground
    let people: [(name: String, activity: Activity)]
  }

  let text: Text
  let model: Model

  private var known: [Activity] { model.people.map(\.activity).filter { $0.days > 0 } }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("measure.breadcrumb"))"><ol>\
    <li><a href="\(("/measures" as Path).query(model.ground.look.items))">\(text("measure.title"))</a></li></ol></nav>
    <p class="lede">\(lede)</p>
    \(LookForm(ground: model.ground, action: "/measures/activity", text: text, hasStatistic: false, hasClock: false).html)
    \(model.people.isEmpty ? empty : table)
    <p class="is-soft is-small">\(text("activity.how"))</p>
    """
  }

  private var lede: String {
    let values: [String: TextValue] = [
      "period": .string(model.ground.period.shown(text)), "people": .integer(known.count),
      "hours": .string(hours(known.reduce(0) { $0 + $1.present })),
      "busy": .string(hours(known.reduce(0) { $0 + $1.busy })),
    ]
    return known.isEmpty ? text("activity.lede.none", values) : text("activity.lede", values)
  }

  private var empty: HTML {
    """
    <div class="empty"><h2>\(text("activity.empty"))</h2><p>\(text("activity.empty.why"))</p></div>
    """
  }

  private static let columns = [
    "days", "present", "available", "busy", "breaks", "other", "contacts", "each", "call",
  ]

  private var table: HTML {
    let heads = Self.columns.map {
      "<th scope=\"col\" class=\"is-numeric\">\(text("activity.column.\($0)"))</th>" as HTML
    }
    let rows = model.people.map { name, one -> HTML in
      let cells = [
        text.number(one.days), time(one.present, one), time(one.available, one),
        time(one.busy, one), time(one.plannedPause, one), time(one.otherPause, one),
        text.number(one.conversations + one.calls),
        one.busyPerContact.map { text.duration($0) } ?? "–",
        one.handling.flatMap { estimate in estimate.value.map { text.duration($0) } } ?? "–",
      ].map { "<td class=\"is-numeric\"><bdi>\($0)</bdi></td>" as HTML }
      return "<tr><th scope=\"row\" dir=\"auto\">\(name)</th>\(cells)</tr>"
    }
    let file = ("/measures/activity/table.csv" as Path).query(model.ground.look.items)
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("activity.title"))">
      <table class="has-long-heads"><thead><tr><th scope="col">\(text("measure.chart.name"))</th>\(heads)</tr></thead>
      <tbody>\(rows)</tbody></table></div>
      <p><a href="\(file)" download>\(text("measure.chart.download"))</a></p>
      """
  }

  /// Without a day at work nothing is known of its parts, which is not zero.
  private func time(_ seconds: Double, _ one: Activity) -> String {
    one.days > 0 ? hours(seconds) : "–"
  }

  private func hours(_ seconds: Double) -> String {
    text("duration.hours", ["count": .string(text.number(seconds / 3600, digits: 1))])
  }
}
