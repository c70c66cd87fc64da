internal import Conversations
public import Kernel
internal import Linguistics
internal import People
public import Storage
internal import Web

/// Rules that come from elsewhere than the pages.
public enum PhraseRules {
  /// Begins a rule, unless there is one of that name.
  ///
  /// - Throws: what is not understood of its wording.
  public static func begin(
    _ name: String, _ text: String, scope: Scope, world: World, in db: any Connection
  ) throws {
    _ = try PhraseRule(text)
    guard try KeptRule.named(name, scope, in: db) == nil else { return }
    _ = try KeptRule.begin(name, text, scope: scope, world: world, in: db)
  }
}

extension KeptRule {
  private init(_ row: Row) throws {
    id = try row.get("id")
    name = try row.get("name")
    wording = Wording(
      id: try row.get("wording_id"), number: try row.get("number"), text: try row.get("text"),
      isActive: try row.get("is_active"), at: try row.get("written_at"),
      by: try row.get("written_by"))
  }

  /// All rules with their newest wordings, by name.
  static func all(_ scope: Scope, in db: any Connection) throws -> [KeptRule] {
    try fetch(.empty, scope, in: db)
  }

  static func find(_ id: ID, _ scope: Scope, in db: any Connection) throws -> KeptRule? {
    try fetch("AND r.id = \(id)", scope, in: db).first
  }

  private static func fetch(
    _ only: SQL, _ scope: Scope, in db: any Connection
  ) throws -> [KeptRule] {
    try db.rows(
      """
      SELECT r.id, r.name, w.id AS wording_id, w.number, w.text, w.is_active, w.written_at,
        w.written_by
      FROM phrase_rule r
        JOIN phrase_rule_wording w ON w.workspace_id = r.workspace_id AND w.rule_id = r.id
      WHERE r.workspace_id = \(scope) \(only) AND NOT EXISTS (
        SELECT 1 FROM phrase_rule_wording n
        WHERE n.workspace_id = w.workspace_id AND n.rule_id = w.rule_id AND n.number > w.number)
      ORDER BY r.name, r.id
      """
    ).map(KeptRule.init)
  }

  /// The rules in use, compiled.
  static func compiled(_ scope: Scope, in db: any Connection) throws -> Compiled {
    Compiled(try all(scope, in: db), stamp: try stamp(scope, in: db))
  }

  /// The newest change of any rule; 0 where there is none.
  static func stamp(_ scope: Scope, in db: any Connection) throws -> Int64 {
    try db.value(
      """
      SELECT COALESCE(MAX(id), 0) AS value FROM phrase_rule_wording
      WHERE workspace_id = \(scope)
      """) ?? 0
  }

  static func named(_ name: String, _ scope: Scope, in db: any Connection) throws -> ID? {
    try db.row("SELECT id FROM phrase_rule WHERE workspace_id = \(scope) AND name = \(name)")?
      .get("id")
  }

  // MARK: Writing

  /// Begins a rule with its first wording.
  static func begin(
    _ name: String, _ text: String, scope: Scope, world: World, in db: any Connection
  ) throws -> ID {
    let id: ID = world.id()
    try db.execute(
      """
      INSERT INTO phrase_rule (workspace_id, id, name, created_at, created_by)
      VALUES (\(scope), \(id), \(name), \(world.now()), \(scope.person))
      """)
    try write(text, number: 1, isActive: true, of: id, scope, world, in: db)
    try Audit.record(
      .create, .evidence, object: id.rawValue, "evidence.audit.created", ["name": name],
      scope: scope, world: world, in: db)
    return id
  }

  /// Adds a wording; everything is read again by it.
  func write(
    _ text: String, isActive: Bool, scope: Scope, world: World, in db: any Connection
  ) throws {
    guard text != wording.text || isActive != wording.isActive else { return }
    try Self.write(
      text, number: wording.number + 1, isActive: isActive, of: id, scope, world, in: db)
    if isActive {
      try Audit.record(
        .change, .evidence, object: id.rawValue, "evidence.audit.changed", ["name": name],
        scope: scope, world: world, in: db)
    } else {
      try Audit.record(
        .change, .evidence, object: id.rawValue, "evidence.audit.retired", ["name": name],
        scope: scope, world: world, in: db)
    }
  }

  private static func write(
    _ text: String, number: Int, isActive: Bool, of id: ID, _ scope: Scope, _ world: World,
    in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO phrase_rule_wording
        (workspace_id, id, rule_id, number, text, is_active, written_at, written_by)
      VALUES
        (\(scope), \(world.key()), \(id), \(number), \(text), \(isActive), \(world.now()),
         \(scope.person))
      """)
  }

  // MARK: What it found

  /// How many conversations in sight each rule holds in.
  static func matches(_ scope: Scope, in db: any Connection) throws -> [ID: Int] {
    try db.rows(
      """
      SELECT rule_id, COUNT(DISTINCT conversation_id) AS conversations FROM phrase_rule_match
      WHERE workspace_id = \(scope) GROUP BY rule_id
      """
    ).reduce(into: [:]) { $0[try $1.get("rule_id")] = try $1.get("conversations") }
  }

  /// What people said of each rule's matches.
  static func records(_ scope: Scope, in db: any Connection) throws -> [ID: Record] {
    let rows = try db.rows(
      """
      SELECT o.rule_id, o.is_right FROM phrase_rule_opinion o
      WHERE o.workspace_id = \(scope) AND NOT EXISTS (
        SELECT 1 FROM phrase_rule_opinion n
        WHERE n.workspace_id = o.workspace_id AND n.rule_id = o.rule_id
          AND n.message_id = o.message_id AND n.given_by = o.given_by AND n.id > o.id)
      """)
    return try rows.reduce(into: [:]) { records, row in
      let rule: ID = try row.get("rule_id")
      records[rule, default: Record()].judged += 1
      if try row.get("is_right") { records[rule, default: Record()].right += 1 }
    }
  }

  /// What one person said of the matches in a conversation, the last word on each.
  static func opinions(
    of person: Actor.ID, in conversation: Conversation.ID, _ scope: Scope,
    in db: any Connection
  ) throws -> [Opinion: Bool] {
    try db.rows(
      """
      SELECT rule_id, message_id, is_right FROM phrase_rule_opinion
      WHERE workspace_id = \(scope) AND conversation_id = \(conversation) AND given_by = \(person)
      ORDER BY id
      """
    ).reduce(into: [:]) { opinions, row in
      let place = Opinion(rule: try row.get("rule_id"), message: try row.get("message_id"))
      opinions[place] = try row.get("is_right")
    }
  }

  /// What an opinion is about.
  struct Opinion: Hashable {
    let rule: ID
    let message: Message.ID
  }

  /// Keeps what somebody says of a match.
  func judge(
    _ isRight: Bool, message: Message.ID, in conversation: Conversation.ID, scope: Scope,
    world: World, in db: any Connection
  ) throws {
    try db.execute(
      """
      INSERT INTO phrase_rule_opinion
        (workspace_id, id, rule_id, wording_id, conversation_id, message_id, is_right, given_at,
         given_by)
      VALUES
        (\(scope), \(world.key()), \(id), \(wording.id), \(conversation), \(message), \(isRight),
         \(world.now()), \(scope.person))
      """)
  }
}
