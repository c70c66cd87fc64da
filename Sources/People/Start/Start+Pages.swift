internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// An admin's first page: what usually comes next, until it is put away.
struct StartPages: Sendable {
  func add(to routes: Routes) {
    routes.get("/start", allow: .change, .settings) { try await show($0) }
    routes.post("/start/dismissal", allow: .change, .settings) { try await dismiss($0) }
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let (scope, text) = (visit.scope, visit.text)
    let progress = try await visit.database.read { db in try Progress(scope, in: db) }
    let isPutAway = progress.isDismissed || visit.label?.isDemo == true
    let counts: HTML = """
      <div class="stats">
      \(stat(text("start.people"), text.number(progress.signingIn), text("start.people.note"), "/people"))
      \(stat(text("start.teams"), text.number(progress.teams), text("start.teams.note"), "/teams"))
      </div>
      """
    return visit.page(
      text("start.title"),
      """
      <p class="lede">\(isPutAway ? text("start.lede.later") : text("start.lede"))</p>
      \(visit.label?.isDemo == true ? demo(text) : progress.isDismissed ? "" : checklist(visit, progress))\(counts)
      """)
  }

  /// What the demo's admin does when everybody has looked around.
  private func demo(_ text: Text) -> HTML {
    """
    <section class="card"><h2>\(text("start.demo.own"))</h2><p>\(text("start.demo.why"))</p>
    <div class="form-actions"><a class="button" href="/demo">\(text("start.demo.do"))</a></div></section>
    """
  }

  private func stat(_ label: String, _ value: String, _ note: String, _ path: Path) -> HTML {
    """
    <div class="stat"><span class="stat-label">\(label)</span>\
    <span class="stat-value"><a href="\(path)"><bdi>\(value)</bdi></a></span>\
    <span class="stat-note">\(note)</span></div>
    """
  }

  private func checklist(_ visit: Visit, _ progress: Progress) -> HTML {
    let text = visit.text
    let steps: [(done: Bool, label: String, path: Path, action: String)] = [
      (true, text("start.step.workspace"), "/settings", text("start.step.workspace.do")),
      (
        progress.hasReviewers, text("start.step.people"), "/people/new",
        text("start.step.people.do")
      ),
      (
        progress.hasImported, text("start.step.import"), "/imports/new",
        text("start.step.import.do")
      ),
      (
        progress.hasScorecard, text("start.step.scorecard"), "/scorecards",
        text("start.step.scorecard.do")
      ),
      (progress.hasCycle, text("start.step.cycle"), "/access", text("start.step.cycle.do")),
    ]
    let items = steps.map { step -> HTML in
      let done: HTML =
        step.done ? " <span class=\"visually-hidden\">\(text("start.step.done"))</span>" : ""
      let button: HTML =
        step.done ? "" : "<a class=\"button is-small\" href=\"\(step.path)\">\(step.action)</a>"
      let state: HTML = step.done ? " class=\"is-done\"" : ""
      return "<li\(state)><span>\(step.label)\(done)</span>\(button)</li>"
    }
    return """
      <section class="card"><div class="card-header"><h2>\(text("start.steps"))</h2></div>
      <ol class="checklist">\(items)</ol>
      <p class="is-soft">\(text("start.demo"))</p>
      <form class="card-footer" method="post" action="/start/dismissal">\(visit.csrf)\
      <button class="is-quiet">\(text("start.dismiss"))</button></form></section>
      """
  }

  private func dismiss(_ visit: Visit) async throws -> Reply {
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      try Setting.set("start-dismissed", to: "1", scope: scope, world: world, in: db)
    }
    return visit.redirect(to: "/start", notice: visit.text("start.dismissed"))
  }
}

/// How far a new workspace has come, as its own record tells.
struct Progress: Sendable {
  let signingIn: Int
  let teams: Int
  let hasReviewers: Bool
  let hasImported: Bool
  let hasScorecard: Bool
  let hasCycle: Bool
  let isDismissed: Bool

  init(_ scope: Scope, in db: any Connection) throws {
    func count(_ sql: SQL) throws -> Int { try db.value(sql) ?? 0 }
    func did(_ resource: Resource) throws -> Bool {
      try count(
        """
        SELECT COUNT(*) AS value FROM (
          SELECT id FROM audit_entry
          WHERE workspace_id = \(scope) AND resource = \(resource.rawValue)
            AND actor_id IS NOT NULL
          LIMIT 1) AS entry
        """) > 0
    }
    signingIn = try count(
      """
      SELECT COUNT(*) AS value FROM person
      WHERE workspace_id = \(scope) AND active = 1 AND password IS NOT NULL
      """)
    teams = try count(
      "SELECT COUNT(*) AS value FROM team WHERE workspace_id = \(scope) AND active = 1")
    hasReviewers =
      try count(
        """
        SELECT COUNT(*) AS value FROM role_grant
        WHERE workspace_id = \(scope) AND role IN ('lead', 'analyst')
        """) > 0
    hasImported = try did(.importRun)
    hasScorecard = try did(.scorecard)
    hasCycle = try did(.sampling)
    isDismissed = try Setting.value("start-dismissed", scope, in: db) == "1"
  }
}
