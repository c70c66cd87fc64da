internal import Foundation
public import Kernel
public import Storage
public import Web

/// What is remembered of a change: never altered, never removed.
public struct AuditEntry: Hashable, Sendable {
  /// The key of an entry.
  public typealias ID = Identifier<AuditEntry>

  public let id: ID
  public let at: Instant
  /// Who did it; `nil` for the program itself.
  public let actor: Person.ID?
  public let action: Action
  public let resource: Resource?
  public let object: Int64?
  /// The key of the sentence that tells it.
  public let summary: String
  /// The values of that sentence.
  public let details: [String: String]
}

/// The record of who changed what.
public enum Audit {
  /// Writes one entry in the transaction of the change it tells of.
  ///
  /// The summary is a key of words, the details are its parameters: names and numbers, never
  /// the content of conversations or reviews.
  public static func record(
    _ action: Action, _ resource: Resource, object: Int64? = nil, team: Int64? = nil,
    _ summary: StaticString, _ details: [String: String] = [:], scope: Scope, world: World,
    in db: any Connection
  ) throws {
    let id: AuditEntry.ID = world.id()
    try db.execute(
      """
      INSERT INTO audit_entry
        (workspace_id, id, at, actor_id, team_id, action, resource, object_id, summary, details)
      VALUES
        (\(scope), \(id), \(world.now()), \(scope.person), \(team), \(action.rawValue),
         \(resource.rawValue), \(object), \(summary.description), \(try json(details)))
      """)
  }

  static func json(_ details: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(details), as: UTF8.self)
  }

  static func details(json: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))) ?? [:]
  }
}
