import Testing

@testable import Linguistics

/// Models of parts that are held apart: nothing marks its own homework.
@Suite struct ApartTests {
  private static let parts = (0..<120).map { $0 / 3 % 4 }

  /// Part 0 says a word nobody else says, and may be labelled the other way round.
  private func examples(isTurned: Bool) -> [LabelledText] {
    zip(Corpus.topics(120, seed: 1), Self.parts).map { example, part in
      guard part == 0, case .one(let label) = example.outcome else { return example }
      let text = example.passages[0].text + " zephyr"
      return LabelledText([Passage(text)], .one(isTurned ? (label + 1) % 3 : label))
    }
  }

  private func models(isTurned: Bool, threads: Int = 2) throws -> [TextModel] {
    var learner = Corpus.learner
    learner.threads = threads
    return try learner.learn(
      examples(isTurned: isTurned), labels: Corpus.topicNames, apart: Self.parts)
  }

  /// How many examples of a part a model gives the label they would have had.
  private func right(_ model: TextModel, part: Int) -> Int {
    var judge = TextJudge(model)
    return zip(examples(isTurned: false), Self.parts).count { example, own in
      own == part && .one(judge.answer(example.passages).labels[0]) == example.outcome
    }
  }

  @Test func `each model has learned from the other parts, and judges its own well`() throws {
    let models = try models(isTurned: false)
    #expect(models.count == 4)
    for (part, model) in models.enumerated() {
      #expect(model.examples == 90 && model.agreement > 0.9)
      #expect(right(model, part: part) >= 28)
    }
  }

  @Test func `what a part is called by itself does not change how it is read`() throws {
    let models = try models(isTurned: true)
    #expect(right(models[0], part: 0) >= 28, "the others' labels are what it learned")
    // Those who saw the part were led astray by it.
    #expect(models[0].agreement > models[1].agreement)
  }

  @Test func `what only a part says is new to its model`() throws {
    let models = try models(isTurned: false)
    let unknown = models.map { model in
      var judge = TextJudge(model)
      return judge.answer([Passage("zephyr")]).unknown
    }
    #expect(unknown == [1, 0, 0, 0])
  }

  @Test func `chances of a part are honest: labels that follow nothing are not found`() throws {
    let examples = Corpus.topics(240, seed: 3).enumerated().map { number, example in
      LabelledText(example.passages, .one(Int(FeatureMaker.mix(7, UInt64(number)) % 2)))
    }
    let parts = examples.indices.map { $0 % 4 }
    let models = try Corpus.learner.learn(examples, labels: ["no", "yes"], apart: parts)
    let right = models.enumerated().reduce(0) { sum, one in
      var judge = TextJudge(one.element)
      return sum
        + examples.indices.count { place in
          parts[place] == one.offset
            && .one(judge.answer(examples[place].passages).labels[0]) == examples[place].outcome
        }
    }
    // A half of 240 with three deviations around it.
    #expect((97...143).contains(right), "\(right)")
  }

  @Test func `the same seed gives the same models, whatever the threads`() throws {
    let one = try models(isTurned: false, threads: 1).map(\.bytes)
    #expect(try models(isTurned: false, threads: 3).map(\.bytes) == one)
  }

  @Test func `what cannot be held apart is refused`() {
    let examples = Corpus.topics(60, seed: 1)
    func learn(_ parts: [Int]) throws -> [TextModel] {
      try Corpus.learner.learn(examples, labels: Corpus.topicNames, apart: parts)
    }
    #expect(throws: Learner.Refusal.tooFew(1)) { try learn(examples.map { _ in 0 }) }
    #expect(throws: Learner.Refusal.tooFew(10)) {
      try learn(examples.indices.map { $0 < 10 ? 1 : 0 })
    }
    // The others of a part would all be alike.
    let halves = (0..<60).map { number in
      LabelledText([Passage("text \(number)")], .one(number / 30))
    }
    #expect(throws: Learner.Refusal.oneOutcome) {
      try Corpus.learner.learn(
        halves, labels: ["no", "yes"], apart: halves.indices.map { $0 / 30 })
    }
  }
}
