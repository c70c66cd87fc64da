internal import Conversations
internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// All queues beside each other, and the form that writes one.
enum StaffingPages {
  static func add(to routes: Routes) {
    routes.get("/staffing", allow: .read, .workload, list)
    routes.get("/staffing/queues/new", allow: .create, .workload) { visit in
      let hours = try await workspace(visit)?.hours ?? .office
      return try await form(visit, .blank(hours))
    }
    routes.post("/staffing/queues/new", allow: .create, .workload) { visit in
      try await save(visit, old: nil)
    }
    routes.get("/staffing/queues/{id}/edit", allow: .change, .workload) { visit in
      try await form(visit, QueueForm(QueueDesk(visit).queue))
    }
    routes.post("/staffing/queues/{id}/edit", allow: .change, .workload) { visit in
      try await save(visit, old: QueueDesk(visit).queue)
    }
    routes.post("/staffing/queues/{id}/retirement", allow: .change, .workload, retire)
  }

  private static func workspace(_ visit: Visit) async throws -> Workspace? {
    let scope = visit.scope
    return try await visit.database.read { db in try Workspace.find(scope, in: db) }
  }

  private static func list(_ visit: Visit) async throws -> Reply {
    let scope = visit.scope
    let zone = visit.zone
    let today = visit.today
    let picked = visit.query("day").flatMap { Day(iso: $0) } ?? today
    let day = abs(picked.number - today.number) <= 400 ? picked : today
    let model = try await visit.database.read { db in
      let queues = try StaffingQueue.current(scope, in: db)
      let needs = try HalfHourNeed.all(
        of: queues.map(\.id), from: zone.start(of: day),
        until: zone.start(of: day.advanced(by: 1)), scope, in: db)
      let supply = try HalfHourSupply.all(
        of: queues.map(\.id), from: zone.start(of: day),
        until: zone.start(of: day.advanced(by: 1)), scope, in: db)
      return StaffingListView.Model(
        day: day, today: today,
        lines: try queues.map { queue in
          let made = try MadeForecast.newest(of: queue.id, scope, in: db)
          return StaffingListView.Line(
            queue: queue, made: made,
            desk: DeskDay(
              queue, day, in: zone, needs: needs, supply: supply,
              patience: made?.patience?.value),
            prospects: try DayProspect.all(of: queue.id, from: today, scope, in: db))
        })
    }
    return visit.page(
      visit.text("staffing.title"), StaffingListView(visit: visit, model: model).page)
  }

  private static func form(
    _ visit: Visit, _ typed: QueueForm, _ complaint: Complaint? = nil, status: Status = .ok
  ) async throws -> Reply {
    let scope = visit.scope
    let sources = try await visit.database.read { db in
      try Conversations.Queue.all(scope, in: db).map(\.name)
    }
    return visit.page(
      visit.text(typed.id == nil ? "staffing.new" : "staffing.edit"),
      typed.page(visit, sources: sources, FormView(visit.text, complaint)), status: status)
  }

  private static func save(_ visit: Visit, old: StaffingQueue?) async throws -> Reply {
    let typed = QueueForm(try await visit.form(), id: old?.id)
    let queue: StaffingQueue
    do {
      queue = try typed.queue(old: old, world: visit.world)
    } catch let fault {
      return try await form(
        visit, typed, fault.complaint(visit.text), status: .unprocessableContent)
    }
    let (scope, world) = (visit.scope, visit.world)
    do {
      try await visit.database.write { db in
        _ = try queue.write(scope: scope, world: world, in: db)
      }
    } catch StaffingQueue.Refusal.nameTaken {
      let complaint = Complaint(field: "name", message: visit.text("staffing.fault.taken"))
      return try await form(visit, typed, complaint, status: .conflict)
    } catch StaffingQueue.Refusal.stale {
      let complaint = Complaint(field: nil, message: visit.text("staffing.fault.stale"))
      return try await form(visit, typed, complaint, status: .conflict)
    }
    let id = queue.id
    try await ForecastWork(database: visit.database, scope: scope, world: world).run { $0.id == id }
    return visit.redirect(to: .staffing(queue.id), notice: visit.text("staffing.notice.saved"))
  }

  private static func retire(_ visit: Visit) async throws -> Reply {
    var queue = try await QueueDesk(visit).queue
    queue.isRetired = true
    let (scope, world, last) = (visit.scope, visit.world, queue)
    try await visit.database.write { db in
      _ = try last.write(scope: scope, world: world, in: db)
    }
    return visit.redirect(to: .staffing, notice: visit.text("staffing.notice.retired"))
  }
}
