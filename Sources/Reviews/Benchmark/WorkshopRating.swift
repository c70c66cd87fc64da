internal import Conversations
internal import Kernel
internal import Markup
internal import Web

/// The screen on which somebody rates alone: the conversation on one side, the scorecard beside.
struct WorkshopRating {
  let visit: Visit
  let desk: WorkshopDesk
  let answers: Answers
  let problems: [AnswerProblem]

  private var text: Text { visit.text }
  private var path: Path { .workshop(desk.workshop.id) }

  var html: HTML {
    """
    \(BenchmarkPages.breadcrumb(("/workshops", text("workshop.list")), text))
    <p class="lede">\(text("workshop.rate.lede"))</p>
    \(WorkshopView.question(desk, text))
    \(WorkshopView.covered(desk, text))
    \(ScorecardForm.summary(problems, desk.card.rubric, text: text))
    <div class="review-screen">
    <section class="review-conversation" tabindex="0" aria-label="\(text("workshop.conversation"))">
    \(Conversation.transcript(desk.conversation, messages: desk.messages, text: text))
    </section>
    <section class="review-scorecard" tabindex="0" aria-label="\(desk.card.rubric.name)">
    \(form)</section></div>
    """
  }

  private var form: HTML {
    """
    <form class="scorecard" method="post" action="\(path.appending("submission"))" data-autosave="\(path.appending("draft"))">
    \(visit.csrf)
    \(ScorecardForm.html(desk.card, answers: answers, problems: problems, text: text, beside: GuideView(guide: desk.guide, text: text).beside))
    <div class="live-score">\(ScorecardForm.liveScore(Scoring.score(answers, desk.card.rubric), text: text))
    <p class="saved" data-saved></p>
    <div class="form-actions"><button class="is-primary" data-key="Control+Enter" data-key-label="\(text("workshop.handIn"))">\(text("workshop.handIn"))</button>
    <button class="is-quiet" formaction="\(path.appending("draft"))" formnovalidate data-key="Control+s" data-key-label="\(text("workshop.saveDraft"))">\(text("workshop.saveDraft"))</button></div>
    </div></form>
    """
  }
}
