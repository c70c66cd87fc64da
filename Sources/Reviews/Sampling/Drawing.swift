public import Conversations
public import Kernel
public import People
internal import Statistics

/// A systematic sample from a list in a stated order.
///
/// The N conversations lie on a line. From a random start every N/n-th is taken, so that the
/// sample holds what the order keeps together in proportion, and every conversation has the
/// chance n/N exactly. Source: Madow and Madow, "On the Theory of Systematic Sampling", 1944, with
/// the fractional interval of Cochran, "Sampling Techniques", 1977, section 8.1.
public struct Drawing: Hashable, Sendable {
  /// The order of a person's line; a cycle keeps the one it was opened with for ever.
  public enum Line: Int, Hashable, Sendable, CaseIterable {
    /// By channel and inside a channel by time, forwards and backwards in turn.
    case channels = 1
    /// By channel, inside it by contact reason, inside that by time, each forwards and backwards
    /// in turn.
    case reasons = 2
  }

  /// One drawn conversation and the part of the list it was drawn from.
  public struct Choice: Hashable, Sendable {
    public let item: FrameItem
    /// The number of the part, from 0; a replacement comes from the same part.
    public let part: Int
    /// The chance this conversation had in this draw.
    public let probability: Double
  }

  /// The conversations in the order of the line.
  public let list: [FrameItem]
  /// How many were drawn.
  public let size: Int
  private let seed: UInt64

  private init(list: [FrameItem], size: Int, seed: UInt64) {
    self.list = list
    self.size = min(list.count, max(0, size))
    self.seed = seed
  }

  /// Prepares the random draw of one person; the same input always gives the same sample.
  public init(
    of items: [FrameItem], agent: Person.ID, size: Int, line: Line = .reasons, seed: UInt64
  ) {
    self.init(
      list: Self.ordered(items.filter { $0.agent == agent }, line), size: size,
      seed: Self.mixed(seed, UInt64(bitPattern: agent.rawValue)))
  }

  /// Prepares the draw of a number of flagged conversations of all people, who lie on the line one
  /// after the other.
  public init(flagged items: [FrameItem], size: Int, seed: UInt64) {
    let people = Dictionary(grouping: items.filter(\.isFlagged), by: \.agent)
    self.init(
      list: people.sorted { $0.key < $1.key }.flatMap { Self.ordered($0.value, .reasons) },
      size: size, seed: Self.mixed(seed, Self.flaggedPurpose))
  }

  /// Prepares a further draw for one person from what no random draw took yet; every round has a
  /// number of its own, from 1.
  public init(
    rest items: [FrameItem], agent: Person.ID, size: Int, round: Int, line: Line, seed: UInt64
  ) {
    let own = Self.mixed(seed, UInt64(bitPattern: agent.rawValue))
    self.init(
      list: Self.ordered(items.filter { $0.agent == agent }, line), size: size,
      seed: Self.mixed(own, Self.roundPurpose &+ UInt64(max(0, round))))
  }

  /// n/N, the same for every conversation of the list; 0 when there is none.
  public var probability: Double {
    list.isEmpty ? 0 : Double(size) / Double(list.count)
  }

  /// The sample, in the order of the list.
  public var choices: [Choice] {
    guard size > 0 else { return [] }
    var generator = SplitMix64(seed: seed)
    return choices(from: generator.below(list.count))
  }

  /// The sample of one start.
  ///
  /// With r drawn from 0..<N, the positions are ⌊(r + kN)/n⌋ for k in 0..<n. The sums r + kN take
  /// each value in 0..<nN once over all r and k, and n of them fall on each position.
  func choices(from start: Int) -> [Choice] {
    positions(from: start).enumerated().map { part, position in
      Choice(item: list[position], part: part, probability: probability)
    }
  }

  func positions(from start: Int) -> [Int] {
    guard size > 0 else { return [] }
    return (0..<size).map { part in (start + part * list.count) / size }
  }

  /// The conversation that takes the place of a drawn one: the next by lot from the same part of
  /// the list, then from the same channel, then from all; `nil` when none is left.
  ///
  /// It is a conversation of the same person, so that whoever was asked can go on.
  public func replacement(
    for choice: Choice, excluding taken: Set<Conversation.ID>
  ) -> Choice? {
    var generator = SplitMix64(seed: Self.mixed(seed, UInt64(choice.part) &+ 1))
    let near = part(choice.part)
    let order = generator.permutation(of: list.count).filter {
      list[$0].agent == choice.item.agent && !taken.contains(list[$0].conversation)
    }
    let groups: [(Int) -> Bool] = [
      { near.contains($0) }, { list[$0].channel == choice.item.channel }, { _ in true },
    ]
    for belongs in groups {
      if let next = order.first(where: belongs) {
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

  private static func ordered(_ items: [FrameItem], _ line: Line) -> [FrameItem] {
    let channels = Dictionary(grouping: items, by: \.channel).sorted { $0.key < $1.key }
    var isForwards = true
    var list: [FrameItem] = []
    for (index, channel) in channels.enumerated() {
      let reasons =
        line == .channels
        ? [channel.value]
        : Dictionary(grouping: channel.value) { $0.reason ?? "" }
          .sorted { $0.key < $1.key }.map(\.value)
      for group in index.isMultiple(of: 2) ? reasons : reasons.reversed() {
        let forwards = group.sorted {
          ($0.openedAt, $0.conversation) < ($1.openedAt, $1.conversation)
        }
        list += isForwards ? forwards : forwards.reversed()
        isForwards.toggle()
      }
    }
    return list
  }

  /// Purposes for which no person's key stands.
  private static let flaggedPurpose: UInt64 = 0x666C_6167_6765_6400
  private static let roundPurpose: UInt64 = 0x726F_756E_6400_0000

  /// A seed for one purpose, made from the cycle's one seed.
  static func mixed(_ seed: UInt64, _ purpose: UInt64) -> UInt64 {
    var generator = SplitMix64(seed: seed ^ (purpose &* 0xD134_2543_DE82_EF95))
    return generator.next()
  }
}

extension Drawing {
  /// The samples of everybody in the pool, in the order of their keys.
  public static func all(
    from pool: [FrameItem], sizes: [Person.ID: Int], line: Line = .reasons, seed: UInt64
  ) -> [(agent: Person.ID, drawing: Drawing)] {
    Dictionary(grouping: pool, by: \.agent).sorted { $0.key < $1.key }.map { agent, items in
      (
        agent,
        Drawing(of: items, agent: agent, size: sizes[agent] ?? 0, line: line, seed: seed)
      )
    }
  }
}
