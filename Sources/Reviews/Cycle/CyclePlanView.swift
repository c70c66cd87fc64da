internal import Kernel
internal import Markup
internal import People
internal import Web

/// What was agreed for a cycle, and how its sample and its pairs come about, for everybody alike.
struct CyclePlanView {
  let visit: Visit
  let cycle: Cycle
  let card: ScorecardVersion?
  /// Whether the rule is unfolded from the start.
  var isRuleOpen = false

  private var text: Text { visit.text }
  private var plan: Plan { cycle.plan }

  var html: HTML { "\(facts)\(rule)" }

  private var facts: HTML {
    func fact(_ name: String, _ value: HTML) -> HTML {
      "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }
    let card: HTML =
      card.map {
        "<a href=\"\(Path.scorecardVersion($0))\" dir=\"auto\">\($0.rubric.name) · \($0.label)</a>"
      } ?? "–"
    let early: HTML =
      cycle.shareReason.map { fact(text("cycle.share.reason"), "<span dir=\"auto\">\($0)</span>") }
      ?? ""
    return """
      <section class="card"><h2>\(text("cycle.plan.title"))</h2><dl class="facts">
      \(fact(text("cycle.period"), "<bdi>\(text.day(plan.firstDay)) – \(text.day(plan.lastDay))</bdi>"))
      \(fact(text("cycle.scorecard"), card))
      \(fact(text("cycle.reflect"), text.dayElement(plan.reflectBy)))
      \(fact(text("cycle.review"), text.dayElement(plan.reviewBy)))
      \(fact(text(cycle.sharedAt == nil ? "cycle.share.on" : "cycle.shared.on"), sharing))\(early)
      \(fact(text("cycle.each"), "\(text.number(plan.reviewsPerConversation))"))\(plan.expertPercent > 0 ? fact(text("cycle.experts"), "\(text.percent(Double(plan.expertPercent) / 100))") : "")
      </dl>
      <p class="is-small">\(naming)</p>
      <p class="is-small">\(text(plan.asksSelfAssessment ? "cycle.self.on" : "cycle.self.off"))</p></section>
      """
  }

  /// When it is shared or was, and for when that was planned if it came otherwise.
  private var sharing: HTML {
    let day = cycle.dayOfSharing(in: visit.zone)
    guard day != plan.shareOn else { return text.dayElement(day) }
    let planned = text("cycle.share.planned", ["day": .string(text.day(plan.shareOn))])
    return "\(text.dayElement(day)) <span class=\"is-soft\">(\(planned))</span>"
  }

  /// Whether reviewers are named, and what that means for whoever is late.
  private var naming: String {
    plan.namesReviewers
      ? text("cycle.named.on")
      : text("cycle.named.off") + " "
        + text("cycle.named.late", ["few": .integer(Author.fewestToHide)])
  }

  /// How the sample comes about, in words anybody in the team can check.
  private var rule: HTML {
    let line: Drawing.Line = cycle.openedAt == nil ? .reasons : cycle.line
    let sentences = SamplingSentences.all(of: plan, line: line, text) + [text("cycle.rule.pairs")]
    return """
      <details class="disclosure"\("open", if: isRuleOpen)><summary>\(text("cycle.rule"))</summary>
      <div class="stack"><ul>\(sentences.map { "<li>\($0)</li>" as HTML })</ul>
      <dl class="facts"><div><dt>\(text("cycle.commitment"))</dt><dd><code><bdi>\(cycle.commitment)</bdi></code></dd></div>\(seed)</dl>
      <p class="is-soft is-small">\(text(showsSeed ? "cycle.rule.check" : "cycle.rule.unnamed"))</p></div></details>
      """
  }

  /// The seed deals the reviews out as well: where nobody is named it would tell who has which.
  private var showsSeed: Bool {
    plan.namesReviewers
      || visit.actor.can(.read, .reviewAuthor, Ownership(team: cycle.team.rawValue))
  }

  private var seed: HTML {
    guard cycle.openedAt != nil, showsSeed else { return "" }
    return """
      <div><dt>\(text("cycle.seed"))</dt><dd><code><bdi>\(String(cycle.seed))</bdi></code></dd></div>
      <div><dt>\(text("cycle.digest"))</dt><dd><code><bdi>\(cycle.poolDigest)</bdi></code></dd></div>
      """
  }
}
