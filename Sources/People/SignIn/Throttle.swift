internal import Crypto
internal import Kernel
internal import Storage

/// How often one may try to sign in: by account and by address, with a growing wait.
///
/// Ten failures in a quarter of an hour close an account's door until the oldest is past;
/// from the third on each failure doubles the wait. An address has a hundred tries an hour.
enum Throttle {
  static let accountTries = 10
  static let accountWindow: Int64 = 15 * 60
  static let addressTries = 100
  static let addressWindow: Int64 = 3600
  private static let nowhere = Scope(workspace: Identifier(rawValue: 0))

  /// What the door says.
  enum Answer: Hashable, Sendable {
    /// Come in; the try is noted as failed until ``succeeded(_:in:)``.
    case open(attempt: Int64)
    case wait(seconds: Int)
  }

  /// Notes a try, unless it comes too early.
  static func admit(
    account: String, address: String?, world: World, in db: any Connection
  ) throws -> Answer {
    let now = world.now()
    let hash = Array(SHA256.hash(data: Array(account.utf8)))
    let delay = max(
      try wait(forAccount: hash, at: now, in: db),
      try address.map { try wait(forAddress: $0, at: now, in: db) } ?? 0)
    if delay > 0 { return .wait(seconds: delay) }
    let id = world.key()
    let old = now.advanced(bySeconds: -24 * 3600)
    try db.execute("DELETE FROM sign_in_attempt WHERE workspace_id = \(nowhere) AND at < \(old)")
    try db.execute(
      """
      INSERT INTO sign_in_attempt (workspace_id, id, account_hash, address, succeeded, at)
      VALUES (\(nowhere), \(id), \(hash), \(address ?? ""), \(false), \(now))
      """)
    return .open(attempt: id)
  }

  /// Notes that a try led in, which forgives the account's failures before it.
  static func succeeded(_ attempt: Int64, in db: any Connection) throws {
    try db.execute(
      """
      UPDATE sign_in_attempt SET succeeded = 1
      WHERE workspace_id = \(nowhere) AND id = \(attempt)
      """)
  }

  private static func wait(
    forAccount hash: [UInt8], at now: Instant, in db: any Connection
  ) throws -> Int {
    let failures: [Instant] = try db.rows(
      """
      SELECT at FROM sign_in_attempt
      WHERE workspace_id = \(nowhere) AND account_hash = \(hash) AND succeeded = 0
        AND at > \(now.advanced(bySeconds: -accountWindow))
        AND at > COALESCE((
          SELECT MAX(at) FROM sign_in_attempt
          WHERE workspace_id = \(nowhere) AND account_hash = \(hash) AND succeeded = 1), 0)
      ORDER BY at
      """
    ).map { try $0.get("at") }
    guard let last = failures.last, failures.count > 2 else { return 0 }
    let opens =
      failures.count >= accountTries
      ? failures[failures.count - accountTries].advanced(bySeconds: accountWindow)
      : last.advanced(bySeconds: 1 << Int64(failures.count - 3))
    return max(0, Int(opens.seconds(since: now).rounded(.up)))
  }

  private static func wait(
    forAddress address: String, at now: Instant, in db: any Connection
  ) throws -> Int {
    let row = try db.row(
      """
      SELECT COUNT(*) AS tries, MIN(at) AS oldest FROM sign_in_attempt
      WHERE workspace_id = \(nowhere) AND address = \(address)
        AND at > \(now.advanced(bySeconds: -addressWindow))
      """)
    let tries: Int = try row?.get("tries") ?? 0
    guard tries >= addressTries, let oldest: Instant = try row?.get("oldest") else { return 0 }
    return max(1, Int(oldest.advanced(bySeconds: addressWindow).seconds(since: now).rounded(.up)))
  }
}
