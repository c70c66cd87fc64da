internal import Conversations
internal import class Foundation.ProcessInfo
internal import Kernel
internal import People
internal import Reviews
internal import Storage
internal import Web

/// A demo while it is being put on: the database so far, and the clock of the story.
struct DemoStaging {
  let story: DemoStory
  let database: any Database
  let clock: DemoWorld
  let crew: DemoCrew
  var counts = DemoReport.Counts()
  /// The cycles of each month, in the order of the teams.
  var cycles: [Int: [Cycle]] = [:]
  private var delivery: Delivery

  /// Begins the workspace on the first day: people, teams, the standard scorecard.
  init(_ story: DemoStory, _ database: any Database) async throws {
    let calendar = story.calendar
    let firstDay = calendar.months.first ?? calendar.zone.day(of: calendar.now)
    let clock = DemoWorld(
      seed: story.options.seed, at: calendar.zone.instant(of: firstDay, second: 6 * 3600))
    let password = try await PasswordMill(world: clock.world).hash(Demo.password)
    self.story = story
    self.database = database
    self.clock = clock
    let crew = try await database.write { db in
      let crew = try DemoCrew(story, password: password, world: clock.world, in: db)
      let agreement = DemoAgreement(crew: crew, clock: clock, limit: calendar.now)
      try agreement.writePurpose(in: db)
      try agreement.writeProcedures(in: db)
      try agreement.writeHours(zone: calendar.zone, in: db)
      try agreement.writeRules(in: db)
      if !story.options.isBrief {
        try DemoSkills(story: story, crew: crew, world: clock.world).state(in: db)
      }
      try agreement.writeGoals(story.truth, zone: calendar.zone, in: db)
      return crew
    }
    self.crew = crew
    delivery = Delivery(
      scope: crew.scope, source: Demo.source, importRun: nil, zone: calendar.zone,
      world: clock.world, watches: Feature.watches)
    delivery.isFirst = true
    counts.agents = crew.agents.count
    counts.teams = crew.teams.count
  }

  private static let batch = 2000
  /// What is loaded for measuring comes in larger pieces, because each renews the roll-up once.
  private static let greatBatch = 32_000
  /// Batches that are told or wait while one is being stored.
  private static let ahead = 3
  /// Telling is about as much work as storing, which has a thread of its own besides.
  private static let tellers = ProcessInfo.processInfo.activeProcessorCount

  /// Tells one batch after the other.
  private actor Teller {
    func tell(
      _ index: Int, _ numbers: Range<Int>, _ story: DemoStory, _ delivery: Delivery
    ) -> Batch? {
      DemoStaging.tell(index, numbers, story, delivery)
    }
  }

  /// A batch on its way: told, with rows composed by what was known when its telling began.
  private struct Batch: Sendable {
    let index: Int
    let bundles: [Bundle]
    /// Gives the rows their keys and their time, which is the last conversation's.
    let world: World
    let end: Instant
  }

  /// Tells and stores the conversations of a few months, in the order of time; `meanwhile` stores
  /// something else while many of them are being told.
  mutating func deliver(
    _ months: ClosedRange<Int>, meanwhile: ((DemoStaging) async throws -> Void)? = nil,
    stored: (Int) -> Void
  ) async throws {
    let numbers = story.calendar.contacts(of: months)
    let story = story
    let size = story.options.isBrief ? Self.greatBatch : Self.batch
    // The first batch is small: whoever it makes known need not be looked up for the next ones.
    let second = min(numbers.lowerBound + Self.batch, numbers.upperBound)
    let starts =
      [numbers.lowerBound] + Array(stride(from: second, to: numbers.upperBound, by: size))
    let tellers = (0..<Self.tellers).map { _ in Teller() }
    try await withThrowingTaskGroup(of: Batch?.self) { group in
      var waiting: [Int: Batch] = [:]
      var next = 0
      func add(_ index: Int) {
        guard starts.indices.contains(index) else { return }
        let end = starts.indices.contains(index + 1) ? starts[index + 1] : numbers.upperBound
        let range = starts[index]..<end
        let (teller, delivery) = (tellers[index % tellers.count], delivery)
        group.addTask { await teller.tell(index, range, story, delivery) }
      }
      var told = 1
      add(0)
      while let batch = try await group.next() {
        if let batch { waiting[batch.index] = batch }
        while let batch = waiting.removeValue(forKey: next) {
          next += 1
          try await store(batch)
          while told < next + Self.ahead {
            add(told)
            told += 1
          }
          if next == 1 { try await meanwhile?(self) }
          stored(counts.conversations)
        }
      }
    }
  }

  private static func tell(
    _ index: Int, _ numbers: Range<Int>, _ story: DemoStory, _ delivery: Delivery
  ) -> Batch? {
    let (records, now) = (DemoConversations(story, numbers: numbers), story.calendar.now)
    guard let last = numbers.last else { return nil }
    let end = Instant(milliseconds: DemoConversations.plan(last, story).openedAt)
    var delivery = delivery
    delivery.world = DemoWorld(seed: story.options.seed, at: end).world
    let bundles =
      delivery.prepareFirst(records, now: now).map { [$0] }
      ?? delivery.prepare(records.map { Draft($0, now: now) })
    return Batch(index: index, bundles: bundles, world: delivery.world, end: end)
  }

  private mutating func store(_ batch: Batch) async throws {
    clock.set(batch.end)
    delivery.world = batch.world
    delivery = try await database.write { [delivery] db in
      var delivery = delivery
      _ = try delivery.store(batch.bundles, in: db)
      return delivery
    }
    counts.conversations += batch.bundles.reduce(0) { $0 + $1.conversationCount }
    counts.messages += batch.bundles.reduce(0) { $0 + $1.messageCount }
  }

  /// What was made, and how to get in.
  func report(seconds: Double) -> DemoReport {
    DemoReport(
      workspace: Demo.workspace, seed: story.options.seed,
      today: story.calendar.zone.day(of: story.calendar.now).iso, signIns: crew.signIns,
      password: Demo.password, counts: counts, seconds: seconds,
      conversationsPerSecond: seconds > 0 ? Double(counts.conversations) / seconds : 0,
      truth: story.truth)
  }
}

extension DemoCalendar {
  /// The numbers of the contacts that begin in a few months.
  func contacts(of months: ClosedRange<Int>) -> Range<Int> {
    let slots = slots.filter { months.contains(days[$0.day].month) }
    guard let first = slots.first, let last = slots.last else { return 0..<0 }
    return first.contacts.lowerBound..<last.contacts.upperBound
  }
}
