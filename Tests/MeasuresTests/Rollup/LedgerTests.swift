import Conversations
import Kernel
import Statistics
import Testing
import Web

@testable import Measures

/// Every cell of a ledger is the plain sum of what counts in it.
@Suite struct LedgerTests {
  private typealias Piece = (stamp: Stamp, code: Int, tally: Tally, sign: Int)

  private func piece(_ chance: inout SplitMix64) -> Piece {
    let stamp = Stamp(
      day: Day(number: 20_000 + chance.below(60)),
      team: chance.below(4) == 0 ? nil : .init(rawValue: Int64(1 + chance.below(2))),
      person: chance.below(4) == 0 ? nil : .init(rawValue: Int64(10 + chance.below(3))),
      channel: [Channel.chat, .email][chance.below(2)],
      queue: chance.below(3) == 0 ? nil : .init(rawValue: Int64(7 + chance.below(2))))
    let code =
      chance.below(3) == 0
      ? Measure.code(halfHour: chance.below(48))
      : [Measure.opened, .firstResponse, .talk][chance.below(3)].rawValue
    let tally = Tally.time(chance.below(100_000), isHit: chance.below(2) == 0)
    return (stamp, code, tally, chance.below(5) == 0 ? -1 : 1)
  }

  /// The slices that something counts in, written down one by one.
  private func slices(of piece: Piece) -> [Slice] {
    let stamp = piece.stamp
    let month = stamp.day.startOfMonth
    var parts: [Slice.Part] = [.all, .channel(stamp.channel)]
    if let queue = stamp.queue { parts.append(.queue(queue)) }
    var owners: [Slice.Owner] = [.centre]
    if let team = stamp.team { owners.append(.team(team)) }
    if piece.code >= Measure.halfHour0 {
      return owners.flatMap { owner in
        parts.map { Slice(grain: .halfHours, owner: owner, part: $0, day: stamp.day) }
      }
    }
    var slices = owners.flatMap { owner in
      parts.flatMap { part in
        [
          Slice(grain: .day, owner: owner, part: part, day: stamp.day),
          Slice(grain: .month, owner: owner, part: part, day: month),
        ]
      }
    }
    if let person = stamp.person {
      let owner = Slice.Owner.person(person)
      slices.append(Slice(grain: .day, owner: owner, part: .all, day: stamp.day))
      slices += parts.map { Slice(grain: .month, owner: owner, part: $0, day: month) }
    }
    return slices
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `cells are plain sums, however the ledger was put together`(seed: UInt64) {
    var chance = SplitMix64(seed: seed)
    var (whole, halves) = (Ledger(), [Ledger(), Ledger()])
    var expected: [Rollup.Key: Cell] = [:]
    for number in 0..<(20 + chance.below(300)) {
      let piece = piece(&chance)
      var contribution = Contribution()
      contribution.add(code: piece.code, piece.tally, piece.stamp)
      whole.post(contribution, sign: piece.sign)
      halves[number % 2].post(contribution, sign: piece.sign)
      if chance.below(40) == 0 { halves[0].spread() }
      for slice in slices(of: piece) {
        expected[Rollup.Key(slice), default: Cell()]
          .add(code: piece.code, piece.tally, sign: piece.sign)
      }
    }
    halves[0].spread()
    halves[1].add(halves[0])
    expected = expected.filter { !$0.value.isEmpty }
    for changes in [whole.changes, halves[1].changes] {
      #expect(changes.map(\.key) == changes.map(\.key).sorted())
      #expect(Dictionary(uniqueKeysWithValues: changes.map { ($0.key, $0.cell) }) == expected)
    }
  }
}
