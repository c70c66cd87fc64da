import Testing

@testable import Linguistics

/// How a text is put is read where that tells of unseen texts.
@Suite struct PlainTests {
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
