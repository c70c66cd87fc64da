internal import Kernel
internal import People
public import Storage

extension Cycle {
  /// Shares every open cycle whose day has come, in the workspace's zone; twice is as good as once.
  public static let sharing = JobKind("cycle.share", every: .seconds(900)) { run in
    let (scope, world) = (run.scope, run.world)
    let due = try await run.database.read { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: world.now())
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
}
