public import Kernel
public import Markup
import People
import Storage
public import Web

extension Feature {
  /// Scorecards: their list, editor, preview, publication and history.
  public static let scorecards = Feature(
    "scorecards", migrations: [Migration("scorecards-1", Scorecard.migration)],
    words: scorecardWords,
    navigation: [
      NavigationItem(
        "/scorecards", "scorecard.navigation", allow: .read, .scorecard, rank: 40)
    ],
    routes: { routes in
      ScorecardPages.add(to: routes)
      ScorecardEditing.add(to: routes)
    }, finders: Finder.scorecards)
}

extension Path {
  /// The page of a scorecard.
  public static func scorecard(_ id: Scorecard.ID) -> Path {
    ("/scorecards" as Path).appending(id.text)
  }

  /// The page of one version of a scorecard.
  public static func scorecardVersion(_ version: ScorecardVersion) -> Path {
    Path.scorecard(version.scorecard).appending("versions").appending(version.id.text)
  }
}

/// What can be read about scorecards.
enum ScorecardPages {
  static func add(to routes: Routes) {
    routes.get("/scorecards", allow: .read, .scorecard, list)
    routes.get("/scorecards/{id}", allow: .read, .scorecard, show)
    routes.get("/scorecards/{id}/versions/{version}", allow: .read, .scorecard, version)
    routes.get("/scorecards/{id}/preview", allow: .read, .scorecard) { visit in
      try await preview(visit, sent: nil)
    }
    routes.post("/scorecards/{id}/preview", allow: .read, .scorecard) { visit in
      try await preview(visit, sent: try await visit.form())
    }
  }

  /// Whether the visitor may change scorecards.
  static func mayChange(_ visit: Visit) -> Bool { visit.actor.can(.change, .scorecard) }

  static func scorecard(_ visit: Visit) async throws -> Scorecard {
    let id: Scorecard.ID = try visit.id("id")
    let scope = visit.scope
    let found = try await visit.database.read { db in
      try Scorecard.find(id, scope: scope, in: db)
    }
    guard let found else { throw Problem.notFound }
    return found
  }

  // MARK: List

  @Sendable private static func list(_ visit: Visit) async throws -> Reply {
    let scope = visit.scope
    let scorecards = try await visit.database.read { db in try Scorecard.all(scope, in: db) }
    let text = visit.text
    let mayCreate = visit.actor.can(.create, .scorecard)
    guard !scorecards.isEmpty else {
      return visit.page(text("scorecard.title"), empty(visit, mayCreate: mayCreate))
    }
    let inUse = scorecards.count { $0.current != nil && !$0.isArchived }
    let rows = scorecards.sorted { !$0.isArchived && $1.isArchived }.map { row($0, text) }
    return visit.page(
      text("scorecard.title"),
      """
      <p class="lede">\(text("scorecard.lede", ["count": .integer(inUse)]))</p>
      \(mayCreate ? newButton(text) : nil)
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("scorecard.title"))">
        <table>
          <thead><tr><th scope="col">\(text("scorecard.name"))</th><th scope="col">\(text("scorecard.version"))</th><th scope="col" class="is-numeric">\(text("scorecard.criteria"))</th><th scope="col">\(text("scorecard.state"))</th></tr></thead>
          <tbody>\(rows)</tbody>
        </table>
      </div>
      """)
  }

  private static func newButton(_ text: Text) -> HTML {
    """
    <div class="page-actions"><a class="button is-primary" href="/scorecards/new">\(text("scorecard.new"))</a></div>
    """
  }

  private static func empty(_ visit: Visit, mayCreate: Bool) -> HTML {
    let text = visit.text
    let start: HTML = """
      <form method="post" action="/scorecards">\(visit.csrf)
        <input type="hidden" name="template" value="standard">
        <button class="is-primary">\(text("scorecard.startStandard"))</button>
      </form>
      <p><a href="/scorecards/new">\(text("scorecard.startEmpty"))</a></p>
      """
    return """
      <div class="empty">
        <h2>\(text("scorecard.empty"))</h2>
        <p>\(text("scorecard.empty.why"))</p>
        \(mayCreate ? start : nil)
      </div>
      """
  }

  private static func row(_ scorecard: Scorecard, _ text: Text) -> HTML {
    let rubric = scorecard.current?.rubric ?? scorecard.draft?.rubric
    return """
      <tr>
        <th scope="row"><a class="row-link" href="\(Path.scorecard(scorecard.id))" dir="auto">\(shownName(scorecard, text))</a><span class="row-note" dir="auto">\(rubric?.purpose)</span></th>
        <td><bdi>\(scorecard.current?.label ?? "–")</bdi></td>
        <td class="is-numeric">\(text.number(rubric?.criteria.count ?? 0))</td>
        <td>\(badges(scorecard, text))</td>
      </tr>
      """
  }

  static func shownName(_ scorecard: Scorecard, _ text: Text) -> String {
    scorecard.name.isBlank ? text("scorecard.unnamed") : scorecard.name
  }

  static func badges(_ scorecard: Scorecard, _ text: Text) -> HTML {
    var badges = HTML.empty
    if scorecard.isArchived {
      badges += "<span class=\"badge\">\(text("scorecard.archived"))</span> "
    } else if scorecard.current != nil {
      badges += "<span class=\"badge is-good\">\(text("scorecard.inUse"))</span> "
    }
    if scorecard.draft != nil {
      badges += "<span class=\"badge is-active\">\(text("scorecard.draft"))</span>"
    }
    return badges
  }

  // MARK: One scorecard

  @Sendable private static func show(_ visit: Visit) async throws -> Reply {
    let scorecard = try await scorecard(visit)
    let scope = visit.scope
    let actor = visit.actor
    let (versions, names, guide) = try await visit.database.read { db in
      let versions = try ScorecardVersion.all(of: scorecard.id, scope: scope, in: db)
      let people = Set(versions.compactMap(\.publishedBy))
      let guide = try scorecard.current.map { try Guide.of($0.rubric, for: actor, in: db) }
      return (versions, try Person.names(of: people, scope, in: db), guide ?? .empty)
    }
    let text = visit.text
    let beside = GuideView(guide: guide, text: text).beside
    return visit.page(
      shownName(scorecard, text),
      """
      \(breadcrumb([], text))
      <p class="lede">\(lede(scorecard, text)) <span dir="auto">\(scorecard.current?.rubric.purpose)</span></p>
      \(mayChange(visit) ? ScorecardEditing.actions(scorecard, visit) : readerActions(scorecard, text))
      <p class="row">\(badges(scorecard, text))</p>
      \(scorecard.current.map { ScorecardView(rubric: $0.rubric, text: text, beside: beside).html })
      \(history(versions, names, text))
      """, isTitleTheirs: true)
  }

  private static func readerActions(_ scorecard: Scorecard, _ text: Text) -> HTML? {
    guard scorecard.current != nil else { return nil }
    return """
      <div class="page-actions"><a class="button" href="\(Path.scorecard(scorecard.id).appending("preview"))">\(text("scorecard.preview"))</a></div>
      """
  }

  private static func lede(_ scorecard: Scorecard, _ text: Text) -> HTML {
    guard let current = scorecard.current else { return "\(text("scorecard.neverPublished"))" }
    let values: [String: TextValue] = [
      "version": .string(current.label), "count": .integer(current.rubric.criteria.count),
      "day": .string(text.day(text.zone.day(of: current.publishedAt))),
    ]
    return "\(text("scorecard.inUseSince", values))"
  }

  private static func history(
    _ versions: [ScorecardVersion], _ names: [Person.ID: String], _ text: Text
  ) -> HTML? {
    guard !versions.isEmpty else { return nil }
    let items = versions.map { version -> HTML in
      let by = version.publishedBy.flatMap { names[$0] } ?? text("scorecard.byProgram")
      let note: HTML? =
        version.note.isEmpty ? nil : "<br><span dir=\"auto\">\(version.note)</span>"
      return """
        <li class="is-done"><a href="\(Path.scorecardVersion(version))"><strong>\(text("scorecard.versionNamed", ["version": .string(version.label)]))</strong></a>, <bdi>\(by)</bdi>, \(text.moment(version.publishedAt))\(note)</li>
        """
    }
    return """
      <section class="stack"><h2>\(text("scorecard.history"))</h2><ol class="timeline">\(items)</ol></section>
      """
  }

  /// The way back: the list, then the pages between.
  static func breadcrumb(_ steps: [(Path, String)], _ text: Text) -> HTML {
    let items = steps.map { "<li><a href=\"\($0.0)\" dir=\"auto\">\($0.1)</a></li>" as HTML }
    return """
      <nav class="breadcrumb" aria-label="\(text("scorecard.breadcrumb"))"><ol><li><a href="/scorecards">\(text("scorecard.title"))</a></li>\(items)</ol></nav>
      """
  }

  // MARK: One version

  @Sendable private static func version(_ visit: Visit) async throws -> Reply {
    let scorecard = try await scorecard(visit)
    let id: ScorecardVersion.ID = try visit.id("version")
    let scope = visit.scope
    let versions = try await visit.database.read { db in
      try ScorecardVersion.all(of: scorecard.id, scope: scope, in: db)
    }
    guard let index = versions.firstIndex(where: { $0.id == id }) else { throw Problem.notFound }
    let version = versions[index]
    let older = versions.dropFirst(index + 1).first
    let text = visit.text
    let label: [String: TextValue] = ["version": .string(version.label)]
    return visit.page(
      text("scorecard.versionNamed", label),
      """
      \(breadcrumb([(Path.scorecard(scorecard.id), shownName(scorecard, text))], text))
      <p class="lede">\(text("scorecard.versionLede", ["day": .string(text.day(text.zone.day(of: version.publishedAt)))])) <span dir="auto">\(version.note)</span></p>
      \(older.map { changes(version, since: $0, text) })
      \(ScorecardView(rubric: version.rubric, text: text).html)
      """)
  }

  private static func changes(
    _ version: ScorecardVersion, since older: ScorecardVersion, _ text: Text
  ) -> HTML {
    """
    <section class="card stack"><h2>\(text("scorecard.changedSince", ["version": .string(older.label)]))</h2>
    \(changeList(version.rubric.changes(since: older.rubric), text))</section>
    """
  }

  // MARK: Preview

  /// The rating form exactly as the reviewer will see it; nothing that is answered is kept.
  private static func preview(_ visit: Visit, sent form: Form?) async throws -> Reply {
    let scorecard = try await scorecard(visit)
    let draft = mayChange(visit) ? scorecard.draft?.rubric : nil
    guard let rubric = draft ?? scorecard.current?.rubric else { throw Problem.notFound }
    let text = visit.text
    let read = form.map { ScorecardForm.read($0, rubric) }
    let answers = read?.answers ?? Answers()
    let problems = form?["do"] == "check" ? read?.problems ?? [] : []
    let score = Scoring.score(answers, rubric)
    if visit.wantsFragment {
      return visit.fragment(ScorecardForm.live(rubric, answers: answers, text: text))
    }
    let actor = visit.actor
    let guide = try await visit.database.read { db in try Guide.of(rubric, for: actor, in: db) }
    let fields = ScorecardForm.html(
      rubric, answers: answers, problems: problems, text: text,
      beside: GuideView(guide: guide, text: text).beside)
    let path = Path.scorecard(scorecard.id)
    return visit.page(
      text("scorecard.previewOf", ["name": .string(rubric.name)]),
      """
      \(breadcrumb([(path, shownName(scorecard, text))], text))
      <p class="lede">\(text("scorecard.preview.lede"))</p>
      <div class="page-actions">\(draft == nil ? nil : backToDraft(path, text))</div>
      \(ScorecardForm.summary(problems, rubric, text: text))
      <form class="scorecard" method="post" action="\(path.appending("preview"))" data-enhance data-swap="#live-score" data-keep data-submit-on-change>
        \(visit.csrf)
        \(fields)
        <div class="live-score">
          \(ScorecardForm.liveScore(score, text: text))
          <div class="form-actions"><button class="is-primary" name="do" value="score">\(text("scorecard.preview.score"))</button></div>
        </div>
      </form>
      <form method="get" action="\(path.appending("preview"))"><button class="is-quiet">\(text("scorecard.preview.clear"))</button></form>
      """)
  }

  private static func backToDraft(_ path: Path, _ text: Text) -> HTML {
    "<a class=\"button\" href=\"\(path.appending("draft"))\">\(text("scorecard.backToDraft"))</a>"
  }
}
