import Statistics
import Testing

@testable import Linguistics

/// What is learned from small corpora.
@Suite struct LearnerTests {
  @Test func `topics are told apart in texts it has not seen`() throws {
    let model = try Corpus.learner.learn(
      Corpus.topics(90, seed: 1), labels: Corpus.topicNames)
    var judge = TextJudge(model)
    let right = Corpus.topics(60, seed: 2).count { example in
      .one(judge.answer(example.passages).labels[0]) == example.outcome
    }
    #expect(right >= 57)
    #expect(model.kind == .one && model.examples == 90 && model.agreement > 0.9)
  }

  @Test func `chances sum to one and say how often they are right`() throws {
    let model = try Corpus.learner.learn(
      Corpus.topics(180, seed: 3, noise: 0.25), labels: Corpus.topicNames)
    var judge = TextJudge(model)
    let judged = Corpus.topics(300, seed: 4, noise: 0.25).map { example in
      let answer = judge.answer(example.passages)
      #expect(abs(answer.chances.reduce(0, +) - 1) < 1e-5)
      let best = Verdict.best(answer.chances, [])
      return Certainty(
        chance: Double(answer.chances[best]), isRight: .one(best) == example.outcome)
    }
    #expect(Certainty.calibrationError(judged) < 0.12)
    // Nobody can be surer than the noise allows.
    #expect(judged.reduce(0) { $0 + $1.chance } / 300 < 0.9)
  }

  @Test func `the same seed gives the same model, whatever the threads`() throws {
    let examples = Corpus.topics(60, seed: 5)
    var learner = Corpus.learner
    learner.threads = 1
    let one = try learner.learn(examples, labels: Corpus.topicNames)
    learner.threads = 3
    #expect(try learner.learn(examples, labels: Corpus.topicNames).bytes == one.bytes)
    learner.seed = 2
    #expect(try learner.learn(examples, labels: Corpus.topicNames).bytes != one.bytes)
  }

  @Test func `several labels may apply, or none`() throws {
    let model = try Corpus.learner.learn(
      Corpus.mixtures(150, seed: 6), labels: Corpus.topicNames)
    var judge = TextJudge(model)
    var right = 0
    for example in Corpus.mixtures(60, seed: 7) {
      let answer = judge.answer(example.passages)
      #expect(answer.chances.allSatisfy { (0...1).contains($0) })
      right += .many(Set(answer.labels)) == example.outcome ? 1 : 0
    }
    #expect(right >= 50 && model.kind == .many && model.agreement > 0.9)
  }

  @Test func `labels that never stand together are given one at a time`() throws {
    func single(_ examples: [LabelledText]) -> [LabelledText] {
      examples.map { example in
        guard case .one(let label) = example.outcome else { return example }
        return LabelledText(example.passages, .many([label]))
      }
    }
    let examples = single(Corpus.topics(90, seed: 1))
    let model = try Corpus.learner.learn(examples, labels: Corpus.topicNames)
    #expect(model.kind == .many && model.isSingle && model.agreement > 0.9)
    #expect(try TextModel(bytes: model.bytes).isSingle)
    var judge = TextJudge(model)
    for example in single(Corpus.topics(30, seed: 2)) {
      let answer = judge.answer(example.passages)
      #expect(.many(Set(answer.labels)) == example.outcome)
      #expect(abs(answer.chances.reduce(0, +) - 1) < 1e-5)
    }
    // Two labels in one of thirty texts, or none: then each label is asked for by itself.
    let pair = LabelledText([Passage("parcel and refund")], .many([0, 1]))
    #expect(!Targets.areSingle(Array(examples.prefix(29)) + [pair]))
    #expect(Targets.areSingle(Array(examples.prefix(49)) + [pair]))
    #expect(!Targets.areSingle(examples + [LabelledText([Passage("hello")], .many([]))]))
  }

  @Test func `a number comes with an interval that holds nine of ten`() throws {
    let model = try Corpus.learner.learn(Corpus.numbers(120, seed: 8), labels: [])
    var judge = TextJudge(model)
    var inside = 0
    for example in Corpus.numbers(100, seed: 9) {
      let number = try #require(judge.answer(example.passages).number)
      guard case .number(let truth) = example.outcome else { continue }
      #expect(number.lower < number.value && number.value < number.upper)
      inside += (number.lower...number.upper).contains(truth) ? 1 : 0
    }
    #expect(inside >= 80 && model.agreement > 0.8)
  }

  @Test func `the end of a conversation can decide`() throws {
    let model = try Corpus.learner.learn(
      Corpus.conversations(60, seed: 10), labels: ["badly", "well"])
    var judge = TextJudge(model)
    let right = Corpus.conversations(40, seed: 11).count { example in
      .one(judge.answer(example.passages).labels[0]) == example.outcome
    }
    #expect(right >= 38)
  }

  @Test func `the words that decided are named where they stand`() throws {
    let model = try Corpus.learner.learn(
      Corpus.topics(90, seed: 1), labels: Corpus.topicNames)
    var judge = TextJudge(model)
    let text = "Hello, it was my Password today"
    let answer = judge.answer([Passage(text)], explaining: true)
    let first = try #require(answer.reasons.first)
    #expect(answer.labels == [2] && first.words.contains("Password") && first.weight > 0)
    #expect(String(decoding: Array(text.utf8)[first.bytes], as: UTF8.self) == first.words)
    #expect(answer.reasons.reduce(0) { $0 + abs($1.weight) } <= 1.0001)
    #expect(judge.answer([Passage(text)]).reasons.isEmpty)
  }

  @Test func `strange words make it abstain`() throws {
    let model = try Corpus.learner.learn(
      Corpus.topics(90, seed: 1), labels: Corpus.topicNames)
    var judge = TextJudge(model)
    let answer = judge.answer([Passage("quixotic zephyrs juxtapose vexingly")])
    #expect(answer.unknown == 1 && answer.doubt == .unfamiliar)
    #expect(judge.answer([Passage("")]).doubt == .unfamiliar)
    #expect(judge.answer([Passage("my refund money invoice")]).doubt == nil)
  }

  @Test func `where two labels are as likely it abstains`() throws {
    let model = try Corpus.learner.learn(
      Corpus.topics(180, seed: 12, noise: 0.3), labels: Corpus.topicNames)
    var judge = TextJudge(model)
    #expect(judge.answer([Passage("refund money parcel courier")]).doubt == .unsure)
  }

  @Test func `what cannot be learned is refused`() {
    let few = Corpus.topics(12, seed: 1)
    #expect(throws: Learner.Refusal.tooFew(12)) {
      try Corpus.learner.learn(few, labels: Corpus.topicNames)
    }
    let alike = (0..<30).map { LabelledText([Passage("text \($0)")], .one(0)) }
    #expect(throws: Learner.Refusal.oneOutcome) {
      try Corpus.learner.learn(alike, labels: ["only"])
    }
    let unnamed = Corpus.topics(30, seed: 1)
    #expect(throws: Learner.Refusal.mixed) {
      try Corpus.learner.learn(unnamed, labels: ["one", "two"])
    }
    let mixed = Corpus.topics(30, seed: 1) + Corpus.numbers(5, seed: 1)
    #expect(throws: Learner.Refusal.mixed) {
      try Corpus.learner.learn(mixed, labels: Corpus.topicNames)
    }
  }

  @Test func `what belongs together is not divided`() {
    let examples = Corpus.conversations(40, seed: 13)
    let folds = Folds(examples, count: 5, seed: 1)
    #expect(Set(folds.parts) == Set(0..<5))
    for pair in stride(from: 0, to: 40, by: 2) {
      #expect(folds.parts[pair] == folds.parts[pair + 1])
    }
    let twice = Corpus.topics(10, seed: 1)
    let twins = Folds(twice + twice, count: 5, seed: 1)
    for number in 0..<10 { #expect(twins.parts[number] == twins.parts[number + 10]) }
    for part in 0..<5 {
      #expect(Set(folds.members(of: part)).isDisjoint(with: folds.others(than: part)))
    }
  }
}
