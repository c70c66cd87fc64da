import Kernel
import Statistics
import Testing

@testable import Reviews

@Suite struct SuggestionTests {
  private let usual = Suggestion.Experience()

  @Test func `the width is that of the interval the pages show`() throws {
    // Six scores of 80 ± d with d² · 6/5 = 12²: the same mean and spread as computed by hand.
    let reach = 12 * (5.0 / 6).squareRoot()
    let values = [80 - reach, 80 - reach, 80 - reach, 80 + reach, 80 + reach, 80 + reach]
    #expect(abs(try #require(Moments(values).standardDeviation) - 12) < 1e-12)
    let width = try #require(Suggestion.halfWidth(of: 6, usual))
    let shown = try #require(boundedMeanInterval(values).halfWidth)
    #expect(abs(width - shown) < 1e-12)
  }

  @Test func `more conversations make it narrower and more spread makes it wider`() throws {
    var last = Double.infinity
    for count in 5...60 {
      let width = try #require(Suggestion.halfWidth(of: count, usual))
      #expect(width < last)
      var varied = usual
      varied.spread = 25
      let wider = try #require(Suggestion.halfWidth(of: count, varied))
      // Half of the scale is as wide as an interval gets.
      #expect(wider > width || width == 50)
      last = width
    }
    #expect(Suggestion.halfWidth(of: 0, usual) == nil)
  }

  @Test(arguments: [3, 6, 14, 40])
  func `a suggestion reaches what its purpose needs, and one fewer would not`(people: Int) throws {
    for purpose in SamplingRule.Purpose.allCases {
      let one = Suggestion(purpose, people: people, conversations: 100_000, usual)
      let isCapped = one.average == Suggestion.mostEach
      let isLeast = one.average == Suggestion.leastEach
      let width = try #require(purpose == .coaching ? one.person : one.team)
      #expect(isCapped || width <= purpose.halfWidth)
      let fewer =
        purpose == .coaching ? one.average - 1 : (one.average - 1) * people
      #expect(isLeast || (Suggestion.halfWidth(of: fewer, usual) ?? .infinity) > purpose.halfWidth)
      #expect(one.minimum <= one.average && one.total == one.average * people)
    }
  }

  @Test func `there are never more than there are`() {
    let one = Suggestion(.contract, people: 4, conversations: 11, usual)
    #expect(one.total == 11)
    #expect(Suggestion(.level, people: 0, conversations: 0, usual).team == nil)
  }
}
