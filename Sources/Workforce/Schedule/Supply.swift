internal import Kernel
internal import People
internal import Staffing
internal import Storage

/// What the published weeks of all teams put at the desk, queue by queue.
enum Supply {
  /// Writes anew who is there in a week, from what is published and what is kept free.
  ///
  /// People who answer several queues are shared out over them as the needs are.
  static func renew(_ day: Day, _ scope: Scope, in db: any Connection) throws {
    let monday = Schedule.monday(of: day)
    let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
    let (from, until) = (zone.start(of: monday), zone.start(of: monday.advanced(by: 7)))
    let queues = try StaffingQueue.current(scope, in: db).map(\.id)
    guard !queues.isEmpty else { return }
    let schedules = try Schedule.published(
      from: monday, until: monday.advanced(by: 6), scope, in: db
    ).filter { $0.monday == monday }
    let kept = try ProtectedTime.kept(from: from, until: until, scope, in: db)
    var needs: [StaffingQueue.ID: [Instant: Double]] = [:]
    for need in try HalfHourNeed.all(of: queues, from: from, until: until, scope, in: db) {
      needs[need.queue, default: [:]][need.start] = need.agents
    }
    var groups: [Instant: [[StaffingQueue.ID]: Int]] = [:]
    for duty in schedules.flatMap(\.duties) {
      for slot in duty.shift.desk {
        let start = zone.instant(of: duty.day, second: slot * 1_800)
        let end = start.advanced(bySeconds: 1_800)
        let isKept = kept.contains { $0.person == duty.person && $0.from < end && start < $0.until }
        if !isKept { groups[start, default: [:]][duty.works, default: 0] += 1 }
      }
    }
    var found: [StaffingQueue.ID: [HalfHourSupply]] = [:]
    for start in Set(groups.keys).union(needs.values.flatMap(\.keys)) {
      var people: [StaffingQueue.ID: Int] = [:]
      for (works, count) in groups[start] ?? [:] {
        let open = works.filter { queues.contains($0) }
        let parts = shared(count, by: open.map { needs[$0]?[start] ?? 0 })
        for (queue, part) in zip(open, parts) { people[queue, default: 0] += part }
      }
      for queue in queues where people[queue] != nil || needs[queue]?[start] != nil {
        found[queue, default: []].append(
          HalfHourSupply(queue: queue, start: start, agents: people[queue] ?? 0))
      }
    }
    let planned = Set(schedules.flatMap(\.duties).flatMap(\.works))
    for queue in queues where planned.contains(queue) {
      let supply = (found[queue] ?? []).sorted { $0.start < $1.start }
      try HalfHourSupply.replace(supply, of: queue, from: from, until: until, scope, in: db)
    }
  }

  /// Whole people shared out as needs are, largest remainder first; the parts add up to all.
  static func shared(_ count: Int, by needs: [Double]) -> [Int] {
    let total = needs.reduce(0, +)
    guard !needs.isEmpty else { return [] }
    let exact = needs.map {
      total > 0 ? Double(count) * $0 / total : Double(count) / Double(needs.count)
    }
    var parts = exact.map { Int($0.rounded(.down)) }
    let order = exact.indices.sorted {
      let (one, other) = (exact[$0] - Double(parts[$0]), exact[$1] - Double(parts[$1]))
      return one == other ? $0 < $1 : one > other
    }
    for index in order.prefix(max(0, count - parts.reduce(0, +))) { parts[index] += 1 }
    return parts
  }
}
