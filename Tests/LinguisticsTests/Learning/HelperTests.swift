import Statistics
import Testing

@testable import Linguistics

/// What is known of single turns helps to judge their conversation.
@Suite struct HelperTests {
  private static let mood = Aspect(name: "mood", labels: ["bad", "good"])
  private static let goods = ["great", "lovely", "perfect", "superb", "splendid", "happy"]
  private static let bads = ["awful", "broken", "useless", "rubbish", "angry", "wrong"]

  /// Conversations that end well where more than half of the customer's turns are good.
  private static func dialogues(_ count: Int, seed: UInt64, isMarked: Bool = true)
    -> [LabelledText]
  {
    var chance = SplitMix64(seed: seed)
    return (0..<count).map { number in
      let isWell = number.isMultiple(of: 2)
      var passages: [Passage] = [], marks: [[Int]] = []
      for turn in 0..<5 {
        let isGood = (turn < 4) == isWell
        let words = isGood ? goods : bads
        let said = Corpus.text(chance.below(3), &chance) + " " + words[chance.below(6)]
        passages.append(Passage(said, side: .customer))
        marks.append([isGood ? 1 : 0])
        passages.append(Passage(Corpus.text(chance.below(3), &chance), side: .agent))
        marks.append([-1])
      }
      return LabelledText(passages, .one(isWell ? 1 : 0), turns: isMarked ? marks : [])
    }
  }

  private static let learned = Result {
    try Corpus.learner.learn(
      dialogues(40, seed: 1), labels: ["badly", "well"], aspects: [mood])
  }

  @Test func `a helper judges turns for the model`() throws {
    let model = try Self.learned.get()
    #expect(model.helpers.map(\.labels) == [["bad", "good"]])
    #expect(model.helpers.map(\.examples) == [200])
    var judge = TextJudge(model)
    let right = Self.dialogues(40, seed: 2).count { example in
      .one(judge.answer(example.passages).labels[0]) == example.outcome
    }
    #expect(right >= 38)
  }

  @Test func `helpers come back from a file`() throws {
    let model = try Self.learned.get()
    let copy = try TextModel(bytes: model.bytes)
    #expect(copy.bytes == model.bytes && copy.helpers.count == 1)
    var one = TextJudge(model), other = TextJudge(copy)
    for example in Self.dialogues(10, seed: 3) {
      #expect(one.answer(example.passages).chances == other.answer(example.passages).chances)
    }
  }

  @Test func `a helper of a helper is refused`() throws {
    var model = try Self.learned.get()
    model.helpers[0].helpers = model.helpers
    #expect(throws: TextModel.Damage.altered) { try TextModel(bytes: model.bytes) }
  }

  @Test func `where turns say nothing there is no helper`() throws {
    let model = try Corpus.learner.learn(
      Self.dialogues(30, seed: 4, isMarked: false), labels: ["badly", "well"],
      aspects: [Self.mood])
    #expect(model.helpers.isEmpty)
  }
}
