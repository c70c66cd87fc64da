internal import Kernel
internal import People
internal import Statistics
internal import Storage

extension DemoStaging {
  /// Lets everybody have read what they were told some days ago, and some of what is new.
  func readNotices() async throws {
    guard !story.options.isBrief else { return }
    let (scope, clock, now) = (crew.scope, clock, story.calendar.now)
    let recent = now.advanced(byDays: -3)
    let seed = story.options.seed
    try await database.write { db in
      for person in try Person.all(scope, in: db) {
        for notice in try Notice.all(of: person.id, limit: 1000, scope, in: db)
        where notice.readAt == nil {
          var chance = SplitMix64(
            seed: seed, purpose: 19, number: Int(truncatingIfNeeded: notice.id.rawValue))
          guard notice.createdAt < recent || chance.happens(0.3) else { continue }
          let hours = Int64(chance.within(1...40))
          clock.set(min(notice.createdAt.advanced(bySeconds: hours * 3600), now))
          try notice.read(scope: scope, world: clock.world, in: db)
        }
      }
    }
  }
}
