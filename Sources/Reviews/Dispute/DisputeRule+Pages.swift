internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// How a workspace lets people disagree: read by everybody, changed by those the matrix lets.
enum DisputeRulePages {
  static func add(to routes: Routes) {
    routes.get("/disputes/rules", allow: .read, .disputeRule) { visit in
      let scope = visit.scope
      let rule = try await visit.database.read { db in
        try DisputeRule.current(scope, in: db)
      }
      return page(visit, rule)
    }
    routes.post("/disputes/rules", allow: .change, .disputeRule, change)
  }

  private static func page(
    _ visit: Visit, _ rule: DisputeRule, faults: [String] = [], status: Status = .ok
  ) -> Reply {
    visit.page(
      visit.text("dispute.rule.title"),
      DisputeRuleView(visit: visit, rule: rule, faults: faults).html, status: status)
  }

  private static func change(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let rule = DisputeRule(
      windowDays: form.int("window") ?? 0, openLimit: form.int("limit") ?? 0,
      decideDays: form.int("decide") ?? 0, secondPercent: form.int("second") ?? -1,
      showsSecond: form.bool("shows"))
    guard rule.faults.isEmpty else {
      return page(visit, rule, faults: rule.faults, status: .unprocessableContent)
    }
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      _ = try rule.enact(scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: "/disputes/rules", notice: visit.text("dispute.rule.notice"))
  }
}

/// The rule in words, and the form for those who may change it.
struct DisputeRuleView {
  let visit: Visit
  let rule: DisputeRule
  let faults: [String]

  private var text: Text { visit.text }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/disputes">\(text("dispute.list"))</a></li><li>\(text("dispute.rule.title"))</li></ol></nav>
    <p class="lede">\(rule.sentence(text))</p>
    <p>\(rule.secondSentence(text)) \(rule.showsSecond ? text("second.rule.shown") : text("second.rule.hidden"))</p>
    <p>\(text("dispute.rule.states", ["days": .integer(Dispute.daysToLapse)]))</p>
    \(visit.actor.can(.change, .disputeRule) ? form : "<p class=\"notice\">\(text("dispute.rule.others"))</p>")
    """
  }

  private var form: HTML {
    """
    <section class="card"><h2>\(text("dispute.rule.change"))</h2>\(summary)
    <form class="form" method="post" action="/disputes/rules">\(visit.csrf)
    \(field("window", text("dispute.rule.window"), rule.windowDays, 1...90, text("dispute.rule.window.hint")))
    \(field("limit", text("dispute.rule.limit"), rule.openLimit, 1...50, text("dispute.rule.limit.hint")))
    \(field("decide", text("dispute.rule.decide"), rule.decideDays, 1...60, text("dispute.rule.decide.hint")))
    \(field("second", text("dispute.rule.second"), rule.secondPercent, 0...100, text("dispute.rule.second.hint")))
    <label class="choice"><input type="checkbox" name="shows" value="1"\("checked", if: rule.showsSecond)> <span>\(text("dispute.rule.shows")) <span class="hint">\(text("dispute.rule.shows.hint"))</span></span></label>
    <div class="form-actions"><button class="is-primary">\(text("dispute.rule.save"))</button></div></form></section>
    """
  }

  private var summary: HTML {
    guard !faults.isEmpty else { return "" }
    let items = faults.map { field -> HTML in
      "<li><a href=\"#\(field)\">\(text("dispute.rule.fault"))</a></li>"
    }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("dispute.incomplete", ["count": .integer(faults.count)]))</h2><ul>\(items)</ul></div>
      """
  }

  private func field(
    _ name: String, _ label: String, _ value: Int, _ range: ClosedRange<Int>, _ hint: String
  ) -> HTML {
    let invalid: HTML = faults.contains(name) ? " aria-invalid=\"true\"" : ""
    return """
      <div class="field"><label for="\(name)">\(label)</label><p class="hint" id="\(name)-hint">\(hint)</p>
      <input id="\(name)" name="\(name)" type="number" min="\(range.lowerBound)" max="\(range.upperBound)" value="\(value)" required aria-describedby="\(name)-hint"\(invalid)></div>
      """
  }
}

extension DisputeRule {
  /// The rule about disagreeing, in plain words.
  func sentence(_ text: Text) -> String {
    text(
      "dispute.rule.sentence",
      [
        "window": .integer(windowDays), "limit": .integer(openLimit),
        "decide": .integer(decideDays),
      ])
  }

  /// The rule about second reviews, in plain words.
  func secondSentence(_ text: Text) -> String {
    secondPercent == 0
      ? text("second.rule.none")
      : text("second.rule", ["share": .string(text.percent(Double(secondPercent) / 100))])
  }
}
