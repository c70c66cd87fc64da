internal import Conversations
internal import Kernel
internal import People
internal import Statistics

/// Whether a sample looks like the conversations it was drawn from.
///
/// Because the draw is known, the sample is compared with other draws of the same lots from the same
/// pool instead of with a table of chi-square: p is the share of draws that lie at least as far from
/// the pool as this one does, itself included (Barnard 1963; Phipson and Smyth 2010).
struct Representation: Hashable, Sendable {
  /// By what conversations are told apart.
  enum Trait: String, Hashable, Sendable, CaseIterable {
    case channel, reason, weekday, language
  }

  /// One value of a trait in the pool and in the sample.
  struct Part: Hashable, Sendable {
    /// What it is called in the data; `nil` where the data do not say, "" for the rare ones together.
    let name: String?
    let pool: Int
    let drawn: Int
    /// How many the lots bring on average.
    let expected: Double
  }

  /// One trait with the answer for it.
  struct Comparison: Hashable, Sendable {
    let trait: Trait
    let parts: [Part]
    /// The chance of a sample that differs as much, before and after the correction for the number of
    /// traits (Holm); `nil` where the lot leaves nothing to chance.
    let p: Double?
    var adjusted: Double?

    var differs: Bool { adjusted.map { $0 < 0.05 } ?? false }
  }

  /// The traits of which there are at least two values.
  let comparisons: [Comparison]
  /// How many times it was drawn again.
  let repetitions: Int

  /// At most so many values of a trait are told apart; the others are put together.
  static let mostParts = 10

  /// Compares the random sample as it stands, replacements included, with the frozen pool.
  init(
    pool: [FrameItem], sample: Set<Conversation.ID>, lots: [Lot], line: Drawing.Line,
    zone: Zone, repetitions: Int = 499, seed: UInt64 = 1
  ) {
    let people = Self.people(pool, lots, line)
    let items = people.flatMap(\.drawing.list)
    let codings = Trait.allCases.map { Coding($0, items, zone) }.filter { $0.names.count > 1 }
    let chances = people.flatMap { person in
      person.drawing.list.map { _ in person.chance }
    }
    let isDrawn = items.map { sample.contains($0.conversation) }
    let expected = codings.map { coding in
      zip(coding.codes, chances).reduce(into: coding.zeros) { $0[$1.0] += $1.1 }
    }
    let observed = codings.map { coding in
      zip(coding.codes, isDrawn).reduce(into: coding.zeros) { $0[$1.0] += $1.1 ? 1 : 0 }
    }
    let distance = zip(observed, expected).map { Self.distance($0, $1) }
    var asFar = codings.map { _ in 0 }
    var generator = SplitMix64(seed: seed)
    for _ in 0..<repetitions {
      var counts = codings.map(\.zeros)
      var start = 0
      for person in people {
        for position in person.draw(&generator) {
          for (index, coding) in codings.enumerated() {
            counts[index][coding.codes[start + position]] += 1
          }
        }
        start += person.drawing.list.count
      }
      for index in codings.indices
      where Self.distance(counts[index], expected[index]) >= distance[index] * (1 - 1e-9) {
        asFar[index] += 1
      }
    }
    let isCensus = people.allSatisfy { $0.chance >= 1 }
    let values = asFar.map { Double($0 + 1) / Double(repetitions + 1) }
    let adjusted = adjustPValues(values, .holm) ?? values
    self.repetitions = repetitions
    comparisons = codings.indices.map { index in
      let coding = codings[index]
      return Comparison(
        trait: coding.trait,
        parts: coding.names.indices.map { code in
          Part(
            name: coding.names[code], pool: coding.codes.count { $0 == code },
            drawn: Int(exactly: observed[index][code]) ?? 0, expected: expected[index][code])
        }, p: isCensus ? nil : values[index], adjusted: isCensus ? nil : adjusted[index])
    }
  }

  /// Pearson's distance of counts from what is expected.
  private static func distance(_ counts: [Double], _ expected: [Double]) -> Double {
    zip(counts, expected).reduce(0) { sum, pair in
      pair.1 > 0 ? sum + (pair.0 - pair.1) * (pair.0 - pair.1) / pair.1 : sum
    }
  }

  private static func people(
    _ pool: [FrameItem], _ lots: [Lot], _ line: Drawing.Line
  ) -> [PersonsLots] {
    let chances = Chances(lots)
    return Dictionary(grouping: pool, by: \.agent).sorted { $0.key < $1.key }
      .compactMap { agent, items in
        guard let chance = chances.inRandomLots(of: agent) else { return nil }
        let own = lots.filter { $0.agent == agent }
        let first = own.filter { $0.kind == .random }.reduce(0) { $0 + $1.drawn }
        let more = own.filter { $0.kind == .unsettled }.reduce(0) { $0 + $1.drawn }
        return PersonsLots(
          drawing: Drawing(of: items, agent: agent, size: first, line: line, seed: 0),
          more: more, chance: chance)
      }
  }
}

/// The lots of one person, to be drawn again.
private struct PersonsLots {
  let drawing: Drawing
  let more: Int
  let chance: Double

  func draw(_ generator: inout SplitMix64) -> [Int] {
    let first = drawing.positions(from: generator.below(drawing.list.count))
    guard more > 0 else { return first }
    let taken = Set(first)
    let rest = drawing.list.indices.filter { !taken.contains($0) }
    return first + generator.choice(of: more, from: rest.count).map { rest[$0] }
  }
}

/// The values of a trait as numbers, the most frequent first.
private struct Coding {
  let trait: Representation.Trait
  let names: [String?]
  let codes: [Int]

  var zeros: [Double] { [Double](repeating: 0, count: names.count) }

  init(_ trait: Representation.Trait, _ items: [FrameItem], _ zone: Zone) {
    self.trait = trait
    let values = items.map { Self.value(of: trait, $0, zone) }
    let counts = Dictionary(grouping: values, by: \.self).mapValues(\.count)
    let order = counts.sorted { first, second in
      trait == .weekday
        ? (first.key ?? "") < (second.key ?? "")
        : (second.value, first.key ?? "") < (first.value, second.key ?? "")
    }.map(\.key)
    let most = Representation.mostParts
    let kept = order.count > most ? Array(order.prefix(most - 1)) : order
    names = order.count > most ? kept + [""] : kept
    let places = Dictionary(
      kept.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    codes = values.map { places[$0] ?? kept.count }
  }

  private static func value(
    of trait: Representation.Trait, _ item: FrameItem, _ zone: Zone
  ) -> String? {
    switch trait {
    case .channel: item.channel
    case .reason: item.reason.flatMap { $0.isEmpty ? nil : $0 }
    case .weekday: String(zone.day(of: item.openedAt).weekday)
    case .language: item.language
    }
  }
}
