import Foundation
import Kernel
import People
import Storage
import Support
import Web

@testable import Conversations

/// Files of ours, and a place to import them into.
enum Files {
  static let fixtures: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("Fixtures/imports").path
  }()

  /// Writes a file that a test needs, and gives its path.
  static func write(_ bytes: some Sequence<UInt8>, as name: String, in folder: String) throws
    -> String
  {
    let path = "\(folder)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Conversations of the neutral form with a few messages each, always the same.
  static func lines(_ count: Int, messages: Int = 3, agent: String = "noa") -> String {
    (0..<count).map { index in
      let opened = 1_772_352_000 + index * 60
      let talk = (0..<messages).map { number in
        let role = number.isMultiple(of: 2) ? "customer" : "agent"
        return """
          {"external_id":"m\(number)","time":\(opened + number * 30),"role":"\(role)",\
          "text":"Line \(number) of case \(index)"}
          """
      }
      return """
        {"external_id":"C-\(index)","channel":"chat","opened_at":\(opened),\
        "agent":{"external_id":"\(agent)","name":"Noa Berg"},"messages":[\(talk.joined(separator: ","))]}
        """
    }.joined(separator: "\n") + "\n"
  }
}

/// One import after the other in one workspace.
struct Harbour {
  let database: any Database
  let scope: Scope
  let folder: String
  var world: World

  var work: ImportWork {
    ImportWork(
      database: database, world: world, scope: scope, zone: Zone(name: "Europe/Berlin") ?? .utc)
  }

  func importing(
    _ text: String, as name: String, source: String = "desk", mapping: String? = nil
  ) async throws -> ImportReport {
    let path = try Files.write(text.utf8, as: name, in: folder)
    return try await work.importFile(path, source: source, mapping: mapping.map { Array($0.utf8) })
  }

  func undo(_ report: ImportReport, holds: [ImportHold] = []) async throws {
    let id: ImportRun.ID? = Identifier(text: report.id)
    guard let id else { return }
    try await database.write { [scope, world] db in
      try ImportRun.startUndo(id, holds: holds, at: world.now(), scope: scope, in: db)
    }
    try await work.undo(id)
  }

  /// The names of all people, queues, customers and tags, in order.
  func parties() async throws -> [String] {
    try await database.read { [scope] db in
      try db.rows(
        """
        SELECT name FROM person WHERE workspace_id = \(scope)
        UNION ALL SELECT name FROM queue WHERE workspace_id = \(scope)
        UNION ALL SELECT name FROM customer WHERE workspace_id = \(scope)
        UNION ALL SELECT name FROM tag WHERE workspace_id = \(scope)
        """
      ).map { try $0.get("name") as String }.sorted()
    }
  }

  /// Everything that was imported, as text without keys and times of storing.
  func contents() async throws -> [String] {
    try await database.read { [scope] db in
      let heads = try db.rows(
        """
        SELECT id, source, external_id, subject, status, channel, opened_at, message_count
        FROM conversation WHERE workspace_id = \(scope) AND deleted_at IS NULL
        ORDER BY source, external_id
        """)
      return try heads.map { row in
        let id: Conversation.ID = try row.get("id")
        let messages = try db.rows(
          """
          SELECT external_id, at, role, visibility, text FROM message
          WHERE workspace_id = \(scope) AND conversation_id = \(id) AND removed_at IS NULL
          ORDER BY position
          """
        ).map { message -> String in
          let parts: [String?] = [
            try message.get("external_id"), (try message.get("at") as Int64?).map(String.init),
            try message.get("role"), try message.get("visibility"), try message.get("text"),
          ]
          return parts.map { $0 ?? "–" }.joined(separator: " ")
        }
        let head: [String?] = [
          try row.get("source"), try row.get("external_id"), try row.get("subject"),
          try row.get("status"), try row.get("channel"),
          String(try row.get("opened_at") as Int64), String(try row.get("message_count") as Int64),
        ]
        return (head.map { $0 ?? "–" } + messages).joined(separator: " | ")
      }
    }
  }
}

/// Runs a test on a fresh workspace and folder of one engine.
func withHarbour(_ engine: Engine, _ body: (inout Harbour) async throws -> Void) async throws {
  let migrations = Job.migrations + People.Schema.migrations + Conversation.migrations
  let folder = temporaryFolder("attune-import-\(World.live.key())")
  defer { removeFolder(folder) }
  try await withDatabase(engine, migrations) { database in
    var harbour = Harbour(
      database: database, scope: Scope(workspace: Identifier(rawValue: 1)), folder: folder,
      world: .still(at: Ground.noon))
    try await body(&harbour)
  }
}
