internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// Agreement from session to session, a dot with its interval each; the same criterion only.
enum CalibrationHistory {
  /// One closed session with its agreement.
  struct Step: Sendable {
    let session: Calibration
    let result: CalibrationResult
    /// Whose it was, where the actor sees several teams.
    let team: String?
  }

  /// The closed sessions the actor may see, the oldest first, at most a dozen.
  private static func steps(_ actor: Actor, in db: any Connection) throws -> [Step] {
    let scope = actor.scope
    let closed = try Calibration.all(scope, in: db)
      .filter { $0.isClosed && $0.isVisible(to: actor) }.prefix(12).reversed()
    let isOneTeam = Set(closed.map(\.team)).count == 1
    let teams = try Team.all(scope, in: db).map { ($0.id, $0.name) }
    let names = Dictionary(teams, uniquingKeysWith: { name, _ in name })
    return try closed.compactMap { session in
      guard let card = try ScorecardVersion.find(session.scorecard, scope: scope, in: db) else {
        return nil
      }
      let ratings = try CalibrationRating.all(of: session.id, scope, in: db)
      return Step(
        session: session, result: CalibrationResult(session, card.rubric, ratings: ratings),
        team: isOneTeam ? nil : names[session.team])
    }
  }

  static func show(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let steps = try await visit.database.read { db in try Self.steps(actor, in: db) }
    let text = visit.text
    guard !steps.isEmpty else {
      return visit.page(
        text("calibration.history"),
        """
        <div class="empty"><h2>\(text("calibration.history.empty"))</h2><p>\(text("calibration.history.empty.why"))</p>
        <a class="button" href="/calibrations">\(text("calibration.title"))</a></div>
        """)
    }
    return visit.page(
      text("calibration.history"),
      """
      <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/calibrations">\(text("calibration.title"))</a></li><li>\(text("calibration.history"))</li></ol></nav>
      <p class="lede">\(text("calibration.history.lede", ["count": .integer(steps.count)]))</p>
      \(criteria(of: steps).map { chart($0, steps, text) })
      <p class="is-soft is-small">\(text("calibration.history.how"))</p>
      """)
  }

  static func csv(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let steps = try await visit.database.read { db in try Self.steps(actor, in: db) }
    var rows = [["session", "closed", "criterion", "alpha", "lower", "upper", "n"]]
    for step in steps {
      for entry in step.result.criteria {
        let closed = step.session.closedAt.map(Text.iso) ?? ""
        rows.append(
          [step.session.name, closed, entry.criterion.name]
            + Coefficient.agreement(entry.alpha, visit.text).cells)
      }
    }
    let table = CommaSeparated.text(rows)
    return visit.table(name: "agreement-history.csv") {
      chunk in try await chunk(table)
    }
  }

  /// The criteria of the newest session first, then those of older ones that are gone.
  private static func criteria(of steps: [Step]) -> [Criterion] {
    var seen: Set<Criterion.ID> = []
    return steps.reversed().flatMap { $0.result.criteria.map(\.criterion) }
      .filter { seen.insert($0.id).inserted }
  }

  private static func chart(_ criterion: Criterion, _ steps: [Step], _ text: Text) -> HTML {
    let rows = steps.compactMap { step -> IntervalPlot.Row? in
      guard let entry = step.result.criteria.first(where: { $0.criterion.id == criterion.id })
      else { return nil }
      let day = step.session.closedAt.map { text.day(text.zone.day(of: $0)) } ?? ""
      return IntervalPlot.Row(
        label: step.team.map { "\(day) · \($0)" } ?? day, link: .calibration(step.session.id),
        reading: Coefficient.agreement(entry.alpha, text).reading)
    }
    let least = min(0, rows.compactMap(\.reading.lower).min() ?? 0)
    let plot = IntervalPlot(
      caption: Caption(
        id: "history-\(criterion.id.text)",
        title: text("calibration.history.of", ["name": .string(criterion.name)]),
        summary: text("calibration.history.summary"),
        columns: [
          text("calibration.closedAt"), text("calibration.alpha"), text("chart.interval"),
          text("chart.n"),
        ], tableName: text("chart.table"),
        download: ("/calibrations/history.csv", text("calibration.csv"))),
      axis: Axis((least * 5).rounded(.down) / 5, 1) { text.number($0, digits: 1) }, rows: rows,
      reference: Reference(
        value: CriterionAgreement.usableFrom, label: text("calibration.usableFrom")))
    return plot.figure(text.language.isRightToLeft ? .rightToLeft : .leftToRight)
  }
}
