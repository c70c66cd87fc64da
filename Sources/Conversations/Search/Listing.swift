internal import Kernel
internal import Storage
internal import Web

/// A filter, asked by somebody: turns into the statements that fetch one page of keys.
///
/// Every statement walks an index that ends in the order of the list and stops when the page is
/// full. A filter on several values of one field becomes one walk a value, and their heads are
/// merged; all other conditions are wrapped so that no engine is tempted to fetch everything that
/// meets one of them and sort it.
struct Listing {
  let filter: ConversationFilter
  let actor: Actor
  let zone: Zone
  let now: Instant

  private var scope: Scope { actor.scope }

  /// Where a page begins or ends: the place of one conversation in the order.
  struct Cursor: Hashable, Sendable {
    var value: Double
    var id: Conversation.ID

    var text: String {
      let whole = Int64(exactly: value).map(String.init)
      return (whole ?? "\(value)") + "_" + id.text
    }

    init(value: Double, id: Conversation.ID) {
      self.value = value
      self.id = id
    }

    init?(text: String) {
      let halves = text.split(separator: "_")
      guard halves.count == 2, let value = Double(halves[0]), value.isFinite,
        let id = Conversation.ID(text: halves[1])
      else { return nil }
      self.init(value: value, id: id)
    }
  }

  /// From where to go on, and in which direction.
  enum Place: Hashable, Sendable {
    case start
    case after(Cursor)
    case before(Cursor)
  }

  /// How the words of the filter are looked up.
  enum WordSearch: Hashable, Sendable {
    case none
    /// Few conversations hold them: their keys lead, the order is made afterwards.
    case leading
    /// Many hold them: the list is walked in order, and each key looked up among theirs.
    case following
    /// The words hold nothing that could be searched.
    case impossible
  }

  // MARK: Statements

  /// The keys of one page and one more, with the value they are ordered by.
  func keys(_ place: Place, limit: Int, words: WordSearch, dialect: Dialect) -> SQL {
    let isBackward = if case .before = place { true } else { false }
    let branches = branches(words, dialect).map { branch -> SQL in
      """
      SELECT id, place FROM (
        SELECT c.id AS id, \(branch.key) AS place FROM \(branch.table)
        WHERE \(branch.condition) AND \(conditions(words, branch.field, dialect))
          AND \(condition(place, branch))
        ORDER BY \(order(branch, isBackward))
        LIMIT \(limit)) AS branch
      """
    }
    let sorting: SQL = isDescending != isBackward ? "place DESC, id DESC" : "place, id"
    return """
      SELECT id, place FROM (\(SQL.joined(branches, separator: " UNION "))) AS page
      ORDER BY \(sorting)
      LIMIT \(limit)
      """
  }

  /// How many there are, counted no further than the limit.
  func count(upTo limit: Int, words: WordSearch, dialect: Dialect) -> SQL {
    let branches = branches(words, dialect).map { branch -> SQL in
      """
      SELECT id FROM (
        SELECT c.id AS id FROM \(branch.table)
        WHERE \(branch.condition) AND \(conditions(words, branch.field, dialect))
        LIMIT \(limit)) AS branch
      """
    }
    return """
      SELECT COUNT(*) AS value FROM (
        SELECT id FROM (\(SQL.joined(branches, separator: " UNION "))) AS hits
        LIMIT \(limit)) AS bounded
      """
  }

  // MARK: The walk

  /// A field that one walk is about; its own condition is left out of the others.
  enum Field: Hashable {
    case own, agent, tag, queue, team, language, source, channel, status, words, none
  }

  struct Branch {
    var field = Field.none
    var table: SQL = "conversation c"
    var condition: SQL
    var key: SQL
    var id: SQL = "c.id"
  }

  private func branches(_ words: WordSearch, _ dialect: Dialect) -> [Branch] {
    let branches = everyBranch(words, dialect)
    // Each walk gathers the keys of the words anew: with many walks one long walk is quicker.
    return words == .following && branches.count > 2 ? [branch(.none, "1 = 1")] : branches
  }

  private func everyBranch(_ words: WordSearch, _ dialect: Dialect) -> [Branch] {
    if words == .leading,
      let hits = Conversation.text.hits(filter.words, scope: scope, for: dialect)
    {
      var branch = branch(.words, "c.id = h.id")
      branch.table = "(\(hits)) AS h CROSS JOIN conversation c"
      return [branch]
    }
    guard filter.order == .newest || filter.order == .oldest else {
      return [branch(.none, "1 = 1")]
    }
    if case .part(let own, let teams) = Reach(actor) {
      var parts = teams.map { branch(.own, "c.team_id = \($0)") }
      if let own {
        parts += [branch(.own, "c.agent_id = \(own)"), branch(.own, "c.credited_id = \(own)")]
      }
      return parts.isEmpty ? [branch(.own, "1 = 0")] : parts
    }
    if !filter.agents.isEmpty {
      return filter.agents.flatMap {
        [branch(.agent, "c.agent_id = \($0)"), branch(.agent, "c.credited_id = \($0)")]
      }
    }
    if !filter.tags.isEmpty { return filter.tags.map(tagged) }
    if !filter.queues.isEmpty { return filter.queues.map { branch(.queue, "c.queue_id = \($0)") } }
    if !filter.teams.isEmpty { return filter.teams.map { branch(.team, "c.team_id = \($0)") } }
    if !filter.languages.isEmpty {
      return filter.languages.map { branch(.language, "c.language = \($0)") }
    }
    if !filter.sources.isEmpty {
      return filter.sources.map { branch(.source, "c.source = \($0)") }
    }
    if !filter.statuses.isEmpty {
      return filter.statuses.map { branch(.status, "c.status = \($0)") }
    }
    if !filter.channels.isEmpty {
      return filter.channels.map { branch(.channel, "c.channel = \($0)") }
    }
    return [branch(.none, "1 = 1")]
  }

  private func branch(_ field: Field, _ condition: SQL) -> Branch {
    Branch(
      field: field,
      condition: "c.workspace_id = \(scope) AND c.deleted_at IS NULL AND \(condition)", key: key)
  }

  private func tagged(_ tag: Tag.ID) -> Branch {
    Branch(
      field: .tag,
      table: """
        conversation_tag t
          JOIN conversation c ON c.workspace_id = t.workspace_id AND c.id = t.conversation_id
        """,
      condition: """
        t.workspace_id = \(scope) AND t.tag_id = \(tag) AND c.deleted_at IS NULL
        """,
      key: "t.opened_at", id: "t.conversation_id")
  }

  // MARK: Order

  private var isDescending: Bool {
    switch filter.order {
    case .newest, .longest: true
    case .oldest, .unhappiest: false
    }
  }

  private var key: SQL {
    switch filter.order {
    case .newest, .oldest: "c.opened_at"
    case .longest: "c.message_count"
    case .unhappiest: "c.csat"
    }
  }

  private func order(_ branch: Branch, _ isBackward: Bool) -> SQL {
    isDescending != isBackward
      ? "\(branch.key) DESC, \(branch.id) DESC" : "\(branch.key), \(branch.id)"
  }

  private func condition(_ place: Place, _ branch: Branch) -> SQL {
    let (cursor, isBackward): (Cursor, Bool)
    switch place {
    case .start: return "1 = 1"
    case .after(let place): (cursor, isBackward) = (place, false)
    case .before(let place): (cursor, isBackward) = (place, true)
    }
    let value: SQL =
      filter.order == .unhappiest
      ? "\(cursor.value)" : "\(Int64(exactly: cursor.value.rounded()) ?? 0)"
    return isDescending != isBackward
      ? "(\(branch.key), \(branch.id)) < (\(value), \(cursor.id))"
      : "(\(branch.key), \(branch.id)) > (\(value), \(cursor.id))"
  }

  // MARK: Conditions

  private func conditions(_ words: WordSearch, _ field: Field, _ dialect: Dialect) -> SQL {
    var all: [SQL] = [actor.mayRead(.read, .conversation)]
    if filter.order == .unhappiest { all.append("c.csat IS NOT NULL") }
    let (from, until) = filter.bounds(zone: zone, now: now)
    let time: SQL = field == .tag ? "t.opened_at" : "c.opened_at"
    if let from { all.append("\(time) >= \(from)") }
    if let until { all.append("\(time) < \(until)") }
    all += filter.facets(besides: field)
    switch words {
    case .none, .leading: break
    case .impossible: all.append("1 = 0")
    case .following:
      all += [
        Conversation.text.matching(
          filter.words, column: "c.id + 0", scope: scope, for: dialect)
      ].compactMap(\.self)
    }
    return SQL.joined(all, separator: " AND ")
  }
}
