import Kernel
public import Markup
public import Web

/// The rating form: the same fields for the reviewer and for the preview.
///
/// Nothing is ticked beforehand. Each criterion is a `fieldset.criterion` with the id
/// `criterion-<key>`; its fields are `rating-`, `number-`, `comment-` and `cause-` with the key.
public enum ScorecardForm {
  /// The sections with their criteria, without the form around them.
  ///
  /// `beside` gives what helps to rate a criterion: why it is asked, what its points look like.
  public static func html(
    _ rubric: Rubric, answers: Answers = Answers(), problems: [AnswerProblem] = [], text: Text,
    beside: (Criterion) -> HTML = { _ in "" }
  ) -> HTML {
    let asked = rubric.asked(answers)
    let kinds = Dictionary(
      problems.map { ($0.criterion, $0.kind) }, uniquingKeysWith: { first, _ in first })
    let shares = Shares(rubric.sections.map(\.share)).percentages
    let sections = rubric.sections.enumerated().map { index, section -> HTML in
      let inner = Shares(section.criteria.map(\.share)).percentages
      let criteria = section.criteria.enumerated().map { place, criterion in
        CriterionFieldset(
          criterion: criterion, percentage: inner[place], answer: answers[criterion.id],
          problem: kinds[criterion.id], isAsked: asked.contains(criterion.id), rubric: rubric,
          text: text, beside: beside(criterion)
        ).html
      }
      return """
        <section class="scorecard-section">
          <h2><span dir="auto">\(section.name)</span> <span>\(text.percent(Double(shares[index]) / 100))</span></h2>
          \(criteria)
        </section>
        """
    }
    return sections.joined()
  }

  /// The rating form of a published version.
  public static func html(
    _ version: ScorecardVersion, answers: Answers = Answers(), problems: [AnswerProblem] = [],
    text: Text, beside: (Criterion) -> HTML = { _ in "" }
  ) -> HTML {
    html(version.rubric, answers: answers, problems: problems, text: text, beside: beside)
  }

  /// What was answered, and what keeps it from being submitted.
  public static func read(_ form: Form, _ rubric: Rubric) -> (
    answers: Answers, problems: [AnswerProblem]
  ) {
    var answers = Answers()
    var unread: Set<Criterion.ID> = []
    for criterion in rubric.criteria {
      let id = criterion.id.text
      var choice: Answer.Choice?
      switch criterion.measure {
      case .choice:
        let rating = form["rating-\(id)"]
        choice =
          rating == "na"
          ? .notApplicable : Criterion.Option.ID(text: rating).map(Answer.Choice.option)
      case .number:
        if form["number-\(id)"].isEmpty {
          choice = form["rating-\(id)"] == "na" ? .notApplicable : nil
        } else if let number = form.double("number-\(id)") {
          choice = .number(number)
        } else {
          unread.insert(criterion.id)
        }
      }
      let causes = Set(form.all("cause-\(id)").compactMap { Criterion.Cause.ID(text: $0) })
      let answer = Answer(
        choice, comment: form["comment-\(id)"], causes: criterion.causes(causes, for: choice))
      if answer != Answer() { answers[criterion.id] = answer }
    }
    let problems = rubric.problems(in: answers).map {
      unread.contains($0.criterion)
        ? AnswerProblem(criterion: $0.criterion, kind: .numberOutside) : $0
    }
    return (answers, problems)
  }

  /// What changes while the reviewer answers: the score so far, and which criteria are asked.
  public static func live(_ rubric: Rubric, answers: Answers, text: Text) -> HTML {
    let asked = rubric.asked(answers)
    let conditions = rubric.criteria.compactMap {
      CriterionFieldset.condition(of: $0, isAsked: asked.contains($0.id), rubric, text)
    }
    return liveScore(Scoring.score(answers, rubric), text: text) + conditions.joined()
  }

  /// The score so far, replaced in place while the reviewer answers.
  public static func liveScore(_ score: Score, text: Text) -> HTML {
    """
    <div id="live-score" data-live-score role="status">
      <p class="live-score-value">\(value(score, text))</p>
      <p class="live-score-reason">\(reason(score, text))</p>
    </div>
    """
  }

  /// A score in words: the number, a dash when there is none.
  public static func value(_ score: Score, _ text: Text) -> String {
    guard let value = score.value else { return text("scorecard.noScore") }
    return text.percent(value / 100)
  }

  private static func reason(_ score: Score, _ text: Text) -> HTML {
    var parts: [HTML] = [
      "\(text("scorecard.answeredOf", ["done": .integer(score.asked - score.unanswered), "count": .integer(score.asked)]))"
    ]
    if score.isFatal, let underlying = score.underlyingScore {
      parts.append(
        "<strong>\(text("scorecard.fatalBecause", ["score": .string(text.percent(underlying / 100))]))</strong>"
      )
    } else if score.isFatal {
      parts.append("<strong>\(text("scorecard.fatalOnly"))</strong>")
    }
    if score.isCritical { parts.append("<strong>\(text("scorecard.criticalCounts"))</strong>") }
    if score.unanswered == 0, score.value == nil {
      parts.append("\(text("scorecard.nothingApplies"))")
    }
    return parts.reduce(HTML.empty) { $0.isEmpty ? $1 : "\($0) \($1)" }
  }

  /// The list at the top of a page: which criteria need another look.
  public static func summary(_ problems: [AnswerProblem], _ rubric: Rubric, text: Text) -> HTML {
    guard !problems.isEmpty else { return .empty }
    let items = problems.map { problem -> HTML in
      let name = rubric.criterion(problem.criterion)?.name ?? ""
      return """
        <li><a href="#criterion-\(problem.criterion.text)"><bdi>\(name)</bdi>: \(sentence(problem.kind, text))</a></li>
        """
    }
    return """
      <div class="error-summary" role="alert" tabindex="-1">
        <h2>\(text("criterion.problems", ["count": .integer(problems.count)]))</h2>
        <ul>\(items)</ul>
      </div>
      """
  }

  /// What is wrong with an answer, in words.
  public static func sentence(_ kind: AnswerProblem.Kind, _ text: Text) -> String {
    text(key(of: kind))
  }

  private static func key(of kind: AnswerProblem.Kind) -> String {
    switch kind {
    case .missing: "criterion.problem.missing"
    case .commentNeeded: "criterion.problem.commentNeeded"
    case .notApplicableNotAllowed: "criterion.problem.notApplicableNotAllowed"
    case .unknownOption: "criterion.problem.unknownOption"
    case .numberOutside: "criterion.problem.numberOutside"
    }
  }
}

extension Criterion {
  /// The distinct causes of all options, by their text.
  var distinctCauses: [Cause] {
    options.flatMap(\.causes).reduce(into: []) { list, cause in
      if !list.contains(where: { $0.text == cause.text }) { list.append(cause) }
    }
  }

  /// The ticked causes of this criterion, as the chosen option knows them where it does.
  func causes(_ ticked: Set<Cause.ID>, for choice: Answer.Choice?) -> Set<Cause.ID> {
    let chosen = choice.flatMap(option(for:))
    let own = options.flatMap(\.causes).filter { ticked.contains($0.id) }
    return Set(own.map { cause in chosen?.causes.first { $0.text == cause.text }?.id ?? cause.id })
  }
}
