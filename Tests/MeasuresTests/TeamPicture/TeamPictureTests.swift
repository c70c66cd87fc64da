import Kernel
import Statistics
import Testing

@testable import Measures

@Suite struct TeamPictureTests {
  private static let period = Period(first: Day(number: 20_089), last: Day(number: 20_178))

  private static func share(_ hits: Int, _ n: Int) -> Measures.Reading {
    Reading(
      Question(.firstContactResolution), over: period,
      estimate: wilsonInterval(successes: hits, of: n), numerator: hits, denominator: n)
  }

  private static func picture(
    _ now: [(Int, Int)], before: [(Int, Int)]? = nil, teamBefore: (Int, Int) = (600, 1000)
  ) -> TeamPicture {
    TeamPicture(
      now.indices.map { index in
        let old = before?[index] ?? now[index]
        return TeamPicture.Entry(
          name: "Person \(index)", now: share(now[index].0, now[index].1),
          before: share(old.0, old.1), atTeamMix: nil)
      }, teamBefore: share(teamBefore.0, teamBefore.1))
  }

  @Test func `with few cases a value is drawn towards the team, with many it stays`() throws {
    let picture = Self.picture([(9, 10), (600, 1000), (590, 1000), (610, 1000), (605, 1000)])
    let few = try #require(picture.members.first?.pooled?.value)
    #expect(few < 0.8 && few > 0.59)
    let many = try #require(picture.members[1].pooled?.value)
    #expect(abs(many - 0.6) < 0.01)
  }

  @Test func `below five cases nobody is compared`() {
    let picture = Self.picture([(4, 4), (60, 100), (62, 100)])
    #expect(picture.members[0].pooled == nil)
    #expect(!picture.members[0].isUnusual)
  }

  @Test func `when all fall together it is the team's, when one falls it is that one's`() {
    let many = Array(repeating: (700, 1000), count: 6)
    let together = Self.picture(
      [(600, 1000), (610, 1000), (605, 1000), (595, 1000), (602, 1000), (598, 1000)], before: many)
    #expect(together.shift == .teamWide)
    #expect(together.movers.isEmpty)
    let alone = Self.picture(
      [(500, 1000), (702, 1000), (698, 1000), (700, 1000), (701, 1000), (699, 1000)], before: many)
    #expect(alone.shift == .individual)
    #expect(alone.movers == [0])
    let two = Self.picture([(500, 1000), (700, 1000)], before: Array(many.prefix(2)))
    #expect(two.shift == nil)
  }

  @Test func `the funnel is drawn around the value of the period before`() throws {
    let picture = Self.picture([(60, 100), (580, 1000), (300, 1000), (61, 100), (305, 500)])
    let funnel = try #require(picture.funnel)
    #expect(funnel.centre == 0.6)
    #expect(funnel.limits.count == 2)
    let inner = try #require(funnel.limits[0].last)
    let outer = try #require(funnel.limits[1].last)
    #expect(outer.lower < inner.lower && outer.upper > inner.upper)
    // With few cases the limits are wide.
    let first = try #require(funnel.limits[0].first)
    #expect(first.upper - first.lower > inner.upper - inner.lower)
    #expect(picture.members.map(\.isUnusual) == [false, false, true, false, false])
  }

  @Test func `without a difference nearly nobody is called unusual`() {
    var chance = SplitMix64(seed: 8)
    let pictures = (0..<200).map { _ in
      Self.picture(
        (0..<8).map { _ in ((0..<80).count { _ in chance.next() % 10 < 6 }, 80) })
    }
    let called = pictures.count { $0.members.contains(where: \.isUnusual) }
    #expect(Double(called) / 200 <= 0.06, "\(called)")
    let shifts = pictures.count { $0.shift != .noSignal && $0.shift != nil }
    #expect(Double(shifts) / 200 <= 0.1, "\(shifts)")
  }
}
