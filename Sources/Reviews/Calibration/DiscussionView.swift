internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Web

/// What to talk about first: the criteria of the conversations that were rated most differently.
struct DiscussionView {
  let visit: Visit
  let desk: CalibrationDesk
  let result: CalibrationResult

  private var text: Text { visit.text }
  /// More than a meeting has time for stays behind a toggle.
  private static let first = 4

  var html: HTML {
    guard !result.discussions.isEmpty else {
      return """
        <section class="card"><h2>\(text("calibration.discuss"))</h2><p>\(text("calibration.discuss.none"))</p></section>
        """
    }
    let cards = result.discussions.map { card($0) }
    let rest = cards.dropFirst(Self.first)
    let more: HTML =
      rest.isEmpty
      ? ""
      : """
      <details class="disclosure"><summary>\(text("calibration.discuss.more", ["count": .integer(rest.count)]))</summary><div class="stack">\(Array(rest))</div></details>
      """
    return """
      <section><h2>\(text("calibration.discuss"))</h2><p>\(text("calibration.discuss.lede"))</p>
      <div class="stack">\(Array(cards.prefix(Self.first)))</div>\(more)</section>
      """
  }

  private func card(_ discussion: CalibrationResult.Discussion) -> HTML {
    guard let criterion = desk.card.rubric.criterion(discussion.criterion) else { return "" }
    let path = Path.calibration(desk.session.id, discussion.conversation)
      .fragment("criterion-\(criterion.id.text)")
    let title = desk.headlines[discussion.conversation]?.title(text) ?? "–"
    let agreed = desk.consensus.contains {
      $0.conversation == discussion.conversation && $0.criterion == criterion.id
    }
    let done: HTML =
      agreed ? " <span class=\"badge is-good\">\(text("calibration.agreed"))</span>" : ""
    return """
      <article class="card"><div class="card-header"><h3><span dir="auto">\(criterion.name)</span>\(done)</h3>
      <a href="\(path)" dir="auto">\(title)</a></div>
      \(spread(criterion, discussion.conversation))\(quotes(criterion, discussion.conversation))</article>
      """
  }

  /// Each point of the scale with who chose it, the best first.
  func spread(_ criterion: Criterion, _ conversation: Conversation.ID) -> HTML {
    let ratings = desk.ratings.filter { $0.conversation == conversation && !$0.isPractice }
    func people(_ chose: (Answer.Choice) -> Bool) -> [Person.ID] {
      ratings.filter { $0.answers[criterion.id]?.choice.map(chose) ?? false }.map(\.person)
    }
    let points = criterion.options.reversed().map { option in
      (option.label, people { criterion.option(for: $0)?.id == option.id })
    }
    let na = (text("criterion.notApplicable"), people { $0 == .notApplicable })
    let most = max(1, (points + [na]).map(\.1.count).max() ?? 1)
    let rows = (points + (na.1.isEmpty ? [] : [na])).map { label, chose -> HTML in
      let names = chose.map { desk.name($0) }.sorted().map { name -> HTML in
        "<span class=\"badge is-plain\" dir=\"auto\">\(name)</span> "
      }
      return """
        <tr><th scope="row" dir="auto">\(label)</th>
        <td class="is-nowrap"><progress max="\(most)" value="\(chose.count)" aria-label="\(label)">\(text.number(chose.count))</progress> \(text.number(chose.count))</td><td>\(names)</td></tr>
        """
    }
    return """
      <div class="table-scroll" tabindex="0" role="group" aria-label="\(criterion.name)"><table class="is-dense">
      <thead class="visually-hidden"><tr><th scope="col">\(text("criterion.option"))</th><th scope="col">\(text("calibration.ratings"))</th><th scope="col">\(text("calibration.who"))</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  /// The words people pointed at, and why they rated as they did.
  func quotes(_ criterion: Criterion, _ conversation: Conversation.ID) -> HTML {
    let remarks = desk.remarks.filter {
      $0.conversation == conversation && $0.criterion == criterion.id
    }.map { remark -> HTML in
      let quote: HTML? =
        remark.quote.isEmpty ? nil : "<p class=\"quote\" dir=\"auto\">\(remark.quote)</p>"
      let body: HTML? = remark.body.isEmpty ? nil : "<p dir=\"auto\">\(remark.body)</p>"
      return """
        <div class="comment"><p class="comment-header"><bdi>\(desk.name(remark.person))</bdi></p>\(quote)\(body)</div>
        """
    }
    let comments = desk.ratings.filter { $0.conversation == conversation && !$0.isPractice }
      .compactMap { rating -> HTML? in
        guard let comment = rating.answers[criterion.id]?.comment, !comment.isEmpty else {
          return nil
        }
        return """
          <div class="comment"><p class="comment-header"><bdi>\(desk.name(rating.person))</bdi></p><p dir="auto">\(comment)</p></div>
          """
      }
    return (remarks + comments).joined()
  }
}
