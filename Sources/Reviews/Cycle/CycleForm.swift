internal import Kernel
internal import Markup
internal import People
internal import Web

/// The plan of a new cycle, filled in with what is usual.
struct CycleForm {
  let visit: Visit
  let planning: Planning
  let sent: Form?
  let faults: [Plan.Fault]
  let problem: String?

  private var text: Text { visit.text }
  private var cards: [ScorecardVersion] { planning.cards }

  /// The usual plan, with the numbers of the purpose that was chosen.
  private var usual: Plan? {
    guard let card = cards.first else { return nil }
    var plan = Planning.usual(visit.today, card.id)
    let purpose = SamplingRule.Purpose(rawValue: visit.query("purpose") ?? "")
    if let chosen = planning.suggestions.first(where: { $0.purpose == purpose }) {
      plan.sampling.purpose = chosen.purpose
      plan.sampling.average = chosen.average
      plan.size = SampleSize(minimum: chosen.average)
    }
    return plan
  }

  /// Reads a plan; `nil` when a field holds no day, number or key.
  static func plan(_ form: Form) -> Plan? {
    guard let first = form.day("first"), let last = form.day("last"),
      let card: ScorecardVersion.ID = form.id("scorecard"),
      let reflect = form.day("reflect"), let review = form.day("review"),
      let share = form.day("share"), let minimum = form.int("minimum"),
      let percent = form.int("percent"), let each = form.int("each"),
      let sampling = SamplingFields.rule(form)
    else { return nil }
    guard (1...20).contains(minimum), (0...100).contains(percent) else { return nil }
    return Plan(
      firstDay: first, lastDay: last, scorecard: card, reflectBy: reflect, reviewBy: review,
      shareOn: share, size: SampleSize(minimum: minimum, percent: percent),
      sampling: sampling, reviewsPerConversation: each, asksSelfAssessment: form.bool("self"),
      namesReviewers: form["named"] != "0",
      expertPercent: form.int("experts") ?? 0, daysToLearn: form.int("learn") ?? 14)
  }

  var html: HTML {
    guard let usual, let team = planning.team else {
      return """
        <div class="empty"><h2>\(text("cycle.new.none"))</h2>
        <p>\(text(cards.isEmpty ? "cycle.new.none.card" : "cycle.new.none.team"))</p>
        <a class="button" href="/scorecards">\(text("cycle.new.none.action"))</a></div>
        """
    }
    let fields = SamplingFields(
      text: text, rule: usual.sampling, size: usual.size, signals: planning.signals, sent: sent)
    return """
      <p class="lede">\(text("cycle.new.lede"))</p>\(summary)\(preview)\(suggestions(team))
      <form class="form" method="post" action="/cycles">\(visit.csrf)
      \(select("team", text("cycle.team"), planning.teams.map { ($0.id.text, $0.name) }))
      \(select("scorecard", text("cycle.scorecard"), cards.map { ($0.id.text, "\($0.rubric.name) · \($0.label)") }))
      <div class="fields">\(day("first", text("cycle.first"), usual.firstDay))\(day("last", text("cycle.last"), usual.lastDay))</div>
      <div class="fields">\(day("reflect", text("cycle.reflect"), usual.reflectBy))\(day("review", text("cycle.review"), usual.reviewBy))\(day("share", text("cycle.share"), usual.shareOn))\(number("learn", text("programme.learn"), usual.daysToLearn, 1...60))</div>
      \(SamplingFields.purposes(purpose(usual), text))
      <div class="fields">\(number("minimum", text("cycle.minimum"), usual.size.minimum, 1...20))\(number("percent", text("cycle.percent"), 0, 0...100))</div>
      <p class="hint">\(text("cycle.size.hint"))</p>
      <div class="fields">\(number("each", text("cycle.each"), 1, 1...3))\(number("experts", text("cycle.experts"), usual.expertPercent, 0...100))</div>
      \(fields.html)
      <div class="choices">\(check("self", text("cycle.self"), text("cycle.self.hint")))</div>
      \(NamingChoice(text: text, isNamed: sent.map { $0["named"] != "0" } ?? true).html)
      <div class="form-actions"><button class="is-primary">\(text("cycle.plan"))</button><button formaction="/cycles/preview">\(text("sampling.preview.do"))</button><a class="button is-quiet" href="/cycles">\(text("cycle.cancel"))</a></div>
      </form>
      """
  }

  private func purpose(_ usual: Plan) -> SamplingRule.Purpose {
    sent.flatMap { SamplingRule.Purpose(rawValue: $0["purpose"]) } ?? usual.sampling.purpose
  }

  /// What the plan in the form would bring, with its rule in words.
  private var preview: HTML? {
    planning.preview.map { preview in
      let sentences = SamplingSentences.all(of: preview.plan, text).map { "<li>\($0)</li>" as HTML }
      return """
        \(SamplePreviewView(preview: preview, text: text).html)
        <section class="card"><h2>\(text("cycle.rule"))</h2><ul>\(sentences)</ul></section>
        """
    }
  }

  private func suggestions(_ team: Team) -> HTML? {
    guard planning.preview == nil, !planning.suggestions.isEmpty else { return nil }
    return SuggestionView(team: team.id, suggestions: planning.suggestions, text: text).html
  }

  private var summary: HTML {
    PlanFields.summary(faults.map { $0.sentence(text) } + [problem].compactMap(\.self), text)
  }

  private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> HTML {
    PlanFields.select(
      name, label, options, chosen: sent?[name] ?? visit.query(name) ?? "")
  }

  private func day(_ name: String, _ label: String, _ usual: Day) -> HTML {
    """
    <div class="field"><label for="\(name)">\(label)</label>
    <input id="\(name)" name="\(name)" type="date" required value="\(sent?[name] ?? usual.iso)"></div>
    """
  }

  private func number(
    _ name: String, _ label: String, _ usual: Int, _ range: ClosedRange<Int>
  ) -> HTML {
    """
    <div class="field"><label for="\(name)">\(label)</label>
    <input id="\(name)" name="\(name)" type="number" required min="\(range.lowerBound)" max="\(range.upperBound)" value="\(sent?[name] ?? String(usual))"></div>
    """
  }

  private func check(_ name: String, _ label: String, _ hint: String) -> HTML {
    let isOn = sent.map { $0.bool(name) } ?? true
    return """
      <label class="choice"><input type="checkbox" name="\(name)" value="1"\("checked", if: isOn)> <span>\(label) <span class="hint">\(hint)</span></span></label>
      """
  }
}

extension Plan.Fault {
  /// What contradicts what, and what to do.
  func sentence(_ text: Text) -> String {
    switch self {
    case .periodEndsBeforeItBegins: text("cycle.fault.period")
    case .periodTooLong: text("cycle.fault.long")
    case .reflectsBeforeThePeriodEnds: text("cycle.fault.reflect")
    case .reviewsBeforeReflecting: text("cycle.fault.review")
    case .sharesBeforeReviewing: text("cycle.fault.share")
    case .sampleOutOfRange: text("cycle.fault.sample")
    case .reviewsOutOfRange: text("cycle.fault.each")
    case .learningOutOfRange: text("cycle.fault.learn")
    case .averageBelowMinimum: text("sampling.fault.average")
    case .flaggedOutOfRange: text("sampling.fault.flagged")
    case .noSignal: text("sampling.fault.signal")
    case .topUpOutOfRange: text("sampling.fault.topUp")
    case .targetOutOfRange: text("sampling.fault.target")
    case .expertsOutOfRange: text("cycle.fault.experts")
    }
  }
}
