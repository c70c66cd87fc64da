internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Statistics
internal import Web

/// Where somebody stands and what they can practise on, in kind words.
struct PracticeView {
  let visit: Visit
  let room: PracticeRoom

  private var text: Text { visit.text }
  private var rule: TrackRecord.Rule { room.record.rule }

  var html: HTML {
    """
    <p class="lede">\(lede)</p>
    \(standing)\(open)\(done)\(StandingView.rule(rule, text))\(StandingView.history(room.history, text))
    """
  }

  private var lede: String {
    switch room.state {
    case .practising: text("practice.lede.practising")
    case .counting where room.record.missing > 0:
      text("practice.lede.early", ["count": .integer(room.record.missing)])
    case .counting: text("practice.lede.counting")
    }
  }

  private var standing: HTML {
    let estimate = room.record.agreement
    let shown: HTML =
      room.record.entries.isEmpty
      ? "<span class=\"estimate is-thin\"><span class=\"estimate-value\">\(text("calibration.none"))</span></span>"
      : estimate.html(text, scale: .share)
    let since: HTML? = room.history.first.map {
      "<span class=\"stat-note\">\(text("reviewer.since")) \(text.dayElement(text.zone.day(of: $0.at)))</span>"
    }
    let meaning: HTML =
      room.state == .practising
      ? """
      <section class="card"><h2>\(text("practice.why"))</h2><p>\(text("practice.why.1"))</p><p>\(text("practice.why.2"))</p><p>\(text("practice.why.3"))</p></section>
      """ : ""
    return """
      <div class="stats"><div class="stat"><span class="stat-label">\(text("reviewer.state"))</span><span class="stat-value">\(StandingView.name(room.state, text))</span>\(since)</div>
      <div class="stat"><span class="stat-label">\(text("reviewer.fit"))</span><span class="stat-value">\(shown)</span>
      <span class="stat-note">\(text("reviewer.bar", ["bar": .string(text.percent(rule.bar))]))</span></div></div>\(meaning)
      """
  }

  private func list(_ places: [PracticeRoom.Place]) -> HTML {
    let items = places.map { place -> HTML in
      let headline = room.headlines[place.conversation]
      return """
        <tr><th scope="row"><a class="row-link" href="\(Path.practice(place.session, place.conversation))" dir="auto">\(headline?.title(text) ?? "–")</a></th><td>\(headline?.note(text))</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="region" aria-label="\(text("work.conversation"))"><table>
      <thead><tr><th scope="col">\(text("work.conversation"))</th><th scope="col">\(text("practice.when"))</th></tr></thead><tbody>\(items)</tbody></table></div>
      """
  }

  /// No list is longer: nobody practises on more in a day.
  private static let most = 20

  private var open: HTML {
    guard !room.open.isEmpty else {
      return """
        <div class="empty"><h2>\(text("practice.none"))</h2><p>\(text("practice.none.why"))</p>
        <a class="button" href="/calibrations">\(text("calibration.title"))</a></div>
        """
    }
    let shown = room.open.prefix(Self.most)
    let part: HTML? =
      shown.count < room.open.count
      ? "<p>\(text("practice.open.first", ["count": .integer(shown.count)]))</p>" : nil
    return """
      <section><h2>\(text("practice.open", ["count": .integer(room.open.count)]))</h2>\(part)\(list(Array(shown)))</section>
      """
  }

  private var done: HTML {
    guard !room.done.isEmpty else { return "" }
    return
      "<section><h2>\(text("practice.done"))</h2>\(list(Array(room.done.prefix(Self.most))))</section>"
  }
}

/// The rule and the standing in words, for the person and for the lead.
enum StandingView {
  static func name(_ state: Standing.State, _ text: Text) -> String {
    switch state {
    case .counting: text("reviewer.state.counting")
    case .practising: text("reviewer.state.practising")
    }
  }

  static func rule(_ rule: TrackRecord.Rule, _ text: Text) -> HTML {
    """
    <details class="disclosure"><summary>\(text("reviewer.rule"))</summary><p>\(text("reviewer.rule.is", ["window": .integer(rule.window), "fewest": .integer(rule.fewest), "bar": .string(text.percent(rule.bar))]))</p><p>\(text("reviewer.rule.fit"))</p><p>\(text("reviewer.rule.unnamed"))</p></details>
    """
  }

  static func history(_ history: [Standing], _ text: Text) -> HTML {
    guard !history.isEmpty else { return "" }
    let items = history.map { row -> HTML in
      let values: [String: TextValue] = [
        "agreement": .string(text.percent(row.agreement)),
        "lower": .string(text.percent(row.lower)), "count": .integer(row.items),
        "bar": .string(text.percent(row.bar)),
      ]
      return """
        <li class="is-done"><strong>\(name(row.state, text))</strong> <br>\(text.moment(row.at))<p>\(text("reviewer.history.because", values))</p></li>
        """
    }
    return """
      <section class="card"><h2>\(text("reviewer.history"))</h2><ol class="timeline">\(items)</ol></section>
      """
  }
}

/// A conversation after practising: the own rating beside the agreed one, and why.
struct ExerciseReading {
  let visit: Visit
  let exercise: PracticePages.Exercise

  private var text: Text { visit.text }

  var html: HTML {
    let fit = exercise.mine.flatMap { exercise.agreed.alignment(of: $0, exercise.card.rubric) }
    let next: HTML =
      exercise.next.map {
        "<a class=\"button is-primary\" href=\"\(Path.practice($0.session, $0.conversation))\">\(text("practice.next"))</a>"
      } ?? ""
    return """
      <nav class="breadcrumb" aria-label="\(text("cycle.breadcrumb"))"><ol><li><a href="/practice">\(text("practice.title"))</a></li><li>\(text("practice.one"))</li></ol></nav>
      <p class="lede">\(fit.map { text("practice.fit", ["share": .string(text.percent($0))]) } ?? text("practice.fit.none"))</p>
      <div class="review-screen">
      <section class="review-conversation" tabindex="0" aria-label="\(text("review.transcript"))">
      \(Conversation.transcript(exercise.conversation, messages: exercise.messages, text: text))
      </section>
      <section class="review-scorecard stack" tabindex="0" aria-label="\(text("practice.side"))">
      \(exercise.card.rubric.criteria.map(criterion))
      <p class="actions">\(next)<a class="button" href="/practice">\(text("practice.title"))</a></p></section></div>
      """
  }

  private func criterion(_ criterion: Criterion) -> HTML {
    let mine = exercise.mine?.verdict(on: criterion.id)
    let agreed = exercise.agreed.verdicts[criterion.id]
    let reason: HTML? = exercise.agreed.reasons[criterion.id].map {
      "<div><dt>\(text("practice.reason"))</dt><dd dir=\"auto\">\($0)</dd></div>"
    }
    let badge: HTML
    if let mine, let agreed {
      badge =
        mine.distance(to: agreed) < 0.01
        ? "<span class=\"badge is-good\">\(text("practice.same"))</span>"
        : "<span class=\"badge\">\(text("practice.apart"))</span>"
    } else {
      badge = ""
    }
    return """
      <section class="card"><div class="card-header"><h2 dir="auto">\(criterion.name)</h2>\(badge)</div><dl class="facts">
      <div><dt>\(text("practice.mine"))</dt><dd dir="auto">\(shown(mine, criterion))</dd></div>
      <div><dt>\(text("practice.agreed"))</dt><dd dir="auto">\(shown(agreed, criterion))</dd></div>\(reason)</dl></section>
      """
  }

  /// The point of the scale, or the number between two points that a mean may be.
  private func shown(_ verdict: CalibrationRating.Verdict?, _ criterion: Criterion) -> HTML {
    switch verdict {
    case nil: "–"
    case .notApplicable: "\(text("criterion.notApplicable"))"
    case .value(let value):
      zip(criterion.options, criterion.values).first { abs($0.1 - value) < 0.005 }
        .map { option, _ -> HTML in
          let anchor: HTML? =
            option.anchor.isEmpty
            ? nil : "<br><span class=\"is-soft is-small\">\(option.anchor)</span>"
          return "<strong>\(option.label)</strong>\(anchor)"
        } ?? "<bdi>\(text("practice.mean", ["share": .string(text.percent(value))]))</bdi>"
    }
  }
}
