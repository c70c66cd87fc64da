internal import Conversations
internal import Kernel
internal import Linguistics
internal import Markup
internal import Web

/// A rule with its wording, what it finds, and how often that was right.
struct RuleEditor {
  let visit: Visit
  var rule: KeptRule?
  let name: String
  let words: String
  var trial: RuleTrial?
  var problem: String?
  var found = 0
  var record = KeptRule.Record()
  var progress: EvidenceProgress?

  private var text: Text { visit.text }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("evidence.breadcrumb"))"><ol><li><a href="/evidence">\(text("evidence.title"))</a></li><li><bdi>\(rule?.name ?? text("evidence.rule.new"))</bdi></li></ol></nav>
    <p class="lede">\(text(mayWrite ? "evidence.rule.lede" : "evidence.rule.lede.read"))</p>
    \(retired)\(reading)\(facts)\(form)
    <section class="stack"><h2>\(text("evidence.trial"))</h2>\(shown)</section>
    """
  }

  private var retired: HTML? {
    guard rule?.wording.isActive == false else { return nil }
    return "<p class=\"notice\">\(text("evidence.rule.retired"))</p>"
  }

  private var reading: HTML? {
    progress.map { EvidenceProgressView(progress: $0, text: text).html }
  }

  private var facts: HTML? {
    guard let rule else { return nil }
    let list = ("/conversations" as Path).query([("all", "1"), ("signal", rule.name)])
    return """
      <dl class="facts"><div><dt>\(text("evidence.rule.conversations"))</dt><dd><a href="\(list)">\(text.number(found))</a></dd></div>
      <div><dt>\(text("evidence.rule.precision"))</dt><dd>\(record.html(text))</dd></div>
      <div><dt>\(text("evidence.rule.wording"))</dt><dd>\(text.number(rule.wording.number)), \(text.moment(rule.wording.at))</dd></div></dl>
      """
  }

  private var mayWrite: Bool {
    visit.actor.can(rule == nil ? .create : .change, .evidence)
  }

  private var form: HTML {
    guard mayWrite else { return "<p><code dir=\"auto\">\(words)</code></p>" }
    let target: Path = rule.map { .rule($0.id) } ?? "/evidence/rules"
    let error: HTML? = problem.map {
      "<p class=\"error\" id=\"name-error\">\(text($0))</p>"
    }
    let state: HTML? =
      problem == nil ? nil : " aria-invalid=\"true\" aria-describedby=\"name-error\""
    let misread: HTML? = if case .fault = trial { " aria-invalid=\"true\"" } else { nil }
    let name: HTML? =
      rule == nil
      ? """
      <div class="field"><label for="name">\(text("evidence.rule.name"))</label>
      <input id="name" name="name" maxlength="\(KeptRule.longestName)" required dir="auto" value="\(self.name)"\(state)>\(error)</div>
      """ : nil
    let retire: HTML? =
      rule?.wording.isActive == true
      ? "<button class=\"is-quiet\" name=\"do\" value=\"retire\" formnovalidate>\(text("evidence.rule.retire"))</button>"
      : nil
    return """
      <form class="form" method="post" action="\(target)" data-autosave="/evidence/rules/trial">\(visit.csrf)\(name)
      <div class="field"><label for="text">\(text("evidence.rule.text"))</label>
      <p class="hint" id="text-hint">\(text("evidence.rule.text.hint")) <a href="/evidence/language">\(text("evidence.language"))</a></p>
      <textarea id="text" name="text" rows="3" dir="auto" required spellcheck="false" aria-describedby="text-hint trial"\(misread)>\(words)</textarea></div>
      <div class="form-actions"><button class="is-primary" name="do" value="save">\(text("evidence.rule.save"))</button>\
      <button name="do" value="try" formnovalidate>\(text("evidence.rule.try"))</button>\(retire)</div></form>
      """
  }

  private var shown: HTML {
    guard let trial else {
      return
        "<div id=\"trial\" role=\"status\"><p class=\"is-soft\">\(text("evidence.trial.none"))</p></div>"
    }
    return RuleTrialView(trial: trial, text: text).html
  }
}

/// What a wording finds, or where it is not understood.
struct RuleTrialView {
  let trial: RuleTrial
  let text: Text

  var html: HTML { "<div id=\"trial\" role=\"status\" class=\"stack\">\(inside)</div>" }

  private var inside: HTML {
    switch trial {
    case .fault(let fault, let words): return Self.fault(fault, words, text)
    case .hits(let hits):
      let lede = text(
        "evidence.trial.found",
        ["count": .integer(hits.found), "tried": .integer(hits.tried)])
      let items = hits.some.map { hit -> HTML in
        let path = ("/conversations" as Path).appending(hit.conversation.id.text)
        let title = hit.conversation.subject ?? hit.conversation.externalID
        let (part, marks) = Self.part(hit.message.text, hit.marks)
        return """
          <li class="card"><p><a href="\(path)#\(hit.message.anchor)" dir="auto">\(title)</a></p>\(Message.paragraphs(part, marks: marks))</li>
          """
      }
      let list: HTML? = items.isEmpty ? nil : "<ol class=\"stack\">\(items)</ol>"
      return "<p>\(lede)</p>\(list)"
    }
  }

  /// The wording with the place that is not understood.
  static func fault(_ fault: PhraseFault, _ words: String, _ text: Text) -> HTML {
    let scalars = Array(words.unicodeScalars)
    func part(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
      return String(view)
    }
    let here = part(fault.range)
    let marked: HTML = here.isEmpty ? "<mark>▸</mark>" : "<mark>\(here)</mark>"
    return """
      <p class="notice is-bad" role="alert">\(text("evidence.fault.\(fault.problem)"))</p>
      <p><code dir="auto">\(part(0..<fault.range.lowerBound))\(marked)\(part(fault.range.upperBound..<max(fault.range.upperBound, scalars.count)))</code></p>
      """
  }

  /// The part of a long text around its first mark.
  static func part(_ text: String, _ marks: [Range<Int>]) -> (String, [Range<Int>]) {
    let room = 240
    guard text.utf8.count > 2 * room else { return (text, marks) }
    let bytes = Array(text.utf8)
    var from = max(0, (marks.first?.lowerBound ?? 0) - room)
    var until = min(bytes.count, from + 2 * room)
    while from > 0, bytes[from] & 0xC0 == 0x80 { from -= 1 }
    while until < bytes.count, bytes[until] & 0xC0 == 0x80 { until += 1 }
    let inside = marks.compactMap { mark -> Range<Int>? in
      guard mark.lowerBound >= from, mark.upperBound <= until else { return nil }
      return mark.lowerBound - from..<mark.upperBound - from
    }
    return (String(decoding: bytes[from..<until], as: UTF8.self), inside)
  }
}
