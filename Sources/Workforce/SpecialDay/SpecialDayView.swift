internal import Kernel
internal import Markup
internal import People
internal import Web

/// The days that were marked, those that are asked about, and a form for another one.
struct SpecialDayView: Sendable {
  /// A past day that stands out.
  struct Unusual: Sendable {
    let queue: StaffingQueue
    let day: Day
    let count: Double
    let usual: Double
  }

  let visit: Visit
  let today: Day
  let queues: [StaffingQueue]
  let special: [SpecialDay]
  let unusual: [Unusual]
  let typed: Form
  let complaint: Complaint?

  private var text: Text { visit.text }
  private var mayWrite: Bool { visit.actor.can(.create, .workload) }

  var page: HTML {
    """
    <nav class="breadcrumb" aria-label="\(text("staffing.title"))"><ol><li><a href="/staffing">\(text("staffing.title"))</a></li></ol></nav>
    <p class="lede">\(text("special.lede"))</p>
    \(questions)
    \(list)
    \(mayWrite ? form : "")
    """
  }

  private var questions: HTML {
    guard !unusual.isEmpty else { return "" }
    let cards = unusual.prefix(12).map { one -> HTML in
      let sentence = text(
        one.count < one.usual ? "special.question.less" : "special.question.more",
        [
          "day": .string(text.weekday(one.day) + ", " + text.day(one.day)),
          "queue": .string(one.queue.name), "count": .integer(Int(one.count.rounded())),
          "usual": .integer(Int(one.usual.rounded())),
        ])
      let answer: HTML = mayWrite ? answers(one) : ""
      return "<section class=\"card\"><p dir=\"auto\">\(sentence)</p>\(answer)</section>"
    }
    return """
      <section><h2>\(text("special.questions"))</h2><p>\(text("special.questions.lede"))</p><div class="stack">\(cards)</div></section>
      """
  }

  private func answers(_ one: Unusual) -> HTML {
    let id = "word-\(one.queue.id)-\(one.day.iso)"
    return """
      <form class="inline-form row" method="post" action="/staffing/special-days">\(visit.csrf)
      <input type="hidden" name="day" value="\(one.day.iso)"><input type="hidden" name="queue" value="\(one.queue.id.text)">
      <label for="\(id)">\(text("special.word.what"))</label><input id="\(id)" name="word" dir="auto" maxlength="60">
      <button class="is-small is-primary">\(text("special.answer.special"))</button>
      <button class="is-small" name="answer" value="ordinary">\(text("special.answer.ordinary"))</button></form>
      """
  }

  private var list: HTML {
    let marked = special.filter { !$0.isOrdinary }
    guard !marked.isEmpty else {
      return "<section><h2>\(text("special.marked"))</h2><p>\(text("special.none"))</p></section>"
    }
    let rows = marked.map { day -> HTML in
      let queue = day.queue.map { id in queues.first { $0.id == id }?.name ?? "–" }
      let effect =
        day.factor.map { text("special.effect.said", ["percent": .string(text.percent($0))]) }
        ?? text("special.effect.learned")
      let withdrawal: HTML =
        mayWrite
        ? """
        <form method="post" action="/staffing/special-days/withdrawal">\(visit.csrf)<input type="hidden" name="day" value="\(day.day.iso)">\
        <input type="hidden" name="queue" value="\(day.queue?.text ?? "")"><input type="hidden" name="word" value="\(day.word)">\
        <button class="is-small">\(text("special.withdraw"))<span class="visually-hidden"> \(text.day(day.day))</span></button></form>
        """ : ""
      return """
        <tr><th scope="row">\(text.dayElement(day.day))</th><td dir="auto">\(day.word)</td><td dir="auto">\(queue ?? text("special.everyQueue"))</td>\
        <td>\(effect)</td><td>\(withdrawal)</td></tr>
        """
    }
    return """
      <section><h2>\(text("special.marked"))</h2><div class="table-scroll" tabindex="0" role="region" aria-label="\(text("special.marked"))"><table>
      <thead><tr><th scope="col">\(text("staffing.day"))</th><th scope="col">\(text("special.word"))</th><th scope="col">\(text("staffing.column.queue"))</th>\
      <th scope="col">\(text("special.effect"))</th><th scope="col"><span class="visually-hidden">\(text("special.withdraw"))</span></th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var form: HTML {
    let view = FormView(text, complaint)
    let options =
      [(value: "", label: text("special.everyQueue"))]
      + queues.map { (value: $0.id.text, label: $0.name) }
    return """
      <section><h2>\(text("special.new"))</h2>\(view.summary)
      <form class="form" method="post" action="/staffing/special-days">\(visit.csrf)
      <div class="fields">\(view.input("day", text("staffing.day"), type: "date", value: typed["day"], attributes: " required"))
      \(view.input("word", text("special.word"), value: typed["word"], hint: text("special.word.hint"), attributes: " required maxlength=\"60\" dir=\"auto\""))</div>
      <div class="fields">\(view.select("queue", text("staffing.column.queue"), options, selected: typed["queue"]))
      \(view.input("percent", text("special.percent"), value: typed["percent"], hint: text("special.percent.hint"), isOptional: true, attributes: " inputmode=\"decimal\""))</div>
      <div class="form-actions"><button class="is-primary">\(text("special.mark"))</button></div></form></section>
      """
  }
}
