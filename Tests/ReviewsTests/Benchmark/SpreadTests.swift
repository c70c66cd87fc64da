import Kernel
import Testing

@testable import Reviews

@Suite struct SpreadTests {
  private let criterion = Criterion.test(1, points: 4)

  private func spread(_ points: Int64...) -> Spread {
    Spread(
      criterion,
      choices: points.map {
        $0 == 0 ? .notApplicable : .option(.init(rawValue: 100 + $0))
      })
  }

  @Test func `a spread counts each point and what does not apply`() {
    let spread = spread(1, 3, 3, 0)
    #expect(spread.counts == [1, 0, 2, 0])
    #expect(spread.notApplicable == 1 && spread.total == 4)
    #expect(spread.width == 2 && !spread.isUnanimous)
    #expect(abs(spread.disagreement - 5.0 / 6) < 1e-12)
  }

  @Test func `agreement is agreement, also that it does not apply`() {
    #expect(spread(2, 2, 2).isUnanimous && spread(2, 2).disagreement == 0)
    #expect(spread(0, 0).isUnanimous && spread(0, 0).width == 0)
    #expect(!spread(2, 0).isUnanimous)
    #expect(!spread().isUnanimous && spread().disagreement == 0)
  }

  @Test func `the widest is talked about first, unanimous ones last`() {
    let order = [
      spread(2, 2, 2), spread(2, 3, 3), spread(1, 4, 4), spread(2, 2, 3, 3), spread(2, 0),
    ]
    let sorted = order.sorted { $0.comes(before: $1) }
    #expect(sorted.first == spread(1, 4, 4))
    #expect(sorted.last == spread(2, 2, 2))
  }
}
