import Conversations
import Kernel
import People
import Statistics
import Support
import Testing

@testable import Reviews

@Suite struct FairnessTests {
  private static func rated(
    _ key: Int64, _ score: Double, chance: Double, random: Double? = nil, isRandom: Bool = true,
    isSuspicious: Bool = false
  ) -> Results.Rated {
    Results.Rated(
      cycle: .init(rawValue: 1), conversation: .init(rawValue: key), agent: .init(rawValue: 1),
      probability: chance, scores: [score], hasCriticalFail: false, values: [:],
      isRandom: isRandom, isSuspicious: isSuspicious, randomProbability: random,
      anyProbability: chance)
  }

  /// The example of the reference: 100 flagged of 1,000 with a mean of 60, all looked at, the
  /// others with a mean of 85 at a tenth: the plain average says 72, the truth is 82.5.
  @Test func `the known example comes out as it is known`() throws {
    let flagged = (0..<100).map {
      Self.rated($0, 60, chance: 1, random: 0.1, isRandom: $0 < 10, isSuspicious: true)
    }
    let others = (0..<90).map { Self.rated(1000 + $0, 85, chance: 0.1, random: 0.1) }
    let fairness = Fairness(flagged + others)
    #expect(abs(try #require(fairness.plain.value) - 71.8421) < 0.001)
    #expect(abs(try #require(fairness.weighted.value) - 82.5) < 1e-9)
    #expect(abs(try #require(fairness.random.value) - 82.5) < 1e-9)
    #expect(abs(try #require(fairness.bias) + 10.6579) < 0.001)
    #expect(fairness.weighted.effectiveN < 190)
    #expect(fairness.random.n == 100)
  }

  @Test func `what the flagged lot finds is told apart from what the random one finds`() {
    let flagged = (0..<30).map {
      Self.rated($0, $0 < 24 ? 40 : 90, chance: 0.5, isRandom: false, isSuspicious: true)
    }
    let others = (0..<60).map { Self.rated(100 + $0, $0 < 6 ? 40 : 90, chance: 0.1) }
    let hits = Fairness(flagged + others).hits
    #expect(abs((hits.suspicious.value ?? 0) - 0.8) < 1e-12)
    #expect(abs((hits.random.value ?? 0) - 0.1) < 1e-12)
    #expect(Fairness(flagged + others).hits.verdict == .signal(.higher, largerThanMargin: true))
    #expect(Fairness(others).hits.verdict == .notEnoughData)
    #expect(Fairness([]).bias == nil)
  }

  @Test func `each signal has the share of what was found where it was seen, whoever drew it`() {
    let flagged = (0..<8).map {
      Self.rated($0, $0 < 6 ? 40 : 90, chance: 0.5, isRandom: false, isSuspicious: true)
    }
    let others = (0..<20).map { Self.rated(100 + $0, $0 < 2 ? 59.9 : 60, chance: 0.1) }
    let cycle = Cycle.ID(rawValue: 1)
    let rate = HitRate(
      flagged + others,
      flags: [
        cycle: [
          .init(rawValue: 0): ["reopened", "churn"], .init(rawValue: 7): ["churn"],
          .init(rawValue: 100): ["churn"], .init(rawValue: 119): ["reopened"],
          .init(rawValue: 500): ["insult"],
        ],
        .init(rawValue: 2): [.init(rawValue: 1): ["insult"]],
      ])
    #expect(rate.signals.keys.sorted() == ["churn", "reopened"])
    #expect(rate.signals["churn"]?.value == 2.0 / 3 && rate.signals["churn"]?.n == 3)
    #expect(rate.signals["reopened"]?.value == 0.5)
    #expect(rate.suspicious.value == 0.75)
    #expect(abs((rate.random.value ?? 0) - 0.1) < 1e-12)
  }

  // MARK: The sample beside the pool

  private static let agents = (1...4).map { Person.ID(rawValue: $0) }
  private static let pool: [FrameItem] = {
    var generator = SplitMix64(seed: 2)
    return (0..<160).map { index in
      FrameItem(
        conversation: .init(rawValue: Int64(index + 1)), agent: agents[index % 4],
        channel: ["call", "chat"][generator.below(2)],
        reason: ["a", "b", "c"][generator.below(3)],
        openedAt: Instant(milliseconds: Int64(generator.below(30 * 86_400)) * 1000),
        language: "en")
    }
  }()
  private static let lots = agents.map {
    Lot(
      kind: .random, agent: $0, number: 0, drawn: 8, population: 40, spread: nil, known: 0)
  }

  private static func representation(_ sample: Set<Conversation.ID>) -> Representation {
    Representation(pool: pool, sample: sample, lots: lots, line: .reasons, zone: .utc)
  }

  private static func sample(seed: UInt64) -> Set<Conversation.ID> {
    let sizes = Dictionary(uniqueKeysWithValues: agents.map { ($0, 8) })
    return Set(
      Drawing.all(from: pool, sizes: sizes, seed: seed).flatMap(\.drawing.choices)
        .map(\.item.conversation))
  }

  @Test func `a fair draw is called different as rarely as was promised`() {
    let runs = 30
    let alarms = (0..<runs).count { seed in
      Self.representation(Self.sample(seed: UInt64(seed + 100))).comparisons
        .contains(where: \.differs)
    }
    // At most one in twenty; seven of thirty would come with a chance below one in a thousand.
    #expect(alarms < 7)
  }

  @Test func `a sample of one channel is found out, and so is only that`() throws {
    let chosen = Self.agents.flatMap { agent in
      Self.pool.filter { $0.agent == agent && $0.channel == "call" }.prefix(8)
    }
    let one = Self.representation(Set(chosen.map(\.conversation)))
    let channel = try #require(one.comparisons.first { $0.trait == .channel })
    #expect(channel.differs)
    #expect(channel.parts.map(\.pool).reduce(0, +) == 160)
    #expect(abs(channel.parts.map(\.expected).reduce(0, +) - 32) < 1e-9)
    #expect(channel.parts.first { $0.name == "chat" }?.drawn == 0)
    // There is only one language, so nothing can be compared.
    #expect(!one.comparisons.contains { $0.trait == .language })
  }

  @Test func `where all are taken chance has no say`() {
    let lots = Self.agents.map {
      Lot(
        kind: .random, agent: $0, number: 0, drawn: 40, population: 40, spread: nil, known: 0)
    }
    let one = Representation(
      pool: Self.pool, sample: Set(Self.pool.map(\.conversation)), lots: lots, line: .reasons,
      zone: .utc)
    #expect(one.comparisons.allSatisfy { $0.p == nil && !$0.differs })
    #expect(one.comparisons.allSatisfy { $0.parts.allSatisfy { Double($0.drawn) == $0.expected } })
  }

  @Test func `rare values are put together`() throws {
    let pool = (0..<60).map { index in
      FrameItem(
        conversation: .init(rawValue: Int64(index + 1)), agent: Self.agents[0], channel: "chat",
        reason: index < 40 ? "often" : "rare \(index)",
        openedAt: Instant(milliseconds: Int64(index) * 1000))
    }
    let one = Representation(
      pool: pool, sample: [],
      lots: [
        Lot(
          kind: .random, agent: Self.agents[0], number: 0, drawn: 5, population: 60,
          spread: nil, known: 0)
      ], line: .reasons, zone: .utc, repetitions: 19)
    let reasons = try #require(one.comparisons.first { $0.trait == .reason })
    #expect(reasons.parts.count == Representation.mostParts)
    #expect(reasons.parts.first?.name == "often" && reasons.parts.last?.name == "")
    #expect(reasons.parts.last?.pool == 12)
  }
}
