internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// What stands below a message in a session: remarks the reader may see, and a form for one more.
struct RemarkView {
  let visit: Visit
  let place: CalibrationRatingPages.Place

  private var text: Text { visit.text }

  func slot(_ message: Message) -> HTML {
    (place.isRating ? form(message) : "") + list(below: message)
  }

  /// The remarks on one message, in the element that is renewed in place.
  func list(below message: Message) -> HTML {
    let items = place.desk.remarks.filter { $0.message == message.id }.map(item)
    return """
      <div class="message-comments" id="\(message.anchor)-comments">\(items)</div>
      """
  }

  private func item(_ remark: CalibrationRemark) -> HTML {
    let criterion = remark.criterion.flatMap { place.desk.card.rubric.criterion($0)?.name }
    let about: HTML? = criterion.map { "<span dir=\"auto\">\($0)</span>" }
    let quote: HTML? =
      remark.quote.isEmpty ? nil : "<p class=\"quote\" dir=\"auto\">\(remark.quote)</p>"
    let body: HTML? = remark.body.isEmpty ? nil : "<p dir=\"auto\">\(remark.body)</p>"
    return """
      <div class="comment"><p class="comment-header"><bdi>\(place.desk.name(remark.person))</bdi>\(about)</p>\(quote)\(body)\(removal(remark))</div>
      """
  }

  private func removal(_ remark: CalibrationRemark) -> HTML? {
    guard place.isRating else { return nil }
    let path = place.path.appending("remarks").appending(remark.id.text).appending("removal")
    return """
      <form class="inline-form" method="post" action="\(path)" data-enhance data-swap="#message-\(remark.message.text)-comments">\
      \(visit.csrf)<button class="is-small is-quiet">\(text("review.comment.remove"))</button></form>
      """
  }

  private func form(_ message: Message) -> HTML {
    let id = "comment-on-\(message.id.text)"
    let criteria = place.desk.card.rubric.criteria.map { criterion -> HTML in
      "<option value=\"\(criterion.id.text)\">\(criterion.name)</option>"
    }
    return """
      <details class="message-comment"><summary>\(text("review.comment"))</summary>
      <form method="post" action="\(place.path.appending("remarks"))" data-enhance data-swap="#\(message.anchor)-comments">\(visit.csrf)
      <input type="hidden" name="message" value="\(message.id.text)">
      <input type="hidden" name="quote" data-quote>
      <div class="field"><label for="\(id)">\(text("review.comment.on"))</label>
      <textarea id="\(id)" name="comment" rows="2" maxlength="4000" dir="auto"></textarea></div>
      <div class="field"><label for="\(id)-criterion">\(text("review.comment.criterion"))</label>
      <select id="\(id)-criterion" name="criterion"><option value="">\(text("review.comment.general"))</option>\(criteria)</select></div>
      <div class="form-actions"><button class="is-small is-primary">\(text("review.comment.add"))</button></div>
      </form></details>
      """
  }
}
