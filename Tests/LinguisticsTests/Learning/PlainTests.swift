import Statistics
import Testing

@testable import Linguistics

/// How a text is put is read where that tells more than chance does.
@Suite struct PlainTests {
  private let targets = Targets(
    (0..<200).map { LabelledText([Passage("\($0)")], .one($0 % 2)) }, kind: .one, outputs: 2,
    scale: NumberScale(mean: 0, deviation: 1))

  /// A judgement that is for the right label by so much, give or take.
  private func trial(_ sure: Double, noise: Double, seed: UInt64) -> Trial {
    var chance = SplitMix64(seed: seed)
    let raw = (0..<200).flatMap { number -> [Float] in
      let value = Float(sure + noise * (chance.unit() * 2 - 1))
      return number % 2 == 0 ? [value, 0] : [0, value]
    }
    return Trial(aside: Array(0..<200), byNetwork: raw, byLinear: [])
  }

  @Test func `only what is better by more than chance counts as better`() {
    let weak = trial(0.5, noise: 2, seed: 1), strong = trial(1.5, noise: 2, seed: 2)
    #expect(Judgement.isBetter(strong, than: weak, targets))
    #expect(!Judgement.isBetter(weak, than: strong, targets))
    #expect(!Judgement.isBetter(weak, than: weak, targets))
    let again = (0..<40).count { seed in
      Judgement.isBetter(
        trial(0.5, noise: 2, seed: UInt64(100 + seed)),
        than: trial(0.5, noise: 2, seed: UInt64(seed)), targets)
    }
    // Of equals one in forty is taken for better.
    #expect(again < 6)
  }

  @Test func `a model of topics reads what is said alone, and says so in its file`() throws {
    var learner = Corpus.learner
    learner.fewestForOne = 100
    learner.wideLanes = 2
    let model = try learner.learn(Corpus.topics(240, seed: 1), labels: Corpus.topicNames)
    #expect(!model.readsStyle)
    #expect(try !TextModel(bytes: model.bytes).readsStyle)
    var judge = TextJudge(model), slow = TextJudge(model)
    let right = Corpus.topics(60, seed: 2).count { example in
      let answer = judge.answer(example.passages)
      let other = slow.answer(example.passages, explaining: true)
      #expect(answer.labels == other.labels)
      #expect(zip(answer.chances, other.chances).allSatisfy { abs($0 - $1) < 1e-4 })
      return .one(answer.labels[0]) == example.outcome
    }
    #expect(right >= 57)
    learner.fewestForOne = 1000
    #expect(try learner.learn(Corpus.topics(120, seed: 1), labels: Corpus.topicNames).readsStyle)
  }
}
