public import Kernel
public import Storage
public import Web

/// Which entries of the record are asked for.
public struct AuditFilter: Hashable, Sendable {
  public var actor: Person.ID?
  public var resource: Resource?
  /// From this moment on.
  public var from: Instant?
  /// Before this moment.
  public var until: Instant?
  /// Older than this entry: where the page before ended.
  public var before: AuditEntry.ID?

  public init(
    actor: Person.ID? = nil, resource: Resource? = nil, from: Instant? = nil,
    until: Instant? = nil, before: AuditEntry.ID? = nil
  ) {
    self.actor = actor
    self.resource = resource
    self.from = from
    self.until = until
    self.before = before
  }
}

extension AuditEntry {
  init(row: Row) throws {
    let action: String = try row.get("action")
    let resource: String = try row.get("resource")
    self.init(
      id: try row.get("id"), at: try row.get("at"), actor: try row.get("actor_id"),
      action: Action(rawValue: action) ?? .change, resource: Resource(rawValue: resource),
      object: try row.get("object_id"), summary: try row.get("summary"),
      details: Audit.details(json: try row.get("details")))
  }

  /// The entries a reader may see, the newest first, at most `limit`.
  public static func find(
    _ filter: AuditFilter, for reader: Actor, limit: Int, in db: any Connection
  ) throws -> [AuditEntry] {
    var conditions = [
      reader.predicate(.read, .auditLog, person: "actor_id", team: "team_id")
    ]
    if let actor = filter.actor { conditions.append("actor_id = \(actor)") }
    if let resource = filter.resource {
      conditions.append("resource = \(resource.rawValue)")
    }
    if let from = filter.from { conditions.append("at >= \(from)") }
    if let until = filter.until { conditions.append("at < \(until)") }
    if let before = filter.before { conditions.append("id < \(before)") }
    return try db.rows(
      """
      SELECT id, at, actor_id, action, resource, object_id, summary, details
      FROM audit_entry
      WHERE workspace_id = \(reader.scope) AND \(SQL.joined(conditions, separator: " AND "))
      ORDER BY id DESC
      LIMIT \(limit)
      """
    ).map(AuditEntry.init(row:))
  }
}
