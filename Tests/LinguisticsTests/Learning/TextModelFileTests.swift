import Statistics
import Testing

@testable import Linguistics

/// A model goes into a file and comes back, and nothing else does.
@Suite struct TextModelFileTests {
  private func model() throws -> TextModel {
    var model = try Corpus.learner.learn(
      Corpus.topics(45, seed: 1), labels: Corpus.topicNames)
    model.notes = ["text": "message", "roles": "א\nб"]
    return model
  }

  @Test func `what comes back answers the same`() throws {
    let model = try model()
    let copy = try TextModel(bytes: model.bytes)
    #expect(copy.bytes == model.bytes)
    #expect(copy.notes == model.notes && copy.labels == model.labels && copy.kind == .one)
    #expect(copy.agreement == model.agreement && copy.examples == 45)
    var one = TextJudge(model), other = TextJudge(copy)
    for example in Corpus.topics(20, seed: 2) {
      #expect(one.answer(example.passages).chances == other.answer(example.passages).chances)
    }
  }

  @Test func `numbers come back on their scale`() throws {
    let model = try Corpus.learner.learn(Corpus.numbers(45, seed: 1), labels: [])
    let copy = try TextModel(bytes: model.bytes)
    var one = TextJudge(model), other = TextJudge(copy)
    let passages = [Passage("thanks thanks")]
    #expect(one.answer(passages).number?.value == other.answer(passages).number?.value)
    #expect(one.answer(passages).number?.upper == other.answer(passages).number?.upper)
  }

  @Test func `a file of another kind is refused`() {
    #expect(throws: TextModel.Damage.notAModel) { try TextModel(bytes: []) }
    #expect(throws: TextModel.Damage.notAModel) { try TextModel(bytes: Array("{}".utf8)) }
    let bytes = Array("ATTUNE-M".utf8) + [9, 0, 0, 0] + [UInt8](repeating: 0, count: 16)
    #expect(throws: TextModel.Damage.newer(version: 9)) { try TextModel(bytes: bytes) }
    let old = Array("ATTUNE-M".utf8) + [2, 0, 0, 0] + [UInt8](repeating: 0, count: 16)
    #expect(throws: TextModel.Damage.older(version: 2)) { try TextModel(bytes: old) }
  }

  @Test func `a file that was cut short is refused at every length`() throws {
    let bytes = try model().bytes
    for length in [8, 11, 12, 27, 28, 100, bytes.count / 2, bytes.count - 1] {
      #expect(throws: TextModel.Damage.cutShort, "\(length)") {
        try TextModel(bytes: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: TextModel.Damage.altered) { try TextModel(bytes: bytes + [0]) }
  }

  @Test func `one bit is enough to be refused`() throws {
    let bytes = try model().bytes
    var chance = SplitMix64(seed: 4)
    for _ in 0..<40 {
      var damaged = bytes
      let place = 28 + chance.below(bytes.count - 28)
      damaged[place] ^= 1 << UInt8(chance.below(8))
      #expect(throws: TextModel.Damage.altered) { try TextModel(bytes: damaged) }
    }
  }

  /// A body whose sum is right but whose lists do not fit each other.
  @Test(arguments: 0..<60) func `what does not fit together is refused, and never traps`(seed: Int)
    throws
  {
    var bytes = try Self.small
    var chance = SplitMix64(seed: UInt64(seed))
    for _ in 0..<(1 + chance.below(4)) {
      bytes[28 + chance.below(bytes.count - 28)] = UInt8(chance.below(256))
    }
    let check = ByteWriter.check(bytes[28...])
    withUnsafeBytes(of: check) { bytes.replaceSubrange(20..<28, with: $0) }
    guard let model = try? TextModel(bytes: bytes) else { return }
    var judge = TextJudge(model)
    _ = judge.answer([Passage("refund parcel")], explaining: true)
  }

  private static let smallModel = Result {
    var learner = Corpus.learner
    learner.census.most = 6
    return try learner.learn(Corpus.topics(30, seed: 1), labels: Corpus.topicNames).bytes
  }

  private static var small: [UInt8] { get throws { try smallModel.get() } }
}
