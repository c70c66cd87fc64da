internal import Conversations
public import Kernel
public import People
public import Storage
internal import Web

extension Skill {
  /// The skills of the workspace, in the order they were named; those retired come along.
  public static func all(_ scope: Scope, in db: any Connection) throws -> [Skill] {
    var words: [ID: (reasons: [String], queues: [String])] = [:]
    for row in try db.rows(
      """
      SELECT skill_id, kind, word FROM skill_need
      WHERE workspace_id = \(scope) ORDER BY kind, word
      """)
    {
      let kind: String = try row.get("kind")
      let word: String = try row.get("word")
      let skill: ID = try row.get("skill_id")
      if kind == "queue" {
        words[skill, default: ([], [])].queues.append(word)
      } else {
        words[skill, default: ([], [])].reasons.append(word)
      }
    }
    return try db.rows(
      "SELECT id, name, retired_at FROM skill WHERE workspace_id = \(scope) ORDER BY id"
    ).map { row in
      let id: ID = try row.get("id")
      let retiredAt: Instant? = try row.get("retired_at")
      return Skill(
        id: id, name: try row.get("name"), reasons: words[id]?.reasons ?? [],
        queues: words[id]?.queues ?? [], isRetired: retiredAt != nil)
    }
  }

  /// Names a new skill, with the reasons and queues whose conversations need it.
  ///
  /// - Throws: ``SkillError`` without a name or when another skill has it.
  @discardableResult
  public static func add(
    _ name: String, reasons: [String] = [], queues: [String] = [], scope: Scope, world: World,
    in db: any Connection
  ) throws -> ID {
    let name = String(name.trimmed.prefix(longestName))
    guard !name.isEmpty else { throw SkillError.nameMissing }
    let id: ID = world.id()
    let added = try db.execute(
      """
      INSERT INTO skill (workspace_id, id, name, folded, created_at)
      VALUES (\(scope), \(id), \(name), \(folded(name)), \(world.now()))
      ON CONFLICT (workspace_id, folded) DO NOTHING
      """)
    guard added == 1 else { throw SkillError.taken }
    try link(id, reasons: reasons, queues: queues, scope: scope, world: world, in: db)
    try Audit.record(
      .create, .skill, object: id.rawValue, "skill.audit.named", ["name": name], scope: scope,
      world: world, in: db)
    return id
  }

  /// Changes which conversations need a skill, and whether it is still asked for.
  public func change(
    reasons: [String], queues: [String], isRetired: Bool, scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let changed = try db.execute(
      """
      UPDATE skill SET retired_at = \(isRetired ? world.now() : nil)
      WHERE workspace_id = \(scope) AND id = \(id)
      """)
    guard changed == 1 else { throw SkillError.unknown }
    try db.execute("DELETE FROM skill_need WHERE workspace_id = \(scope) AND skill_id = \(id)")
    try Self.link(id, reasons: reasons, queues: queues, scope: scope, world: world, in: db)
    try Audit.record(
      .change, .skill, object: id.rawValue,
      isRetired ? "skill.audit.retired" : "skill.audit.changed", ["name": name], scope: scope,
      world: world, in: db)
  }

  private static func link(
    _ id: ID, reasons: [String], queues: [String], scope: Scope, world: World,
    in db: any Connection
  ) throws {
    for (kind, words) in [("reason", reasons), ("queue", queues)] {
      let tidy = Set(words.map { String($0.trimmed.prefix(200)) }.filter { !$0.isEmpty })
      for word in tidy.sorted().prefix(mostWords) {
        try db.execute(
          """
          INSERT INTO skill_need (workspace_id, id, skill_id, kind, word)
          VALUES (\(scope), \(world.key()), \(id), \(kind), \(word))
          """)
      }
    }
  }

  /// The names of the skills each conversation needs, by the skills' reasons and queues.
  static func needs(
    of conversations: [Conversation.ID], _ scope: Scope, in db: any Connection
  ) throws -> [Conversation.ID: Set<String>] {
    let skills = try all(scope, in: db).filter {
      !$0.isRetired && !($0.reasons.isEmpty && $0.queues.isEmpty)
    }
    guard !skills.isEmpty else { return [:] }
    let rows = try db.rows(
      """
      SELECT c.id, c.reason, queue.name AS queue
      FROM conversation AS c
      LEFT JOIN queue ON queue.workspace_id = c.workspace_id AND queue.id = c.queue_id
      WHERE c.workspace_id = \(scope) AND c.id IN (\(list: Array(Set(conversations))))
      """)
    return try rows.reduce(into: [:]) { found, row in
      let (reason, queue): (String?, String?) = (try row.get("reason"), try row.get("queue"))
      let needed = skills.filter { $0.isNeeded(reason: reason, queue: queue) }.map(\.name)
      if !needed.isEmpty { found[try row.get("id")] = Set(needed) }
    }
  }

  /// The contact reasons and queues of the conversations the cycles looked at, for a form to offer.
  static func words(
    _ scope: Scope, in db: any Connection
  ) throws -> (reasons: [String], queues: [String]) {
    let rows = try db.rows(
      """
      SELECT DISTINCT c.reason, queue.name AS queue
      FROM pick
      JOIN conversation AS c
        ON c.workspace_id = pick.workspace_id AND c.id = pick.conversation_id
      LEFT JOIN queue ON queue.workspace_id = c.workspace_id AND queue.id = c.queue_id
      WHERE pick.workspace_id = \(scope)
      """)
    let reasons = try rows.compactMap { row -> String? in try row.get("reason") }
    let queues = try rows.compactMap { row -> String? in try row.get("queue") }
    return (Set(reasons).sorted(), Set(queues).sorted())
  }
}

extension Strengths {
  /// What everybody stated, by person; whoever stated nothing is not there.
  public static func all(
    _ scope: Scope, in db: any Connection
  ) throws -> [Person.ID: Strengths] {
    var found: [Person.ID: Strengths] = [:]
    for row in try db.rows(
      "SELECT person_id, language FROM person_language WHERE workspace_id = \(scope)")
    {
      found[try row.get("person_id"), default: Strengths()].languages
        .insert(try row.get("language"))
    }
    for row in try db.rows(
      "SELECT person_id, skill_id FROM person_skill WHERE workspace_id = \(scope)")
    {
      found[try row.get("person_id"), default: Strengths()].skills
        .insert(try row.get("skill_id"))
    }
    return found
  }

  /// Keeps what somebody reads and knows, in place of what was stated before.
  public func state(
    for person: Person.ID, scope: Scope, world: World, in db: any Connection
  ) throws {
    let known = try Skill.all(scope, in: db).filter { skills.contains($0.id) }
    let before = try Self.all(scope, in: db)[person] ?? Strengths()
    let now = Strengths(languages: languages, skills: Set(known.map(\.id)))
    guard now != before else { return }
    for language in before.languages.subtracting(languages) {
      try db.execute(
        """
        DELETE FROM person_language
        WHERE workspace_id = \(scope) AND person_id = \(person) AND language = \(language)
        """)
    }
    for skill in before.skills.subtracting(now.skills) {
      try db.execute(
        """
        DELETE FROM person_skill
        WHERE workspace_id = \(scope) AND person_id = \(person) AND skill_id = \(skill)
        """)
    }
    for language in languages.subtracting(before.languages).sorted() {
      try db.execute(
        """
        INSERT INTO person_language (workspace_id, id, person_id, language, stated_at)
        VALUES (\(scope), \(world.key()), \(person), \(language), \(world.now()))
        """)
    }
    for skill in now.skills.subtracting(before.skills).sorted() {
      try db.execute(
        """
        INSERT INTO person_skill (workspace_id, id, person_id, skill_id, stated_at)
        VALUES (\(scope), \(world.key()), \(person), \(skill), \(world.now()))
        """)
    }
    let names = known.map(\.name).sorted().joined(separator: ", ")
    try Audit.record(
      .change, .skill, object: person.rawValue, "skill.audit.stated",
      [
        "languages": languages.isEmpty ? "–" : languages.sorted().joined(separator: ", "),
        "skills": names.isEmpty ? "–" : names,
      ], scope: scope, world: world, in: db)
  }
}
