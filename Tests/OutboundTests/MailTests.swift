import Foundation
import Kernel
import Outbound
import Testing

@Suite struct MailTests {
  private static func mail(subject: String, text: String, name: String = "") throws -> Mail {
    Mail(
      from: try #require(Mail.Mailbox(name: "Attune", address: "attune@example.com")),
      to: try #require(Mail.Mailbox(name: name, address: "amara@example.com")),
      subject: subject, text: text, key: "k-1")
  }

  /// What a mail program makes of a header with encoded words.
  private static func decoded(_ header: String) -> String {
    var bytes: [UInt8] = []
    for word in header.components(separatedBy: "=?utf-8?B?").dropFirst() {
      let code = word.components(separatedBy: "?=").first ?? ""
      bytes += [UInt8](Data(base64Encoded: code) ?? Data())
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "Your reviews are due", "יש לך שלוש הערכות לכתוב עד סוף השבוע, ואחת מהן כבר באיחור",
    "请在星期五之前完成你的评审，其中一份已经逾期，谢谢你为团队所做的一切努力和耐心", "👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒 Отзывы", "",
  ])
  func `a subject in any script comes back whole, in short lines of ASCII`(subject: String) throws {
    let message = try Self.mail(subject: subject, text: "x", name: subject)
      .message(at: Instant(milliseconds: 0))
    #expect(message.utf8.allSatisfy { $0 < 0x80 })
    let lines = message.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    let start = try #require(lines.firstIndex { $0.hasPrefix("Subject:") })
    let rest = lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
    #expect(Self.decoded(([lines[start]] + rest).joined()) == subject)
  }

  @Test func `a header cannot be broken by a name or a subject`() throws {
    let message = try Self.mail(
      subject: "a\r\nBcc: all@example.com", text: "x", name: "b\r\nBcc: c"
    )
    .message(at: Instant(milliseconds: 1_783_947_600_000))
    #expect(!message.contains("\nBcc"))
    #expect(message.contains("Date: Mon, 13 Jul 2026 13:00:00 +0000\r\n"))
  }

  @Test(arguments: [
    "", "no-at", "two@at@example.com", "a b@example.com", "a@", "@b", "a@b>\r\nRCPT TO:<c@d",
    "<a@b>", "a@b,c@d",
  ])
  func `what is no address is refused`(text: String) {
    #expect(Mail.Mailbox(address: text) == nil)
  }

  @Test func `a server's address keeps its password to itself`() throws {
    let relay = try Relay("smtp://grace:s%40cret@mail.example.com:587")
    #expect(relay.url == "smtp://mail.example.com:587")
    #expect("\(relay)" == "smtp://grace:•••@mail.example.com:587")
    for text in ["", "http://mail.example.com", "smtp://", "smtp://host/path", "mail.example.com"] {
      #expect(throws: OutboundError.self) { try Relay(text) }
    }
  }
}
