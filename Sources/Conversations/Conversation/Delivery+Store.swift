public import Storage
public import Kernel
internal import Web

extension Delivery {
  /// Stores drafts of one batch and tells, in their order, what became of each.
  ///
  /// Storing the same again changes nothing; the newer version by the source's own time wins; an
  /// external id that comes twice in a batch is stored twice, one after the other.
  public mutating func store(
    _ drafts: [Draft], in db: any Connection
  ) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(drafts.count)
    for wave in Self.waves(drafts) { outcomes += try storeDistinct(wave, in: db) }
    return outcomes
  }

  /// Cuts a batch where an external id comes again.
  private static func waves(_ drafts: [Draft]) -> [ArraySlice<Draft>] {
    var waves: [ArraySlice<Draft>] = []
    var seen: Set<String> = []
    var start = drafts.startIndex
    for (index, draft) in drafts.enumerated() {
      if !seen.insert(draft.record.externalID).inserted || seen.count > 1000 {
        waves.append(drafts[start..<index])
        start = index
        seen = [draft.record.externalID]
      }
    }
    if start < drafts.endIndex { waves.append(drafts[start...]) }
    return waves
  }

  /// What is known of a stored conversation before it is compared.
  private struct Stored {
    let id: Conversation.ID
    let hash: Int64
    let updatedAt: Instant?
    let isDeleted: Bool
  }

  private mutating func storeDistinct(
    _ drafts: ArraySlice<Draft>, in db: any Connection
  ) throws -> [Outcome] {
    let stored = try stored(drafts.map(\.record.externalID), in: db)
    let touched = drafts.filter { draft in
      stored[draft.record.externalID].map { !isSettled(draft, $0) } ?? true
    }
    let customers = try customers(of: touched.map(\.record), in: db)
    var sheet = Sheet(scope: scope)
    var outcomes: [Outcome] = []
    for draft in drafts {
      let key = draft.record.externalID
      guard let known = stored[key] else {
        let id: Conversation.ID = world.id()
        let whole = try compose(draft, as: id, customers: customers, in: db)
        sheet.add(whole, terms: draft.terms)
        outcomes.append(Outcome(externalID: key, conversation: id, change: .created))
        continue
      }
      let change: Change =
        if isSettled(draft, known) {
          known.hash == draft.hash ? .unchanged : .older
        } else {
          try update(known.id, with: draft, customers: customers, in: db)
        }
      outcomes.append(Outcome(externalID: key, conversation: known.id, change: change))
    }
    try sheet.write(in: db)
    try adoptSurveys(of: outcomes, in: db)
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
        SELECT id, external_id, content_hash, source_updated_at, deleted_at
        FROM conversation
        WHERE workspace_id = \(scope) AND source = \(source) AND external_id IN (\(list: some))
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
    _ id: Conversation.ID, with draft: Draft, customers: [String: Customer.ID],
    in db: any Connection
  ) throws -> Change {
    guard let previous = try Conversation.whole(id, scope: scope, in: db) else {
      throw StorageError.conflict("conversation")
    }
    var next = try compose(draft, as: id, customers: customers, in: db)
    if draft.record.extent == .part, previous.conversation.deletedAt == nil {
      let identities = Dictionary(
        (previous.participants + next.participants).compactMap { participant in
          participant.identity.map { (participant.person, $0) }
        }, uniquingKeysWith: { _, new in new })
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
      try Conversation.text.remove(
        id, scope: scope, terms: TextIndex.terms(of: whole.searchText), in: db)
      count += try db.execute(
        """
        UPDATE conversation SET deleted_at = \(world.now())
        WHERE workspace_id = \(scope) AND id = \(id)
        """)
      try db.execute(
        """
        DELETE FROM conversation_tag WHERE workspace_id = \(scope) AND conversation_id = \(id)
        """)
    }
    return count
  }
}

extension Conversation {
  /// The index that full-text search asks.
  static let text = TextIndex("conversation_text")
}
