public import Conversations
public import Kernel
public import People
internal import Statistics

/// The random sample of one person: drawn systematically from a list ordered by channel and time.
///
/// The N conversations lie on a line, by channel and inside a channel by time, forwards and
/// backwards in turn. From a random start every N/n-th is taken, so that the sample holds the
/// channels in proportion and is spread over the period, and every conversation has the chance
/// n/N exactly. Source: Madow and Madow, "On the Theory of Systematic Sampling", 1944, with
/// the fractional interval of Cochran, "Sampling Techniques", 1977, section 8.1.
public struct Drawing: Hashable, Sendable {
  /// One drawn conversation and the part of the list it was drawn from.
  public struct Choice: Hashable, Sendable {
    public let item: FrameItem
    /// The number of the part, from 0; a replacement comes from the same part.
    public let part: Int
    /// The chance this conversation had of being drawn.
    public let probability: Double
  }

  public let agent: Person.ID
  /// The person's conversations in the order of the list.
  public let list: [FrameItem]
  /// How many were drawn.
  public let size: Int
  private let seed: UInt64

  /// Prepares the draw for one person; the same input always gives the same sample.
  public init(of items: [FrameItem], agent: Person.ID, size: SampleSize, seed: UInt64) {
    self.agent = agent
    self.seed = Self.mixed(seed, UInt64(bitPattern: agent.rawValue))
    list = Self.ordered(items.filter { $0.agent == agent })
    self.size = size.count(of: list.count)
  }

  /// n/N, the same for every conversation of the person; 0 when there is none.
  public var probability: Double {
    list.isEmpty ? 0 : Double(size) / Double(list.count)
  }

  /// The sample, in the order of the list.
  ///
  /// With r drawn from 0..<N, the positions are ⌊(r + kN)/n⌋ for k in 0..<n. The sums r + kN take
  /// each value in 0..<nN once over all r and k, and n of them fall on each position.
  public var choices: [Choice] {
    guard size > 0 else { return [] }
    var generator = SplitMix64(seed: seed)
    let start = generator.below(list.count)
    return (0..<size).map { part in
      Choice(
        item: list[(start + part * list.count) / size], part: part, probability: probability)
    }
  }

  /// The conversation that takes the place of a drawn one: the next by lot from the same part of
  /// the list, then from the same channel, then from all; `nil` when none is left.
  public func replacement(
    for choice: Choice, excluding taken: Set<Conversation.ID>
  ) -> Choice? {
    var generator = SplitMix64(seed: Self.mixed(seed, UInt64(choice.part) &+ 1))
    let near = part(choice.part)
    let order = generator.permutation(of: list.count)
    let groups: [(Int) -> Bool] = [
      { near.contains($0) }, { list[$0].channel == choice.item.channel }, { _ in true },
    ]
    for belongs in groups {
      let next = order.first { belongs($0) && !taken.contains(list[$0].conversation) }
      if let next {
        return Choice(item: list[next], part: choice.part, probability: choice.probability)
      }
    }
    return nil
  }

  /// The positions of one part of the list.
  func part(_ number: Int) -> Range<Int> {
    guard size > 0 else { return 0..<0 }
    let lower = number * list.count / size
    return lower..<max(lower + 1, (number + 1) * list.count / size)
  }

  private static func ordered(_ items: [FrameItem]) -> [FrameItem] {
    let channels = Dictionary(grouping: items, by: \.channel).sorted { $0.key < $1.key }
    return channels.enumerated().flatMap { index, channel in
      let forwards = channel.value.sorted {
        ($0.openedAt, $0.conversation) < ($1.openedAt, $1.conversation)
      }
      return index.isMultiple(of: 2) ? forwards : forwards.reversed()
    }
  }

  /// A seed for one purpose, made from the cycle's one seed.
  static func mixed(_ seed: UInt64, _ purpose: UInt64) -> UInt64 {
    var generator = SplitMix64(seed: seed ^ (purpose &* 0xD134_2543_DE82_EF95))
    return generator.next()
  }
}

extension Drawing {
  /// The samples of everybody in the pool, in the order of their keys.
  public static func all(
    from pool: [FrameItem], size: SampleSize, seed: UInt64
  ) -> [Drawing] {
    Dictionary(grouping: pool, by: \.agent).sorted { $0.key < $1.key }
      .map { Drawing(of: $0.value, agent: $0.key, size: size, seed: seed) }
  }
}
