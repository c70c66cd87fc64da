internal import Kernel
internal import Markup
internal import Statistics
internal import Web

/// The focus points with their plans; choosing for the agent, suggesting for the lead.
struct LearningView {
  let visit: Visit
  let model: LearningModel

  private var text: Text { visit.text }
  private var mayChange: Bool { model.isOwn }

  var html: HTML {
    guard let cycle = model.cycle else {
      return """
        <div class="empty"><h2>\(text("learning.empty"))</h2><p>\(text("learning.empty.why"))</p>
        <a class="button" href="\(Path.progress(of: model.person))">\(text("learning.empty.action"))</a></div>
        """
    }
    let values: [String: TextValue] = ["period": .string(CycleState.period(cycle, text))]
    return """
      <p class="lede">\(model.isOwn ? text("learning.lede", values) : text("learning.lede.other", values))</p>
      \(chosen)\(choice(cycle))\(suggesting(cycle))\(earlier)
      <p class="is-soft is-small">\(text("learning.how", ["margin": .string(SelfGap.shown(FocusCheck.margin, text)), "window": .integer(Contrast.window)]))</p>
      """
  }

  // MARK: Chosen

  private var chosen: HTML {
    guard !model.chosen.isEmpty else {
      return "<p class=\"notice\">\(text("learning.none"))</p>"
    }
    return "<div class=\"stack\">\(model.chosen.map(card))</div>"
  }

  private func card(_ focus: Focus) -> HTML {
    let removal: HTML? =
      mayChange && focus.steps.isEmpty
      ? """
      <form method="post" action="\(path(focus, "removal"))">\(visit.csrf)<button class="is-small is-quiet">\(text("learning.remove"))</button></form>
      """ : nil
    return """
      <section class="card" id="focus-\(focus.id.text)">
      <div class="card-header"><h2 dir="auto">\(model.names[focus.criterion] ?? "–")</h2>\(removal)</div>
      <p class="is-soft is-small">\(origin(focus.origin))</p>
      <p>\(CheckSentence(check: model.check(focus), text: text).words)</p>
      \(PlanView(visit: visit, focus: focus, name: name(focus), mayChange: mayChange).html)</section>
      """
  }

  private func name(_ focus: Focus) -> String {
    let period = model.cycles.first { $0.id == focus.cycle }.map { CycleState.period($0, text) }
    return [model.names[focus.criterion], period].compactMap(\.self).joined(separator: " · ")
  }

  private func path(_ focus: Focus, _ part: String) -> Path {
    ("/learning/focus" as Path).appending(focus.id.text).appending(part)
  }

  private func origin(_ origin: Focus.Origin) -> String {
    switch origin {
    case .proposed: text("learning.origin.proposed")
    case .suggested: text("learning.origin.suggested")
    case .own: text("learning.origin.own")
    }
  }

  // MARK: Choosing

  private func choice(_ cycle: Cycle) -> HTML? {
    guard mayChange, model.chosen.count < Focus.most else { return nil }
    let taken = Set(model.chosen.map(\.criterion))
    let proposals = model.proposals.filter { !taken.contains($0.criterion) }.map { one -> HTML in
      """
      <li class="card"><h3 dir="auto">\(model.names[one.criterion] ?? "–")</h3><p>\(sentence(one))</p>
      \(button(one.criterion, .proposed, cycle))</li>
      """
    }
    let suggestions = model.suggestions.filter { !taken.contains($0.criterion) }.map {
      one -> HTML in
      """
      <li class="card"><h3 dir="auto">\(model.names[one.criterion] ?? "–")</h3>
      <p class="is-soft is-small">\(text("learning.suggestedByLead"))</p><p dir="auto">\(one.note)</p>
      \(button(one.criterion, .suggested, cycle))</li>
      """
    }
    let nothing: HTML? =
      proposals.isEmpty ? "<p>\(text("learning.noProposal"))</p>" : nil
    let options = model.criteria.filter { !taken.contains($0.id) }.map { one -> HTML in
      "<option value=\"\(one.id.text)\">\(one.name)</option>"
    }
    return """
      <section class="stack"><h2>\(text("learning.choose"))</h2>
      <p>\(text("learning.choose.lede"))</p>\(nothing)
      <ul class="cards">\(proposals)\(suggestions)</ul>
      <form class="form" method="post" action="/learning/focus">\(visit.csrf)
      <input type="hidden" name="cycle" value="\(cycle.id.text)"><input type="hidden" name="origin" value="own">
      <div class="field"><label for="criterion">\(text("learning.another"))</label>
      <select id="criterion" name="criterion">\(options)</select></div>
      <div class="form-actions"><button>\(text("learning.take"))</button></div></form></section>
      """
  }

  private func button(
    _ criterion: Criterion.ID, _ origin: Focus.Origin, _ cycle: Cycle
  ) -> HTML {
    """
    <form method="post" action="/learning/focus">\(visit.csrf)
    <input type="hidden" name="cycle" value="\(cycle.id.text)"><input type="hidden" name="criterion" value="\(criterion.text)">
    <input type="hidden" name="origin" value="\(origin.rawValue)"><button class="is-primary is-small">\(text("learning.take"))</button></form>
    """
  }

  private func sentence(_ contrast: Contrast) -> String {
    func points(_ value: Double?) -> TextValue {
      .string(value.map { SelfGap.shown(abs($0), text) } ?? "–")
    }
    let one = contrast.estimate
    return text(
      "learning.proposal",
      [
        "count": .integer(one.n), "points": points(one.value), "lower": points(one.upper),
        "upper": points(one.lower),
      ])
  }

  // MARK: The lead's word

  private func suggesting(_ cycle: Cycle) -> HTML? {
    guard model.maySuggest else { return nil }
    let given = Set(model.suggestions.map(\.criterion))
    let list = model.suggestions.map { one -> HTML in
      "<div><dt dir=\"auto\">\(model.names[one.criterion] ?? "–")</dt><dd dir=\"auto\">\(one.note)</dd></div>"
    }
    let proposals = model.proposals.map { one -> HTML in
      "<div><dt dir=\"auto\">\(model.names[one.criterion] ?? "–")</dt><dd>\(sentence(one))</dd></div>"
    }
    let options = model.criteria.filter { !given.contains($0.id) }.map { one -> HTML in
      "<option value=\"\(one.id.text)\">\(one.name)</option>"
    }
    let nothing: HTML? =
      proposals.isEmpty ? "<p>\(text("learning.noProposal.other"))</p>" : nil
    return """
      <section class="card"><h2>\(text("learning.suggest"))</h2>
      <p>\(text("learning.suggest.lede"))</p>\(nothing)<dl class="facts">\(proposals)\(list)</dl>
      <form class="form" method="post" action="\(Path.learning(of: model.person).appending("suggestions"))">\(visit.csrf)
      <input type="hidden" name="cycle" value="\(cycle.id.text)">
      <div class="field"><label for="criterion">\(text("sides.criterion"))</label>
      <select id="criterion" name="criterion">\(options)</select></div>
      <div class="field"><label for="note">\(text("learning.suggest.why"))</label>
      <textarea id="note" name="note" rows="2" maxlength="1000" required dir="auto"></textarea></div>
      <div class="form-actions"><button>\(text("learning.suggest.do"))</button></div></form></section>
      """
  }

  // MARK: Earlier

  private var earlier: HTML? {
    guard !model.earlier.isEmpty else { return nil }
    let items = model.earlier.map { focus -> HTML in
      let cycle = model.cycles.first { $0.id == focus.cycle }
      return """
        <section class="card"><h3 dir="auto">\(model.names[focus.criterion] ?? "–")</h3>
        <p class="is-soft is-small">\(cycle.map { CycleState.period($0, text) })</p>
        <p>\(CheckSentence(check: model.check(focus), text: text).words)</p>
        \(PlanView(visit: visit, focus: focus, name: name(focus), mayChange: mayChange).html)</section>
        """
    }
    return "<section class=\"stack\"><h2>\(text("learning.earlier"))</h2>\(items)</section>"
  }
}

/// What came of a focus point, in words, compared with the same person's own past.
struct CheckSentence {
  let check: FocusCheck
  let text: Text

  var words: String {
    let baseline = check.baseline
    let one = baseline.estimate
    let finding = check.finding
    func points(_ value: Double?) -> TextValue {
      .string(value.map { SelfGap.shown($0, text) } ?? "–")
    }
    let isLower = finding == .lower
    let values: [String: TextValue] = [
      "recent": .integer(baseline.recentCount), "before": .integer(baseline.baselineCount),
      "points": points(one.value.map(abs)), "value": points(one.value),
      "lower": points(isLower ? one.upper.map(abs) : one.lower),
      "upper": points(isLower ? one.lower.map(abs) : one.upper),
    ]
    switch finding {
    case .waiting: return text("learning.check.waiting")
    case .tooFew: return text("learning.check.tooFew", values)
    case .even: return text("learning.check.even", values)
    case .higher: return text("learning.check.higher", values)
    case .lower: return text("learning.check.lower", values)
    case .alike: return text("learning.check.alike", values)
    case .open: return text("learning.check.open", values)
    }
  }
}
