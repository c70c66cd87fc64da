internal import Kernel
internal import Markup
internal import Web

/// The steps of a focus point: what, by whom, until when, when to look again, and how it ended.
struct PlanView {
  let visit: Visit
  let focus: Focus
  /// The criterion and the period, which tell one plan from another.
  let name: String
  let mayChange: Bool

  private var text: Text { visit.text }
  private var path: Path { ("/learning/focus" as Path).appending(focus.id.text) }

  var html: HTML {
    let table: HTML =
      focus.steps.isEmpty
      ? "<p>\(text("learning.plan.none"))</p>"
      : """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("learning.plan")) · \(name)">
      <table><thead><tr><th scope="col">\(text("learning.action"))</th><th scope="col">\(text("learning.owner"))</th>
      <th scope="col">\(text("learning.due"))</th><th scope="col">\(text("learning.followUp"))</th>
      <th scope="col">\(text("learning.outcome"))</th></tr></thead><tbody>\(focus.steps.map(row))</tbody></table></div>
      """
    return "<h3>\(text("learning.plan"))</h3>\(table)\(mayChange ? form : nil)"
  }

  /// The one whose plan it is, as the reader would say it.
  private var agent: String {
    mayChange ? text("learning.owner.me") : text("learning.owner.agent")
  }

  private func row(_ step: Focus.Step) -> HTML {
    """
    <tr><th scope="row" dir="auto">\(step.action)</th>
    <td>\(step.owner == .agent ? agent : text("learning.owner.lead"))</td>
    <td class="is-nowrap">\(text.dayElement(step.dueOn))</td><td class="is-nowrap">\(text.dayElement(step.followUpOn))</td>
    <td>\(outcome(step))</td></tr>
    """
  }

  private func outcome(_ step: Focus.Step) -> HTML {
    if let outcome = step.outcome {
      let badge: HTML =
        outcome.kind == .done
        ? "<span class=\"badge is-good\">\(text("learning.done"))</span>"
        : "<span class=\"badge\">\(text("learning.dropped"))</span>"
      return "\(badge)<span class=\"row-note\" dir=\"auto\">\(outcome.note)</span>"
    }
    let isLate = step.dueOn < visit.today
    let state: HTML =
      isLate
      ? "<span class=\"badge is-warn\">\(text("learning.late"))</span>"
      : "<span class=\"badge is-active\">\(text("learning.open"))</span>"
    guard mayChange else { return state }
    let field = "note-\(step.id.text)"
    return """
      \(state)<details class="disclosure"><summary>\(text("learning.finish"))</summary>
      <form class="form" method="post" action="\(path.appending("outcomes"))">\(visit.csrf)
      <input type="hidden" name="step" value="\(step.id.text)">
      <div class="field"><label for="\(field)">\(text("learning.finish.note"))</label>
      <input id="\(field)" name="note" maxlength="1000" dir="auto"></div>
      <div class="form-actions"><button class="is-small is-primary" name="outcome" value="done">\(text("learning.done"))</button>
      <button class="is-small" name="outcome" value="dropped">\(text("learning.dropped"))</button></div></form></details>
      """
  }

  private var form: HTML {
    let id = focus.id.text
    return """
      <details class="disclosure"\("open", if: focus.steps.isEmpty)><summary>\(text("learning.plan.add"))</summary>
      <form class="form" method="post" action="\(path.appending("steps"))">\(visit.csrf)
      <div class="field"><label for="action-\(id)">\(text("learning.action"))</label>
      <p class="hint" id="action-\(id)-hint">\(text("learning.action.hint"))</p>
      <textarea id="action-\(id)" name="action" rows="2" maxlength="1000" required dir="auto" aria-describedby="action-\(id)-hint"></textarea></div>
      <div class="field"><label for="owner-\(id)">\(text("learning.owner"))</label>
      <select id="owner-\(id)" name="owner"><option value="agent">\(agent)</option>
      <option value="lead">\(text("learning.owner.lead"))</option></select></div>
      <div class="fields"><div class="field"><label for="due-\(id)">\(text("learning.due"))</label>
      <input id="due-\(id)" name="due" type="date" required value="\(visit.today.advanced(by: 14).iso)"></div>
      <div class="field"><label for="follow-\(id)">\(text("learning.followUp"))</label>
      <input id="follow-\(id)" name="follow-up" type="date" required value="\(visit.today.advanced(by: 28).iso)"></div></div>
      <div class="form-actions"><button>\(text("learning.plan.do"))</button></div></form></details>
      """
  }
}
