import Conversations
import Kernel
import People
import Statistics
import Testing

@testable import Reviews

/// Draws with other seeds and counts: what is stored as a chance is how often a thing happens.
@Suite struct ChancesTests {
  private static let agents = (1...3).map { Person.ID(rawValue: $0) }
  private static let reasons = ["billing", "delivery", "refund", "sign-in"]

  /// Three people with 12, 20 and 31 conversations; every fifth or so is flagged.
  private static let pool: [FrameItem] = {
    var generator = SplitMix64(seed: 8)
    var key: Int64 = 0
    return zip(agents, [12, 20, 31]).flatMap { agent, count in
      (0..<count).map { _ in
        key += 1
        let isFlagged = generator.below(5) == 0
        return FrameItem(
          conversation: .init(rawValue: key), agent: agent,
          channel: ["call", "chat", "email"][generator.below(3)],
          reason: reasons[generator.below(4)],
          openedAt: Instant(milliseconds: Int64(generator.below(2_000_000))),
          flags: isFlagged ? [.init(signal: "reopened", value: 1)] : [])
      }
    }
  }()

  private static func drawing(_ size: Int, seed: UInt64 = 1) -> Drawing {
    Drawing(of: pool, agent: agents[2], size: size, seed: seed)
  }

  @Test func `over all starts every conversation is drawn equally often, to the last one`() {
    for size in 1...31 {
      let drawing = Self.drawing(size)
      var counts = [Int](repeating: 0, count: drawing.list.count)
      for start in drawing.list.indices {
        let positions = drawing.positions(from: start)
        #expect(Set(positions).count == size)
        for position in positions { counts[position] += 1 }
      }
      #expect(counts.allSatisfy { $0 == size })
    }
  }

  @Test func `over all starts every lot of flagged conversations is fair as well`() {
    let flagged = Drawing(flagged: Self.pool, size: 5, seed: 3)
    #expect(flagged.list.count == Self.pool.count(where: \.isFlagged))
    var counts = [Int](repeating: 0, count: flagged.list.count)
    for start in flagged.list.indices {
      for position in flagged.positions(from: start) { counts[position] += 1 }
    }
    #expect(counts.allSatisfy { $0 == 5 })
  }

  @Test func `channels and their reasons are in every sample in proportion, give or take one`() {
    let drawing = Self.drawing(9)
    let share = 9.0 / Double(drawing.list.count)
    for start in drawing.list.indices {
      let drawn = drawing.choices(from: start).map(\.item)
      for channel in ["call", "chat", "email"] {
        let expected = share * Double(drawing.list.count { $0.channel == channel })
        let got = Double(drawn.count { $0.channel == channel })
        #expect(got > expected - 1 && got < expected + 1)
        for reason in Self.reasons {
          let belongs = { (item: FrameItem) in item.channel == channel && item.reason == reason }
          let expected = share * Double(drawing.list.count(where: belongs))
          let got = Double(drawn.count(where: belongs))
          #expect(got > expected - 1 && got < expected + 1)
        }
      }
    }
  }

  @Test func `an older cycle keeps its line, in which reasons have no place`() {
    let one = Drawing(of: Self.pool, agent: Self.agents[2], size: 4, line: .channels, seed: 1)
    var isRising = true
    for channel in ["call", "chat", "email"] {
      let times = one.list.filter { $0.channel == channel }.map(\.openedAt)
      #expect(times == (isRising ? times.sorted() : times.sorted().reversed()))
      isRising.toggle()
    }
    let other = Self.drawing(4)
    #expect(one.list != other.list && Set(one.list) == Set(other.list))
  }

  /// One whole cycle: random lots, the flagged lot, and a round of additions.
  private static func look(seed: UInt64, extra: [Person.ID: Int]) -> (
    seen: Set<Conversation.ID>, lots: [Lot]
  ) {
    let sizes = [agents[0]: 3, agents[1]: 4, agents[2]: 4]
    var seen: Set<Conversation.ID> = []
    var lots: [Lot] = []
    for (agent, drawing) in Drawing.all(from: pool, sizes: sizes, seed: seed) {
      let drawn = Set(drawing.choices.map(\.item.conversation))
      lots.append(lot(.random, agent, drawing))
      let rest = Drawing(
        rest: pool.filter { !drawn.contains($0.conversation) }, agent: agent,
        size: extra[agent] ?? 0, round: 1, line: .reasons, seed: seed)
      if rest.size > 0 { lots.append(lot(.unsettled, agent, rest)) }
      seen.formUnion(drawn)
      seen.formUnion(rest.choices.map(\.item.conversation))
    }
    let flagged = Drawing(flagged: pool, size: 4, seed: seed)
    lots.append(lot(.suspicious, nil, flagged))
    seen.formUnion(flagged.choices.map(\.item.conversation))
    return (seen, lots)
  }

  private static func lot(_ kind: Lot.Kind, _ agent: Person.ID?, _ drawing: Drawing) -> Lot {
    Lot(
      kind: kind, agent: agent, number: 0, drawn: drawing.size, population: drawing.list.count,
      spread: nil, known: 0)
  }

  @Test func `both streams and an addition together give the chance that is computed`() throws {
    let runs = 20_000
    let extra = [Self.agents[1]: 5, Self.agents[2]: 2]
    var counts: [Conversation.ID: Int] = [:]
    for seed in 0..<runs {
      for one in Self.look(seed: UInt64(seed), extra: extra).seen { counts[one, default: 0] += 1 }
    }
    let chances = Chances(Self.look(seed: 0, extra: extra).lots)
    #expect(abs(try #require(chances.inRandomLots(of: Self.agents[1])) - 9.0 / 20) < 1e-12)
    for item in Self.pool {
      let chance = try #require(chances.any(of: item.agent, isFlagged: item.isFlagged))
      let tolerance = 6 * (chance * (1 - chance) / Double(runs)).squareRoot()
      let frequency = Double(counts[item.conversation] ?? 0) / Double(runs)
      #expect(abs(frequency - chance) < tolerance, "\(item.conversation)")
    }
  }

  @Test func `with its chances the score is right on average, and without them it is not`() throws {
    var generator = SplitMix64(seed: 4)
    let scores = Dictionary(
      uniqueKeysWithValues: Self.pool.map { item in
        (item.conversation, Double((item.isFlagged ? 30 : 75) + generator.below(26)))
      })
    let truth = Moments(Self.pool.compactMap { scores[$0.conversation] }).mean ?? 0
    let items = Dictionary(uniqueKeysWithValues: Self.pool.map { ($0.conversation, $0) })
    var (weighted, plain) = (0.0, 0.0)
    let runs = 4000
    for seed in 0..<runs {
      let (seen, lots) = Self.look(seed: UInt64(seed), extra: [:])
      let chances = Chances(lots)
      let rated = seen.sorted().compactMap { id -> Results.Rated? in
        guard let item = items[id], let score = scores[id],
          let chance = chances.any(of: item.agent, isFlagged: item.isFlagged)
        else { return nil }
        return Results.Rated(
          cycle: .init(rawValue: 1), conversation: id, agent: item.agent, probability: chance,
          scores: [score], hasCriticalFail: false, values: [:])
      }
      weighted += (Results(rated).overall.value ?? 0) / Double(runs)
      plain += (Moments(rated.compactMap(\.score)).mean ?? 0) / Double(runs)
    }
    #expect(abs(weighted - truth) < 0.5)
    #expect(plain < truth - 4)
  }
}
