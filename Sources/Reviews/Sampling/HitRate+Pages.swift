internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Storage
internal import Web

/// Whether flags find more than chance does, for a team's lead, for analysts and auditors.
enum HitRatePages {
  /// So many of the newest shared cycles count.
  private static let window = 24

  static func add(to routes: Routes) {
    routes.get("/quality/{team}/flags", allow: .export, .teamReport) { visit in
      visit.page(visit.text("hits.title"), try await view(visit).html)
    }
    routes.get("/quality/{team}/flags.csv", allow: .export, .teamReport) { visit in
      try await view(visit).chart.file(visit)
    }
  }

  private static func view(_ visit: Visit) async throws -> HitRateView {
    let id: Team.ID = try visit.id("team")
    try visit.require(.export, .teamReport, Ownership(team: id.rawValue))
    let scope = visit.scope
    return try await visit.database.read { [text = visit.text] db in
      guard let team = try Team.find(id, scope, in: db) else { throw Problem.notFound }
      let shared = try Cycle.all(of: id, scope, in: db).filter { $0.sharedAt != nil }.prefix(window)
      return HitRateView(
        team: team, cycles: shared.count, rate: try HitRate.of(shared.map(\.id), scope, in: db),
        text: text)
    }
  }
}

/// The flagged stream beside chance: a sentence, a chart with its table, and how it was counted.
struct HitRateView {
  let team: Team
  let cycles: Int
  let rate: HitRate
  let text: Text

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="\(Path.quality(of: team.id))" dir="auto">\(team.name)</a></li><li>\(text("hits.title"))</li></ol></nav>
    \(content)
    """
  }

  private var content: HTML {
    guard rate.suspicious.n > 0 else {
      return """
        <div class="empty"><h2>\(text("hits.none"))</h2><p>\(text("hits.none.why"))</p>
        <a class="button" href="/cycles">\(text("quality.empty.action"))</a></div>
        """
    }
    let lede = text(
      "hits.lede", ["read": .integer(rate.suspicious.n), "cycles": .integer(cycles)])
    let mark: TextValue = .string(text.number(HitRate.mark, digits: 0))
    return """
      <p class="lede">\(lede) \(rate.sentence(text))</p>
      \(chart.html(text, download: Path.quality(of: team.id).appending("flags.csv")))
      <p class="is-soft is-small">\(text("hits.how", ["mark": mark]))</p>
      """
  }

  /// Chance, the flagged ones together, and each signal in the order of the names.
  var chart: EstimateChart {
    let both = [
      (text("fairness.hits.random"), rate.random),
      (text("fairness.hits.suspicious"), rate.suspicious),
    ]
    let signals = rate.signals.map { (Signal.name($0.key, text), $0.value) }.sorted { $0.0 < $1.0 }
    return EstimateChart(
      id: "flags", title: text("fairness.hits.csv"),
      lines: (both + signals).map { name, share in
        EstimateChart.Line(label: name, estimate: share.inPercent)
      },
      reference: rate.random.value.map { ($0 * 100, text("fairness.hits.random")) })
  }
}
