public import Kernel
internal import Markup
public import Storage
internal import Web

/// Something people are told of regularly and may do without.
public enum NoticeTopic: String, Hashable, Sendable, CaseIterable {
  /// The report of the month that is over.
  case report
}

extension NoticeTopic {
  /// What people chose; who chose nothing is told of everything.
  static let schema: [SQL] = [
    """
    CREATE TABLE notice_choice (
      \(.key),
      person_id INTEGER NOT NULL,
      topic TEXT NOT NULL CHECK (LENGTH(topic) BETWEEN 1 AND 40),
      is_wanted INTEGER NOT NULL CHECK (is_wanted IN (0, 1)),
      changed_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id, topic),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """
  ]

  /// Whether a person wants to be told of it.
  public func isWanted(
    by person: Person.ID, _ scope: Scope, in db: any Connection
  ) throws -> Bool {
    try db.value(
      """
      SELECT is_wanted AS value FROM notice_choice
      WHERE workspace_id = \(scope) AND person_id = \(person) AND topic = \(rawValue)
      """) ?? true
  }

  /// Keeps whether a person wants to be told of it.
  public func choose(
    _ isWanted: Bool, by person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    let id: Identifier<NoticeTopic> = world.id()
    try db.execute(
      """
      INSERT INTO notice_choice (workspace_id, id, person_id, topic, is_wanted, changed_at)
      VALUES (\(scope), \(id), \(person), \(rawValue), \(isWanted), \(world.now()))
      ON CONFLICT (workspace_id, person_id, topic)
      DO UPDATE SET is_wanted = excluded.is_wanted, changed_at = excluded.changed_at
      """)
  }

  /// The name of its box on the profile.
  var field: String { "topic-\(rawValue)" }

  /// The boxes of the profile; the hidden field says that they were shown.
  static func fields(_ wanted: Set<NoticeTopic>, _ view: FormView) -> HTML {
    let text = view.text
    let boxes = allCases.map { topic in
      view.tick(
        topic.field, text("notice.topic.\(topic.rawValue)"), isChosen: wanted.contains(topic),
        hint: text("notice.topicHint.\(topic.rawValue)"))
    }
    return "<input type=\"hidden\" name=\"topicsOffered\" value=\"1\">\(boxes)"
  }
}
