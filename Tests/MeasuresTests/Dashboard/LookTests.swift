import Kernel
import Testing
import Web

@testable import Measures

/// What the fields above the figures mean.
@Suite struct LookTests {
  private let today = Day(number: 20_500)

  private func period(_ fields: [(name: String, value: String)]) -> Period {
    Look(Form(fields), standard: .centre).span.period(today: today)
  }

  @Test func `days the wrong way round are put right, and one of them alone is enough`() {
    let (first, last) = (Day(number: 20_400), Day(number: 20_410))
    let days = Period(first: first, last: last)
    #expect(period([("from", first.iso), ("to", last.iso)]) == days)
    #expect(period([("from", last.iso), ("to", first.iso)]) == days)
    #expect(period([("from", first.iso), ("to", "")]) == Period(first: first, last: today))
    #expect(period([("to", last.iso)]) == Period(first: last.advanced(by: -29), last: last))
  }

  @Test func `days that have not come begin today`() {
    let far = today.advanced(by: 90)
    #expect(period([("from", far.iso)]) == Period(first: today, last: today))
  }

  @Test func `what was asked stands in the address again`() {
    for fields in [[("from", "2026-05-01")], [("from", "2026-05-01"), ("to", "2026-05-31")]] {
      let look = Look(Form(fields.map { (name: $0.0, value: $0.1) }), standard: .centre)
      let again = Look(
        Form(look.items.compactMap { item in item.value.map { (item.name, $0) } }),
        standard: .centre)
      #expect(again == look)
    }
  }
}
