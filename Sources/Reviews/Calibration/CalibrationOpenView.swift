internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// A session while it is rated: one's own conversations, and how far everybody is; nothing else.
struct CalibrationOpenView {
  let visit: Visit
  let desk: CalibrationDesk

  private var text: Text { visit.text }
  private var session: Calibration { desk.session }

  var html: HTML {
    let lede =
      desk.takesPart
      ? text("calibration.open.yours", ["count": .integer(desk.toDo.count)])
      : text("calibration.open.others")
    return """
      \(CalibrationState.breadcrumb(desk, text))
      <p class="lede">\(lede) \(text("calibration.blind"))</p>
      <div class="cards"><section class="card"><div class="card-header"><h2>\(text("calibration.plan.title"))</h2>\(CalibrationState.badge(session, on: visit.today, text))</div>
      <dl class="facts">
      <div><dt>\(text("cycle.team"))</dt><dd><bdi>\(desk.team)</bdi></dd></div>
      <div><dt>\(text("cycle.scorecard"))</dt><dd><a href="\(Path.scorecardVersion(desk.card))" dir="auto">\(desk.card.rubric.name) · \(desk.card.label)</a></dd></div>
      <div><dt>\(text("calibration.due"))</dt><dd>\(text.dayElement(session.dueOn))</dd></div>
      <div><dt>\(text("calibration.baseline"))</dt><dd>\(CalibrationState.baseline(desk, text))</dd></div></dl></section>
      \(progress)</div>
      \(mine)\(lead)
      <p class="is-soft is-small">\(text("calibration.neverCounts"))</p>
      """
  }

  private var progress: HTML {
    let people = session.participants.sorted {
      (desk.name($0).lowercased(), $0) < (desk.name($1).lowercased(), $1)
    }
    let rows = people.map { person -> HTML in
      let (done, all) = (desk.counts[person] ?? 0, session.items(for: person).count)
      return """
        <div><dt><bdi>\(desk.name(person))</bdi></dt><dd>\(text("cycle.of", ["done": .integer(done), "count": .integer(all)]))</dd></div>
        """
    }
    let sentence = text(
      "calibration.given", ["done": .integer(desk.given), "count": .integer(session.expected)])
    return """
      <section class="card"><h2>\(text("calibration.progress"))</h2>
      <div class="progress"><label for="given">\(text("calibration.ratings"))</label>
      <progress id="given" max="\(max(1, session.expected))" value="\(desk.given)">\(sentence)</progress>
      <span class="progress-note">\(sentence)</span></div>
      <dl class="facts">\(rows)</dl></section>
      """
  }

  private var mine: HTML {
    guard desk.takesPart else { return "" }
    let rows = session.items.enumerated().map { place, item -> HTML in
      let headline = desk.headlines[item.conversation]
      let title = headline?.title(text) ?? "–"
      let link: HTML
      let state: HTML
      if item.agent == desk.reader {
        link = "<span dir=\"auto\">\(title)</span>"
        state = "<span class=\"badge is-plain\">\(text("calibration.own"))</span>"
      } else {
        let path = Path.calibration(session.id, item.conversation)
        link = "<a class=\"row-link\" href=\"\(path)\" dir=\"auto\">\(title)</a>"
        state =
          desk.mine(item.conversation) == nil
          ? "<span class=\"badge\">\(text("review.state.assigned"))</span>"
          : "<span class=\"badge is-good\">\(text("review.state.submitted"))</span>"
      }
      return """
        <tr><td class="is-numeric">\(text.number(place + 1))</td><th scope="row">\(link)<span class="row-note">\(headline?.note(text))</span></th>
        <td>\(CalibrationSource.name(item.source, text))</td><td class="is-nowrap">\(state)</td></tr>
        """
    }
    return """
      <section><h2>\(text("calibration.conversations"))</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("calibration.conversations"))">
      <table><thead><tr><th scope="col" class="is-numeric">\(text("calibration.place"))</th><th scope="col">\(text("work.conversation"))</th>
      <th scope="col">\(text("calibration.source"))</th><th scope="col">\(text("work.state"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
      """
  }

  private var lead: HTML {
    guard desk.leads else { return "" }
    let path = Path.calibration(session.id)
    let reason: HTML =
      desk.missing == 0
      ? ""
      : """
      <div class="field"><label for="reason">\(text("calibration.close.reason", ["count": .integer(desk.missing)]))</label>
      <input id="reason" name="reason" required maxlength="500" dir="auto"></div>
      """
    return """
      <div class="cards"><section class="card"><h2>\(text("calibration.close"))</h2><p>\(text("calibration.close.why"))</p>
      <form class="form" method="post" action="\(path.appending("closing"))">\(visit.csrf)\(reason)
      <div class="form-actions"><button class="is-primary" data-confirm="\(text("calibration.close.confirm"))">\(text("calibration.close"))</button></div></form></section>
      <section class="card"><h2>\(text("calibration.extend"))</h2>
      <form class="form" method="post" action="\(path.appending("due"))">\(visit.csrf)
      <div class="field"><label for="due">\(text("calibration.extend.to"))</label><input id="due" name="due" type="date" required value="\(max(session.dueOn, visit.today).advanced(by: 3).iso)"></div>
      <div class="form-actions"><button>\(text("calibration.extend"))</button></div></form></section></div>
      """
  }
}

/// How a conversation came into a session, in words.
enum CalibrationSource {
  static func name(_ source: Calibration.Source, _ text: Text) -> String {
    switch source {
    case .drawn: text("calibration.source.drawn")
    case .chosen: text("calibration.source.chosen")
    case .benchmark: text("calibration.source.benchmark")
    }
  }
}
