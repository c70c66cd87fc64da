internal import Conversations
internal import Kernel
internal import Linguistics
internal import Markup
internal import Statistics
internal import Storage
internal import Web

/// What is looked for in texts, and how each thing is found.
enum EvidencePages {
  static func add(to routes: Routes) {
    routes.get("/evidence", allow: .read, .evidence, show)
    routes.get("/evidence/kinds/{kind}", allow: .read, .evidence, explain)
    routes.get("/evidence/language", allow: .read, .evidence) { visit in
      visit.page(visit.text("evidence.language"), LanguageView(text: visit.text).html)
    }
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let scope = visit.scope
    let model = try await visit.database.read { db in
      EvidenceView.Model(
        progress: try EvidenceProgress.read(scope, in: db), rules: try KeptRule.all(scope, in: db),
        matches: try KeptRule.matches(scope, in: db), records: try KeptRule.records(scope, in: db))
    }
    return visit.page(visit.text("evidence.title"), EvidenceView(visit: visit, model: model).html)
  }

  private static func explain(_ visit: Visit) async throws -> Reply {
    guard let kind = Sighting.Kind.named(try visit.segment("kind")) else { throw Problem.notFound }
    return visit.page(kind.name(visit.text), KindView(text: visit.text, kind: kind).html)
  }
}

/// All rules and all detectors.
struct EvidenceView {
  struct Model: Sendable {
    let progress: EvidenceProgress
    let rules: [KeptRule]
    let matches: [KeptRule.ID: Int]
    let records: [KeptRule.ID: KeptRule.Record]
  }

  let visit: Visit
  let model: Model

  private var text: Text { visit.text }

  var html: HTML {
    """
    <p class="lede">\(text("evidence.lede"))</p>
    \(actions)\(EvidenceProgressView(progress: model.progress, text: text).html)
    <section class="stack"><h2>\(text("evidence.rules"))</h2>\(rules)</section>
    <section class="stack"><h2>\(text("evidence.kinds"))</h2><p>\(text("evidence.kinds.lede"))</p>
    <div class="cards">\(Sighting.Kind.Group.allCases.map(group))</div></section>
    """
  }

  private var actions: HTML? {
    let mayReport = visit.actor.can(.export, .teamReport)
    let mayWrite = visit.actor.can(.create, .evidence)
    guard mayReport || mayWrite else { return nil }
    let reports: HTML? =
      mayReport
      ? """
      <a class="button" href="/evidence/drivers">\(text("driver.title"))</a><a class="button" href="/evidence/course">\(text("course.title"))</a>
      """ : nil
    let rule: HTML? =
      mayWrite
      ? """
      <a class="button is-primary" href="/evidence/rules/new">\(text("evidence.rule.new"))</a>
      """ : nil
    return "<div class=\"page-actions\">\(reports)\(rule)</div>"
  }

  private var rules: HTML {
    let active = model.rules.filter(\.wording.isActive)
    guard !active.isEmpty else {
      return """
        <div class="empty"><h3>\(text("evidence.rules.none"))</h3><p>\(text("evidence.rules.none.why"))</p></div>\(retired)
        """
    }
    let rows = active.map { rule -> HTML in
      let record = model.records[rule.id] ?? KeptRule.Record()
      let found = model.matches[rule.id] ?? 0
      let list = ("/conversations" as Path).query([("all", "1"), ("signal", rule.name)])
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.rule(rule.id))" dir="auto">\(rule.name)</a><code class="row-note" dir="auto">\(rule.wording.text)</code></th>
        <td class="is-numeric"><a href="\(list)">\(text.number(found))</a></td>
        <td>\(record.html(text))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("evidence.rules"))"><table>
      <thead><tr><th scope="col">\(text("evidence.rule"))</th><th scope="col" class="is-numeric">\(text("evidence.rule.conversations"))</th><th scope="col">\(text("evidence.rule.precision"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(retired)
      """
  }

  /// The rules that mark nothing any more; their names stay taken, so they have to be found.
  private var retired: HTML? {
    let rules = model.rules.filter { !$0.wording.isActive }
    guard !rules.isEmpty else { return nil }
    let items = rules.map { rule -> HTML in
      "<li><a href=\"\(Path.rule(rule.id))\" dir=\"auto\">\(rule.name)</a></li>"
    }
    return """
      <details class="disclosure"><summary>\(text("evidence.rules.retired", ["count": .integer(items.count)]))</summary><ul>\(items)</ul></details>
      """
  }

  private func group(_ group: Sighting.Kind.Group) -> HTML {
    let items = Sighting.Kind.allCases.filter { $0.group == group }.map { kind -> HTML in
      "<li><a href=\"\(Path.evidence(kind))\">\(kind.name(text))</a></li>"
    }
    return """
      <section class="card"><h3>\(text("evidence.group.\(group)"))</h3><ul>\(items)</ul></section>
      """
  }
}

/// How many conversations are read by the newest rules, while some are not.
struct EvidenceProgressView {
  let progress: EvidenceProgress
  let text: Text

  var html: HTML {
    guard progress.read < progress.all else { return "<div id=\"reading\"></div>" }
    let words = text(
      "evidence.reading",
      ["read": .integer(progress.read), "all": .integer(progress.all)])
    return """
      <div id="reading" data-progress-url="/evidence"><div class="progress"><label for="read">\(text("evidence.reading.title"))</label>
      <progress id="read" max="\(max(1, progress.all))" value="\(progress.read)">\(words)</progress>
      <span class="progress-note">\(words)</span></div></div>
      """
  }
}

extension KeptRule.Record {
  /// The share of right ones with its interval, or that nobody judged yet.
  func html(_ text: Text) -> HTML {
    guard judged > 0, let value = precision.value, let low = precision.lower,
      let high = precision.upper
    else { return "<span class=\"is-soft\">\(text("evidence.rule.unjudged"))</span>" }
    let words = text(
      "evidence.rule.share",
      [
        "share": .string(text.percent(value)), "low": .string(text.percent(low)),
        "high": .string(text.percent(high)), "count": .integer(judged),
      ])
    return "<bdi>\(words)</bdi>"
  }
}

/// What one detector looks for, and what it cannot know.
struct KindView {
  let text: Text
  let kind: Sighting.Kind

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("evidence.breadcrumb"))"><ol><li><a href="/evidence">\(text("evidence.title"))</a></li><li>\(kind.name(text))</li></ol></nav>
    <p class="lede">\(text("evidence.about.\(kind.word)"))</p>
    <dl class="facts">
    <div><dt>\(text("evidence.how"))</dt><dd>\(text("evidence.how.\(kind.group)"))</dd></div>
    <div><dt>\(text("evidence.confidence"))</dt><dd>\(text("evidence.confidence.about"))</dd></div>
    <div><dt>\(text("evidence.limits"))</dt><dd>\(text("evidence.limits.about"))</dd></div>
    <div><dt>\(text("evidence.version"))</dt><dd>\(text.number(kind.version))</dd></div>
    </dl>\(conversations)
    """
  }

  /// The way to what was found, where the list can be narrowed by it.
  private var conversations: HTML? {
    let signal =
      kind == .unanswered ? "openQuestion" : ConversationEvidence.signal(of: kind)
    return signal.map { name in
      let list = ("/conversations" as Path).query([("all", "1"), ("signal", name)])
      return """
        <p class="actions"><a class="button" href="\(list)">\(text("evidence.conversations"))</a></p>
        """
    }
  }
}

/// How rules are written.
struct LanguageView {
  let text: Text

  private static let examples: [(rule: String, key: String)] = [
    ("refund", "word"), ("refund*", "star"), ("\"money back\"", "phrase"),
    ("\"talk to * manager\"", "any"), ("[refund, \"money back\", return*]", "list"),
    ("cancel* NEAR/5 contract", "near"), ("where BEFORE/4 parcel", "before"),
    ("late AND NOT sorry", "not"), ("customer: lawyer", "side"),
    ("agent first 2 messages: NOT [hello, \"good morning\"]", "first"),
    ("agent first 60 seconds: name", "seconds"),
    ("customer: cancel* THEN agent: NOT [sorry, apolog*]", "then"),
  ]

  var html: HTML {
    let rows = Self.examples.map { example -> HTML in
      """
      <tr><th scope="row"><code dir="ltr">\(example.rule)</code></th><td>\(text("evidence.example.\(example.key)"))</td></tr>
      """
    }
    return """
      <nav class="breadcrumb" aria-label="\(text("evidence.breadcrumb"))"><ol><li><a href="/evidence">\(text("evidence.title"))</a></li><li>\(text("evidence.language"))</li></ol></nav>
      <p class="lede">\(text("evidence.language.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("evidence.language"))"><table>
      <thead><tr><th scope="col">\(text("evidence.rule.text"))</th><th scope="col">\(text("evidence.language.finds"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }
}
