import Statistics
import Testing

@testable import Linguistics

/// What words add is the same whether they are remembered or not.
@Suite struct WordMemoryTests {
  private func learned() throws -> TextModel {
    try Corpus.learner.learn(Corpus.topics(120, seed: 1), labels: Corpus.topicNames)
  }

  private let texts = [
    "refund my money please", "the parcel is late, 12 days!", "zyzzyva refund??? zyzzyva",
    "Пароль не тот", String(repeating: "account", count: 30) + " locked",
  ]

  @Test func `a model comes with the words of its lesson, and they change nothing`() throws {
    let model = try learned()
    #expect(model.memory.record.keys.count > 10)
    var bare = model
    bare.memory = WordMemory(lanes: model.weights.stride)
    var one = TextJudge(model), other = TextJudge(bare)
    for _ in 0..<2 {
      for text in texts {
        let a = one.answer([Passage(text)]), b = other.answer([Passage(text)])
        #expect(a.chances == b.chances && a.unknown == b.unknown)
      }
    }
  }

  @Test func `conversations are answered alike with and without remembered words`() throws {
    let model = try Corpus.learner.learn(
      Corpus.conversations(60, seed: 10), labels: ["badly", "well"])
    #expect(!model.memory.record.keys.isEmpty)
    var bare = model
    bare.memory = WordMemory(lanes: model.weights.stride)
    var one = TextJudge(model), other = TextJudge(bare)
    for example in Corpus.conversations(20, seed: 11) {
      #expect(one.answer(example.passages).chances == other.answer(example.passages).chances)
    }
  }

  @Test func `a word that is new speaks by its letters`() throws {
    var judge = TextJudge(try learned())
    let answer = judge.answer([Passage("so, refundz")], explaining: true)
    #expect(answer.labels == [0] && answer.reasons.first?.words == "refundz")
    #expect((answer.reasons.first?.weight ?? 0) > 0)
  }

  @Test func `words stay in a file, by their hashes alone`() throws {
    let model = try learned()
    let copy = try TextModel(bytes: model.bytes)
    #expect(copy.memory.record.keys == model.memory.record.keys)
    #expect(copy.memory.record.sums == model.memory.record.sums)
    #expect(copy.memory.record.slots == model.memory.record.slots)
    let bytes = model.bytes
    let word = Array("refund".utf8)
    #expect(!bytes.indices.dropLast(6).contains { bytes[$0..<($0 + 6)].elementsEqual(word) })
  }

  @Test func `words that do not fit together are refused`() {
    func memory(_ keys: [UInt64], _ slots: [Int32], _ squares: [Float], _ sums: Int)
      -> WordMemory?
    {
      WordMemory(
        lanes: 2, keys: keys, slots: slots, squares: squares,
        sums: [SIMD8<Int16>](repeating: .zero, count: sums), places: 9)
    }
    #expect(memory([1, 2], [-1, 8], [0, 1], 4) != nil)
    #expect(memory([1, 2], [-1, 9], [0, 1], 4) == nil)
    #expect(memory([1, 2], [-2, 8], [0, 1], 4) == nil)
    #expect(memory([1, 2], [-1], [0, 1], 4) == nil)
    #expect(memory([1, 2], [-1, 8], [0], 4) == nil)
    #expect(memory([1, 2], [-1, 8], [0, 1], 3) == nil)
  }
}
