import Kernel
import Markup
import Storage
import Support
import Testing
import Web

@testable import Conversations

@Suite struct SearchFilterTests {
  private static let addresses = [
    "", "q=late+parcel", "period=7d", "from=2026-03-01&to=2026-03-31", "from=2026-03-01",
    "channel=chat&channel=email", "status=open", "queue=0000000000005&team=0000000000007",
    "agent=0000000000001&agent=0000000000002", "tag=0000000000009", "language=zh-Hans",
    "source=desk%20one", "reason=late", "csat=low", "sort=longest",
    "q=a&period=30d&channel=call&status=closed&csat=answered&sort=unhappiest",
  ]

  @Test(arguments: addresses)
  func `a filter is its address and back`(address: String) throws {
    let filter = ConversationFilter(try Form(urlencoded: address))
    let again = ConversationFilter(try Form(urlencoded: filter.items.queryText))
    #expect(again == filter)
    #expect(again.items.queryText == filter.items.queryText)
    #expect(filter.isEmpty == (address.isEmpty || address == "sort=longest"))
  }

  @Test(arguments: [
    "period=0d", "period=x", "from=31.02.2026", "queue=zzz", "csat=lowest", "sort=name",
    "channel=", "tag='%20OR%201=1", "unknown=1",
  ])
  func `what an address cannot mean is as good as absent`(address: String) throws {
    #expect(ConversationFilter(try Form(urlencoded: address)).isEmpty)
  }

  @Test func `every chip takes away its own filter and nothing else`() throws {
    let filter = ConversationFilter(
      try Form(
        urlencoded: "q=a&period=7d&channel=chat&channel=call&status=open&language=he&csat=low"))
    let chips = FilterChip.all(filter, Facets(), Text(conversationWords, language: .en))
    #expect(chips.count == 7)
    for chip in chips { #expect(chip.without.items.count == filter.items.count - 1) }
    #expect(Set(chips.map(\.without)).count == 7)
  }

  @Test func `a period is days of the workspace's zone`() {
    var filter = ConversationFilter()
    let zone = Zone(name: "Europe/Berlin") ?? .utc
    filter.period = .between(Day(iso: "2026-03-29"), Day(iso: "2026-03-29"))
    let (from, until) = filter.bounds(zone: zone, now: Ground.noon)
    // The day on which the clocks go forward has 23 hours.
    #expect(until.flatMap { end in from.map { end.seconds(since: $0) } } == 82_800.0)
    filter.period = .last(1)
    #expect(
      filter.bounds(zone: zone, now: Ground.noon).from == zone.start(of: zone.day(of: Ground.noon)))
  }

  @Test func `a place in the list survives its text`() {
    let id = Conversation.ID(rawValue: 77)
    for value in [0, 12.5, 1_772_452_800_000] {
      let cursor = Listing.Cursor(value: value, id: id)
      #expect(Listing.Cursor(text: cursor.text) == cursor)
    }
    for text in ["", "1", "nan_0000000000001", "1_x", "1_2_3"] {
      #expect(Listing.Cursor(text: text) == nil)
    }
  }
}
