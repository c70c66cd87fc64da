internal import Markup
internal import Web

/// A lesson in three choices and a try of one's own: which of two pieces of feedback helps more,
/// and why; then the same said better.
///
/// Each choice is a plain link's worth of form, so it works without script; nothing is stored.
struct FeedbackLesson {
  let step: Int
  /// The side that was chosen: `a` or `b`; `nil` before.
  let pick: String?
  let visit: Visit
  /// What the reader wrote themselves; `nil` before.
  var attempt: Feedback?

  private var text: Text { visit.text }

  /// The step at which the reader writes, after the choices.
  static let tryout = 4

  private struct Example {
    /// What happened in the conversation it is about.
    let scene: String
    let good: String
    let poor: String
    let why: String
    let goodSide: String
  }

  private var examples: [Example] {
    [
      Example(
        scene: text("lesson.1.scene"), good: text("lesson.1.good"), poor: text("lesson.1.poor"),
        why: text("lesson.1.why"),
        goodSide: "b"),
      Example(
        scene: text("lesson.2.scene"), good: text("lesson.2.good"), poor: text("lesson.2.poor"),
        why: text("lesson.2.why"),
        goodSide: "a"),
      Example(
        scene: text("lesson.3.scene"), good: text("lesson.3.good"), poor: text("lesson.3.poor"),
        why: text("lesson.3.why"),
        goodSide: "b"),
    ]
  }

  var html: HTML {
    let all = examples
    if step == Self.tryout { return tryout(of: Self.tryout) }
    guard all.indices.contains(step - 1) else { return done }
    let example = all[step - 1]
    let known = pick.flatMap { ["a", "b"].contains($0) ? $0 : nil }
    return """
      <p class="lede">\(text("lesson.lede"))</p>\(place(of: Self.tryout))
      <p>\(example.scene)</p>
      <form method="get" action="/feedback/lesson"><input type="hidden" name="step" value="\(step)">
      <div class="columns">\(side("a", example, known))\(side("b", example, known))</div></form>
      \(known.map { verdict(example, $0) })
      """
  }

  private func place(of count: Int) -> HTML {
    """
    <p class="is-soft">\(text("lesson.place", ["step": .integer(step), "count": .integer(count)]))</p>
    """
  }

  // MARK: A try of one's own

  /// A part needs a few words before it says something.
  private static let fewestCharacters = 15

  private func tryout(of count: Int) -> HTML {
    let parts = Feedback.Part.allCases.map { part -> HTML in
      """
      <li><label for="\(part.rawValue)">\(text(FeedbackForm.label(part)))</label>\(word(part))
      <textarea id="\(part.rawValue)" name="\(part.rawValue)" rows="2" maxlength="1000" dir="auto">\(attempt?[part] ?? "")</textarea></li>
      """
    }
    return """
      <p class="lede">\(text("lesson.try.lede"))</p>\(place(of: count))
      <p>\(text("lesson.try.scene"))</p>
      <section class="card"><h2>\(text("lesson.try.before"))</h2><p>\(text("lesson.try.poor"))</p></section>
      <form class="form" method="post" action="/feedback/lesson">\(visit.csrf)
      <fieldset class="feedback"><legend>\(text("lesson.try.yours"))</legend><ol class="feedback-steps">\(parts)</ol></fieldset>
      <div class="form-actions"><button\(attempt == nil ? " class=\"is-primary\"" : "")>\(text("lesson.try.compare"))</button>\(skip)</div></form>
      \(attempt.map { _ in model })
      """
  }

  private var skip: HTML? {
    attempt == nil
      ? """
      <a class="button is-quiet" href="/feedback/lesson?step=\(step + 1)">\(text("lesson.try.skip"))</a>
      """ : nil
  }

  /// What can be said about a part without reading it: whether it is there.
  private func word(_ part: Feedback.Part) -> HTML? {
    guard let attempt else { return nil }
    let isThere = attempt[part].trimmed.count >= Self.fewestCharacters
    return isThere
      ? "<p class=\"hint\">\(text("lesson.try.there"))</p>"
      : "<p class=\"error\">\(text(FeedbackForm.problem(part)))</p>"
  }

  private var model: HTML {
    let example = Feedback(
      .correction, did: text("lesson.try.did"), effect: text("lesson.try.effect"),
      nextStep: text("lesson.try.next"))
    return """
      <div role="status"><h2>\(text("lesson.try.model"))</h2><p>\(text("lesson.try.model.why"))</p>
      \(FeedbackForm.card(example, text))
      <p><a class="button is-primary" href="/feedback/lesson?step=\(step + 1)">\(text("lesson.next"))</a></p></div>
      """
  }

  private func side(_ side: String, _ example: Example, _ known: String?) -> HTML {
    let isGood = example.goodSide == side
    let foot: HTML =
      known == nil
      ? "<button name=\"pick\" value=\"\(side)\">\(text("lesson.pick"))</button>"
      : isGood
        ? "<span class=\"badge is-good\">\(text("lesson.better"))</span>"
        : "<span class=\"badge\">\(text("lesson.weaker"))</span>"
    return """
      <section class="card"><h2>\(side == "a" ? text("lesson.first") : text("lesson.second"))</h2>
      <p>\(isGood ? example.good : example.poor)</p>\(foot)</section>
      """
  }

  private func verdict(_ example: Example, _ picked: String) -> HTML {
    let isRight = picked == example.goodSide
    return """
      <section class="card" role="status"><h2>\(isRight ? text("lesson.right") : text("lesson.wrong"))</h2>
      <p>\(example.why)</p>
      <p><a class="button is-primary" href="/feedback/lesson?step=\(step + 1)">\(text("lesson.next"))</a></p></section>
      """
  }

  private var done: HTML {
    """
    <p class="lede">\(text("lesson.done"))</p>
    <ol class="feedback-steps"><li><p class="feedback-label">\(text("feedback.did"))</p><p>\(text("lesson.done.did"))</p></li>
    <li><p class="feedback-label">\(text("feedback.effect"))</p><p>\(text("lesson.done.effect"))</p></li>
    <li><p class="feedback-label">\(text("feedback.next"))</p><p>\(text("lesson.done.next"))</p></li></ol>
    <div class="actions"><a class="button is-primary" href="/work">\(text("lesson.toWork"))</a>
    <a class="button" href="/feedback/lesson">\(text("lesson.again"))</a></div>
    """
  }

  /// Ways to begin each part, beside the form.
  static func phrases(_ text: Text) -> HTML {
    """
    <details class="disclosure"><summary>\(text("phrase.title"))</summary>
    <dl class="facts"><div><dt>\(text("feedback.did"))</dt><dd>\(text("phrase.did"))</dd></div>
    <div><dt>\(text("feedback.effect"))</dt><dd>\(text("phrase.effect"))</dd></div>
    <div><dt>\(text("feedback.next"))</dt><dd>\(text("phrase.next"))</dd></div></dl>
    <p><a href="/feedback/lesson" target="_blank" rel="noopener">\(text("lesson.open"))</a></p></details>
    """
  }
}
