internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Kernel

/// How dear one guess at a password is: the parameters of scrypt (RFC 7914).
public struct PasswordCost: Hashable, Sendable {
  public let rounds: Int
  public let blockSize: Int
  public let parallelism: Int

  public init(rounds: Int, blockSize: Int, parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// N = 2¹⁴, r = 8, p = 5: 16 MiB and some tenths of a second (OWASP Password Storage).
  public static let standard = PasswordCost(rounds: 16_384, blockSize: 8, parallelism: 5)
  /// For tests and demonstrations, where passwords are public.
  public static let cheap = PasswordCost(rounds: 16, blockSize: 1, parallelism: 1)
}

/// A password as it is stored: salt, key and the cost they were made with.
struct PasswordHash: Hashable, Sendable {
  let cost: PasswordCost
  let salt: [UInt8]
  let key: [UInt8]

  /// Makes the hash of a password; takes as long as the cost says.
  init(of password: String, salt: [UInt8], cost: PasswordCost) throws {
    self.cost = cost
    self.salt = salt
    key = try Self.derive(password, salt: salt, cost: cost)
  }

  /// Reads the form of ``text``; `nil` for anything else.
  init?(text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]),
      let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
      let salt = Data(base64Encoded: String(parts[4])),
      let key = Data(base64Encoded: String(parts[5]))
    else { return nil }
    cost = PasswordCost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    self.salt = [UInt8](salt)
    self.key = [UInt8](key)
  }

  var text: String {
    let encoded = [salt, key].map { Data($0).base64EncodedString() }
    let numbers = [cost.rounds, cost.blockSize, cost.parallelism].map(String.init)
    return (["scrypt"] + numbers + encoded).joined(separator: "$")
  }

  /// Whether the password is the one; looks at every byte whatever the first ones say.
  func matches(_ password: String) throws -> Bool {
    let other = try Self.derive(password, salt: salt, cost: cost)
    guard other.count == key.count else { return false }
    return zip(other, key).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func derive(
    _ password: String, salt: [UInt8], cost: PasswordCost
  ) throws -> [UInt8] {
    let bytes = Data(password.precomposedStringWithCanonicalMapping.utf8)
    let key = try KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: 32, rounds: cost.rounds,
      blockSize: cost.blockSize, parallelism: cost.parallelism)
    return key.withUnsafeBytes { Array($0) }
  }
}
