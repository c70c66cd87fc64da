import Conversations
import Kernel
import Measures
import Staffing
import Statistics
import Storage
import Support
import Testing
import Web

@testable import App

struct DemoStatesTests {
  private static let minute: Int64 = 60_000

  private func presence(
    _ shift: (start: Int, end: Int)?, calls: [DemoPresence.Call] = [], seed: UInt64
  ) -> DemoPresence {
    DemoPresence(
      shift.map { .init(start: $0.start, length: $0.end - $0.start, pauses: [8]) }, midnight: 0,
      calls: calls, isBusy: false, isBrief: false,
      chance: SplitMix64(seed: seed, purpose: 50, number: 1))
  }

  /// What somebody was reported to do at a moment.
  private func state(_ at: Int64, _ presence: DemoPresence) -> AgentState? {
    presence.reports.last { $0.at <= at }?.state
  }

  @Test func `a day follows its shift: there when it begins, a lunch, gone when it is over`() {
    var ill = 0
    for seed in UInt64(0)..<200 {
      let day = presence((16, 33), seed: seed)
      let times = day.reports.map(\.at)
      #expect(times == times.sorted() && Set(times).count == times.count, "\(seed)")
      guard let first = day.reports.first, let last = day.reports.last else {
        ill += 1
        continue
      }
      #expect(day.reports.count <= 12)
      #expect(abs(first.at - 480 * Self.minute) <= 31 * Self.minute)
      #expect(abs(last.at - 990 * Self.minute) <= 36 * Self.minute)
      #expect(last.state == .loggedOut)
      #expect(day.reports.count { $0.reason == "Lunch" } == 1)
      #expect(day.reports.dropLast().allSatisfy { $0.state != .loggedOut })
    }
    #expect(ill > 0 && ill < 20)
  }

  @Test func `each call lies in the reports, also one on a free day or late in the evening`() {
    var chance = SplitMix64(seed: 3)
    for seed in UInt64(0)..<300 {
      let calls = (0..<chance.below(5)).map { _ -> DemoPresence.Call in
        let from = Int64(480 + chance.below(720)) * Self.minute
        let until = from + Int64(60 + chance.below(700)) * 1000
        return .init(from: from, until: until, wrapped: until + Int64(chance.below(120)) * 1000)
      }
      let day = presence(seed.isMultiple(of: 3) ? nil : (16, 33), calls: calls, seed: seed)
      for call in calls {
        let others = calls.filter { $0 != call && $0.from < call.wrapped && call.from < $0.wrapped }
        guard others.isEmpty else { continue }
        #expect(state(call.from, day) == .inCall, "\(seed)")
        #expect(state((call.from + call.until) / 2, day) == .inCall, "\(seed)")
      }
      #expect(day.reports.isEmpty || day.reports.last?.state == .loggedOut)
    }
  }

  @Test(arguments: Engine.available)
  func `the demo's people are at work as planned, and its pages of working time are alive`(
    engine: Engine
  ) async throws {
    try await withDatabase(engine, Migration.every) { database in
      try await Demo.load(
        DemoOptions(seed: 6, agents: 5, months: 1, conversations: 250), into: database,
        world: .still(at: noon))
      let scope = Scope(workspace: .init(rawValue: 1))
      try await database.read { db in
        let today = DemoStory.zone.day(of: noon)
        let month = Period(first: today.advanced(by: -28), last: today.advanced(by: -1))
        let readings = Readings(scope: scope, now: noon, published: PublishedFigure.all)
        let figures = try readings.readings(
          [.occupancy, .shrinkage, .adherence].map { Question($0) }, over: [month], from: db
        ).compactMap(\.first)
        let values = figures.map { $0.estimate.value ?? -1 }
        #expect(figures.map(\.n).allSatisfy { $0 > 60 }, "\(figures.map(\.n))")
        #expect(values[0] > 0.3 && values[0] < 0.7, "occupancy \(values[0])")
        #expect(values[1] > 0.04 && values[1] < 0.2, "shrinkage \(values[1])")
        #expect(values[2] > 0.85 && values[2] < 1, "adherence \(values[2])")
        let late = try db.rows(
          "SELECT id FROM agent_state_event WHERE workspace_id = \(scope) AND at > \(noon)")
        #expect(late.isEmpty)
      }
    }
  }
}
