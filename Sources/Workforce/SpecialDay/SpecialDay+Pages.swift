internal import Kernel
internal import Markup
internal import People
internal import Staffing
internal import Storage
internal import Web

/// Days unlike others: marked once, learned from, and asked about where nobody said anything.
enum SpecialDayPages {
  static func add(to routes: Routes) {
    routes.get("/staffing/special-days", allow: .read, .workload) { visit in
      try await show(visit)
    }
    routes.post("/staffing/special-days", allow: .create, .workload, mark)
    routes.post("/staffing/special-days/withdrawal", allow: .create, .workload, withdraw)
  }

  private static func show(
    _ visit: Visit, typed: Form = Form([]), complaint: Complaint? = nil, status: Status = .ok
  ) async throws -> Reply {
    let scope = visit.scope
    let zone = visit.zone
    let today = visit.today
    let view = try await visit.database.read { db in
      let special = try SpecialDay.current(scope, in: db)
      let queues = try StaffingQueue.current(scope, in: db)
      let unusual = try queues.flatMap { queue in
        try Self.unusual(queue, special, until: today, in: zone, scope, db: db)
      }
      return SpecialDayView(
        visit: visit, today: today, queues: queues, special: special, unusual: unusual,
        typed: typed, complaint: complaint)
    }
    return visit.page(visit.text("special.title"), view.page, status: status)
  }

  /// The days of the last half year that stand out in a queue and that nobody has spoken of.
  private static func unusual(
    _ queue: StaffingQueue, _ special: [SpecialDay], until today: Day, in zone: Zone,
    _ scope: Scope, db: any Connection
  ) throws -> [SpecialDayView.Unusual] {
    let volumes = try queue.volumes(
      from: today.advanced(by: -182), until: today, in: zone, scope, db: db)
    let rows = volumes.map { volume in
      let half = HalfHour(volume.start, in: zone)
      return VolumeHistory.Row(
        day: CalendarDay(number: half.day.number), slot: half.slot, count: volume.offered)
    }
    guard let history = VolumeHistory(rows) else { return [] }
    return UnusualDay.all(in: history, special: special.marks(of: queue.id)).compactMap { found in
      let day = Day(number: found.day.number)
      guard !special.answered(day, queue.id) else { return nil }
      return SpecialDayView.Unusual(
        queue: queue, day: day, count: found.count, usual: found.usual)
    }.prefix(5).map(\.self)
  }

  private static func mark(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    let isOrdinary = form["answer"] == "ordinary"
    let word = String((Person.tidied(form["word"]) ?? "").prefix(60))
    guard let day = form.day("day") else {
      let complaint = Complaint(field: "day", message: visit.text("special.fault.day"))
      return try await show(visit, typed: form, complaint: complaint, status: .unprocessableContent)
    }
    guard isOrdinary || !word.isEmpty else {
      let complaint = Complaint(field: "word", message: visit.text("special.fault.word"))
      return try await show(visit, typed: form, complaint: complaint, status: .unprocessableContent)
    }
    let percent = form.double("percent")
    guard form["percent"].isEmpty || (percent.map { (0...1000).contains($0) } ?? false) else {
      let complaint = Complaint(field: "percent", message: visit.text("special.fault.percent"))
      return try await show(visit, typed: form, complaint: complaint, status: .unprocessableContent)
    }
    let special = SpecialDay(
      day: day, queue: form.id("queue"), word: isOrdinary ? "" : word,
      factor: isOrdinary ? nil : percent.map { $0 / 100 })
    return try await write(visit, special, isWithdrawn: false)
  }

  private static func withdraw(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    guard let day = form.day("day") else { throw Problem.notFound }
    return try await write(
      visit, SpecialDay(day: day, queue: form.id("queue"), word: form["word"]), isWithdrawn: true)
  }

  private static func write(
    _ visit: Visit, _ special: SpecialDay, isWithdrawn: Bool
  ) async throws -> Reply {
    let (scope, world) = (visit.scope, visit.world)
    try await visit.database.write { db in
      if let queue = special.queue, try StaffingQueue.find(queue, scope, in: db) == nil {
        throw Problem.notFound
      }
      try special.write(isWithdrawn: isWithdrawn, scope: scope, world: world, in: db)
    }
    return visit.redirect(
      to: "/staffing/special-days",
      notice: visit.text(isWithdrawn ? "special.notice.withdrawn" : "special.notice.marked"))
  }
}
