import Conversations
import Kernel
import People
import Statistics
import Testing

@testable import Reviews

@Suite struct DrawingTests {
  private static let agent = Person.ID(rawValue: 7)

  private static func pool(_ count: Int, seed: UInt64 = 3) -> [FrameItem] {
    var generator = SplitMix64(seed: seed)
    let channels = ["email", "chat", "call"]
    return (0..<count).map { index in
      FrameItem(
        conversation: Conversation.ID(rawValue: Int64(index + 1)), agent: agent,
        channel: channels[[0, 0, 0, 1, 1, 2][generator.below(6)]],
        openedAt: Instant(milliseconds: Int64(generator.below(30 * 86_400)) * 1000))
    }
  }

  @Test func `the chances of all conversations add up to the size of the sample`() {
    for count in 0...60 {
      for minimum in 1...9 {
        let drawing = Drawing(
          of: Self.pool(count), agent: Self.agent, size: minimum, seed: 11)
        #expect(drawing.choices.count == min(minimum, count))
        let sum = Double(drawing.list.count) * drawing.probability
        #expect(abs(sum - Double(drawing.choices.count)) < 1e-9)
        #expect(Set(drawing.choices.map(\.item.conversation)).count == drawing.size)
      }
    }
  }

  @Test func `every conversation is drawn as often as its stored chance says`() {
    let pool = Self.pool(37)
    let runs = 20_000
    var counts: [Conversation.ID: Int] = [:]
    for seed in 0..<runs {
      let drawing = Drawing(
        of: pool, agent: Self.agent, size: 5, seed: UInt64(seed))
      for choice in drawing.choices { counts[choice.item.conversation, default: 0] += 1 }
    }
    let chance = 5.0 / 37
    // Six standard errors: a false alarm in fewer than one of ten million.
    let tolerance = 6 * (chance * (1 - chance) / Double(runs)).squareRoot()
    for item in pool {
      let frequency = Double(counts[item.conversation] ?? 0) / Double(runs)
      #expect(abs(frequency - chance) < tolerance)
    }
  }

  @Test func `channels are in the sample in proportion, give or take one`() {
    let pool = Self.pool(90)
    let size = 9
    for seed in 0..<200 {
      let drawing = Drawing(
        of: pool, agent: Self.agent, size: size, seed: UInt64(seed))
      for (channel, items) in Dictionary(grouping: pool, by: \.channel) {
        let expected = Double(size * items.count) / Double(pool.count)
        let drawn = drawing.choices.count { $0.item.channel == channel }
        #expect(abs(Double(drawn) - expected) <= 2)
      }
    }
  }

  @Test func `one channel is spread evenly over the period`() {
    let day: Int64 = 86_400_000
    let pool = (0..<60).map { index in
      FrameItem(
        conversation: Conversation.ID(rawValue: Int64(index + 1)), agent: Self.agent,
        channel: "chat", openedAt: Instant(milliseconds: Int64(index) * day / 2))
    }
    for seed in 0..<100 {
      let drawing = Drawing(
        of: pool, agent: Self.agent, size: 4, seed: UInt64(seed))
      let days = drawing.choices.map { $0.item.openedAt.milliseconds / day }
      for (earlier, later) in zip(days, days.dropFirst()) {
        #expect((7...8).contains(later - earlier))
      }
    }
  }

  @Test func `the same seed repeats the sample and another seed changes it`() {
    let pool = Self.pool(80)
    let sizes = [Self.agent: 6]
    let first = Drawing.all(from: pool, sizes: sizes, seed: 5).map(\.drawing.choices)
    let turned = Drawing.all(from: pool.reversed(), sizes: sizes, seed: 5)
    #expect(first == turned.map(\.drawing.choices))
    let others = (6..<16).map { seed in
      Drawing.all(from: pool, sizes: sizes, seed: seed).map(\.drawing.choices)
    }
    #expect(others.contains { $0 != first })
  }

  @Test func `a replacement comes from the same part and is never one that was seen`() throws {
    let pool = Self.pool(24)
    let drawing = Drawing(of: pool, agent: Self.agent, size: 4, seed: 2)
    var taken = Set(drawing.choices.map(\.item.conversation))
    var choice = try #require(drawing.choices.first)
    for _ in 0..<5 {
      let next = try #require(drawing.replacement(for: choice, excluding: taken))
      #expect(taken.insert(next.item.conversation).inserted)
      let position = try #require(drawing.list.firstIndex(of: next.item))
      #expect(drawing.part(choice.part).contains(position))
      #expect(next.probability == choice.probability)
      choice = next
    }
    let everything = Set(pool.map(\.conversation))
    #expect(drawing.replacement(for: choice, excluding: everything) == nil)
  }

  @Test func `whoever has few conversations is looked at in full`() {
    let drawing = Drawing(
      of: Self.pool(3), agent: Self.agent, size: 4, seed: 1)
    #expect(drawing.probability == 1)
    #expect(drawing.choices.map(\.item) == drawing.list)
    #expect(drawing.reason == .all(of: 3))
  }

  @Test func `a share raises the number above the minimum`() {
    let size = SampleSize(minimum: 4, percent: 10)
    #expect(size.count(of: 3) == 3)
    #expect(size.count(of: 30) == 4)
    #expect(size.count(of: 41) == 5)
    #expect(size.count(of: 200) == 20)
  }

  @Test func `a changed pool has another fingerprint`() {
    let pool = Self.pool(20)
    for line in Drawing.Line.allCases {
      #expect(pool.digest(for: line) == pool.reversed().digest(for: line))
      #expect(pool.digest(for: line) != pool.dropLast().map { $0 }.digest(for: line))
    }
  }
}
