internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The questions, the proposals, and the goals they become.
struct AdvisorPages: Sendable {
  let purpose: @Sendable (Scope, any Connection) throws -> String?

  func add(to routes: Routes) {
    routes.get("/goals/advisor", allow: .create, .goal, show)
    routes.post("/goals/advisor", allow: .create, .goal, begin)
  }

  private func show(_ visit: Visit) async throws -> Reply {
    let scope = visit.scope
    let sentence = try await visit.database.read { [purpose] db in try purpose(scope, db) }
    let aims = try await Aims(visit)
    let view = AdvisorView(
      visit: visit, advisor: Advisor(visit.query), purpose: sentence,
      aims: aims.choices(visit.actor, .create, .goal).map {
        (value: $0.text, label: aims.name($0, visit.text))
      })
    return visit.page(visit.text("advisor.title"), view.page)
  }

  /// Each number that was kept becomes a goal; its target is set when its past was looked at.
  private func begin(_ visit: Visit) async throws -> Reply {
    let sent = try await visit.form()
    let aims = try await Aims(visit)
    let metrics = sent.all("metric").compactMap(Metric.named)
      .filter { Advisor.offered.contains($0) }.prefix(Advisor.most)
    guard let aim = Goal.Aim(text: sent["aim"]),
      aims.choices(visit.actor, .create, .goal).contains(aim), let first = metrics.first
    else { throw Problem.invalid("advisor.problem") }
    let (scope, world, text) = (visit.scope, visit.world, visit.text)
    let goals = metrics.map { metric in
      Goal(
        id: world.id(), title: text("advisor.goal.\(metric.id)"),
        why: text("advisor.why.\(metric.id)"), aim: aim, owner: visit.actor.person,
        writtenAt: world.now())
    }
    try await visit.database.write { db in
      for goal in goals { try goal.write(scope: scope, world: world, in: db) }
    }
    let next = goals.first.map {
      Path.goal($0.id).appending("targets").appending("new").query([("metric", first.id)])
    }
    return visit.redirect(
      to: goals.count == 1 ? next ?? "/goals" : "/goals",
      notice: text("advisor.notice", ["count": .integer(goals.count)]))
  }
}

extension Advisor {
  /// The answers in the address.
  init(_ form: Form) {
    func answers<Answer: RawRepresentable<String> & Hashable>(_ name: String) -> Set<Answer> {
      Set(form.all(name).compactMap(Answer.init(rawValue:)))
    }
    self.init(
      jobs: answers("job"), ways: answers("way"), pains: answers("pain"),
      sources: answers("source"))
  }
}

/// The page of the advisor.
struct AdvisorView {
  let visit: Visit
  let advisor: Advisor
  let purpose: String?
  let aims: [(value: String, label: String)]

  private var text: Text { visit.text }

  var page: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("form.breadcrumb"))"><ol><li><a href="/goals">\(text("goal.title"))</a></li></ol></nav>
    <p class="lede">\(text("advisor.lede"))</p>\(thread)
    \(questions)
    \(advisor.proposals.isEmpty ? nil : proposals)
    """
  }

  private var thread: HTML {
    guard let purpose else {
      return
        "<p class=\"notice\">\(text("advisor.noPurpose")) <a href=\"/purpose\">\(text("advisor.toPurpose"))</a></p>"
    }
    return
      "<section class=\"thread\"><p class=\"thread-purpose\" dir=\"auto\">\(purpose)</p></section>"
  }

  private var questions: HTML {
    let view = FormView(text)
    return """
      <form class="form" method="get" action="/goals/advisor">
      \(view.choices("job", text("advisor.job"), choices(advisor.jobs, "job")))
      \(view.choices("way", text("advisor.way"), choices(advisor.ways, "way"), isInline: true))
      \(view.choices("pain", text("advisor.pain"), choices(advisor.pains, "pain")))
      \(view.choices("source", text("advisor.source"), choices(advisor.sources, "source"), hint: text("advisor.source.hint")))
      <div class="form-actions"><button class="is-primary">\(text("advisor.ask"))</button></div></form>
      """
  }

  private func choices<Answer>(_ chosen: Set<Answer>, _ question: String) -> [Choice]
  where Answer: RawRepresentable<String> & Hashable & CaseIterable {
    Answer.allCases.map { answer in
      Choice(
        value: answer.rawValue, label: text("advisor.\(question).\(answer.rawValue)"),
        isChosen: chosen.contains(answer))
    }
  }

  // MARK: Proposals

  private var proposals: HTML {
    let found = advisor.proposals
    return """
      <section class="stack"><h2 id="proposals">\(text("advisor.proposals"))</h2>
      <p>\(text("advisor.proposals.lede", ["count": .integer(found.count)]))</p>
      <form class="form" method="post" action="/goals/advisor">\(visit.csrf)
      <div class="cards">\(found.map(card))</div>
      <p class="is-soft">\(text("advisor.leftOut"))</p>
      \(FormView(text).select("aim", text("goal.aim"), aims, selected: aims.first?.value ?? ""))
      <div class="form-actions"><button class="is-primary">\(text("advisor.take"))</button></div></form></section>
      """
  }

  private func card(_ proposal: Advisor.Proposal) -> HTML {
    let metric = proposal.metric
    let missing: HTML? =
      proposal.hasData ? nil : "<p class=\"notice is-warn\">\(text("advisor.missing"))</p>"
    let tempting: HTML? =
      metric.isTempting
      ? "<p class=\"is-small\"><strong>\(text("advisor.tempting"))</strong></p>" : nil
    return """
      <section class="card"><label class="choice"><input type="checkbox" name="metric" value="\(metric.id)" checked> <span><strong>\(metric.name(text))</strong></span></label>
      <p>\(text("advisor.why.\(metric.id)"))</p>\(missing)
      <dl class="facts"><div><dt>\(text("advisor.leaves"))</dt><dd>\(text("advisor.leaves.\(metric.id)"))</dd></div>
      \(counter(proposal))</dl>\(tempting)</section>
      """
  }

  private func counter(_ proposal: Advisor.Proposal) -> HTML? {
    proposal.counter.map { counter in
      let key = proposal.isCounterProposed ? "advisor.counter.here" : "advisor.counter.keep"
      let sentence = text(key, ["metric": .string(counter.name(text))])
      return "<div><dt>\(text("advisor.counter"))</dt><dd>\(sentence)</dd></div>"
    }
  }
}
