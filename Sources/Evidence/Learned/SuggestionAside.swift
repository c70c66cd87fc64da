internal import Conversations
internal import Kernel
internal import Linguistics
internal import Markup
internal import Storage
public import Web

extension ReviewAside {
  /// What the machine would have answered, for whoever has rated already, and why.
  public static func learned(_ published: PublishedAnswers) -> ReviewAside {
    ReviewAside { subject, visit, db in
      guard visit.actor.can(.read, .learnedScore) else { return nil }
      if !subject.isRated {
        guard try LearnedWork.showsBeforeRating(visit.scope, in: db) else { return nil }
      }
      let suggestions = try Suggestion.all(for: subject, published, visit.scope, in: db)
      guard !suggestions.isEmpty else { return nil }
      return SuggestionCard(visit: visit, subject: subject, suggestions: suggestions).html
    }
  }
}

/// An answer of the machine that may be shown beside a review.
struct Suggestion: Sendable {
  let criterion: PublishedAnswers.Criterion
  let version: LearnedVersion
  let level: Trust.Level
  let answer: MachineAnswer
  /// What the reader's side said of it last.
  let opinion: LearnedOpinion?

  var label: String {
    let points = version.record.points
    return points.indices.contains(answer.point) ? points[answer.point].label : "–"
  }

  static func all(
    for subject: ReviewAside.Subject, _ published: PublishedAnswers, _ scope: Scope,
    in db: any Connection
  ) throws -> [Suggestion] {
    let answers = try MachineAnswer.all(in: subject.conversation, scope, in: db)
    let key = Conversation.ID(rawValue: subject.conversation)
    guard !answers.isEmpty,
      let conversation = try Conversation.find(key, scope: scope, in: db)
    else { return [] }
    let versions = try LearnedVersion.newest(scope, in: db)
    let checks = try LearnedVersion.checks(scope, in: db)
    let opinions = try LearnedOpinion.all(
      in: subject.review, isByWriter: subject.isOwn, scope, in: db)
    return try published.criteria(scope, db).compactMap { criterion in
      guard let version = versions[criterion.id], let answer = answers[criterion.id] else {
        return nil
      }
      let trust = Trust(
        version.record, hasDrifted: checks[version.id]?.hasDrifted ?? false)
      let level = version.record.level(
        trust.level, channel: conversation.channel.rawValue,
        language: conversation.language ?? "")
      guard level != .off else { return nil }
      return Suggestion(
        criterion: criterion, version: version, level: level, answer: answer,
        opinion: opinions[criterion.id])
    }
  }
}

/// "Attune would have said … because …", with the way to disagree.
struct SuggestionCard {
  let visit: Visit
  let subject: ReviewAside.Subject
  let suggestions: [Suggestion]

  private var text: Text { visit.text }

  var html: HTML {
    """
    <section class="card" id="attune"><h2>\(text("learned.card"))</h2>
    <p class="is-small">\(subject.isRated ? text("learned.card.after") : text("learned.card.before"))</p>
    <dl class="facts">\(suggestions.map(row))</dl>
    <p class="is-soft is-small">\(text("learned.card.note")) <a href="/learned">\(text("learned.card.how"))</a></p></section>
    """
  }

  private func row(_ one: Suggestion) -> HTML {
    """
    <div><dt><a href="\(Path.learned(one.criterion.id))" dir="auto">\(one.criterion.name)</a> \(one.level.badge(text))</dt>
    <dd>\(said(one))\(because(one))\(opinion(one))</dd></div>
    """
  }

  private func said(_ one: Suggestion) -> HTML {
    switch one.answer.doubt {
    case .unsure: "<p class=\"is-soft\">\(text("learned.doubt.unsure"))</p>"
    case .unfamiliar: "<p class=\"is-soft\">\(text("learned.doubt.unfamiliar"))</p>"
    case nil:
      """
      <p><strong dir="auto">\(one.label)</strong> <span class="is-soft">\(text("learned.sure", ["chance": .string(text.percent(one.answer.chance))]))</span>\(comparison(one))</p>
      """
    }
  }

  private func comparison(_ one: Suggestion) -> HTML? {
    guard let value = subject.values[one.criterion.id] else { return nil }
    let place = one.version.record.points.place(nearest: value)
    return place == one.answer.point
      ? " <span class=\"badge is-plain\">\(text("learned.same"))</span>"
      : " <span class=\"badge\">\(text("learned.different"))</span>"
  }

  private func because(_ one: Suggestion) -> HTML? {
    let reasons = one.answer.reasons.filter { $0.weight > 0 }
    guard one.answer.doubt == nil, !reasons.isEmpty else { return nil }
    let items = reasons.map { reason -> HTML in
      if let kind = reason.kind.flatMap(Sighting.Kind.named) {
        return "<li><a class=\"chip\" href=\"\(Path.evidence(kind))\">\(kind.name(text))</a></li>"
      }
      guard let message = reason.message else { return "" }
      let target = "#message-\(Message.ID(rawValue: message).text)"
      return "<li><a class=\"chip\" href=\"\(target)\" dir=\"auto\">\(reason.words)</a></li>"
    }
    return """
      <p class="is-small">\(text("learned.because"))</p><ul class="chips is-small" aria-label="\(text("learned.because"))">\(items)</ul>
      """
  }

  private func opinion(_ one: Suggestion) -> HTML? {
    guard subject.isRated, one.answer.doubt == nil, visit.actor.can(.use, .learnedScore) else {
      return nil
    }
    let said: HTML? = one.opinion.map { opinion in
      let words =
        opinion.isRight ? text("learned.opinion.right") : text("learned.opinion.wrong")
      return "<p class=\"is-small is-soft\">\(words)</p>"
    }
    let id = "note-\(one.criterion.id)"
    let fields: HTML = """
      \(visit.csrf)<input type="hidden" name="review" value="\(Identifier<Never>(rawValue: subject.review).text)">
      <input type="hidden" name="criterion" value="\(Identifier<LearnedCriterion>(rawValue: one.criterion.id).text)">
      """
    return """
      \(said)<form class="inline-form" method="post" action="/learned/opinions">\(fields)<button class="is-small is-quiet" name="right" value="1">\(text("learned.opinion.agree"))</button></form>
      <details class="disclosure"><summary>\(text("learned.opinion.disagree"))</summary>
      <form class="form" method="post" action="/learned/opinions">\(fields)
      <div class="field"><label for="\(id)">\(text("learned.opinion.note")) <span class="optional">\(text("learned.opinion.optional"))</span></label>
      <textarea id="\(id)" name="note" rows="2" maxlength="500" dir="auto"></textarea></div>
      <div class="form-actions"><button class="is-small" name="right" value="0">\(text("learned.opinion.send"))</button></div></form></details>
      """
  }
}
