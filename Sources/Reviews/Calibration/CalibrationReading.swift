internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// One conversation after the session, or after one's own rating: what may be seen of it.
struct CalibrationReading {
  let visit: Visit
  let place: CalibrationRatingPages.Place

  private var text: Text { visit.text }
  private var desk: CalibrationDesk { place.desk }
  private var isClosed: Bool { desk.session.isClosed }

  var html: HTML {
    let lede = isClosed ? text("calibration.side.lede") : text("calibration.side.waiting")
    return """
      \(CalibrationState.breadcrumb(desk, text, here: "\(text("calibration.one"))"))
      <p class="lede">\(lede)</p>
      <div class="review-screen">
      <section class="review-conversation" tabindex="0" aria-label="\(text("review.transcript"))">
      \(Conversation.transcript(place.conversation, messages: place.messages, text: text, comment: RemarkView(visit: visit, place: place).slot))
      </section>
      <section class="review-scorecard stack" tabindex="0" aria-label="\(text("calibration.side"))">
      \(isClosed ? scores : "")\(desk.card.rubric.criteria.map(criterion))</section></div>
      """
  }

  private var scores: HTML {
    let rows = desk.ratings.filter { $0.conversation == place.item.conversation }.map {
      rating -> HTML in
      """
      <div><dt><bdi>\(desk.name(rating.person))</bdi></dt><dd><bdi>\(ReviewReading.shown(rating.score, text))</bdi></dd></div>
      """
    }
    return """
      <section class="card"><h2>\(text("calibration.scores"))</h2><dl class="facts">\(rows)</dl></section>
      """
  }

  private func criterion(_ criterion: Criterion) -> HTML {
    let discussion = DiscussionView(
      visit: visit, desk: desk,
      result: CalibrationResult(desk.session, desk.card.rubric, ratings: []))
    let body: HTML =
      isClosed
      ? discussion.spread(criterion, place.item.conversation)
        + discussion.quotes(criterion, place.item.conversation) + agreed(criterion)
      : own(criterion)
    return """
      <section class="card" id="criterion-\(criterion.id.text)" tabindex="-1"><h2 dir="auto">\(criterion.name)</h2>\(body)</section>
      """
  }

  /// While the session is open one sees one's own rating and nothing else.
  private func own(_ criterion: Criterion) -> HTML {
    let answer = desk.mine(place.item.conversation)?.answers[criterion.id]
    let label = answer?.choice.flatMap(criterion.option(for:))?.label
    let comment: HTML? = answer.flatMap {
      $0.comment.isEmpty ? nil : "<p dir=\"auto\">\($0.comment)</p>"
    }
    return """
      <p><strong dir="auto">\(label ?? text("criterion.notApplicable"))</strong></p>\(comment)
      """
  }

  private func agreed(_ criterion: Criterion) -> HTML {
    let entry = desk.consensus.first {
      $0.conversation == place.item.conversation && $0.criterion == criterion.id
    }
    let words: HTML =
      entry.map { entry in
        let label =
          criterion.options.first { $0.id == entry.option }?.label
          ?? text("criterion.notApplicable")
        return """
          <div class="notice is-good"><p>\(text("calibration.agreedOn")) <strong dir="auto">\(label)</strong></p><p dir="auto">\(entry.reason)</p>
          <p class="is-small"><bdi>\(desk.name(entry.person))</bdi>, \(text.moment(entry.at))</p></div>
          """
      } ?? "<p class=\"is-soft is-small\">\(text("calibration.agreed.none"))</p>"
    return words + form(criterion, entry)
  }

  private func form(_ criterion: Criterion, _ entry: Calibration.Consensus?) -> HTML {
    guard desk.leads else { return "" }
    let id = criterion.id.text
    var options = criterion.options.reversed().map { option -> HTML in
      """
      <option value="\(option.id.text)"\("selected", if: option.id == entry?.option)>\(option.label)</option>
      """
    }
    if criterion.allowsNotApplicable {
      let isOn = entry?.verdict == .notApplicable
      options.append(
        "<option value=\"na\"\("selected", if: isOn)>\(text("criterion.notApplicable"))</option>")
    }
    let title = entry == nil ? text("calibration.agree") : text("calibration.agree.again")
    return """
      <details class="disclosure"><summary>\(title)</summary>
      <form class="form" method="post" action="\(place.path.appending("consensus"))">\(visit.csrf)
      <input type="hidden" name="criterion" value="\(id)">
      <div class="field"><label for="agree-\(id)">\(text("calibration.agreedOn"))</label><select id="agree-\(id)" name="rating">\(options)</select></div>
      <div class="field"><label for="agree-\(id)-why">\(text("calibration.agree.why"))</label><textarea id="agree-\(id)-why" name="reason" rows="2" maxlength="2000" required dir="auto">\(entry?.reason ?? "")</textarea></div>
      <div class="form-actions"><button class="is-small is-primary">\(text("calibration.agree"))</button></div></form></details>
      """
  }
}
