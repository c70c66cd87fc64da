internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// A person's own scores over the cycles, compared with their own past and nobody else.
enum ProgressPages {
  static func add(to routes: Routes) {
    routes.get("/progress", allow: .read, .personReport) { visit in
      try await show(visit, visit.actor.person)
    }
    routes.get("/progress/{person}", allow: .read, .personReport) { visit in
      try await show(visit, try visit.id("person"))
    }
  }

  /// What the page is made of.
  struct Course: Sendable {
    let name: String
    let isOwn: Bool
    let cycles: [Cycle]
    let results: Results
    /// The names of the criteria of the newest scorecard, in its order.
    let criteria: [(id: Criterion.ID, name: String)]
    let latest: [Review.ID: [Feedback]]
  }

  private static func show(_ visit: Visit, _ person: Person.ID) async throws -> Reply {
    let actor = visit.actor
    let course = try await visit.database.read { db in
      try Self.course(of: person, for: actor, in: db)
    }
    let title =
      course.isOwn
      ? visit.text("progress.title")
      : visit.text("progress.of", ["name": .string(course.name)])
    return visit.page(title, ProgressView(visit: visit, course: course).html)
  }

  private static func course(
    of person: Person.ID, for actor: Actor, in db: any Connection
  ) throws -> Course {
    let scope = actor.scope
    guard let name = try Person.names(of: [person], scope, in: db)[person] else {
      throw Problem.notFound
    }
    let teams = try Membership.teams(of: person, scope, in: db)
    let mayRead =
      actor.can(.read, .personReport, Ownership(person: person.rawValue))
      || teams.contains {
        actor.can(
          .read, .personReport, Ownership(person: person.rawValue, team: $0.rawValue))
      }
    guard mayRead else { throw Problem.notFound }
    let cycles = try Cycle.all(scope, in: db).filter { $0.sharedAt != nil }
    let results = try Results.of(cycles.map(\.id), agent: person, scope, in: db)
    let reviewed = Set(results.rated.map(\.cycle))
    let shown = Array(cycles.filter { reviewed.contains($0.id) }.prefix(12))
    let received = try Review.received(by: person, scope, in: db).prefix(3)
    return Course(
      name: name, isOwn: person == actor.person, cycles: shown,
      results: Results(results.rated.filter { rated in shown.contains { $0.id == rated.cycle } }),
      criteria: try criteria(of: shown.first, scope, in: db),
      latest: try received.reduce(into: [:]) {
        $0[$1.id] = try Feedback.all(of: $1.id, scope, in: db)
      })
  }

  static func criteria(
    of cycle: Cycle?, _ scope: Scope, in db: any Connection
  ) throws -> [(id: Criterion.ID, name: String)] {
    guard let cycle,
      let card = try ScorecardVersion.find(cycle.plan.scorecard, scope: scope, in: db)
    else { return [] }
    return card.rubric.criteria.map { ($0.id, $0.name) }
  }
}

private struct ProgressView {
  let visit: Visit
  let course: ProgressPages.Course

  private var text: Text { visit.text }
  private var results: Results { course.results }

  var html: HTML {
    guard !results.isEmpty else {
      return """
        <div class="empty"><h2>\(text("progress.empty"))</h2><p>\(text("progress.empty.why"))</p>
        <a class="button" href="/work">\(text("received.empty.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(newest?.sentence(text) ?? "") \(text("progress.lede"))</p>
      \(chart)\(table)\(points)\(criteria)\(feedback)
      <p class="is-soft is-small">\(text("progress.how"))</p>
      """
  }

  private var newest: Estimate? { course.cycles.first.map { results.of($0.id).overall } }

  /// The oldest first, as time runs.
  private var chart: HTML {
    let lines = course.cycles.reversed().map { cycle in
      EstimateChart.Line(
        label: CycleState.period(cycle, text), estimate: results.of(cycle.id).overall)
    }
    return EstimateChart.html(
      id: "course", title: text("progress.chart"), lines: Array(lines), text)
  }

  private var table: HTML {
    let rows = course.cycles.map { cycle -> HTML in
      let part = results.of(cycle.id)
      return """
        <tr><th scope="row">\(CycleState.period(cycle, text))</th><td>\(part.overall.html(text))</td>
        <td>\(part.criticalFree.html(text, scale: .share))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("progress.chart"))">
      <table><thead><tr><th scope="col">\(text("cycle.period"))</th><th scope="col">\(text("progress.score"))</th>
      <th scope="col">\(text("progress.criticalFree"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private var points: HTML {
    let names = Dictionary(course.criteria, uniquingKeysWith: { first, _ in first })
    let (strengths, focus) = results.extremes(course.criteria.map(\.id))
    func list(_ ids: [Criterion.ID]) -> HTML {
      guard !ids.isEmpty else { return "<p>\(text("progress.points.none"))</p>" }
      let items = ids.map { id -> HTML in
        "<li><span dir=\"auto\">\(names[id] ?? "–")</span> \(results.criterion(id).html(text))</li>"
      }
      return "<ul>\(items)</ul>"
    }
    return """
      <div class="cards"><section class="card"><h2>\(text("progress.strengths"))</h2>\(list(strengths))</section>
      <section class="card"><h2>\(text("progress.focus"))</h2>\(list(focus))</section></div>
      <p class="is-soft is-small">\(text("progress.points.how"))</p>
      """
  }

  private var criteria: HTML {
    let lines = course.criteria.map { criterion in
      EstimateChart.Line(label: criterion.name, estimate: results.criterion(criterion.id))
    }
    return EstimateChart.html(
      id: "criteria", title: text("progress.criteria"), lines: lines, text)
  }

  private var feedback: HTML {
    let cards = course.latest.sorted { $0.key > $1.key }.flatMap { id, entries in
      entries.map { entry -> HTML in
        """
        \(FeedbackForm.card(entry, text))<p class="is-small"><a href="\(Path.review(id))">\(text("progress.openReview"))</a></p>
        """
      }
    }
    guard !cards.isEmpty else { return "" }
    return
      "<section><h2>\(text("progress.feedback"))</h2><div class=\"stack\">\(cards)</div></section>"
  }
}
