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
    routes.get("/progress/{person}/cycles.csv", allow: .read, .personReport) { visit in
      try await course(visit, try visit.id("person")).byCycle(visit.text).file(visit)
    }
    routes.get("/progress/{person}/criteria.csv", allow: .read, .personReport) { visit in
      try await course(visit, try visit.id("person")).byCriterion(visit.text).file(visit)
    }
  }

  /// What the page is made of.
  struct Course: Sendable {
    let person: Person.ID
    let name: String
    let isOwn: Bool
    let cycles: [Cycle]
    let results: Results
    /// The names of the criteria of the newest scorecard, in its order.
    let criteria: [(id: Criterion.ID, name: String)]
    let latest: [Review.ID: [Feedback]]
    /// What the person shows of their reflections to the reader.
    let reflections: [Reflection]
    /// Whether the reader may see what the person works on.
    let showsLearning: Bool
  }

  private static func show(_ visit: Visit, _ person: Person.ID) async throws -> Reply {
    let course = try await course(visit, person)
    let title =
      course.isOwn
      ? visit.text("progress.title")
      : visit.text("progress.of", ["name": .string(course.name)])
    return visit.page(title, ProgressView(visit: visit, course: course).html)
  }

  private static func course(_ visit: Visit, _ person: Person.ID) async throws -> Course {
    let actor = visit.actor
    return try await visit.database.read { db in
      try Self.course(of: person, for: actor, in: db)
    }
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
      person: person, name: name, isOwn: person == actor.person, cycles: shown,
      results: Results(
        results.rated.filter { rated in shown.contains { $0.id == rated.cycle } },
        // Where nobody is named, the number could give somebody away to those who know who practises.
        uncounted: results.uncounted.filter { one in
          shown.contains { $0.id == one.cycle && $0.plan.namesReviewers }
        }),
      criteria: try criteria(of: shown.first, scope, in: db),
      latest: try received.reduce(into: [:]) {
        $0[$1.id] = try Feedback.all(of: $1.id, scope, in: db)
      }, reflections: try Reflection.all(of: person, for: actor, in: db),
      showsLearning: teams.contains {
        actor.can(.read, .learning, Ownership(person: person.rawValue, team: $0.rawValue))
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

extension ProgressPages.Course {
  /// The scores of the cycles, the oldest first, as time runs.
  func byCycle(_ text: Text) -> EstimateChart {
    let lines = cycles.reversed().map { cycle in
      let part = results.of(cycle.id)
      return EstimateChart.Line(
        label: CycleState.period(cycle, text), estimate: part.overall,
        cells: [part.criticalFree.shareCell(text)])
    }
    return EstimateChart(
      id: "cycles", title: text("progress.chart"), lines: Array(lines),
      columns: [text("progress.criticalFree")])
  }

  /// The scores of the criteria over all of them.
  func byCriterion(_ text: Text) -> EstimateChart {
    let lines = criteria.map { criterion in
      EstimateChart.Line(label: criterion.name, estimate: results.criterion(criterion.id))
    }
    return EstimateChart(id: "criteria", title: text("progress.criteria"), lines: lines)
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
      <p class="lede">\(newest?.sentence(text) ?? "") \(change) \(course.isOwn ? text("progress.lede") : text("progress.lede.other"))</p>
      \(UncountedNotice.html(results.uncounted.count, text))
      \(reflections)\(charts)\(feedback)
      <p class="is-soft is-small">\(text("progress.how"))</p>
      """
  }

  /// The newest cycle beside all earlier ones.
  private var change: String {
    guard let newest, let first = course.cycles.first, course.cycles.count > 1 else { return "" }
    let earlier = Results(results.rated.filter { $0.cycle != first.id }).overall
    return Change(newest, since: earlier).sentence(text)
  }

  private var newest: Estimate? { course.cycles.first.map { results.of($0.id).overall } }

  /// One's own reflections are a page of their own; a lead reads what is shown to them.
  private var reflections: HTML? {
    if course.isOwn {
      return """
        <div class="page-actions"><a class="button" href="/reflections">\(text("reflection.compare"))</a>
        <a class="button" href="/learning">\(text("learning.title"))</a></div>
        """
    }
    let items = course.reflections.map { one -> HTML in
      let cycle = course.cycles.first { $0.id == one.cycle }
      let name =
        cycle.map { CycleState.period($0, text) } ?? text.day(text.zone.day(of: one.writtenAt))
      return "<li><a href=\"\(Path.reflection(one.id))\">\(name)</a></li>"
    }
    let learning: HTML? =
      course.showsLearning
      ? """
      <div class="page-actions"><a class="button" href="\(Path.learning(of: course.person))">\(text("learning.navigation"))</a></div>
      """ : nil
    guard !items.isEmpty else { return learning }
    return
      "\(learning)<section><h2>\(text("reflection.sharedWithYou"))</h2><ul>\(items)</ul></section>"
  }

  private var charts: HTML {
    let path = Path.progress(of: course.person)
    return """
      \(course.byCycle(text).html(text, download: path.appending("cycles.csv")))
      \(points)
      \(course.byCriterion(text).html(text, download: path.appending("criteria.csv")))
      """
  }

  private var points: HTML {
    let names = Dictionary(course.criteria, uniquingKeysWith: { first, _ in first })
    let (strengths, focus) = results.extremes(course.criteria.map(\.id))
    func list(_ ids: [Criterion.ID]) -> HTML {
      guard !ids.isEmpty else { return "<p>\(text("progress.points.none"))</p>" }
      let items = ids.map { id -> HTML in
        """
        <div><dt dir="auto">\(names[id] ?? "–")</dt><dd>\(results.criterion(id).html(text))</dd></div>
        """
      }
      return "<dl class=\"facts\">\(items)</dl>"
    }
    return """
      <div class="columns"><section class="card"><h2>\(text("progress.strengths"))</h2>\(list(strengths))</section>
      <section class="card"><h2>\(text("progress.focus"))</h2>\(list(focus))</section></div>
      <p class="is-soft is-small">\(text("progress.points.how"))</p>
      """
  }

  private var feedback: HTML {
    let newest = course.latest.filter { !$0.value.isEmpty }.sorted { $0.key > $1.key }
    let cards = newest.map { id, entries -> HTML in
      """
      <div class="stack is-tight">\(entries.map { FeedbackForm.card($0, text, isYours: course.isOwn) })\
      <p class="is-small"><a href="\(Path.review(id))">\(text("progress.openReview"))</a></p></div>
      """
    }
    guard !cards.isEmpty else { return "" }
    return
      "<section><h2>\(text("progress.feedback"))</h2><div class=\"stack is-loose\">\(cards)</div></section>"
  }
}
