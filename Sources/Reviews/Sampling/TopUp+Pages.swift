internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// Additions to an open cycle: what the rule proposes, and the button that draws them.
enum TopUpPages {
  static func add(to routes: Routes) {
    routes.get("/cycles/{id}/additions", allow: .change, .sampling, show)
    routes.post("/cycles/{id}/additions", allow: .change, .sampling, draw)
  }

  struct Model: Sendable {
    let cycle: Cycle
    let team: String
    let proposal: TopUp
    let names: [Person.ID: String]
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let cycle = try await CyclePages.changeable(visit)
    guard cycle.state == .open, cycle.plan.sampling.topUp > 0 else { throw Problem.notFound }
    let (scope, today) = (visit.scope, visit.today)
    let model = try await visit.database.read { db in
      let proposal = try TopUp.proposal(for: cycle, on: today, scope, in: db)
      return Model(
        cycle: cycle, team: try Team.find(cycle.team, scope, in: db)?.name ?? "–",
        proposal: proposal,
        names: try Person.names(of: proposal.needs.map(\.agent), scope, in: db))
    }
    return visit.page(
      visit.text("sampling.topUp.title"), TopUpView(visit: visit, model: model).html)
  }

  private static func draw(_ visit: Visit) async throws -> Reply {
    let cycle = try await CyclePages.changeable(visit)
    let (scope, world, today) = (visit.scope, visit.world, visit.today)
    do {
      let count = try await visit.database.write { db in
        try cycle.topUp(on: today, scope: scope, world: world, in: db)
      }
      return visit.redirect(
        to: .cycle(cycle.id),
        notice: visit.text("sampling.topUp.notice", ["count": .integer(count)]))
    } catch let error as CycleError {
      throw error.problem
    }
  }
}

private struct TopUpView {
  let visit: Visit
  let model: TopUpPages.Model

  private var text: Text { visit.text }
  private var rule: SamplingRule { model.cycle.plan.sampling }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/cycles">\(text("cycle.list"))</a></li><li><a href="\(Path.cycle(model.cycle.id))">\(CycleState.title(model.cycle, team: model.team, text))</a></li><li>\(text("sampling.topUp.title"))</li></ol></nav>
    <p class="lede">\(lede)</p>
    <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("sampling.topUp.title"))">
    <table><thead><tr><th scope="col">\(text("cycle.person"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.topUp.counted"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.preview.width"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.topUp.left"))</th>
    <th scope="col" class="is-numeric">\(text("sampling.topUp.additional"))</th></tr></thead>
    <tbody>\(needs.map(row))</tbody></table></div>
    \(action)<p class="is-soft is-small">\(text("sampling.topUp.how"))</p>
    """
  }

  private var needs: [TopUp.Need] {
    model.proposal.needs.sorted {
      ((model.names[$0.agent] ?? "–").lowercased(), $0.agent)
        < ((model.names[$1.agent] ?? "–").lowercased(), $1.agent)
    }
  }

  private var lede: String {
    let values: [String: TextValue] = [
      "count": .integer(model.proposal.additional), "budget": .integer(model.proposal.budget),
      "target": .integer(rule.target),
    ]
    if model.proposal.budget == 0 { return text("sampling.topUp.lede.spent") }
    return model.proposal.additional > 0
      ? text("sampling.topUp.lede", values) : text("sampling.topUp.lede.none", values)
  }

  private func row(_ need: TopUp.Need) -> HTML {
    """
    <tr><th scope="row"><bdi>\(model.names[need.agent] ?? "–")</bdi></th>
    <td class="is-numeric">\(text.number(need.counted))</td>
    <td class="is-numeric"><bdi>\(need.halfWidth.map { "±" + text.number($0, digits: 0) } ?? "–")</bdi></td>
    <td class="is-numeric">\(text.number(need.left))</td>
    <td class="is-numeric">\(text.number(need.additional))</td></tr>
    """
  }

  private var action: HTML {
    guard model.proposal.additional > 0 else { return "" }
    let path = Path.cycle(model.cycle.id).appending("additions")
    return """
      <form method="post" action="\(path)">\(visit.csrf)
      <div class="form-actions"><button class="is-primary" data-confirm="\(text("sampling.topUp.confirm"))">\(text("sampling.topUp.do", ["count": .integer(model.proposal.additional)]))</button></div></form>
      """
  }
}
