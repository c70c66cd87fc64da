import Conversations
import Kernel
import Statistics
import Testing

@testable import App

/// Finds what was planted by means anybody could compute by hand.
struct DemoTruthTests {
  let story = DemoStory(DemoOptions(seed: 5, conversations: 12_000), now: noon)
  var plans: [DemoPlan] { (0..<12_000).map { DemoConversations.plan($0, story) } }

  private func mean(_ values: some Collection<Int>) -> Double {
    Double(values.reduce(0, +)) / Double(max(1, values.count))
  }

  @Test func `one criterion is weak in the whole team`() {
    let plans = plans
    for agent in story.cast.agents.indices where agent != story.truth.improvedAgent {
      let own = plans.filter { $0.agent == agent }
      let means = (0..<4).map { place in mean(own.map { $0.levels[place] }) }
      #expect(means.firstIndex(of: means.min() ?? 0) == story.truth.weakCriterion.place)
    }
  }

  @Test func `one person became better after the training`() {
    let truth = story.truth
    let own = plans.filter { $0.agent == truth.improvedAgent }
    let before = own.filter { $0.month < truth.trainedMonth }.map { $0.level(.empathy) }
    let after = own.filter { $0.month >= truth.trainedMonth }.map { $0.level(.empathy) }
    #expect(mean(after) - mean(before) > 0.9)
  }

  @Test func `the unlucky person is as good as the others`() {
    let plans = plans
    let own = plans.filter { $0.agent == story.truth.unluckyAgent }.map(\.worth)
    let all = plans.map(\.worth)
    let difference =
      own.reduce(0, +) / Double(own.count) - all.reduce(0, +) / Double(all.count)
    #expect(abs(difference) < 0.03)
  }

  @Test func `Monday and lunch are busy`() {
    let plans = plans
    let days = plans.map { story.calendar.days[$0.slot.day].day.weekday }
    let monday = days.count { $0 == 1 }
    let others = days.count { (2...5).contains($0) } / 4
    #expect(Double(monday) / Double(others) > 1.4)
    let lunch = plans.count { (12 * 60..<13 * 60 + 30).contains($0.slot.minute) } / 3
    let usual = plans.count { (9 * 60..<12 * 60).contains($0.slot.minute) } / 6
    #expect(Double(lunch) / Double(usual) > 1.5)
  }

  @Test func `mail is answered much later than chat`() {
    func median(_ channel: Channel) -> Double {
      let waits = DemoConversations(story, numbers: 0..<4000).filter { $0.channel == channel }
        .compactMap { record -> Double? in
          let reply = record.messages.first { $0.role == .agent }?.time
          return reply.flatMap { reply in record.openedAt.map { reply.seconds(since: $0) } }
        }
        .sorted()
      return waits[waits.count / 2]
    }
    #expect(median(.email) > 20 * median(.chat))
  }

  @Test func `one reason grows`() {
    let plans = plans
    let first = plans.prefix(3000).count { $0.reason == story.truth.risingReason }
    let last = plans.suffix(3000).count { $0.reason == story.truth.risingReason }
    #expect(last > 2 * first)
  }
}
