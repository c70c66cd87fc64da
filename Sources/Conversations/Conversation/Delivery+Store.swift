public import Storage
public import Kernel
internal import Web

extension Delivery {
  /// Stores drafts of one batch and tells, in their order, what became of each.
  ///
  /// Storing the same again changes nothing; the newer version by the source's own time wins; an
  /// external id that comes twice in a batch is stored twice, one after the other.
  public mutating func store(
    _ bundles: [Bundle], in db: any Connection
  ) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    for bundle in bundles { outcomes += try store(bundle, in: db) }
    try getReady(in: db)
    return outcomes
  }

  /// What is known of a stored conversation before it is compared.
  private struct Stored {
    let id: Conversation.ID
    let hash: Int64
    let updatedAt: Instant?
    let isDeleted: Bool
  }

  private mutating func store(
    _ bundle: Bundle, in db: any Connection
  ) throws -> [Outcome] {
    let stored = isFirst ? [:] : try stored(bundle.names, in: db)
    var keys: [String: Conversation.ID] = [:]
    if stored.isEmpty {
      let customers = try customers(bundle.clients, in: db)
      let new = try bundle.composed ?? composed(bundle.drafts, bundle.clients, in: db)
      try new.sheet.write(customers: customers, in: db)
      let outcomes = zip(bundle.names, new.keys).map { name, key in
        Outcome(externalID: name, conversation: key, change: .created)
      }
      let adopted = try adoptSurveys(of: outcomes, in: db)
      try tell(new: new, customers, adopted, in: db)
      return outcomes
    }
    let changed = bundle.drafts.filter { draft in
      stored[draft.record.externalID].map { !isSettled(draft, $0) } ?? true
    }
    let clients = Clients(changed)
    let customers = try customers(clients, in: db)
    let new = changed.filter { stored[$0.record.externalID] == nil }
    let composed = try composed(new, clients, in: db)
    try composed.sheet.write(customers: customers, in: db)
    for (draft, key) in zip(new, composed.keys) { keys[draft.record.externalID] = key }
    let outcomes = try bundle.drafts.map { draft in
      let name = draft.record.externalID
      guard let known = stored[name] else {
        guard let key = keys[name] else { throw StorageError.conflict("conversation") }
        return Outcome(externalID: name, conversation: key, change: .created)
      }
      let change: Change =
        if isSettled(draft, known) {
          known.hash == draft.hash ? .unchanged : .older
        } else {
          try update(known.id, with: draft, in: db) { party in
            party.identity.flatMap { clients.numbers[$0] }.map { customers[$0] }
          }
        }
      return Outcome(externalID: name, conversation: known.id, change: change)
    }
    let adopted = try adoptSurveys(of: outcomes, in: db)
    try tell(new: composed, customers, adopted, in: db)
    try tellTouched(outcomes.filter(\.isChange).map(\.conversation), in: db)
    return outcomes
  }

  /// Whether there is nothing to do: the same content, or a version older than the stored one.
  private func isSettled(_ draft: Draft, _ stored: Stored) -> Bool {
    guard !stored.isDeleted else { return false }
    if stored.hash == draft.hash { return true }
    guard let old = stored.updatedAt, let new = draft.record.updatedAt else { return false }
    return new < old
  }

  private func stored(
    _ keys: [String], in db: any Connection
  ) throws -> [String: Stored] {
    var stored: [String: Stored] = [:]
    for start in stride(from: 0, to: keys.count, by: 500) {
      let some = Array(keys[start..<min(start + 500, keys.count)])
      try db.forEachRow(
        """
        WITH k (name) AS (\(rows: some))
        SELECT c.id, c.external_id, c.content_hash, c.source_updated_at, c.deleted_at
        FROM k CROSS JOIN conversation AS c
        WHERE c.workspace_id = \(scope) AND c.source = \(source) AND c.external_id = k.name
        """
      ) { row in
        let deletedAt: Instant? = try row.get("deleted_at")
        stored[try row.get("external_id")] = Stored(
          id: try row.get("id"), hash: try row.get("content_hash"),
          updatedAt: try row.get("source_updated_at"), isDeleted: deletedAt != nil)
      }
    }
    return stored
  }

  /// Compares a draft with what is stored and writes what differs.
  private mutating func update(
    _ id: Conversation.ID, with draft: Draft, in db: any Connection,
    customer: (PartyRecord) -> Customer.ID?
  ) throws -> Change {
    guard let previous = try Conversation.whole(id, scope: scope, in: db) else {
      throw StorageError.conflict("conversation")
    }
    var next = try compose(draft, as: id, in: db, customer: customer)
    if draft.record.extent == .part, previous.conversation.deletedAt == nil {
      let identities = Dictionary(
        (previous.participants + next.participants).compactMap { participant in
          participant.identity.map { (participant.person, $0) }
        }, uniquingKeysWith: { _, new in new }
      ).map { (person: $0, identity: $1) }
      let owner = next.conversation.agent ?? previous.conversation.agent
      next = previous.adding(next, draft.record)
      next.tally(owner: owner, identities: identities)
      next.conversation.contentHash = 0
    }
    next.keepKeys(of: previous)
    if previous.conversation.deletedAt != nil {
      try replace(previous, with: next, in: db)
      return .revived
    }
    guard next.isDifferent(from: previous) else { return .unchanged }
    try replace(previous, with: next, in: db)
    return .updated(previous: previous)
  }

  /// Puts back what stood there before an import changed it.
  ///
  /// What a later import brought meanwhile stays: nothing happens unless the stored version is
  /// the one of this delivery's import.
  @discardableResult
  public func restore(_ previous: Conversation.Whole, in db: any Connection) throws -> Bool {
    guard
      let current = try Conversation.whole(previous.conversation.id, scope: scope, in: db),
      current.conversation.importRun == importRun
    else { return false }
    try replace(current, with: previous, in: db)
    try tellTouched([previous.conversation.id], in: db)
    return true
  }

  /// Takes everything that this delivery's import created out of sight; returns how many.
  ///
  /// The rows stay as tombstones, so that importing again brings the same keys back.
  @discardableResult
  public func withdraw(
    _ conversations: [Conversation.ID], in db: any Connection
  ) throws -> Int {
    var count = 0
    for id in conversations {
      guard let whole = try Conversation.whole(id, scope: scope, in: db),
        whole.conversation.deletedAt == nil, whole.conversation.importRun == importRun
      else { continue }
      try Conversation.text.remove(id, scope: scope, terms: whole.terms, in: db)
      count += try db.execute(
        """
        UPDATE conversation SET deleted_at = \(world.now())
        WHERE workspace_id = \(scope) AND id = \(id)
        """)
      try db.execute(
        """
        DELETE FROM conversation_tag WHERE workspace_id = \(scope) AND conversation_id = \(id)
        """)
      try forgetParties(of: id, in: db)
    }
    try tellTouched(conversations, in: db)
    return count
  }
}

extension Conversation {
  /// The index that full-text search asks.
  static let text = TextIndex("conversation_text")
}
