public import Kernel
public import Storage
internal import Web

extension Course {
  /// The courses of some conversations as the store holds them; those out of sight are left out.
  public static func all(
    _ ids: [Conversation.ID], scope: Scope, in db: any Connection
  ) throws -> [Course] {
    var courses: [Course] = []
    for start in stride(from: 0, to: ids.count, by: 500) {
      courses += try some(Array(ids[start..<min(start + 500, ids.count)]), scope, in: db)
    }
    return courses
  }

  private static func some(
    _ ids: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Course] {
    let conversations = try db.rows(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT c.* FROM k CROSS JOIN conversation c
      WHERE c.workspace_id = \(scope) AND c.id = k.key AND c.deleted_at IS NULL
      ORDER BY c.id
      """
    ).map(Conversation.init)
    let ids = conversations.map(\.id)
    guard !ids.isEmpty else { return [] }
    var marks = try marks(of: ids, scope, in: db)
    var calls = try Call.all(of: ids, scope: scope, in: db)
    var surveys = try Survey.all(ofEach: ids, scope: scope, in: db)
    var participants: [Conversation.ID: [Participant]] = [:]
    try db.forEachRow(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT a.conversation_id, a.person_id, a.identity, a.public_count, a.internal_count
      FROM k CROSS JOIN conversation_agent a
      WHERE a.workspace_id = \(scope) AND a.conversation_id = k.key
      ORDER BY a.conversation_id, a.person_id
      """
    ) { row in
      participants[try row.get("conversation_id"), default: []].append(
        Participant(
          person: try row.get("person_id"), identity: try row.get("identity"),
          publicCount: try row.get("public_count"), internalCount: try row.get("internal_count")))
    }
    var tags: [Conversation.ID: [Tag.ID]] = [:]
    try db.forEachRow(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT t.conversation_id, t.tag_id FROM k CROSS JOIN conversation_tag t
      WHERE t.workspace_id = \(scope) AND t.conversation_id = k.key
      ORDER BY t.conversation_id, t.tag_id
      """
    ) { row in
      tags[try row.get("conversation_id"), default: []].append(try row.get("tag_id"))
    }
    return conversations.map { one in
      Course(
        one, marks: marks.removeValue(forKey: one.id) ?? [],
        calls: calls.removeValue(forKey: one.id) ?? [],
        surveys: surveys.removeValue(forKey: one.id) ?? [],
        participants: participants.removeValue(forKey: one.id) ?? [],
        tags: tags.removeValue(forKey: one.id) ?? [])
    }
  }

  /// The marks in the order of the messages; only short words are read at all.
  private static func marks(
    of ids: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: [Mark]] {
    var marks: [Conversation.ID: [Mark]] = [:]
    try db.forEachRow(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT m.conversation_id, m.at, m.role, m.visibility, m.kind, m.person_id,
        CASE WHEN m.role = 'customer' AND LENGTH(m.text) <= 60 THEN m.text ELSE '' END AS short
      FROM k CROSS JOIN message m
      WHERE m.workspace_id = \(scope) AND m.conversation_id = k.key AND m.removed_at IS NULL
      ORDER BY m.conversation_id, m.position, m.id
      """
    ) { row in
      let visibility: MessageVisibility = try row.get("visibility")
      marks[try row.get("conversation_id"), default: []].append(
        Mark(
          at: try row.get("at"), role: try row.get("role"), isPublic: visibility == .public,
          kind: try row.get("kind"), person: try row.get("person_id"),
          isThanks: Thanks.isAll(of: try row.get("short"))))
    }
    return marks
  }
}
