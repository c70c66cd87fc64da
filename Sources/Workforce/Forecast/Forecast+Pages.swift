internal import Kernel
internal import Markup
internal import Staffing
internal import Storage
internal import Web

/// What is expected of a queue, how sure that is, and how good earlier forecasts were.
enum ForecastPages {
  static func add(to routes: Routes) {
    routes.get("/staffing/queues/{id}/forecast", allow: .read, .workload, show)
  }

  private static func show(_ visit: Visit) async throws -> Reply {
    let desk = try await QueueDesk(visit)
    guard let made = desk.made else { return desk.page("forecast", desk.nothingYet) }
    let days = [1, 7, 28].first { visit.query("days") == "\($0)" } ?? 7
    let (scope, zone, queue, today) = (visit.scope, desk.zone, desk.queue, desk.today)
    let view = try await visit.database.read { db in
      let first = zone.start(of: today)
      let last = zone.start(of: today.advanced(by: days))
      let special = try SpecialDay.current(scope, in: db)
      let needs = try HalfHourNeed.all(of: [queue.id], from: first, until: last, scope, in: db)
      let counted = try queue.volumes(
        from: today, until: today.advanced(by: 1), in: zone, scope, db: db)
      return ForecastView(
        desk: desk, made: made, days: days, needs: needs, counted: counted,
        checks: try ForecastCheck.all(of: queue.id, scope, in: db),
        special: special.filter { ($0.queue ?? queue.id) == queue.id && !$0.isOrdinary })
    }
    return desk.page("forecast", view.page)
  }
}
