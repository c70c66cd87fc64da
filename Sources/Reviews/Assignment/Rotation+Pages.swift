internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

extension Path {
  /// Who has looked at whose work over the months.
  static let rotation: Path = "/rotation"
}

/// Whether eyes change over the months: who looked at whose work, by name where cycles name people.
enum RotationPages {
  static func add(to routes: Routes) {
    routes.get("/rotation", allow: .export, .teamReport, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let (actor, today, wanted) = (visit.actor, visit.today, visit.query("team"))
    let (teams, rotation) = try await visit.database.read { db in
      let teams = try Team.all(actor.scope, in: db).filter { team in
        let ownership = Ownership(team: team.id.rawValue)
        return team.isActive && actor.can(.export, .teamReport, ownership)
          && (actor.can(.read, .assignment, ownership)
            || actor.can(.change, .assignment, ownership))
      }.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
      let chosen = teams.first { $0.id.text == wanted } ?? teams.first
      return (
        teams, try chosen.map { try Rotation.of($0, on: today, actor.scope, in: db) }
      )
    }
    return visit.page(
      visit.text("rotation.title"),
      RotationView(text: visit.text, teams: teams, rotation: rotation).html, isWide: true)
  }
}

/// The counts of one team: a sentence, the table of pairs, and numbers alone where nobody is named.
struct RotationView {
  let text: Text
  let teams: [Team]
  let rotation: Rotation?

  var html: HTML {
    guard let rotation, !rotation.cycles.isEmpty else {
      return """
        \(rotation.map { choice($0.team) })
        <div class="empty"><h2>\(text("rotation.empty"))</h2><p>\(text("rotation.empty.why"))</p>
        <a class="button" href="/cycles">\(text("quality.empty.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(lede(rotation))</p>\(choice(rotation.team))
      \(table(rotation))\(numbers(rotation))
      <p class="is-soft is-small">\(text("rotation.rule"))</p>
      """
  }

  private func lede(_ rotation: Rotation) -> String {
    let eyes = rotation.people.map(rotation.eyes).filter { $0 > 0 }
    guard let least = eyes.min(), let most = eyes.max() else {
      return text("rotation.lede.none", ["count": .integer(rotation.cycles.count)])
    }
    return text(
      "rotation.lede",
      [
        "count": .integer(rotation.named.count), "least": .integer(least),
        "most": .integer(most), "pairs": .integer(rotation.mutual),
      ])
  }

  private func choice(_ chosen: Team) -> HTML {
    guard teams.count > 1 else { return "" }
    let links = teams.map { team -> HTML in
      let current: HTML = team.id == chosen.id ? " aria-current=\"true\"" : ""
      return """
        <a class="chip" href="\(Path.rotation.query([("team", team.id.text)]))"\(current) dir="auto">\(team.name)</a>
        """
    }
    return "<nav class=\"chips\" aria-label=\"\(text("cycle.team"))\">\(links)</nav>"
  }

  private func table(_ rotation: Rotation) -> HTML {
    let people = rotation.people
    guard !people.isEmpty else { return "" }
    let rows = people.map { person -> HTML in
      let others = people.filter {
        (rotation.counts[.init(reviewer: $0, reviewed: person)] ?? 0) > 0
      }
      let items = others.map { other -> HTML in
        let count = rotation.counts[.init(reviewer: other, reviewed: person)] ?? 0
        return """
          <span class="badge is-plain"><bdi>\(rotation.names[other] ?? "–")</bdi> <bdi>×\(text.number(count))</bdi></span> 
          """
      }
      return """
        <tr><th scope="row"><bdi>\(rotation.names[person] ?? "–")</bdi></th>
        <td class="is-numeric">\(text.number(others.count))</td><td>\(items.isEmpty ? "–" : items.joined())</td></tr>
        """
    }
    return """
      <section><h2>\(text("rotation.pairs"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("rotation.pairs"))">
      <table><thead><tr><th scope="col">\(text("rotation.work"))</th><th scope="col" class="is-numeric">\(text("rotation.eyes"))</th>
      <th scope="col">\(text("rotation.by"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private func numbers(_ rotation: Rotation) -> HTML {
    let rows = rotation.cycles.map { cycle -> HTML in
      let counts = rotation.breadths[cycle.id] ?? []
      let range: String =
        counts.first.flatMap { least in
          counts.last.map { most in
            least == most
              ? text.number(least) : "\(text.number(least))–\(text.number(most))"
          }
        } ?? "–"
      return """
        <tr><th scope="row">\(CycleState.period(cycle, text))</th><td class="is-numeric"><bdi>\(range)</bdi></td>
        <td>\(text(cycle.plan.namesReviewers ? "rotation.named" : "rotation.unnamed"))</td></tr>
        """
    }
    return """
      <section><h2>\(text("rotation.months"))</h2><p>\(text("rotation.months.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("rotation.months"))">
      <table><thead><tr><th scope="col">\(text("cycle.period"))</th><th scope="col" class="is-numeric">\(text("rotation.each"))</th>
      <th scope="col">\(text("rotation.names"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }
}
