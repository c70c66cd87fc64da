internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// The rating screen of a session and of practice: nothing ticked, nobody else's view in sight.
struct RatingScreen {
  let visit: Visit
  let card: ScorecardVersion
  let conversation: Conversation
  let messages: [Message]
  let answers: Answers
  let version: Int
  let seconds: Int
  let problems: [AnswerProblem]
  /// Where it is handed in and saved; drafts are saved only in sessions.
  let path: Path
  let savesDrafts: Bool
  /// What stands above both halves.
  let head: HTML
  /// What stands below a message.
  let slot: (Message) -> HTML
  let submit: String

  private var text: Text { visit.text }

  var html: HTML {
    """
    \(head)\(ScorecardForm.summary(problems, card.rubric, text: text))
    <div class="review-screen">
    <section class="review-conversation" tabindex="0" aria-label="\(text("review.transcript"))">
    \(Conversation.transcript(conversation, messages: messages, text: text, comment: slot))
    </section>
    <section class="review-scorecard" tabindex="0" aria-label="\(text("review.scorecard"))">\(form)</section></div>
    """
  }

  private var form: HTML {
    let draft = path.appending("draft")
    let autosave: HTML = savesDrafts ? " data-autosave=\"\(draft)\"" : ""
    let save: HTML =
      savesDrafts
      ? """
      <button class="is-quiet" formaction="\(draft)" formnovalidate data-key="Control+s" data-key-label="\(text("review.saveDraft"))">\(text("review.saveDraft"))</button>
      """ : ""
    return """
      <form class="scorecard" method="post" action="\(path.appending("submission"))"\(autosave) data-timer-form>
      \(visit.csrf)\(ReviewScreen.versionField(version))
      <input type="hidden" name="seconds" value="\(seconds)" data-timer>
      \(ScorecardForm.html(card, answers: answers, problems: problems, text: text))
      <div class="live-score">\(ScorecardForm.liveScore(Scoring.score(answers, card.rubric), text: text))
      <p class="saved" data-saved></p>
      <div class="form-actions"><button class="is-primary" data-key="Control+Enter" data-key-label="\(submit)">\(submit)</button>\(save)</div>
      </div></form>
      """
  }
}
