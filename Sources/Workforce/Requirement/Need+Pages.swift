internal import Kernel
internal import Markup
internal import Storage
internal import Web

/// How many people a queue needs, how likely it keeps its promise, and what would change that.
enum NeedPages {
  static func add(to routes: Routes) {
    routes.get("/staffing/queues/{id}", allow: .read, .workload, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let desk = try await QueueDesk(visit)
    guard desk.made != nil else { return desk.page(nil, desk.nothingYet) }
    let day = desk.day("day")
    let monday = day.advanced(by: 1 - day.weekday)
    let (scope, zone, queue) = (visit.scope, desk.zone, desk.queue)
    let (needs, supply, idle, gross) = try await visit.database.read { db in
      let end = zone.start(of: monday.advanced(by: 7))
      return (
        try HalfHourNeed.week(of: [queue.id], from: monday, in: zone, scope, db: db),
        try HalfHourSupply.all(
          of: [queue.id], from: zone.start(of: monday), until: end, scope, in: db),
        try queue.idle(from: zone.start(of: monday), until: end, scope, in: db),
        try GrossNeed.of(queue.id, today: desk.today, scope, in: db)
      )
    }
    let week = (0..<7).compactMap { ahead in
      DeskDay(
        queue, monday.advanced(by: ahead), in: zone, needs: needs, supply: supply, idle: idle,
        patience: desk.made?.patience?.value)
    }
    let view = NeedView(
      desk: desk, day: day, monday: monday, week: week, grossNeed: gross,
      change: WhatIf(visit.query))
    if visit.wantsFragment { return visit.fragment(view.fragment) }
    return desk.page(nil, view.page)
  }
}

extension WhatIf {
  /// What the sliders say, each kept within its ends.
  init(_ query: Form) {
    func number(_ name: String, _ range: ClosedRange<Int>) -> Int {
      Swift.max(range.lowerBound, Swift.min(range.upperBound, query.int(name) ?? 0))
    }
    more = number("more", -5...5)
    calls = 1 + Double(number("calls", -50...100)) / 100
    handling = 1 + Double(number("handling", -50...100)) / 100
    absence = query.int("absence").map { _ in Double(number("absence", 0...50)) / 100 }
  }
}
