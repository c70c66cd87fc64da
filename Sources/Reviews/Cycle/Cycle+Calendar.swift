internal import Kernel
internal import People
public import Storage

extension Workspace {
  /// The day it is in the workspace's zone: the one by which cycles are due and shared.
  static func today(_ scope: Scope, world: World, in db: any Connection) throws -> Day {
    (try find(scope, in: db)?.zone ?? .utc).day(of: world.now())
  }
}

extension Cycle {
  /// Shares every open cycle whose day has come, in the workspace's zone; twice is as good as once.
  public static let sharing = JobKind("cycle.share", every: .seconds(900)) { run in
    let (scope, world) = (run.scope, run.world)
    let due = try await run.database.read { db in
      let today = try Workspace.today(scope, world: world, in: db)
      return try all(scope, in: db).filter { $0.state == .open && $0.plan.shareOn <= today }
    }
    for cycle in due {
      do {
        try await run.database.write { db in
          _ = try cycle.share(on: cycle.plan.shareOn, scope: scope, world: world, in: db)
        }
      } catch CycleError.state {
        // Somebody shared it by hand in between.
      }
    }
  }

  /// The day on which it was shared, and until then the day on which it is to be.
  func dayOfSharing(in zone: Zone) -> Day { sharedAt.map(zone.day(of:)) ?? plan.shareOn }

  /// The last day on which something can still be handed in, once it is shared.
  func lastDay(in zone: Zone) -> Day? {
    sharedAt.map { zone.day(of: $0).advanced(by: plan.daysToLearn) }
  }

  /// Closes every shared cycle whose time to learn is over; twice is as good as once.
  public static let closing = JobKind("cycle.close", every: .seconds(3600)) { run in
    let (scope, world) = (run.scope, run.world)
    let due = try await run.database.read { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: world.now())
      return try all(scope, in: db).filter { cycle in
        cycle.state == .shared && cycle.lastDay(in: zone).map { $0 < today } == true
      }
    }
    for cycle in due {
      do {
        try await run.database.write { db in
          try cycle.close(scope: scope, world: world, in: db)
        }
      } catch CycleError.state {
        // Somebody closed it by hand in between.
      }
    }
  }
}
