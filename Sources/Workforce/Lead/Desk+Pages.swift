internal import Kernel
internal import Markup
internal import People
internal import Storage
internal import Web

/// The lead's day on one page.
enum DeskPages {
  static func add(to routes: Routes) {
    routes.get("/desk", allow: .read, .workload, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let now = visit.world.now()
    let zone = visit.zone
    let view = try await visit.database.read { db in
      let queues = try StaffingQueue.current(actor.scope, in: db)
      return DeskView(
        visit: visit, now: now, zone: zone,
        lines: try queues.map { try line($0, at: now, in: zone, actor.scope, db: db) },
        time: try kept(for: actor, at: now, in: zone, db: db))
    }
    return visit.page(visit.text("desk.title"), view.page)
  }

  static func line(
    _ queue: StaffingQueue, at now: Instant, in zone: Zone, _ scope: Scope, db: any Connection
  ) throws -> DeskView.Line {
    let today = zone.day(of: now)
    let (first, last) = (zone.start(of: today), zone.start(of: today.advanced(by: 1)))
    let made = try MadeForecast.newest(of: queue.id, scope, in: db)
    let desk = DeskDay(
      queue, today, in: zone,
      needs: try HalfHourNeed.all(of: [queue.id], from: first, until: last, scope, in: db),
      supply: try HalfHourSupply.all(of: [queue.id], from: first, until: last, scope, in: db),
      idle: try queue.idle(from: first, until: last, scope, in: db),
      patience: made?.patience?.value)
    let counted = try queue.volumes(
      from: today, until: today.advanced(by: 1), in: zone, scope, db: db)
    let prospects = try DayProspect.all(of: queue.id, from: today, scope, in: db)
    return DeskView.Line(
      queue: queue, hasForecast: made != nil,
      today: desk.map { Today($0, made: made, counted: counted, at: now) },
      morning: prospects.first { $0.day == today },
      next: prospects.first { $0.day > today },
      carried: queue.kind == .letters
        ? try CarriedOver(queue, at: now, in: zone, scope, db: db) : nil)
  }

  /// What is kept free today, and what was taken away in the last four weeks; those the actor may
  /// read.
  private static func kept(
    for actor: Actor, at now: Instant, in zone: Zone, db: any Connection
  ) throws -> DeskView.KeptTime {
    guard actor.can(.read, .protectedTime) else { return DeskView.KeptTime() }
    let today = zone.day(of: now)
    let (first, last) = (zone.start(of: today), zone.start(of: today.advanced(by: 1)))
    let all = try ProtectedTime.all(since: now.advanced(byDays: -28), for: actor, in: db)
    let taken = all.filter { piece in
      guard let cause = piece.cancellation?.cause, piece.from < last else { return false }
      return cause == .volume || cause == .absence
    }
    let kept = all.filter { $0.cancellation == nil && $0.from >= first && $0.from < last }
    return DeskView.KeptTime(
      kept: kept, taken: taken,
      names: try Person.names(of: (kept + taken).map(\.person), actor.scope, in: db))
  }
}
