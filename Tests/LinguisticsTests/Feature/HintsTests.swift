import Testing

@testable import Linguistics

/// What helpers say of turns, as features.
@Suite struct HintsTests {
  private func passage(_ hints: [UInt8], _ side: Passage.Side = .customer) -> Passage {
    var passage = Passage("yes", side: side)
    passage.hints = hints
    return passage
  }

  @Test func `turns without hints have no such features`() {
    #expect(Hints.keys([Passage("yes"), Passage("no")]).isEmpty)
  }

  @Test func `a higher chance reaches every level of a lower one`() {
    let low = Set(Hints.keys([passage([40])])), high = Set(Hints.keys([passage([250])]))
    // Three levels lie up to 40, all eleven up to 250; last, highest and two means.
    #expect(low.count == 12 && high.count == 44 && low.isSubset(of: high))
  }

  @Test func `the last turn, the highest and the mean are told apart`() {
    let rising = Hints.keys([passage([0]), passage([255])])
    let falling = Hints.keys([passage([255]), passage([0])])
    // The mean is 127 both times, which reaches five levels; the highest reaches eleven.
    #expect(rising.count == 11 + 11 + 5 + 5 && falling.count == 11 + 5 + 5)
    #expect(Set(falling).isSubset(of: rising))
  }

  @Test func `sides are told apart`() {
    let customer = Hints.keys([passage([255])]), agent = Hints.keys([passage([255], .agent)])
    #expect(Set(customer).isDisjoint(with: agent))
  }
}
