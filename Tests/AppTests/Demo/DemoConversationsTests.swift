import Conversations
import Kernel
import Statistics
import Testing

@testable import App

struct DemoConversationsTests {
  let story = DemoStory(DemoOptions(seed: 11, conversations: 12_000), now: noon)

  @Test func `the same seed tells the same, another seed tells something else`() {
    func told(_ seed: UInt64) -> [ConversationRecord] {
      let options = DemoOptions(seed: seed, agents: 5, months: 2, conversations: 300)
      return Array(DemoConversations(DemoStory(options, now: noon)))
    }
    #expect(told(1) == told(1))
    #expect(told(1) != told(2))
  }

  @Test func `a range of numbers tells exactly its part of the whole`() {
    let whole = Array(DemoConversations(story, numbers: 0..<400))
    #expect(whole[150..<220] == Array(DemoConversations(story, numbers: 150..<220))[...])
  }

  @Test func `conversations come in the order of time, and nothing lies in the future`() {
    var last = Instant(milliseconds: .min)
    for record in DemoConversations(story) {
      let times = record.messages.compactMap(\.time)
      #expect(times.allSatisfy { $0 <= noon } && times == times.sorted())
      #expect(times.count == record.messages.count && !times.isEmpty)
      let opened = record.openedAt ?? last
      #expect(opened >= last && opened <= noon)
      last = opened
      #expect(record.surveys.allSatisfy { ($0.answeredAt ?? noon) <= noon })
      #expect(record.surveys.allSatisfy { ($0.score ?? 1) >= 1 && ($0.score ?? 1) <= 5 })
    }
  }

  @Test func `all languages, channels, reasons and kinds of events are there`() {
    let records = Array(DemoConversations(story))
    #expect(Set(records.compactMap(\.language)) == ["en", "ru", "he", "zh-Hans"])
    #expect(Set(records.compactMap(\.channel)) == [.email, .chat, .call])
    #expect(Set(records.compactMap(\.reason)) == Set(DemoReason.allCases.map(\.rawValue)))
    let events = records.flatMap(\.messages).filter { $0.kind == .event }.map(\.text)
    for word in ["On hold", "Transferred", "Reopened", "left the queue"] {
      #expect(events.contains { $0.contains(word) }, "\(word)")
    }
    #expect(records.contains { $0.messages.contains { $0.visibility == .internal } })
    #expect(records.contains { $0.messages.contains { $0.role == .bot } })
    #expect(Set(records.compactMap(\.status)).isSuperset(of: [.closed, .solved]))
  }

  @Test func `short conversations for measuring have three to six messages`() {
    let brief = DemoStory(DemoOptions(seed: 3, conversations: 25_000), now: noon)
    let counts = DemoConversations(brief, numbers: 0..<3000).map(\.messages.count)
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    #expect(mean > 3 && mean < 6)
    #expect((counts.max() ?? 0) <= 8)
  }

  @Test(arguments: [3, 12, 100])
  func `teams and people of any size have names and addresses of their own`(count: Int) {
    let cast = DemoCast(agents: count)
    let others = cast.leads + [cast.analyst, cast.planner, cast.admin, cast.auditor]
    let addresses = cast.agents.map(\.email) + others.map(\.email)
    #expect(Set(addresses).count == addresses.count)
    #expect(addresses.allSatisfy { $0.hasSuffix(".example.com") })
    #expect(Set(cast.teams).count == cast.teams.count)
    for team in cast.teams.indices {
      #expect(cast.agents.count { $0.team == team } >= 3)
    }
  }
}
