internal import Conversations
internal import Foundation
internal import Kernel
internal import Linguistics
internal import Storage
internal import Web

/// Learns, reads what nobody has read yet, and looks whether what was learned still holds.
///
/// The lesson runs outside of any transaction; the threads of jobs are not those of requests.
struct LearnedWork: Sendable {
  let database: any Database
  let scope: Scope
  let world: World
  let published: PublishedAnswers
  var plan = Lesson.Plan.usual

  private static let batch = 200

  init(
    database: any Database, scope: Scope, world: World, published: PublishedAnswers,
    plan: Lesson.Plan = .usual
  ) {
    self.database = database
    self.scope = scope
    self.world = world
    self.published = published
    self.plan = plan
  }

  init(_ run: JobRun, _ published: PublishedAnswers) {
    self.init(
      database: run.database, scope: run.scope, world: run.world, published: published)
  }

  // MARK: Learning

  /// Learns a criterion anew and reads everything by what was learned; nothing is kept where
  /// there are too few reviews.
  @discardableResult
  func learn(_ id: Int64) async throws -> LearnedVersion? {
    let (scope, published) = (scope, published)
    let known = try await database.read { db -> (PublishedAnswers.Criterion, Material)? in
      guard let criterion = try published.criteria(scope, db).first(where: { $0.id == id }) else {
        return nil
      }
      return (criterion, try Material(criterion, published, scope, in: db))
    }
    guard let (criterion, material) = known else { return nil }
    var plan = plan
    plan.seed = LearnedVersion.seed(id)
    // One processor stays for the people who wait for a page.
    plan.threads = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
    let items = try await items(material)
    let lesson = Lesson(items: items, points: criterion.points, plan: plan)
    let result = try? lesson.run()
    try _Concurrency.Task.checkCancellation()
    guard let result else { return nil }
    let record = LearnedRecord(lesson, result)
    let world = world
    let version = try await database.write { db in
      try LearnedVersion.add(
        record, models: result.models, of: criterion, scope: scope, world: world, in: db)
    }
    try await read(version)
    return version
  }

  private func items(_ material: Material) async throws -> [Lesson.Item] {
    var items: [Lesson.Item] = []
    var examiner = Examiner()
    var rest = material.contacts[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Self.batch))
      let messages = try await messages(some.map(\.conversation))
      for contact in some {
        items.append(
          Lesson.Item(
            conversation: contact.conversation, person: contact.person.rawValue,
            day: contact.day, channel: contact.channel, language: contact.language ?? "",
            ratings: material.ratings[contact.conversation] ?? [],
            reading: messages.passages(of: contact.conversation, &examiner)))
      }
      rest = rest.dropFirst(Self.batch)
    }
    return items
  }

  private func messages(_ conversations: [Int64]) async throws -> Transcripts {
    let scope = scope
    let ids = conversations.map(Conversation.ID.init(rawValue:))
    return try await database.read { db in
      Transcripts(
        messages: try Message.all(of: ids, scope: scope, in: db),
        covers: try Redaction.all(ids, scope, in: db))
    }
  }

  // MARK: Reading

  /// Answers for every conversation of the pools that has no answer of this version yet.
  @discardableResult
  func read(_ version: LearnedVersion) async throws -> Int {
    let (scope, published) = (scope, published)
    let (contacts, models) = try await database.read { db in
      let known = try MachineAnswer.known(of: version.criterion, scope, in: db)
      let pool = try published.pool(scope, db).filter { !known.contains($0.conversation) }
      return (Self.once(pool), try pool.isEmpty ? [:] : version.models(scope, in: db))
    }
    guard !models.isEmpty else { return 0 }
    var rest = contacts[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Self.batch))
      let messages = try await messages(some.map(\.conversation))
      let answers = Self.answers(version, models, some, messages)
      try await database.write { db in
        try MachineAnswer.keep(answers, of: version, scope, in: db)
      }
      rest = rest.dropFirst(Self.batch)
      try _Concurrency.Task.checkCancellation()
    }
    return contacts.count
  }

  private static func answers(
    _ version: LearnedVersion, _ models: [Int: TextModel], _ contacts: [PublishedAnswers.Pooled],
    _ messages: Transcripts
  ) -> [(conversation: Int64, answer: MachineAnswer)] {
    var examiner = Examiner()
    var judges = models.mapValues(TextJudge.init)
    return contacts.compactMap { contact in
      let reading = messages.passages(of: contact.conversation, &examiner)
      let part = version.record.part(of: contact.person.rawValue)
      guard !reading.passages.isEmpty, var judge = judges[part] else { return nil }
      let answer = MachineAnswer(
        &judge, reading, points: version.record.points, explaining: true)
      judges[part] = judge
      return (contact.conversation, answer)
    }
  }

  /// A conversation of two pools is read once.
  static func once(_ pool: [PublishedAnswers.Pooled]) -> [PublishedAnswers.Pooled] {
    var seen: Set<Int64> = []
    return pool.filter { seen.insert($0.conversation).inserted }
  }

  // MARK: Looking after it

  /// Reads what is new, compares with newer reviews, and at night queues lessons that are due.
  func renew(isNight: Bool) async throws {
    let (scope, published, world) = (scope, published, world)
    let all = try await database.read { db in
      try LearnedCriterion.all(published, scope, in: db)
    }
    for version in all.compactMap(\.version) { try await read(version) }
    try await database.write { db in
      for one in all {
        guard let version = one.version else { continue }
        try Self.check(one, version, published, scope, world, in: db)
      }
      guard isNight else { return }
      for one in try LearnedCriterion.all(published, scope, in: db) where one.isDue {
        try Self.queue(one.criterion.id, scope: scope, world: world, in: db)
      }
    }
  }

  private static func check(
    _ one: LearnedCriterion, _ version: LearnedVersion, _ published: PublishedAnswers,
    _ scope: Scope, _ world: World, in db: any Connection
  ) throws {
    let answers = try MachineAnswer.expected(scope, in: db)[version.criterion] ?? [:]
    var ratings: [Int64: [Double]] = [:]
    var old: Set<Int64> = []
    for given in try published.given(scope, db) where given.criterion == version.criterion {
      if given.at <= version.learnedAt { old.insert(given.conversation) }
      ratings[given.conversation, default: []].append(given.value)
    }
    let losses = ratings.sorted { $0.key < $1.key }.compactMap { conversation, values in
      old.contains(conversation)
        ? nil : answers[conversation].map { Drift.loss($0, values) }
    }
    try version.keep(
      Drift(held: version.record.losses.estimate, recent: losses), after: one.check,
      name: one.criterion.name, scope: scope, world: world, in: db)
  }

  static let lesson = "learned-lesson"

  /// Queues a lesson, unless one of this criterion was queued within the same minutes.
  static func queue(
    _ criterion: Int64, scope: Scope, world: World, in db: any Connection
  ) throws {
    let slot = "\(criterion)-\(world.now().milliseconds / 300_000)"
    try Job.queue(
      lesson, payload: "\(criterion)", slot: slot, scope: scope, world: world, in: db)
  }
}

/// The reviewed conversations of a criterion, ready to be learned from.
struct Material: Sendable {
  let contacts: [PublishedAnswers.Pooled]
  /// The points each review gave, by conversation.
  let ratings: [Int64: [Int]]

  init(
    _ criterion: PublishedAnswers.Criterion, _ published: PublishedAnswers, _ scope: Scope,
    in db: any Connection
  ) throws {
    var ratings: [Int64: [Int]] = [:]
    for given in try published.given(scope, db) where given.criterion == criterion.id {
      ratings[given.conversation, default: []].append(
        criterion.points.place(nearest: given.value))
    }
    self.ratings = ratings
    contacts = LearnedWork.once(try published.pool(scope, db))
      .filter { ratings[$0.conversation] != nil }
      .sorted { $0.conversation < $1.conversation }
  }
}

/// The messages of some conversations, and what covers the names in them.
struct Transcripts: Sendable {
  let messages: [Conversation.ID: [Message]]
  let covers: [Conversation.ID: Redaction]

  func passages(of conversation: Int64, _ examiner: inout Examiner) -> ConversationPassages {
    let id = Conversation.ID(rawValue: conversation)
    return ConversationPassages(messages[id] ?? [], covering: covers[id], &examiner)
  }
}
