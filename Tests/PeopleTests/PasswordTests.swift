import Foundation
import Glibc
import Kernel
import Synchronization
import Testing

@testable import People

@Suite struct PasswordTests {
  /// RFC 7914, section 12: scrypt("", "", 16, 1, 1), its first 32 of 64 bytes.
  @Test func `the key is the one of RFC 7914`() throws {
    let hash = try PasswordHash(
      of: "", salt: [], cost: PasswordCost(rounds: 16, blockSize: 1, parallelism: 1))
    let hex = hash.key.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }
    #expect(
      hex.joined() == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442")
  }

  @Test func `a hash keeps its salt and cost in its text`() throws {
    let hash = try PasswordHash(of: "пароль 密码", salt: [1, 2, 3], cost: .cheap)
    #expect(PasswordHash(text: hash.text) == hash)
    #expect(try hash.matches("пароль 密码"))
    #expect(try !hash.matches("пароль 密碼"))
    for wrong in ["", "scrypt$1$2", "md5$16$1$1$AA==$AA==", "scrypt$x$1$1$AA==$AA=="] {
      #expect(PasswordHash(text: wrong) == nil)
    }
  }

  @Test func `letters composed differently are the same password`() throws {
    let hash = try PasswordHash(of: "caf\u{e9}", salt: [1], cost: .cheap)
    #expect(try hash.matches("cafe\u{301}"))
  }

  @Test func `one hash runs, twenty wait in order, the rest are refused at once`() async throws {
    let mill = PasswordMill(
      world: .still(at: Instant(milliseconds: 0)), cost: .cheap, width: 1, waiting: 20)
    let (running, most) = (Count(), Count())
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 {
        group.addTask {
          let done: Bool? = try? await mill.run {
            let count = running.value.withLock { value in
              value += 1
              return value
            }
            most.value.withLock { $0 = max($0, count) }
            usleep(20_000)
            running.value.withLock { $0 -= 1 }
            return true
          }
          return done != nil
        }
      }
      return await group.reduce(into: [true: 0, false: 0]) { $0[$1, default: 0] += 1 }
    }
    #expect((outcomes[true] ?? 0) >= 21)
    #expect((outcomes[false] ?? 0) > 0)
    #expect(most.value.withLock { $0 } == 1)
    // A mill that has had its rush works on as before.
    #expect(try await mill.run { 7 } == 7)
  }

  /// The shared queues would hold up every page; see the mill's own words.
  @Test func `hashing has a thread of its own that steps back for pages`() async throws {
    let mill = PasswordMill(world: .still(at: Instant(milliseconds: 0)), cost: .cheap)
    let here = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
    let there = try await mill.run { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
    #expect(there > here)
    let after = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
    #expect(after == here)
  }

  @Test func `half of the processors are left for pages`() {
    #expect((1...2).contains(PasswordMill.usualWidth))
    let count = ProcessInfo.processInfo.activeProcessorCount
    #expect(PasswordMill.usualWidth <= max(1, count / 2))
  }

  @Test(
    arguments: [
      "password1234", "Passw0rd2024!", "qwertyuiop123", "123456789012", "aaaaaaaaaaaa",
      "abcdefghijkl", "iloveyou1234", "Summer2026!!!", "P@ssw0rdP@ssw0rd", "1q2w3e4r5t6y",
      "letmeinletmein", "administrator", "welcome12345", "monkeydragon1", "abcabcabcabc",
      "йцукенгшщзхъ", "hello world!!",
    ])
  func `a password everybody has is refused`(password: String) {
    #expect(PasswordRule.refusal(of: password) == .passwordCommon)
  }

  @Test(
    arguments: [
      "nine quiet herons wade", "correct horse battery staple", "jm7f-kq2x-9zpa-vv3d",
      "тихая река у старого моста", "中文密码也可以用得很长吧", "השועל קפץ מעל הגדר",
    ])
  func `a password nobody else has is accepted`(password: String) {
    #expect(PasswordRule.refusal(of: password, name: "Lea Lead") == nil)
  }

  @Test func `length is counted in letters, room in bytes`() {
    #expect(PasswordRule.refusal(of: "elevenchars") == .passwordTooShort)
    #expect(PasswordRule.refusal(of: String(repeating: "жk7", count: 40)) == .passwordTooLong)
    #expect(
      PasswordRule.refusal(of: "lealead2026!", name: "Lea Lead") == .passwordCommon)
    #expect(
      PasswordRule.refusal(of: "katarzyna.w99", email: "katarzyna.w@example.org")
        == .passwordCommon)
  }

  @Test func `a password made for somebody passes the rule`() {
    let world = World.still(at: Instant(milliseconds: 0), seed: 5)
    for _ in 0..<100 {
      let password = InitialPassword.make(world)
      #expect(password.count == 24)
      #expect(PasswordRule.refusal(of: password) == nil)
    }
  }
}

/// A number that several tasks count up.
private final class Count: Sendable {
  let value = Mutex(0)
}
