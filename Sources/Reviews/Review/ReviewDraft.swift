/// What a reviewer has written so far; nothing is chosen beforehand.
public struct ReviewDraft: Hashable, Sendable {
  public var answers: Answers
  public var feedback: [Feedback]

  public init(answers: Answers = Answers(), feedback: [Feedback] = []) {
    self.answers = answers
    self.feedback = feedback
  }

  /// Why the draft cannot be handed in yet.
  public enum Flaw: Hashable, Sendable {
    case answer(AnswerProblem)
    /// A piece of feedback lacks a part.
    case feedback(index: Int, kind: Feedback.Kind, part: Feedback.Part)
    /// A review for somebody else says at least one thing, praise or correction.
    case noFeedback
  }

  /// The flaws in the order of the form.
  public func flaws(_ rubric: Rubric, kind: Review.Kind) -> [Flaw] {
    var flaws = rubric.problems(in: answers).map(Flaw.answer)
    for (index, entry) in feedback.enumerated() {
      flaws += entry.missing.map { .feedback(index: index, kind: entry.kind, part: $0) }
    }
    if kind.counts, feedback.allSatisfy(\.isEmpty) { flaws.append(.noFeedback) }
    return flaws
  }
}
