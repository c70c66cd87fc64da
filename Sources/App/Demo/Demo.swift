public import Kernel
public import Storage
internal import Conversations
internal import Measures
internal import People
internal import Reviews
internal import Web

/// A team that never was, with months of work that look like yours.
public enum Demo {
  /// The name of the workspace, which says what it is.
  public static let workspace = "Demo team · Lantern Post"
  /// The password of everybody in the demo.
  public static let password = "lantern-post-demo"
  /// The name of the tool the conversations came from.
  public static let source = "demo"

  /// Makes the demo in an empty database, month by month, by the same functions the pages call.
  ///
  /// The same seed on the same day gives the same rows on both engines. The demo's last day is
  /// the day of `world.now`.
  ///
  /// - Throws: ``DemoProblem`` for options out of range, ``PeopleError/alreadySetUp`` when a
  ///   workspace exists.
  @discardableResult
  public static func load(
    _ options: DemoOptions, into database: any Database, world: World,
    progress: @Sendable (DemoProgress) -> Void = { _ in }
  ) async throws -> DemoReport {
    try options.check()
    let start = world.now()
    let story = DemoStory(options, now: start)
    var staging = try await DemoStaging(story, database)
    let count = story.calendar.months.count
    // What is meant for measuring plays its last cycle alone, and is delivered in one go before.
    let steps = options.isBrief ? [0...(count - 1)] : (0..<count).map { $0...$0 }
    for months in steps {
      for month in months {
        try await staging.planCycles(of: month)
        try await staging.playProgrammes(of: month)
        try await staging.playSchedules(of: month)
      }
      if !options.isBrief { try await staging.lockBaseline(before: months.lowerBound) }
      if options.isBrief {
        try await database.deferIndexes(of: Conversation.busiestTable)
        let facts = MeasureSchema.busiestTable
        try await database.deferIndexes(of: facts.name, but: facts.needed)
      }
      try await staging.deliver(
        months,
        meanwhile: options.isBrief ? { staging in try await staging.reportStates(of: months) } : nil
      ) { stored in
        progress(
          DemoProgress(
            month: months.upperBound + 1, months: count, conversations: stored,
            expected: options.conversations))
      }
      try await database.makeIndexes()
      if !options.isBrief { try await staging.reportStates(of: months) }
      for month in months {
        try await staging.playCycles(of: month)
        if month == 0 { try await staging.playWorkshops() }
        try await staging.playCalibrations(of: month)
      }
    }
    try await staging.readNotices()
    if !options.isBrief {
      try await staging.staffQueues()
      try await staging.readTexts()
      try await staging.queueLessons()
    }
    try await staging.playWeeks()
    try await database.gatherStatistics()
    let seconds = world.now().seconds(since: start)
    return staging.report(seconds: seconds)
  }
}
