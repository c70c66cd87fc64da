internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// The pages of figures: the dashboard, a page for each metric, the conversations behind a number.
struct MeasurePages: Sendable {
  /// What other capabilities publish.
  let published: [PublishedFigure]

  func add(to routes: Routes) {
    routes.get("/measures", allow: .read, .teamReport, dashboard)
    routes.get("/measures/metrics", allow: .read, .teamReport, catalogue)
    routes.get("/measures/metrics/{metric}", allow: .read, .teamReport, metric)
    routes.get("/measures/metrics/{metric}/series.csv", allow: .read, .teamReport, series)
    routes.get("/measures/metrics/{metric}/people.csv", allow: .read, .teamReport, people)
    routes.get("/measures/metrics/{metric}/conversations", allow: .read, .conversation) { visit in
      try await behind(visit, Behind.conversations.segment)
    }
    routes.get("/measures/metrics/{metric}/days", allow: .read, .personReport) { visit in
      try await behind(visit, Behind.days.segment)
    }
    routes.get("/measures/metrics/{metric}/passes", allow: .read, .personReport) { visit in
      try await behind(visit, Behind.passes.segment)
    }
    routes.get("/api/v1/measures/{metric}", allow: .read, .teamReport, json)
  }

  func readings(_ visit: Visit) -> Readings {
    Readings(scope: visit.scope, now: visit.world.now(), published: published)
  }

  // MARK: What is looked at

  /// The look of an address, and whose figures the reader may choose.
  struct Ground: Sendable {
    let look: Look
    let circle: ReaderCircle
    let zone: Zone
    let today: Day
    let isRenewing: Bool

    var period: Period { look.span.period(today: today) }
    var compared: Period? { look.comparison.period(of: period) }
  }

  static func ground(_ visit: Visit, in db: any Connection) throws -> Ground {
    let circle = try ReaderCircle.read(visit.actor, in: db)
    let look = Look(visit.query, standard: circle.standard)
    guard circle.includes(look.subject) else { throw Problem.notFound }
    let zone = try Workspace.find(visit.scope, in: db)?.zone ?? visit.actor.zone
    return Ground(
      look: look, circle: circle, zone: zone, today: zone.day(of: visit.world.now()),
      isRenewing: try Renewal.isRunning(visit.scope, in: db))
  }

  // MARK: The dashboard

  private func dashboard(_ visit: Visit) async throws -> Reply {
    let readings = readings(visit)
    let model = try await visit.database.read { db in
      try DashboardModel.read(try Self.ground(visit, in: db), readings, in: db)
    }
    return visit.page(
      visit.text("measure.title"), DashboardView(visit: visit, model: model).html, isWide: true)
  }

  private func catalogue(_ visit: Visit) async throws -> Reply {
    let text = visit.text
    let items = Metric.all.map { metric -> HTML in
      """
      <div><dt><a href="\(Path.metric(metric))">\(metric.name(text))</a></dt><dd>\(metric.meaning(text))</dd></div>
      """
    }
    return visit.page(
      text("measure.catalogue"),
      "<p class=\"lede\">\(text("measure.catalogue.lede"))</p><dl class=\"facts\">\(items)</dl>")
  }

  // MARK: One metric

  static func asked(_ visit: Visit) throws -> Metric {
    guard let metric = Metric.named(try visit.segment("metric")) else { throw Problem.notFound }
    return metric
  }

  private func model(_ visit: Visit, showsSides: Bool = true) async throws -> MetricModel {
    let metric = try Self.asked(visit)
    let readings = readings(visit)
    return try await visit.database.read { db in
      try MetricModel.read(
        metric, try Self.ground(visit, in: db), readings, showsSides: showsSides, in: db)
    }
  }

  private func metric(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit)
    return visit.page(
      model.metric.name(visit.text), MetricView(visit: visit, model: model).html)
  }

  private func series(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit, showsSides: false)
    let lines = model.series.map { Self.line($0.period.first.iso, $0.period.last.iso, $0) }
    return Self.file(
      visit, "\(model.metric.id).csv", ["from", "to"], lines)
  }

  /// Every person and team by name with the metric, so that nobody has to copy it by hand (ask 4).
  private func people(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit)
    let all = [(name: model.ground.circle.name(model.ground.look.subject, visit.text), model.now)]
    let lines = (all + model.teams + model.people).map { Self.line($0.0, $0.1.metric.id, $0.1) }
    return Self.file(visit, "\(model.metric.id)-people.csv", ["name", "metric"], lines)
  }

  private static func line(_ first: String, _ second: String, _ reading: Reading) -> [String] {
    [
      first, second, Metric.bare(reading.estimate.value), Metric.bare(reading.estimate.lower),
      Metric.bare(reading.estimate.upper), String(reading.n), sum(reading),
      String(reading.denominator), reading.metric.unit.rawValue,
    ]
  }

  /// The numerator in the unit of the value: times are added up in milliseconds.
  private static func sum(_ reading: Reading) -> String {
    reading.metric.unit == .seconds
      ? Metric.bare(Double(reading.numerator) / 1000) : String(reading.numerator)
  }

  private static func file(
    _ visit: Visit, _ name: String, _ head: [String], _ lines: [[String]]
  ) -> Reply {
    visit.table(name: name) { send in
      try await send(
        CSVWriter.line(head + ["value", "lower", "upper", "n", "numerator", "denominator", "unit"]))
      for line in lines { try await send(CSVWriter.line(line)) }
    }
  }

  // MARK: For programs

  /// A metric as JSON, period by period, so that others can watch for thresholds (ask 18).
  private func json(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit, showsSides: false)
    return try visit.json(MetricDocument(model))
  }

  // MARK: The conversations behind a number

  private func behind(_ visit: Visit, _ segment: String) async throws -> Reply {
    let metric = try Self.asked(visit)
    guard Behind(metric).segment == segment else { throw Problem.notFound }
    let readings = readings(visit)
    let model = try await visit.database.read { db in
      try BehindModel.read(metric, try Self.ground(visit, in: db), readings, visit.actor, in: db)
    }
    return visit.page(
      visit.text("measure.behind.title", ["metric": .string(metric.name(visit.text))]),
      BehindView(visit: visit, model: model).html, isWide: true)
  }
}

extension Path {
  /// The page of a metric.
  static func metric(_ metric: Metric) -> Path {
    ("/measures/metrics" as Path).appending(metric.id)
  }

  /// The same page under a look.
  static func metric(_ metric: Metric, _ look: Look) -> Path {
    .metric(metric).query(look.items)
  }
}

/// A metric as programs read it: shares of one, seconds, whole numbers; days are ISO 8601.
struct MetricDocument: Encodable {
  struct Entry: Encodable {
    let from: String
    let to: String
    let value: Double?
    let lower: Double?
    let upper: Double?
    let n: Int
    let numerator: Int
    let denominator: Int
    let provisional: Bool
    let absence: String?

    init(_ reading: Reading) {
      from = reading.period.first.iso
      to = reading.period.last.iso
      value = reading.estimate.value
      lower = reading.estimate.value == nil ? nil : reading.estimate.lower
      upper = reading.estimate.value == nil ? nil : reading.estimate.upper
      n = reading.n
      numerator = reading.numerator
      denominator = reading.denominator
      provisional = reading.isProvisional
      absence = reading.absence?.rawValue
    }
  }

  let metric: String
  let unit: String
  let whose: String
  let statistic: String
  let clock: String
  let whole: Entry
  let before: Entry?
  let series: [Entry]

  init(_ model: MetricModel) {
    metric = model.metric.id
    unit = model.metric.unit.rawValue
    whose = model.ground.look.subject.name
    statistic = model.ground.look.statistic.rawValue
    clock = model.ground.look.clock.rawValue
    whole = Entry(model.now)
    before = model.before.map(Entry.init)
    series = model.series.map(Entry.init)
  }
}
