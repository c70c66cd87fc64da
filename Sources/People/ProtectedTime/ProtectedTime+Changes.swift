public import Kernel
internal import Markup
public import Storage
internal import Web

extension ProtectedTime {
  /// Moves it to another time of the same length within the days it belongs to.
  ///
  /// - Throws: ``ProtectedTimeError`` when it has begun, was cancelled, lies outside or overlaps.
  public func move(
    to day: Day, second: Int, in zone: Zone, scope: Scope, world: World, db: any Connection
  ) throws {
    guard cancellation == nil else { throw ProtectedTimeError.cancelled }
    guard isAhead(at: world.now()) else { throw ProtectedTimeError.begun }
    let start = zone.instant(of: day, second: second)
    let end = start.advanced(bySeconds: Int64(minutes) * 60)
    guard firstDay <= day, day <= lastDay, world.now() < start else {
      throw ProtectedTimeError.outside(firstDay...lastDay)
    }
    let others = try ProtectedTime.all(
      of: person, since: start.advanced(byDays: -1), scope, in: db)
    let isTaken = others.contains {
      $0.id != id && $0.cancellation == nil && $0.from < end && start < $0.until
    }
    guard !isTaken else { throw ProtectedTimeError.overlaps }
    try ProtectedTime.note(
      "moved", number: revision + 1, of: id, from: start, until: end, scope: scope,
      world: world, in: db)
    try ProtectedTime.report([from], scope: scope, world: world, in: db)
    try Audit.record(
      .change, .protectedTime, object: id.rawValue, team: team.rawValue,
      "protected.audit.moved", ["day": day.iso], scope: scope, world: world, in: db)
    try tell("protected.notice.moved", from: start, in: zone, scope: scope, world: world, db: db)
  }

  /// Says that it does not take place, and why; that is counted.
  ///
  /// - Throws: ``ProtectedTimeError/noReason`` without words where the cause says nothing.
  public func cancel(
    because cause: Cause, note: String, in zone: Zone, scope: Scope, world: World,
    db: any Connection
  ) throws {
    let note = Person.tidied(note) ?? ""
    guard cancellation == nil else { throw ProtectedTimeError.cancelled }
    guard cause != .other || !note.isEmpty else { throw ProtectedTimeError.noReason }
    try ProtectedTime.note(
      "cancelled", number: revision + 1, of: id, from: from, until: until, cause: cause,
      because: note, scope: scope, world: world, in: db)
    try Audit.record(
      .change, .protectedTime, object: id.rawValue, team: team.rawValue,
      "protected.audit.cancelled", ["cause": cause.rawValue], scope: scope, world: world, in: db)
    try Notice.settle("protected.today:\(id)", of: person, scope: scope, world: world, in: db)
    try tell(
      "protected.notice.cancelled", from: from, in: zone, scope: scope, world: world, db: db)
  }

  /// Tells the person when somebody else changed it.
  private func tell(
    _ sentence: StaticString, from: Instant, in zone: Zone, scope: Scope, world: World,
    db: any Connection
  ) throws {
    guard scope.person != person.rawValue else { return }
    try Notice.tell(
      person, sentence, Self.details(from, minutes, in: zone), path: .protectedTime(id),
      occasion: "protected.changed:\(id):\(revision + 1)", scope: scope, world: world, in: db)
  }

  private static func details(
    _ from: Instant, _ minutes: Int, in zone: Zone
  ) -> [String: Notice.Value] {
    let second = zone.secondOfDay(of: from)
    return [
      "day": .day(zone.day(of: from)), "time": .text(ClockTime.text(second)),
      "minutes": .number(minutes),
    ]
  }

  /// The name of the work that follows each change; a capability that reckons with who is there
  /// takes it up.
  public static let changed: StaticString = "protected.changed"

  /// Tells everybody in the morning what is kept for them today; each piece once.
  public static let reminding = JobKind("protected.remind", every: .seconds(3600)) { run in
    let (scope, world) = (run.scope, run.world)
    try await run.database.write { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let now = world.now()
      let tomorrow = zone.start(of: zone.day(of: now).advanced(by: 1))
      for piece in try kept(from: now, until: tomorrow, scope, in: db) {
        try Notice.tell(
          piece.person, "protected.notice.today", details(piece.from, piece.minutes, in: zone),
          path: .protectedTime(piece.id),
          occasion: "protected.today:\(piece.id):\(piece.revision)", scope: scope, world: world,
          in: db)
      }
    }
  }
}
