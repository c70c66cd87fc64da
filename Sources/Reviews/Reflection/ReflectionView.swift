internal import Kernel
internal import Markup
internal import Web

/// The cycles one can look back on, and how one's own view compares over the months.
struct ReflectionList {
  let overview: ReflectionPages.Overview
  let text: Text

  var html: HTML {
    guard !overview.cycles.isEmpty else {
      return """
        <div class="empty"><h2>\(text("reflection.empty"))</h2><p>\(text("reflection.empty.why"))</p>
        <a class="button" href="/work">\(text("received.empty.action"))</a></div>
        """
    }
    return """
      <p class="lede">\(text("reflection.lede"))</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("reflection.title"))">
      <table><thead><tr><th scope="col">\(text("cycle.period"))</th>
      <th scope="col">\(text("reflection.own"))</th><th scope="col">\(text("reflection.readers"))</th>
      </tr></thead><tbody>\(overview.cycles.map(row))</tbody></table></div>
      \(overview.chart(text).html(text))
      """
  }

  private func row(_ cycle: Cycle) -> HTML {
    let reflection = overview.reflections[cycle.id]
    let state: HTML =
      reflection.map { one in
        "<span class=\"badge is-good\">\(text("reflection.state.written"))</span> <span class=\"row-note\">\(text.moment(one.writtenAt))</span>"
      } ?? "<span class=\"badge\">\(text("reflection.state.open"))</span>"
    return """
      <tr><th scope="row"><a class="row-link" href="\(Path.reflection(on: cycle.id))">\(CycleState.period(cycle, text))</a></th>
      <td>\(state)</td>
      <td>\(reflection?.isShared == true ? text("reflection.readers.lead") : text("reflection.readers.me"))</td></tr>
      """
  }
}

/// Both views side by side, criterion by criterion, and the second reflection below.
struct ReflectionView {
  let visit: Visit
  let model: ReflectionPages.Model
  /// What was just sent and could not be kept.
  var wording: Reflection.Wording?
  var problem: String?

  private var text: Text { visit.text }

  var html: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("reflection.breadcrumb"))"><ol><li><a href="/reflections">\(text("reflection.title"))</a></li></ol></nav>
    <p class="lede">\(hasOwnView ? text("reflection.cycle.lede") : text("reflection.cycle.noOwnView"))</p>
    \(SideBySideView(sides: model.sides, text: text).html)
    \(form)\(sharing)\(next)
    """
  }

  /// From what was written to what is done about it.
  private var next: HTML? {
    guard model.reflection != nil else { return nil }
    return """
      <section class="card"><h2>\(text("reflection.next"))</h2><p>\(text("reflection.next.why"))</p>
      <p><a class="button" href="/learning">\(text("learning.navigation"))</a></p></section>
      """
  }

  private var hasOwnView: Bool { model.sides.seen.contains { $0.own != nil } }

  private var form: HTML {
    let words = wording ?? model.reflection?.wording ?? Reflection.Wording()
    let warning: HTML? = problem.map { "<p class=\"notice is-bad\" role=\"alert\">\($0)</p>" }
    return """
      <section class="card" id="reflection"><h2>\(text("reflection.second"))</h2>
      <p class="hint">\(text("reflection.second.hint"))</p>\(warning)
      <form class="form" method="post" action="\(Path.reflection(on: model.cycle.id))">\(visit.csrf)
      <input type="hidden" name="version" value="\(model.reflection?.version ?? 0)">
      \(field("surprised", text("reflection.surprised"), words.surprised))
      \(field("keeps", text("reflection.keeps"), words.keeps))
      \(field("changes", text("reflection.changes"), words.changes))
      <div class="form-actions"><button class="is-primary">\(text("reflection.save"))</button></div>
      </form></section>
      """
  }

  private func field(_ name: String, _ label: String, _ value: String) -> HTML {
    """
    <div class="field"><label for="\(name)">\(label)</label>
    <textarea id="\(name)" name="\(name)" rows="3" maxlength="4000" dir="auto">\(value)</textarea></div>
    """
  }

  /// The switch that shows the reflection to the lead, and takes it back.
  private var sharing: HTML? {
    guard let reflection = model.reflection else { return nil }
    let isShared = reflection.isShared
    return """
      <section class="card"><h2>\(text("reflection.sharing"))</h2>
      <p>\(isShared ? text("reflection.sharing.on") : text("reflection.sharing.off"))</p>
      <form method="post" action="\(Path.reflection(on: model.cycle.id).appending("sharing"))">\(visit.csrf)
      <input type="hidden" name="shared" value="\(isShared ? "0" : "1")">
      <button>\(isShared ? text("reflection.takeBack") : text("reflection.share"))</button></form></section>
      """
  }

  /// The three answers as somebody else reads them.
  static func words(_ wording: Reflection.Wording, _ text: Text) -> HTML {
    let parts = [
      (text("reflection.surprised"), wording.surprised), (text("reflection.keeps"), wording.keeps),
      (text("reflection.changes"), wording.changes),
    ].filter { !$0.1.isEmpty }
    let items = parts.map { label, words -> HTML in
      "<section class=\"card\"><h2>\(label)</h2><p dir=\"auto\">\(words)</p></section>"
    }
    return "<div class=\"stack\">\(items)</div>"
  }
}
