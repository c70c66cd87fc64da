internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
public import Web

extension Feature {
  /// Workshops in which a group rates one conversation blind, and the examples that come of it.
  public static let benchmarks = Feature(
    "benchmarks", words: benchmarkWords,
    navigation: [
      NavigationItem(
        "/benchmarks", "benchmark.navigation", allow: .read, .benchmark, rank: 41)
    ],
    routes: { routes in
      BenchmarkPages.add(to: routes)
      WorkshopPages.add(to: routes)
    }, finders: Finder.workshops)
}

/// The library of examples, by criterion and point of the scale.
enum BenchmarkPages {
  static func add(to routes: Routes) {
    routes.get("/benchmarks", allow: .read, .benchmark, list)
    routes.get("/benchmarks/{id}", allow: .read, .benchmark) { visit in
      show(visit, try await desk(visit))
    }
    routes.post("/benchmarks/{id}/retirement", allow: .change, .benchmark, retire)
    routes.post("/benchmarks/{id}/replacement", allow: .change, .benchmark, replace)
  }

  static func breadcrumb(_ step: (path: Path, name: String)?, _ text: Text) -> HTML {
    let item: HTML? = step.map { "<li><a href=\"\($0.path)\">\($0.name)</a></li>" }
    return """
      <nav class="breadcrumb" aria-label="\(text("benchmark.breadcrumb"))"><ol><li><a href="/benchmarks">\(text("benchmark.title"))</a></li>\(item)</ol></nav>
      """
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let model = try await visit.database.read { db in
      let all = try Benchmark.all(actor.scope, in: db)
      return BenchmarkList.Model(
        cards: try Scorecard.published(actor.scope, in: db), benchmarks: all,
        covers: try Redaction.all(of: all.map(\.conversation), for: actor, in: db),
        waiting: try Workshop.waiting(for: actor, in: db).count)
    }
    return visit.page(
      visit.text("benchmark.title"), BenchmarkList(visit: visit, model: model).html)
  }

  // MARK: One example

  private static func desk(_ visit: Visit) async throws -> BenchmarkView.Model {
    let id: Benchmark.ID = try visit.id("id")
    let actor = visit.actor
    let model = try await visit.database.read { db -> BenchmarkView.Model? in
      guard let benchmark = try Benchmark.find(id, actor.scope, in: db),
        let card = try ScorecardVersion.find(benchmark.scorecard, scope: actor.scope, in: db),
        let conversation = try Conversation.find(
          benchmark.conversation, scope: actor.scope, in: db),
        let criterion = card.rubric.criterion(benchmark.criterion)
      else { return nil }
      let cover = try Redaction.all(of: [conversation.id], for: actor, in: db)[conversation.id]
      let workshop = try benchmark.workshop.flatMap { try Workshop.find($0, actor.scope, in: db) }
      return BenchmarkView.Model(
        benchmark: benchmark, card: card, criterion: criterion, conversation: conversation,
        messages: try Message.all(of: conversation.id, scope: actor.scope, in: db),
        cover: cover, workshop: workshop,
        spread: try workshop.map {
          Spread(
            criterion,
            choices: try $0.ratings(actor.scope, in: db).values.compactMap {
              $0[criterion.id]?.choice
            })
        },
        names: try Person.names(
          of: [benchmark.keptBy, benchmark.retirement?.by].compactMap(\.self), actor.scope,
          in: db))
    }
    guard let model else { throw Problem.notFound }
    return model
  }

  private static func show(_ visit: Visit, _ model: BenchmarkView.Model) -> Reply {
    let title = visit.text(
      "benchmark.of",
      [
        "criterion": .string(model.criterion.name),
        "option": .string(model.option?.label ?? "–"),
      ])
    return visit.page(title, BenchmarkView(visit: visit, model: model).html)
  }

  private static func retire(_ visit: Visit) async throws -> Reply {
    let model = try await desk(visit)
    let note = try await visit.form()["note"]
    guard !note.isEmpty else { throw Problem.invalid("benchmark.problem.noNote") }
    let (scope, world) = (visit.scope, visit.world)
    return try await WorkshopPages.answering {
      try await visit.database.write { db in
        try model.benchmark.retire(note: note, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .benchmark(model.benchmark.id), notice: visit.text("benchmark.notice.retired"))
    }
  }

  private static func replace(_ visit: Visit) async throws -> Reply {
    let model = try await desk(visit)
    let sent = try await visit.form()
    let evidence = Agreement.Evidence(message: sent.id("message"), quote: sent["quote"])
    let (scope, world) = (visit.scope, visit.world)
    return try await WorkshopPages.answering {
      let id = try await visit.database.write { db in
        try model.benchmark.replace(
          why: sent["why"], evidence: evidence, note: sent["note"], messages: model.messages,
          scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .benchmark(id), notice: visit.text("benchmark.notice.replaced"))
    }
  }
}
