public import Kernel
internal import People
public import Storage
internal import Web

extension Purpose {
  /// The newest version; `nil` while the team has written none.
  public static func current(_ scope: Scope, in db: any Connection) throws -> PurposeVersion? {
    try versions(only: true, scope, in: db).first
  }

  /// All versions, the newest first.
  public static func history(_ scope: Scope, in db: any Connection) throws -> [PurposeVersion] {
    try versions(only: false, scope, in: db)
  }

  /// Writes the next version with its entry in the record.
  ///
  /// - Throws: ``PurposeError/stale`` unless `number` is that of the newest version (0 for none).
  @discardableResult
  public func write(
    over number: Int, note: String = "", scope: Scope, world: World, in db: any Connection
  ) throws -> PurposeVersion {
    let wording = tidied
    guard wording.faults.isEmpty else { throw PurposeError.faulty(wording.faults) }
    let newest = try Purpose.current(scope, in: db)
    guard newest?.number ?? 0 == number else { throw PurposeError.stale }
    guard newest?.purpose != wording else { throw PurposeError.unchanged }
    let version = PurposeVersion(
      id: world.id(), number: number + 1, purpose: wording, note: String(note.trimmed.prefix(500)),
      writtenAt: world.now(), writtenBy: scope.person.map(Person.ID.init(rawValue:)))
    do {
      try version.insert(scope, world, in: db)
    } catch StorageError.constraint {
      throw PurposeError.stale
    }
    try Audit.record(
      newest == nil ? .create : .change, .purpose, object: version.id.rawValue,
      "purpose.audit.written", ["number": "\(version.number)"], scope: scope, world: world,
      in: db)
    return version
  }

  private var tidied: Purpose {
    Purpose(
      sentence: sentence.trimmed,
      values: values.map { value in
        Value(
          id: value.id, name: String(value.name.trimmed.prefix(80)),
          meaning: String(value.meaning.trimmed.prefix(500)), criteria: value.criteria)
      })
  }

  private static func versions(
    only newest: Bool, _ scope: Scope, in db: any Connection
  ) throws -> [PurposeVersion] {
    let some: SQL = newest ? "LIMIT 1" : ""
    let rows = try db.rows(
      """
      SELECT id, number, sentence, note, written_at, written_by
      FROM purpose
      WHERE workspace_id = \(scope)
      ORDER BY number DESC \(some)
      """)
    let ids: [PurposeVersion.ID] = try rows.map { try $0.get("id") }
    let values = try Value.all(of: ids, scope, in: db)
    return try rows.map { row in
      let id: PurposeVersion.ID = try row.get("id")
      return PurposeVersion(
        id: id, number: try row.get("number"),
        purpose: Purpose(sentence: try row.get("sentence"), values: values[id] ?? []),
        note: try row.get("note"), writtenAt: try row.get("written_at"),
        writtenBy: try row.get("written_by"))
    }
  }
}

extension Purpose.Value {
  /// The values of some versions, in their order.
  fileprivate static func all(
    of versions: [PurposeVersion.ID], _ scope: Scope, in db: any Connection
  ) throws -> [PurposeVersion.ID: [Self]] {
    guard !versions.isEmpty else { return [:] }
    var criteria: [[Int64]: Set<Criterion.ID>] = [:]
    for row in try db.rows(
      """
      SELECT purpose_id, value_id, criterion_id
      FROM purpose_criterion
      WHERE workspace_id = \(scope) AND purpose_id IN (\(list: versions))
      """)
    {
      criteria[[try row.get("purpose_id"), try row.get("value_id")], default: []]
        .insert(try row.get("criterion_id"))
    }
    return try db.rows(
      """
      SELECT purpose_id, value_id, name, meaning
      FROM purpose_value
      WHERE workspace_id = \(scope) AND purpose_id IN (\(list: versions))
      ORDER BY purpose_id, position
      """
    ).reduce(into: [:]) { found, row in
      let version: PurposeVersion.ID = try row.get("purpose_id")
      let id: ID = try row.get("value_id")
      found[version, default: []].append(
        Self(
          id: id, name: try row.get("name"), meaning: try row.get("meaning"),
          criteria: criteria[[version.rawValue, id.rawValue]] ?? []))
    }
  }
}

extension PurposeVersion {
  fileprivate func insert(_ scope: Scope, _ world: World, in db: any Connection) throws {
    try db.execute(
      """
      INSERT INTO purpose (workspace_id, id, number, sentence, note, written_at, written_by)
      VALUES
        (\(scope), \(id), \(number), \(purpose.sentence), \(note), \(writtenAt), \(writtenBy))
      """)
    for (position, value) in purpose.values.enumerated() {
      try db.execute(
        """
        INSERT INTO purpose_value
          (workspace_id, id, purpose_id, value_id, position, name, meaning)
        VALUES
          (\(scope), \(world.key()), \(id), \(value.id), \(position), \(value.name),
           \(value.meaning))
        """)
      for criterion in value.criteria.sorted() {
        try db.execute(
          """
          INSERT INTO purpose_criterion (workspace_id, id, purpose_id, value_id, criterion_id)
          VALUES (\(scope), \(world.key()), \(id), \(value.id), \(criterion))
          """)
      }
    }
  }
}
