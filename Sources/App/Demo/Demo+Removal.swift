internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Demo {
  /// Empties the database of the demo, so that the next visit is a first one.
  ///
  /// Only a database without any other workspace is emptied; anything else is refused.
  static func remove(from database: any Database, at now: Instant) async throws {
    let isAlone = try await database.read { db in try Workspace.all(in: db).count == 1 }
    guard isAlone else { throw Problem.conflict("demo.problem.others") }
    try await Migration.startOver(Migration.every, on: database, at: now)
  }
}

extension Feature {
  /// The way from the demo to a workspace of one's own.
  static let demo = Feature(
    "demo", words: demoWords,
    routes: { routes in
      routes.get("/demo", allow: .change, .settings) { visit in
        guard visit.label?.isDemo == true else { throw Problem.notFound }
        return visit.page(visit.text("demo.title"), page(visit))
      }
      routes.post("/demo/removal", allow: .change, .settings) { visit in
        guard visit.label?.isDemo == true else { throw Problem.notFound }
        guard try await visit.form()["sure"] == "1" else {
          return visit.page(
            visit.text("demo.title"), page(visit, isRefused: true), status: .unprocessableContent)
        }
        try await Demo.remove(from: visit.database, at: visit.world.now())
        return visit.redirect(to: "/welcome", notice: visit.text("demo.removed"))
      }
    })

  private static func page(_ visit: Visit, isRefused: Bool = false) -> HTML {
    let text = visit.text
    let error: HTML =
      isRefused ? "<p class=\"error\" id=\"sure-error\">\(text("demo.sure.missing"))</p>" : ""
    let state: HTML =
      isRefused ? " aria-invalid=\"true\" aria-describedby=\"sure-error\"" : ""
    return """
      <p class="lede">\(text("demo.lede"))</p>
      <section class="card"><h2>\(text("demo.remove"))</h2><p>\(text("demo.remove.why"))</p>
      <form class="form" method="post" action="/demo/removal">\(visit.csrf)
      <label class="choice"><input type="checkbox" name="sure" value="1" required\(state)> \
      <span>\(text("demo.sure"))</span></label>\(error)
      <div class="form-actions"><button class="is-danger">\(text("demo.remove"))</button>
      <a class="button is-quiet" href="/start">\(text("demo.keep"))</a></div></form></section>
      """
  }
}
