public import Kernel
internal import Storage

/// Drafts of different conversations with the rows they become, ready for ``Delivery``.
///
/// Rows are composed as far as they can be known away from the database: by the people, queues and
/// tags the delivery has met, with customers by number. Where somebody is a stranger, or a
/// conversation turns out to be there already, the store composes anew.
public struct Bundle: Sendable {
  /// None where the rows are all that is needed: see ``Delivery/prepareFirst(_:now:)``.
  let drafts: ArraySlice<Draft>
  let names: [String]
  let clients: Clients
  /// The rows and the keys of the conversations, unless somebody is a stranger.
  let composed: Composed?

  /// New conversations as rows, and as courses where somebody watches.
  struct Composed: Sendable {
    var sheet: Sheet
    var keys: [Conversation.ID] = []
    var courses: [Course] = []
    /// What each watch made of the courses.
    var prepared: [(any Sendable)?] = []
  }

  /// How many conversations there are.
  public var conversationCount: Int { names.count }

  /// How many messages they have together.
  public var messageCount: Int {
    composed?.sheet.messageCount ?? drafts.reduce(0) { $0 + $1.record.messages.count }
  }
}

/// The customers of a few records, by number.
struct Clients: Sendable {
  private(set) var parties: [PartyRecord] = []
  private(set) var numbers: [String: Int] = [:]

  init() {}

  init(_ drafts: some Collection<Draft>) {
    numbers.reserveCapacity(drafts.count)
    for draft in drafts { add(draft.record) }
  }

  mutating func add(_ record: ConversationRecord) {
    if let party = record.customer { add(party) }
    for survey in record.surveys {
      if let party = survey.customer { add(party) }
    }
  }

  /// What a source says later counts.
  mutating func add(_ party: PartyRecord) {
    guard let key = party.identity, !key.isEmpty else { return }
    if let number = numbers[key] {
      parties[number] = party
    } else {
      numbers[key] = parties.count
      parties.append(party)
    }
  }

  init(_ party: PartyRecord?) {
    if let party { add(party) }
  }
}

extension Delivery {
  /// Composes the rows of drafts ahead of ``store(_:in:)-(Bundle,_)``, on any thread.
  public func prepare(_ drafts: [Draft]) -> [Bundle] {
    Self.waves(drafts).map { wave in
      let clients = Clients(wave)
      var delivery = self
      return Bundle(
        drafts: wave, names: wave.map { $0.record.externalID }, clients: clients,
        composed: try? delivery.composed(wave, clients, in: nil))
    }
  }

  /// Composes the rows of a first delivery one record after the other, and keeps nothing else.
  ///
  /// - Returns: `nil` when somebody is a stranger, or this is no first delivery: then the drafts
  ///   themselves are needed.
  public func prepareFirst(_ records: some Sequence<ConversationRecord>, now: Instant) -> Bundle? {
    guard isFirst else { return nil }
    var delivery = self
    let count = records.underestimatedCount
    var names: [String] = []
    names.reserveCapacity(count)
    var clients = Clients()
    var composed = Bundle.Composed(sheet: Sheet(scope: scope, conversations: count))
    composed.keys.reserveCapacity(count)
    if !watches.isEmpty { composed.courses.reserveCapacity(count) }
    for record in records {
      let draft = Draft(record, now: now)
      clients.add(draft.record)
      names.append(draft.record.externalID)
      guard (try? delivery.compose(draft, clients, into: &composed, in: nil)) != nil else {
        return nil
      }
    }
    composed.prepared = preparations.map { $0?(composed.courses) }
    return Bundle(drafts: [], names: names, clients: clients, composed: composed)
  }

  /// The rows of new conversations.
  ///
  /// - Throws: ``Stranger`` without a database to look somebody up in.
  mutating func composed(
    _ drafts: some Collection<Draft>, _ clients: Clients, in db: (any Connection)?
  ) throws -> Bundle.Composed {
    var composed = Bundle.Composed(sheet: Sheet(scope: scope))
    composed.keys.reserveCapacity(drafts.count)
    for draft in drafts { try compose(draft, clients, into: &composed, in: db) }
    composed.prepared = preparations.map { $0?(composed.courses) }
    return composed
  }

  private mutating func compose(
    _ draft: Draft, _ clients: Clients, into composed: inout Bundle.Composed,
    in db: (any Connection)?
  ) throws {
    let id: Conversation.ID = world.id()
    composed.keys.append(id)
    let whole = try compose(draft, as: id, in: db) { party in
      party.identity.flatMap { clients.numbers[$0] }.map { Batch.pending($0) }
    }
    composed.sheet.add(whole, terms: draft.terms)
    if !watches.isEmpty { composed.courses.append(Course(whole)) }
  }

  /// Cuts a batch where an external id comes again.
  private static func waves(_ drafts: [Draft]) -> [ArraySlice<Draft>] {
    var waves: [ArraySlice<Draft>] = []
    var seen: Set<String> = []
    seen.reserveCapacity(drafts.count)
    var start = drafts.startIndex
    for (index, draft) in drafts.enumerated() {
      if !seen.insert(draft.record.externalID).inserted {
        waves.append(drafts[start..<index])
        start = index
        seen = [draft.record.externalID]
      }
    }
    if start < drafts.endIndex { waves.append(drafts[start...]) }
    return waves
  }
}

/// Somebody or something a delivery has not met, and no database is at hand to ask.
struct Stranger: Error {}
