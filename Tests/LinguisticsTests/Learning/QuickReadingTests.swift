import Glibc
import Statistics
import Testing

@testable import Linguistics

/// What is said quickly is what is said with reasons.
@Suite struct QuickReadingTests {
  private func compare(_ model: TextModel, _ texts: [[Passage]]) {
    var quick = TextJudge(model), slow = TextJudge(model)
    for passages in texts {
      let one = quick.answer(passages), other = slow.answer(passages, explaining: true)
      #expect(one.unknown == other.unknown && one.labels == other.labels)
      for (a, b) in zip(one.chances, other.chances) { #expect(abs(a - b) < 1e-4) }
      if let a = one.number, let b = other.number { #expect(abs(a.value - b.value) < 1e-3) }
    }
  }

  @Test func `texts are answered alike with and without reasons`() throws {
    let texts = [
      "", "refund", "Refund refund REFUND my my my invoice!!!", "zephyr parcel 12 x9 2024 :)",
      "Could you please help? I was charged twice, and nobody says sorry. Thanks!",
    ]
    let topics = try Corpus.learner.learn(Corpus.topics(90, seed: 1), labels: Corpus.topicNames)
    compare(topics, texts.map { [Passage($0)] })
    let numbers = try Corpus.learner.learn(Corpus.numbers(60, seed: 1), labels: [])
    compare(numbers, texts.map { [Passage($0)] } + Corpus.numbers(10, seed: 2).map(\.passages))
  }

  @Test func `conversations are answered alike with and without reasons`() throws {
    let model = try Corpus.learner.learn(
      Corpus.conversations(60, seed: 10), labels: ["badly", "well"])
    compare(model, Corpus.conversations(20, seed: 11).map(\.passages))
  }

  @Test func `more words than the memory holds change nothing`() throws {
    let model = try Corpus.learner.learn(Corpus.topics(90, seed: 1), labels: Corpus.topicNames)
    let long = (0..<5000).map { "refund\($0 % 7)w parcel" + String($0, radix: 36) + "z" }
    let letters = (0..<5000).map { number in
      String(String(number).unicodeScalars.map { Character(Unicode.Scalar($0.value + 49) ?? "x") })
    }
    compare(model, [long, letters].map { [Passage($0.joined(separator: " "))] })
    compare(model, letters.map { [Passage($0)] })
  }

  @Test func `powers of e are right to one part in a million`() {
    var chance = SplitMix64(seed: 1)
    for _ in 0..<200 {
      let x = SIMD8<Float>((0..<8).map { _ in Float(-chance.unit() * 80) })
      let powers = Power.of(x)
      for lane in 0..<8 { #expect(abs(powers[lane] / expf(x[lane]) - 1) < 1e-6) }
    }
    let ends = Power.of(SIMD8(0, -0.0, -1e9, -.infinity, -87, -1e-9, -0.5, -1))
    #expect(ends[0] == 1 && ends[1] == 1 && ends[2] < 1e-37 && ends[3] < 1e-37)
  }
}
