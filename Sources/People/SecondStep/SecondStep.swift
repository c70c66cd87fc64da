internal import Crypto
internal import Kernel
internal import Storage
internal import Web

/// What signing in asks for beside the password: codes of an app, or recovery codes for when the
/// telephone is not at hand.
struct SecondStep: Sendable {
  /// The key of a second step.
  typealias ID = Identifier<SecondStep>

  let secret: [UInt8]
  /// When a first code proved that the app knows the secret; `nil` until then.
  let confirmedAt: Instant?
  /// The period of the code that was used last; nobody uses it again.
  let lastStep: Int64
  /// Recovery codes that were not used yet.
  let recoveryLeft: Int

  var isOn: Bool { confirmedAt != nil }

  /// Who must have one where the workspace asks for it: whoever sees or changes most.
  static let roles: Set<Role> = [.admin, .auditor, .analyst]

  /// How many recovery codes there are at first.
  static let recoveryCodes = 8

  /// What a code is worth.
  enum Verdict: Hashable, Sendable {
    /// The person has no second step.
    case notAsked
    case missing, wrong, right
  }

  /// A recovery code: fifty bits in letters that nobody mistakes.
  static func recoveryCode(_ world: World) -> String {
    let alphabet = Array("23456789abcdefghijkmnpqrstuvwxyz")
    let letters = world.secret(10).map { alphabet[Int($0 & 31)] }
    return String(letters.prefix(5)) + "-" + String(letters.suffix(5))
  }

  /// What the database knows of a recovery code, however it was typed.
  static func hash(ofRecoveryCode code: String) -> [UInt8] {
    let plain = code.lowercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
    return Array(SHA256.hash(data: Array("recovery".utf8) + plain))
  }

  static let schema: [SQL] = [
    """
    CREATE TABLE second_step (
      \(.key),
      person_id INTEGER NOT NULL,
      secret BLOB NOT NULL,
      confirmed_at INTEGER,
      last_step INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (workspace_id, person_id),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
    """
    CREATE TABLE recovery_code (
      \(.key),
      person_id INTEGER NOT NULL,
      code_hash BLOB NOT NULL,
      used_at INTEGER,
      UNIQUE (workspace_id, person_id, code_hash),
      \(.reference(column: "person_id", table: "person"))
    ) \(.strict)
    """,
  ]
}
