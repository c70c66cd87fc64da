internal import Conversations
internal import Kernel
internal import Statistics
internal import Storage
internal import Web

extension DemoStaging {
  /// Hands over what the telephone reported in a few months.
  func reportStates(of months: ClosedRange<Int>) async throws {
    for month in months { try await reportStates(of: month) }
  }

  /// Hands over what the telephone reported in a month, day by day until yesterday.
  ///
  /// It has keys of its own, so that everything else stays as it was.
  private func reportStates(of month: Int) async throws {
    let told = records(of: month)
    guard !told.isEmpty else { return }
    let world = DemoWorld(
      seed: story.options.seed, at: story.calendar.zone.start(of: story.calendar.months[month])
    ).world
    let delivery = Delivery(
      scope: crew.scope, source: Demo.source, importRun: nil, zone: story.calendar.zone,
      world: world, watches: Feature.watches)
    try await database.write { db in
      var delivery = delivery
      try delivery.store(told, in: db)
      try delivery.settle(in: db)
    }
  }

  private func records(of month: Int) -> [AgentStateRecord] {
    let calendar = story.calendar
    let today = calendar.zone.day(of: calendar.now)
    let days = calendar.days.filter { $0.month == month && $0.day < today }
    let calls = calls(of: month)
    return days.flatMap { day in
      story.cast.agents.flatMap { agent -> [AgentStateRecord] in
        let presence = DemoPresence(
          agent.shift(on: day.day), midnight: day.start,
          calls: calls[Place(agent: agent.index, day: day.day)] ?? [],
          isBusy: day.day.weekday == story.truth.busyWeekday, isBrief: story.options.isBrief,
          chance: SplitMix64(
            seed: story.options.seed, purpose: 50, number: day.day.number * 4096 + agent.index))
        let party = PartyRecord(agent)
        return presence.reports.map { report in
          var record = AgentStateRecord(
            agent: party, state: report.state, at: Instant(milliseconds: report.at))
          record.reason = report.reason
          return record
        }
      }
    }
  }

  private struct Place: Hashable {
    let agent: Int
    let day: Day
  }

  /// Who took which calls; a demo that is meant for measuring has too many of them to tell twice.
  private func calls(of month: Int) -> [Place: [DemoPresence.Call]] {
    guard !story.options.isBrief else { return [:] }
    var calls: [Place: [DemoPresence.Call]] = [:]
    for number in story.calendar.contacts(of: month...month) {
      let plan = DemoConversations.plan(number, story)
      guard plan.channel == .call, !plan.isAbandoned,
        let call = DemoConversations.record(plan, story).calls.first, let talk = call.talk
      else { continue }
      let from = plan.openedAt + Int64((call.wait ?? 0) * 1000)
      let until = from + Int64((talk + (call.hold ?? 0)) * 1000)
      let place = Place(
        agent: plan.agent,
        day: story.calendar.zone.day(of: Instant(milliseconds: from)))
      calls[place, default: []].append(
        DemoPresence.Call(
          from: from, until: until, wrapped: until + Int64((call.wrap ?? 0) * 1000)))
    }
    return calls
  }
}
