internal import Kernel
internal import Markup
internal import Web

/// The form with which a dispute is decided: accepted, in part or not, each with a reason.
struct DecisionForm {
  let visit: Visit
  let desk: Desk
  let dispute: Dispute
  var sent: Form?
  var faults: [DisputeError.Fault] = []

  private var text: Text { visit.text }
  private var path: Path { .dispute(dispute.id) }

  /// The name under which the verdict about the person travels.
  private static let whole = "person"

  /// Reads what was sent; what was not chosen is no verdict.
  static func verdicts(_ form: Form, _ dispute: Dispute) -> [Dispute.Verdict] {
    let criteria: [Criterion.ID?] =
      dispute.kind == .person ? [nil] : dispute.points.map { $0.criterion }
    return criteria.compactMap { criterion in
      let key = criterion?.text ?? whole
      guard let outcome = Dispute.Outcome(rawValue: form["outcome-\(key)"]) else { return nil }
      let option = form["option-\(key)"]
      return Dispute.Verdict(
        criterion, outcome,
        option: option == "na" ? nil : Criterion.Option.ID(text: option) ?? .init(rawValue: 0),
        reason: form["reason-\(key)"])
    }
  }

  var html: HTML {
    let parts: [HTML] =
      dispute.kind == .person
      ? [part(nil, text("dispute.verdict.person"))]
      : dispute.points.compactMap { point in
        desk.card.rubric.criterion(point.criterion).map { part(point, $0.name) }
      }
    return """
      <section class="card"><h2>\(text("dispute.decide"))</h2><p class="hint">\(text("dispute.decide.hint"))</p>
      \(summary)<form class="form" method="post" action="\(path.appending("decision"))">\(visit.csrf)\(parts)
      <div class="form-actions"><button class="is-primary">\(text("dispute.decide.do"))</button></div></form></section>
      \(question)
      """
  }

  private var summary: HTML {
    guard !faults.isEmpty else { return "" }
    let items = faults.map { fault -> HTML in
      let name = fault.criterion.flatMap { desk.card.rubric.criterion($0)?.name }
      let about: HTML? = name.map { "<bdi>\($0)</bdi>: " }
      return """
        <li><a href="#verdict-\(fault.criterion?.text ?? Self.whole)">\(about)\(fault.kind.sentence(text))</a></li>
        """
    }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>\(text("dispute.incomplete", ["count": .integer(faults.count)]))</h2><ul>\(items)</ul></div>
      """
  }

  private func part(_ point: Dispute.Point?, _ name: String) -> HTML {
    let key = point?.criterion.text ?? Self.whole
    return """
      <fieldset class="field" id="verdict-\(key)" tabindex="-1"><legend dir="auto">\(name)</legend>
      <div class="choices">
      \(choice(key, .accepted, text("dispute.outcome.accepted")))
      \(point.map { _ in choice(key, .partly, text("dispute.outcome.partly")) })
      \(choice(key, .refused, text("dispute.outcome.refused")))
      </div>
      \(point.map(other))
      <div class="field"><label for="reason-\(key)">\(text("dispute.verdict.reason"))</label>
      <textarea id="reason-\(key)" name="reason-\(key)" rows="3" maxlength="4000" dir="auto">\(sent?["reason-\(key)"])</textarea></div>
      </fieldset>
      """
  }

  private func choice(_ key: String, _ outcome: Dispute.Outcome, _ name: String) -> HTML {
    let isChosen = sent?["outcome-\(key)"] == outcome.rawValue
    return """
      <label class="choice"><input type="radio" name="outcome-\(key)" value="\(outcome.rawValue)"\("checked", if: isChosen)> <span>\(name)</span></label>
      """
  }

  /// The options that are left between what is there and what was proposed.
  private func other(_ point: Dispute.Point) -> HTML {
    let key = point.criterion.text
    guard let criterion = desk.card.rubric.criterion(point.criterion) else { return "" }
    let now = desk.content?.answers[criterion.id]?.choice.flatMap(criterion.option(for:))?.id
    let options = DisputeForm.options(
      criterion, except: [now, point.option], chosen: sent?["option-\(key)"] ?? "", text)
    return """
      <div class="field"><label for="option-\(key)">\(text("dispute.partly.option"))</label>
      <select id="option-\(key)" name="option-\(key)"><option value="">\(text("dispute.partly.none"))</option>\(options)</select></div>
      """
  }

  /// Asking the reviewer first, once.
  private var question: HTML {
    guard dispute.step(.asked) == nil else { return "" }
    return """
      <section class="card"><h2>\(text("dispute.ask"))</h2><p class="hint" id="question-hint">\(text("dispute.ask.hint"))</p>
      <form class="form" method="post" action="\(path.appending("question"))">\(visit.csrf)
      <div class="field"><label for="question">\(text("dispute.ask.question")) <span class="optional">\(text("feedback.optional"))</span></label>
      <textarea id="question" name="question" rows="2" maxlength="4000" dir="auto" aria-describedby="question-hint"></textarea></div>
      <div class="form-actions"><button>\(text("dispute.ask.do"))</button></div></form></section>
      """
  }
}
