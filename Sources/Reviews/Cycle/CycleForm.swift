internal import Kernel
internal import Markup
internal import People
internal import Web

/// The plan of a new cycle, filled in with what is usual.
struct CycleForm {
  let visit: Visit
  let teams: [Team]
  let cards: [ScorecardVersion]
  let sent: Form?
  let faults: [Plan.Fault]
  let problem: String?

  private var text: Text { visit.text }

  /// The month before this one, as it is usually planned.
  private var usual: Plan? {
    cards.first.map { card in
      Plan.monthly(
        from: visit.today.startOfMonth.advanced(by: -1).startOfMonth, scorecard: card.id)
    }
  }

  /// Reads a plan; `nil` when a field holds no day, number or key.
  static func plan(_ form: Form) -> Plan? {
    guard let first = form.day("first"), let last = form.day("last"),
      let card: ScorecardVersion.ID = form.id("scorecard"),
      let reflect = form.day("reflect"), let review = form.day("review"),
      let share = form.day("share"), let minimum = form.int("minimum"),
      let percent = form.int("percent"), let each = form.int("each")
    else { return nil }
    guard (1...20).contains(minimum), (0...100).contains(percent) else { return nil }
    return Plan(
      firstDay: first, lastDay: last, scorecard: card, reflectBy: reflect, reviewBy: review,
      shareOn: share, size: SampleSize(minimum: minimum, percent: percent),
      reviewsPerConversation: each, asksSelfAssessment: form.bool("self"),
      namesReviewers: form.bool("named"))
  }

  var html: HTML {
    guard let usual, !teams.isEmpty else {
      return """
        <div class="empty"><h2>\(text("cycle.new.none"))</h2>
        <p>\(text(cards.isEmpty ? "cycle.new.none.card" : "cycle.new.none.team"))</p>
        <a class="button" href="/scorecards">\(text("cycle.new.none.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(text("cycle.new.lede"))</p>\(summary)
      <form class="form" method="post" action="/cycles">\(visit.csrf)
      \(select("team", text("cycle.team"), teams.map { ($0.id.text, $0.name) }))
      \(select("scorecard", text("cycle.scorecard"), cards.map { ($0.id.text, "\($0.rubric.name) · \($0.label)") }))
      <div class="fields">\(day("first", text("cycle.first"), usual.firstDay))\(day("last", text("cycle.last"), usual.lastDay))</div>
      <div class="fields">\(day("reflect", text("cycle.reflect"), usual.reflectBy))\(day("review", text("cycle.review"), usual.reviewBy))\(day("share", text("cycle.share"), usual.shareOn))</div>
      <div class="fields">\(number("minimum", text("cycle.minimum"), 4, 1...20))\(number("percent", text("cycle.percent"), 0, 0...100))\(number("each", text("cycle.each"), 1, 1...3))</div>
      <p class="hint">\(text("cycle.size.hint"))</p>
      <div class="choices">\(check("self", text("cycle.self"), text("cycle.self.hint")))\(check("named", text("cycle.named"), text("cycle.named.hint")))</div>
      <div class="form-actions"><button class="is-primary">\(text("cycle.plan"))</button><a class="button is-quiet" href="/cycles">\(text("cycle.cancel"))</a></div>
      </form>
      """
  }

  private var summary: HTML {
    let sentences = faults.map(sentence) + [problem].compactMap(\.self)
    guard !sentences.isEmpty else { return "" }
    let items = sentences.map { "<li>\($0)</li>" as HTML }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("cycle.problems"))</h2><ul>\(items)</ul></div>
      """
  }

  private func sentence(_ fault: Plan.Fault) -> String {
    switch fault {
    case .periodEndsBeforeItBegins: text("cycle.fault.period")
    case .periodTooLong: text("cycle.fault.long")
    case .reflectsBeforeThePeriodEnds: text("cycle.fault.reflect")
    case .reviewsBeforeReflecting: text("cycle.fault.review")
    case .sharesBeforeReviewing: text("cycle.fault.share")
    case .sampleOutOfRange: text("cycle.fault.sample")
    case .reviewsOutOfRange: text("cycle.fault.each")
    }
  }

  private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> HTML {
    let chosen = sent?[name] ?? visit.query(name) ?? ""
    let choices = options.map { value, title -> HTML in
      "<option value=\"\(value)\"\("selected", if: value == chosen)>\(title)</option>"
    }
    return """
      <div class="field"><label for="\(name)">\(label)</label><select id="\(name)" name="\(name)">\(choices)</select></div>
      """
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
