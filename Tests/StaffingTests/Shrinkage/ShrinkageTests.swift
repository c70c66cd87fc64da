import Staffing
import Statistics
import Testing

@Suite struct ShrinkageTests {
  @Test func `shrinkage is what paid hours did not give`() throws {
    let month = try #require(
      ShrinkageLedger(
        paid: 1_600, hours: [.leave: 160, .sickness: 80, .breaks: 160, .training: 80]))
    #expect(abs(month.shrinkage - 0.3) < 1e-12 && month.available == 1_120)
    #expect(month.share(of: .leave) == 0.1 && month.share(of: .meetings) == 0)
    #expect(ShrinkageLedger(paid: 10, hours: [.leave: 11]) == nil)
    #expect(ShrinkageLedger(paid: 10, hours: [.leave: -1]) == nil)
    #expect(ShrinkageLedger(paid: .nan, hours: [:]) == nil)
  }

  @Test func `planned against actual is told cause by cause`() throws {
    let plan = try #require(ShrinkageLedger(paid: 100, hours: [.training: 10, .sickness: 4]))
    let actual = try #require(ShrinkageLedger(paid: 200, hours: [.training: 6, .sickness: 16]))
    let difference = actual.difference(from: plan)
    #expect(abs(try #require(difference[.training]) + 0.07) < 1e-12)
    #expect(abs(try #require(difference[.sickness]) - 0.04) < 1e-12)
    #expect(difference[.leave] == 0)
  }

  @Test func `parts measured on what remains multiply`() throws {
    #expect(abs(try #require(combinedShrinkage([0.1, 0.15])) - 0.235) < 1e-12)
    #expect(combinedShrinkage([]) == 0 && combinedShrinkage([1.2]) == nil)
    #expect(combinedShrinkage([.nan]) == nil)
  }

  @Test func `the measured figure has an interval that holds the truth as often as it says`() throws
  {
    var chance = SplitMix64(seed: 51)
    var held = 0
    for _ in 0..<600 {
      let weeks = try (0..<12).map { _ in
        let paid = 300 + chance.unit() * 200
        let lost = 0.2 + 0.2 * chance.unit()
        return try #require(ShrinkageLedger(paid: paid, hours: [.other: paid * lost]))
      }
      let found = measuredShrinkage(weeks)
      if try #require(found.lower) <= 0.3, 0.3 <= (try #require(found.upper)) { held += 1 }
    }
    #expect((550...592).contains(held))
  }

  @Test func `one period has a value and no interval`() throws {
    let one = measuredShrinkage([try #require(ShrinkageLedger(paid: 10, hours: [.leave: 2]))])
    #expect(abs(try #require(one.value) - 0.2) < 1e-12)
    #expect(one.lower == nil && one.status == .notEnoughData)
    #expect(measuredShrinkage([]).value == nil)
  }
}
