internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// The page that shows whether the picks of a cycle biased its score.
enum FairnessPages {
  static func add(to routes: Routes) {
    routes.get("/cycles/{id}/fairness", allow: .export, .teamReport, show)
    routes.get("/cycles/{id}/fairness/scores.csv", allow: .export, .teamReport) { visit in
      try await model(visit).scores(visit.text).file(visit)
    }
    routes.get("/cycles/{id}/fairness/hits.csv", allow: .export, .teamReport) { visit in
      try await model(visit).hits(visit.text).file(visit)
    }
    routes.get("/cycles/{id}/fairness/pool.csv", allow: .export, .teamReport, pool)
  }

  struct Model: Sendable {
    let cycle: Cycle
    let team: String
    let fairness: Fairness
    let representation: Representation
    /// How many conversations of the sample were replaced.
    let replaced: Int
    /// How many of the team's conversations were flagged when the pool was frozen.
    let flagged: Int
    let lots: [Lot]
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let model = try await model(visit)
    return visit.page(
      visit.text("fairness.title"), FairnessView(visit: visit, model: model).html)
  }

  /// The sample beside the pool as a file: one trait where the address names it, else all.
  private static func pool(_ visit: Visit) async throws -> Reply {
    let trait = visit.query("trait").flatMap(Representation.Trait.init(rawValue:))
    let lines = try await model(visit).representation.csv(of: trait, visit.text)
    let name = trait.map { "pool-\($0.rawValue).csv" } ?? "pool.csv"
    return visit.table(name: name) { write in
      for line in lines { try await write(line) }
    }
  }

  private static func model(_ visit: Visit) async throws -> Model {
    let id: Cycle.ID = try visit.id("id")
    let (actor, zone) = (visit.actor, visit.zone)
    return try await visit.database.read { db in
      guard let cycle = try Cycle.find(id, actor.scope, in: db), cycle.openedAt != nil,
        actor.can(.export, .teamReport, Ownership(team: cycle.team.rawValue))
      else { throw Problem.notFound }
      return try Self.model(of: cycle, zone, actor.scope, in: db)
    }
  }

  private static func model(
    of cycle: Cycle, _ zone: Zone, _ scope: Scope, in db: any Connection
  ) throws -> Model {
    let pool = try FrameItem.frozen(in: cycle.id, scope, in: db)
    let picks = try Pick.all(in: cycle.id, scope, in: db)
    let current = picks.filter { $0.replacement == nil }
    var lots = try Lot.all(in: cycle.id, scope, in: db)
    if lots.isEmpty {
      // Cycles older than lots drew by one rule for everybody.
      let population = Dictionary(grouping: pool, by: \.agent).mapValues(\.count)
      lots = Allotment(
        population: population, past: [:], size: cycle.plan.size, rule: SamplingRule()
      ).shares.map(Lot.init)
    }
    let results = try Results.of([cycle.id], scope, in: db)
    return Model(
      cycle: cycle, team: try Team.find(cycle.team, scope, in: db)?.name ?? "–",
      fairness: Fairness(results.rated + results.aside),
      representation: Representation(
        pool: pool, sample: Set(current.filter(\.isRandom).map(\.conversation)), lots: lots,
        line: cycle.line, zone: zone),
      replaced: picks.count - current.count, flagged: pool.count(where: \.isFlagged),
      lots: lots)
  }
}

extension FairnessPages.Model {
  /// The same reviews counted in three ways.
  func scores(_ text: Text) -> EstimateChart {
    let ways: [(String, Estimate)] = [
      (text("fairness.plain"), fairness.plain), (text("fairness.weighted"), fairness.weighted),
      (text("fairness.random"), fairness.random),
    ]
    return EstimateChart(
      id: "scores", title: text("fairness.scores"),
      lines: ways.map { label, estimate in
        let effective = text.number(estimate.effectiveN, digits: 1)
        return EstimateChart.Line(
          label: label, estimate: estimate,
          cells: [
            EstimateChart.Cell(
              shown: effective, bare: EstimateChart.bare(estimate.effectiveN))
          ])
      }, columns: [text("fairness.effective")], isBelowItsTitle: true)
  }

  /// The shares in which the two streams found something.
  func hits(_ text: Text) -> EstimateChart {
    EstimateChart(
      id: "hits", title: text("fairness.hits.csv"),
      lines: [
        EstimateChart.Line(
          label: text("fairness.hits.suspicious"), estimate: fairness.hits.suspicious.inPercent),
        EstimateChart.Line(
          label: text("fairness.hits.random"), estimate: fairness.hits.random.inPercent),
      ], isBelowItsTitle: true)
  }
}
