internal import Conversations
internal import Kernel
internal import Reviews
internal import Statistics

/// What one reviewer thinks of one conversation: the truth, seen through their eyes.
struct DemoVerdict {
  private let review: Review
  private let rubric: Rubric
  /// The point chosen on each criterion, from 0 to 3.
  let points: [Int]
  let seconds: Int
  private var chance: SplitMix64

  init(_ review: Review, of plan: DemoPlan, in round: DemoRound, month: Int) {
    var chance = round.chance(for: review, purpose: 12)
    self.review = review
    rubric = round.crew.scorecard.rubric
    let truth = round.story.truth
    let isOwn = review.kind == .`self`
    let reviewer = round.crew.place(of: round.author(of: review))
    let isBadLuck =
      !isOwn && month == truth.unluckyMonthNumber
      && round.crew.place(of: review.agent) == truth.unluckyAgent
    let leaning =
      isBadLuck ? -0.9 : isOwn ? 0.25 : reviewer.map(truth.severity(of:)) ?? 0
    points = plan.levels.enumerated().map { place, level in
      let noise = (isBadLuck ? 0.2 : 0.4) * chance.normal()
      let point = Int((Double(level) + leaning + noise).rounded())
      // Harm and contempt are facts, not shades of opinion.
      let isGrave = [DemoTruth.Criterion.correctness, .professionalism].contains {
        $0.place == place
      }
      return isGrave ? (level == 0 ? 0 : min(3, max(1, point))) : min(3, max(0, point))
    }
    seconds = chance.within(isOwn ? 90...420 : 240...960)
    self.chance = chance
  }

  /// The filled form; an unfinished one stops after half of the criteria.
  mutating func draft(isUnfinished: Bool) -> ReviewDraft {
    var draft = ReviewDraft()
    let asked = isUnfinished ? 2 : rubric.criteria.count
    for (place, criterion) in rubric.criteria.prefix(asked).enumerated() {
      draft.answers[criterion.id] = answer(criterion, place)
    }
    guard review.kind != .`self` else { return draft }
    if isUnfinished {
      if chance.happens(0.5) { draft.feedback = [praise()] }
    } else {
      draft.feedback = feedback()
    }
    return draft
  }

  private mutating func answer(_ criterion: Criterion, _ place: Int) -> Answer {
    let kind = DemoTruth.Criterion.allCases[place % DemoTruth.Criterion.allCases.count]
    if kind == .empathy, criterion.allowsNotApplicable, chance.happens(0.02) {
      return Answer(.notApplicable)
    }
    guard points.indices.contains(place), criterion.options.indices.contains(points[place])
    else { return Answer() }
    let option = criterion.options[points[place]]
    let speaks = option.needsComment || chance.happens(0.25)
    let comment = speaks ? DemoRemarks.all.say(kind, "\(points[place])", using: &chance) : ""
    let causes = option.causes.isEmpty ? [] : [chance.oneOf(option.causes)].compactMap { $0?.id }
    return Answer(.option(option.id), comment: comment, causes: Set(causes))
  }

  private var best: DemoTruth.Criterion {
    DemoTruth.Criterion.allCases.max { points[$0.place] < points[$1.place] } ?? .correctness
  }

  private var weakest: DemoTruth.Criterion {
    DemoTruth.Criterion.allCases.min { points[$0.place] < points[$1.place] } ?? .completeness
  }

  /// Praise for the best, and a word on the weakest where there is something to say.
  private mutating func feedback() -> [Feedback] {
    let point = points[weakest.place]
    let corrects = point < 2 || (point == 2 && chance.happens(0.35))
    let praises = points[best.place] > 1 || !corrects
    return (praises ? [praise()] : []) + (corrects ? [correction()] : [])
  }

  private mutating func praise() -> Feedback {
    Feedback(
      .praise, did: DemoRemarks.all.say(best, "did", using: &chance),
      effect: DemoRemarks.all.say(best, "effect", using: &chance))
  }

  private mutating func correction() -> Feedback {
    Feedback(
      .correction, did: DemoRemarks.all.say(weakest, "lacked", using: &chance),
      effect: DemoRemarks.all.say(weakest, "cost", using: &chance),
      nextStep: DemoRemarks.all.say(weakest, "try", using: &chance))
  }

  /// A remark on one message with its words as evidence; not every review has one.
  struct Remark {
    let message: Message.ID
    let quote: String
    let body: String
    let criterion: Criterion.ID?
  }

  mutating func remark(on messages: [DemoSubject.Line]) -> Remark? {
    guard review.kind != .`self`, chance.happens(0.4), let line = chance.oneOf(messages) else {
      return nil
    }
    let about = points[weakest.place] < 2 ? weakest : best
    let ends: Set<Character> = [".", "?", "!", "。", "？", "！"]
    let words = line.text.split(separator: "\n").last.map(String.init) ?? line.text
    let end = words.firstIndex { ends.contains($0) }
    let quote = end.map { String(words[...$0]) } ?? words
    let criteria = rubric.criteria
    return Remark(
      message: line.id, quote: String(quote.prefix(160)),
      body: DemoRemarks.all.say(about, "\(points[about.place])", using: &chance),
      criterion: criteria.indices.contains(about.place) ? criteria[about.place].id : nil)
  }
}
