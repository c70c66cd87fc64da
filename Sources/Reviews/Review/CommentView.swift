internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// What stands below a message on the page of a review: remarks, and a form for one more.
struct CommentView {
  let visit: Visit
  let desk: Desk

  private var text: Text { visit.text }

  /// Below one message of the transcript.
  func slot(_ message: Message) -> HTML {
    (desk.isWriting ? form(message) : "") + list(desk.comments, below: message)
  }

  /// The remarks on one message, in the element that is renewed in place.
  func list(_ comments: [Comment], below message: Message) -> HTML {
    let items = comments.filter { $0.message == message.id }.map(item)
    return """
      <div class="message-comments" id="\(message.anchor)-comments">\(items)</div>
      """
  }

  private func item(_ comment: Comment) -> HTML {
    let criterion = comment.criterion.flatMap { desk.card.rubric.criterion($0)?.name }
    let about: HTML? = criterion.map { "<span dir=\"auto\">\($0)</span>" }
    let quote: HTML? =
      comment.quote.isEmpty ? nil : "<p class=\"quote\" dir=\"auto\">\(comment.quote)</p>"
    let body: HTML? = comment.body.isEmpty ? nil : "<p dir=\"auto\">\(comment.body)</p>"
    let who = desk.showsReviewer ? desk.reviewerName : text("review.someone")
    return """
      <div class="comment" id="comment-\(comment.id.text)">
      <p class="comment-header"><bdi>\(who)</bdi>\(about)</p>\(quote)\(body)\(removal(comment))</div>
      """
  }

  private func removal(_ comment: Comment) -> HTML? {
    guard desk.isWriting else { return nil }
    let path = Path.review(desk.review.id).appending("comments").appending(comment.id.text)
      .appending("removal")
    let target = comment.message.map { "#message-\($0.text)-comments" } ?? ""
    return """
      <form class="inline-form" method="post" action="\(path)" data-enhance data-swap="\(target)">\
      \(visit.csrf)<button class="is-small is-quiet">\(text("review.comment.remove"))</button></form>
      """
  }

  private func form(_ message: Message) -> HTML {
    let id = "comment-on-\(message.id.text)"
    let criteria = desk.card.rubric.criteria.map { criterion -> HTML in
      "<option value=\"\(criterion.id.text)\">\(criterion.name)</option>"
    }
    let path = Path.review(desk.review.id).appending("comments")
    return """
      <details class="message-comment"><summary>\(text("review.comment"))</summary>
      <form method="post" action="\(path)" data-enhance data-swap="#\(message.anchor)-comments">\(visit.csrf)
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
