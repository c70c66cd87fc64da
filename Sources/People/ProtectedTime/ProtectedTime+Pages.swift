public import Kernel
public import Markup
internal import Storage
internal import Web

extension Path {
  /// What is kept free for whom.
  public static let protectedTimes: Path = "/protected-time"

  /// One piece of protected time.
  public static func protectedTime(_ id: ProtectedTime.ID) -> Path {
    protectedTimes.appending(id.text)
  }
}

/// Time that is kept free: one's own, and for leads that of their teams.
enum ProtectedTimePages {
  static func add(to routes: Routes) {
    routes.get("/protected-time", allow: .read, .protectedTime, list)
    routes.get("/protected-time/{id}", allow: .read, .protectedTime) { visit in
      try await show(visit)
    }
    routes.post("/protected-time/{id}/move", allow: .change, .protectedTime, move)
    routes.post("/protected-time/{id}/cancellation", allow: .change, .protectedTime, cancel)
  }

  /// How far back the list reaches, in days.
  private static let past: Int64 = 92

  private static func list(_ visit: Visit) async throws -> Reply {
    let actor = visit.actor
    let since = visit.world.now().advanced(byDays: -past)
    let (pieces, names) = try await visit.database.read { db in
      let pieces = try ProtectedTime.all(since: since, for: actor, in: db)
      return (pieces, try Person.names(of: pieces.map(\.person), actor.scope, in: db))
    }
    return visit.page(
      visit.text("protected.title"),
      ProtectedTimeList(visit: visit, pieces: pieces, names: names).html)
  }

  private static func piece(_ visit: Visit) async throws -> (ProtectedTime, String) {
    let id: ProtectedTime.ID = try visit.id("id")
    let actor = visit.actor
    return try await visit.database.read { db in
      guard let piece = try ProtectedTime.find(id, for: actor, in: db) else {
        throw Problem.notFound
      }
      let names = try Person.names(of: [piece.person], actor.scope, in: db)
      return (piece, names[piece.person] ?? "–")
    }
  }

  private static func show(
    _ visit: Visit, problem: String? = nil, status: Status = .ok
  ) async throws -> Reply {
    let (piece, name) = try await piece(visit)
    let view = ProtectedTimeView(visit: visit, piece: piece, name: name, problem: problem)
    return visit.page(visit.text("protected.one"), view.html, status: status)
  }

  private static func move(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    guard let day = form.day("day"), let second = ClockTime.second(form["time"]) else {
      return try await show(
        visit, problem: visit.text("protected.problem.fields"), status: .unprocessableContent)
    }
    let (scope, world, zone) = (visit.scope, visit.world, visit.zone)
    return try await change(visit, "protected.moved") { piece, db in
      try piece.move(to: day, second: second, in: zone, scope: scope, world: world, db: db)
    }
  }

  private static func cancel(_ visit: Visit) async throws -> Reply {
    let form = try await visit.form()
    guard let cause = ProtectedTime.Cause(rawValue: form["cause"]) else {
      return try await show(
        visit, problem: visit.text("protected.problem.reason"), status: .unprocessableContent)
    }
    let (scope, world, zone) = (visit.scope, visit.world, visit.zone)
    let note = form["note"]
    return try await change(visit, "protected.cancelled") { piece, db in
      try piece.cancel(
        because: cause, note: note, in: zone, scope: scope, world: world, db: db)
    }
  }

  /// Changes the piece of the path, if the actor may, and says so or why not.
  private static func change(
    _ visit: Visit, _ notice: String,
    _ body: @escaping @Sendable (ProtectedTime, any Connection) throws -> Void
  ) async throws -> Reply {
    let (piece, _) = try await piece(visit)
    try visit.require(.change, .protectedTime, piece.ownership)
    let actor = visit.actor
    do {
      try await visit.database.write { db in
        guard let current = try ProtectedTime.find(piece.id, for: actor, in: db) else {
          throw ProtectedTimeError.unknown
        }
        try body(current, db)
      }
      return visit.redirect(to: .protectedTime(piece.id), notice: visit.text(notice))
    } catch let error as ProtectedTimeError {
      return try await show(
        visit, problem: error.message(visit.text), status: .unprocessableContent)
    }
  }
}

extension ProtectedTimeError {
  /// What was refused and what to do.
  func message(_ text: Text) -> String {
    switch self {
    case .unknown, .stale: text("protected.problem.stale")
    case .cancelled: text("protected.problem.cancelled")
    case .begun: text("protected.problem.begun")
    case .outside(let days):
      text(
        "protected.problem.outside",
        [
          "from": .string(text.day(days.lowerBound)), "until": .string(text.day(days.upperBound)),
        ])
    case .overlaps: text("protected.problem.overlaps")
    case .noReason: text("protected.problem.reason")
    }
  }
}
