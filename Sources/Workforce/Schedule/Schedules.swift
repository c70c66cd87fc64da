internal import Kernel
internal import Markup
internal import People
public import Storage
public import Web

extension Feature {
  /// Who works when: contracts, wishes, time off, schedules, protected training, paid hours.
  public static let schedules = Feature(
    "schedules",
    migrations: [
      Migration(
        "schedules-1",
        Contract.schema + Wish.schema + Absence.schema + Schedule.schema + ShiftSwap.schema
          + TrainingSession.schema + PaidHours.schema),
      Migration("adherence-1", Adherence.schema),
    ],
    words: contractWords + scheduleWords + trainingWords + shrinkageWords,
    navigation: [
      NavigationItem("/my-week", "week.title", allow: .use, .workWish, rank: 17),
      NavigationItem("/schedules", "schedule.title", allow: .export, .roster, rank: 31),
    ],
    routes: { routes in
      ContractPages.add(to: routes)
      TimeOffPages.add(to: routes)
      SchedulePages.add(to: routes)
      MyWeekPages.add(to: routes)
      FairnessPages.add(to: routes)
      TrainingPages.add(to: routes)
      ShrinkagePages.add(to: routes)
    },
    jobs: [Schedule.supplying, Schedule.following],
    finders: [
      .page("/training", "training.title", allow: .read, .training),
      .page("/time-off", "absence.title", allow: .read, .workWish),
      .page("/contracts", "contract.title", allow: .read, .contract),
      .page("/shrinkage", "shrinkage.title", allow: .read, .shrinkage),
      .page("/fairness", "burden.title", allow: .read, .roster),
    ], agendas: [.shifts])
}

extension Schedule {
  /// Tells the forecasts who is there in this week and the two after, also when kept time moved.
  public static let supplying = JobKind("schedules.supply", every: .seconds(900)) { run in
    let (scope, world) = (run.scope, run.world)
    try await run.database.write { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let today = zone.day(of: world.now())
      for week in 0..<3 { try Supply.renew(today.advanced(by: 7 * week), scope, in: db) }
    }
  }

  /// Takes in time that was kept free, moved or cancelled as soon as that happened.
  public static let following = JobKind(ProtectedTime.changed) { run in
    let (scope, world) = (run.scope, run.world)
    guard let milliseconds = Int64(run.payload) else { return }
    try await run.database.write { db in
      let zone = try Workspace.find(scope, in: db)?.zone ?? .utc
      let day = zone.day(of: Instant(milliseconds: milliseconds))
      // What is over is as it was.
      let today = zone.day(of: world.now())
      guard Schedule.monday(of: today) <= Schedule.monday(of: day) else { return }
      try Supply.renew(day, scope, in: db)
    }
  }
}
