internal import Crypto
internal import Kernel

/// Six digits that follow from a shared secret and the clock (RFC 6238 with HMAC-SHA-1 and 30 s).
enum OneTimeCode {
  static let digits = 6
  /// Seconds for which a code is the one of the moment.
  private static let period: Int64 = 30

  /// The number of the period that holds a moment.
  static func step(at now: Instant) -> Int64 { now.milliseconds / 1000 / period }

  /// The code of a period.
  static func text(_ secret: [UInt8], step: Int64) -> String {
    let counter = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> Int64($0 * 8)) }
    let key = SymmetricKey(data: secret)
    let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
    let offset = Int((hash.last ?? 0) & 0x0F)
    let word = hash.dropFirst(offset).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let number = String((word & 0x7FFF_FFFF) % 1_000_000)
    return String(repeating: "0", count: digits - number.count) + number
  }

  /// The period whose code was typed: this one, or a neighbour for slow hands and clocks.
  ///
  /// `nil` when it is none of them, or one that was used already.
  static func match(
    _ typed: String, _ secret: [UInt8], after last: Int64, at now: Instant
  ) -> Int64? {
    let plain = Array(typed.utf8.filter { $0 != UInt8(ascii: " ") })
    let step = step(at: now)
    return (step - 1...step + 1).first { step in
      step > last && isSame(plain, Array(text(secret, step: step).utf8))
    }
  }

  private static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// A secret as apps want it typed: base 32 (RFC 4648) without padding.
  static func base32(_ secret: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var text = ""
    var (bits, count) = (UInt32(0), 0)
    for byte in secret {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(letters[Int(bits >> UInt32(count) & 31)])
      }
      bits &= 0xFF
    }
    if count > 0 { text.append(letters[Int(bits << UInt32(5 - count) & 31)]) }
    return text
  }
}
