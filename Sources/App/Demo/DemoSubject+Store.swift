internal import Conversations
internal import Kernel
internal import Reviews
internal import Storage

/// A stored conversation as a reviewer of the demo needs it: its number and what was said.
struct DemoSubject: Sendable {
  let number: Int
  /// What the agents said to the customer.
  var messages: [Line] = []

  struct Line: Sendable {
    let id: Message.ID
    let text: String
  }

  /// The conversations of some reviews, by key.
  static func all(
    _ reviews: [Review], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: DemoSubject] {
    try all(reviews.map(\.conversation), scope, in: db)
  }

  /// Some conversations, by key.
  static func all(
    _ conversations: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: DemoSubject] {
    let ids = Set(conversations).sorted()
    var subjects: [Conversation.ID: DemoSubject] = [:]
    for row in try db.rows(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT c.id, c.external_id FROM k CROSS JOIN conversation AS c
      WHERE c.workspace_id = \(scope) AND c.id = k.key
      """)
    {
      let key: String = try row.get("external_id")
      guard let number = DemoPlan.number(externalID: key) else { continue }
      subjects[try row.get("id")] = DemoSubject(number: number)
    }
    for row in try db.rows(
      """
      WITH k (key) AS (\(rows: ids))
      SELECT m.conversation_id, m.id, m.text FROM k CROSS JOIN message AS m
      WHERE m.workspace_id = \(scope) AND m.conversation_id = k.key
        AND m.role = 'agent' AND m.visibility = 'public' AND m.removed_at IS NULL
      ORDER BY m.conversation_id, m.position
      """)
    {
      let line = Line(id: try row.get("id"), text: try row.get("text"))
      subjects[try row.get("conversation_id")]?.messages.append(line)
    }
    return subjects
  }
}
