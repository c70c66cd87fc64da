internal import Kernel
internal import Storage
internal import Web

/// A key by which a program reads what its owner may read in one of their roles.
///
/// It reads and never writes, and works only under `/api/`. The database knows its hash alone.
struct AccessToken: Hashable, Sendable {
  /// The key of a token's row.
  typealias ID = Identifier<AccessToken>

  let id: ID
  let name: String
  /// The only one of its owner's roles that it carries.
  let role: Role
  let createdAt: Instant
  let expiresAt: Instant
  /// When a program used it last, to the minute; `nil` before the first time.
  let usedAt: Instant?

  /// What every token begins with, so that one that got into other hands is recognised as ours.
  static let mark = "attune_"
  /// For how many days a token may be made.
  static let lifetimes = [30, 90, 365]
  /// How many a person may hold at once.
  static let most = 10

  static let schema: [SQL] = [
    """
    CREATE TABLE access_token (
      \(.key),
      person_id INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (LENGTH(name) > 0),
      role TEXT NOT NULL,
      token_hash BLOB NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      UNIQUE (workspace_id, token_hash),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    "CREATE INDEX access_token_person ON access_token (workspace_id, person_id, created_at)",
  ]

  /// Why no token is made.
  enum Refusal: String, Error, Hashable, Sendable {
    case nameMissing, roleNotHeld, lifetimeUnknown, tooMany
  }
}
