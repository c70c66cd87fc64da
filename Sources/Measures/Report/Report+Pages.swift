internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
public import Web

extension Feature {
  /// The report of a month about a person, a team or the centre: as a page, as a file, as a notice.
  public static func reports(
    _ published: [PublishedFigure] = [], reviews: PublishedReviews = .none
  ) -> Feature {
    Feature(
      "reports", words: reportWords,
      navigation: [
        NavigationItem("/reports", "report.navigation", allow: .read, .teamReport, rank: 25)
      ],
      routes: { routes in
        ReportPages(published: published, reviews: reviews).add(to: routes)
      },
      jobs: [ReportPost(published: published, reviews: reviews).job])
  }
}

extension Path {
  /// The report of somebody's month.
  static func report(_ subject: Subject, _ month: Period) -> Path {
    ("/reports" as Path).appending(subject.name).appending(ReportPages.name(of: month))
  }
}

/// The pages of reports.
struct ReportPages: Sendable {
  let published: [PublishedFigure]
  let reviews: PublishedReviews

  func add(to routes: Routes) {
    routes.get("/reports", allow: .read, .teamReport, choose)
    routes.get("/reports/{whose}/{month}", allow: .read, .teamReport, show)
    routes.get("/reports/{whose}/{month}/file", allow: .read, .teamReport, file)
  }

  /// As addresses say it: `2026-10`.
  static func name(of month: Period) -> String { String(month.first.iso.dropLast(3)) }

  static func month(_ name: String) -> Period? {
    guard name.count == 7 else { return nil }
    return Day(iso: name + "-01").map { Period(.month, holding: $0) }
  }

  /// Leads to the report that was chosen; without a choice, to the last month's.
  private func choose(_ visit: Visit) async throws -> Reply {
    let ground = try await visit.database.read { db in try MeasurePages.ground(visit, in: db) }
    let month =
      visit.query.optional("month").flatMap(Self.month)
      ?? Period(.month, holding: ground.today).previous
    return visit.redirect(to: .report(ground.look.subject, month))
  }

  /// What the address names, for who may see it.
  private func model(_ visit: Visit) async throws -> (ReportModel, ReaderCircle, Day) {
    guard let subject = Subject(name: try visit.segment("whose")),
      let month = Self.month(try visit.segment("month"))
    else { throw Problem.notFound }
    if case .queue = subject { throw Problem.notFound }
    let (actor, text, scope, now) = (visit.actor, visit.text, visit.scope, visit.world.now())
    return try await visit.database.read { [published, reviews] db in
      let circle = try ReaderCircle.read(actor, in: db)
      guard circle.includes(subject) else { throw Problem.notFound }
      let zone = try Workspace.find(scope, in: db)?.zone ?? actor.zone
      let today = zone.day(of: now)
      guard month.first <= today else { throw Problem.notFound }
      let reader = ReportReader(
        readings: Readings(scope: scope, now: now, published: published), reviews: reviews,
        circle: circle, text: text, today: today)
      return (try reader.model(of: subject, in: month, from: db), circle, today)
    }
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let (model, circle, today) = try await model(visit)
    let text = visit.text
    return visit.page(
      ReportDocument.title(model, text),
      """
      <div class="page-actions"><a class="button" href="\(Path.report(model.subject, model.month).appending("file"))" download>\(text("report.save"))</a></div>
      \(chooser(model, circle, today, text))\(ReportView(model: model, text: text, hasLinks: true).html)
      """)
  }

  private func file(_ visit: Visit) async throws -> Reply {
    let (model, _, _) = try await model(visit)
    let document = ReportDocument(model: model, text: visit.text).bytes
    let name = "report-\(model.subject.name)-\(Self.name(of: model.month)).html"
    return visit.download(name: name, type: "text/html; charset=utf-8") {
      (chunk: ([UInt8]) async throws -> Void) in try await chunk(document)
    }
  }

  // MARK: Choosing

  private func chooser(
    _ model: ReportModel, _ circle: ReaderCircle, _ today: Day, _ text: Text
  ) -> HTML {
    let fields = FormView(text)
    let centre =
      circle.seesCentre ? [(value: Subject.centre.name, label: text("measure.centre"))] : []
    let teams = circle.teams.map { (value: Subject.team($0.id).name, label: $0.name) }
    let people = circle.people.map { (value: Subject.person($0.id).name, label: $0.name) }
    let newest = Period(.month, holding: today)
    let months = (0..<25).map { ReportReader.month(newest, minus: $0) }
    let offered = months.contains(model.month) ? months : months + [model.month]
    return """
      <form class="filter-bar" method="get" action="/reports">
      \(fields.select("whose", text("report.whose"), centre + teams + people, selected: model.subject.name))
      \(fields.select("month", text("report.month"), offered.map { (value: Self.name(of: $0), label: text.month($0.first)) }, selected: Self.name(of: model.month)))
      <button>\(text("process.show"))</button></form>
      """
  }
}
