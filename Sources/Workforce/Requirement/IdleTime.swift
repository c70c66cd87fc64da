internal import Kernel
internal import Staffing
internal import Storage

extension StaffingQueue {
  /// What calls and chats leave idle for these letters, in people by half-hour; nothing for a queue
  /// that is not of letters.
  ///
  /// A roster's people who answer several queues are shared out whole, and the few letters of an
  /// hour get nobody: they are answered between calls. Several queues of letters share by need.
  func idle(
    from start: Instant, until end: Instant, _ scope: Scope, in db: any Connection
  ) throws -> [Instant: Double] {
    guard kind == .letters else { return [:] }
    let queues = try StaffingQueue.current(scope, in: db)
    let keys = queues.map(\.id)
    let needs = try HalfHourNeed.all(of: keys, from: start, until: end, scope, in: db)
    let supply = try HalfHourSupply.all(of: keys, from: start, until: end, scope, in: db)
    let letters = Set(queues.filter { $0.kind == .letters }.map(\.id))
    var idle: [Instant: Double] = [:]
    for queue in queues where queue.kind != .letters {
      let chats = try queue.kind == .chats ? queue.chatsAtOnce(scope, in: db) : 1
      let busy = Dictionary(
        needs.filter { $0.queue == queue.id }.map {
          ($0.start, $0.calls * $0.handling / HalfHourNeed.length / chats)
        }, uniquingKeysWith: { $1 })
      for place in supply where place.queue == queue.id {
        idle[place.start, default: 0] += idleAgents(
          staff: Double(place.agents), busy: busy[place.start] ?? 0,
          mostOccupancy: queue.mostOccupancy)
      }
    }
    let waiting = Dictionary(grouping: needs.filter { letters.contains($0.queue) }, by: \.start)
    return idle.reduce(into: [:]) { found, place in
      let others = waiting[place.key] ?? []
      let all = others.reduce(0) { $0 + $1.agents }
      let own = others.first { $0.queue == id }?.agents ?? 0
      found[place.key] = place.value * (all > 0 ? own / all : 1 / Double(letters.count))
    }
  }

  private func chatsAtOnce(_ scope: Scope, in db: any Connection) throws -> Double {
    let made = try MadeForecast.newest(of: id, scope, in: db)
    return Swift.max(1, made?.concurrency.value ?? concurrency)
  }
}
