public import Conversations
internal import Markup
public import Storage
public import Web

/// The tables of facts and roll-ups, in the order they came to be.
public enum MeasureSchema {
  /// Every step, in order.
  public static let migrations = [
    Migration("measures-1", Fact.schema + Rollup.schema),
    Migration("measures-2", Fact.promiseSchema),
    Migration("measures-3", Fact.spanSchema),
    Migration("measures-4", Fact.visitSchema),
  ]

  /// A row each conversation, and the one index that keeping them up asks; the others speed up
  /// reading alone, so that a great load leaves them for later.
  public static let busiestTable: (name: StaticName, needed: StaticName) = (
    "conversation_fact", "conversation_fact_visit"
  )
}

extension ConversationWatch {
  /// Keeps facts and roll-ups with every change of conversations, in the change's transaction.
  public static let measures = Fact.watch
}

extension Feature {
  /// Metrics, the roll-ups they are read from, and the dashboards that show them.
  ///
  /// The figures are what other capabilities publish of their own.
  public static func measures(_ published: [PublishedFigure] = []) -> Feature {
    Feature(
      "measures", migrations: MeasureSchema.migrations,
      words: metricNameWords + metricWords + measureWords + activityWords,
      navigation: [
        NavigationItem("/measures", "measure.title", allow: .read, .teamReport, rank: 23)
      ],
      routes: { routes in
        MeasurePages(published: published).add(to: routes)
        ActivityPages(published: published).add(to: routes)
        ExportPages.add(to: routes)
      },
      jobs: [
        JobKind("measures-renewal", every: .seconds(60)) { run in
          let isDue = try await run.database.read { db in try Renewal.isDue(run.scope, in: db) }
          guard isDue else { return }
          try await Renewal(database: run.database, scope: run.scope, world: run.world).run()
        }
      ],
      finders: Metric.all.map { metric in
        Finder(allow: .read, .teamReport) { visit, words in
          let name = metric.name(visit.text)
          return name.matches(words)
            ? [Finding(.metric(metric), name, note: visit.text("measure.column.metric"))] : []
        }
      })
  }
}
