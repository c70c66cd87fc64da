import Foundation
import Kernel
import Outbound
import Support
import Testing

@Suite struct OutboundClientTests {
  private static func mail(_ text: String) throws -> Mail {
    Mail(
      from: try #require(Mail.Mailbox(name: "Attune", address: "attune@example.com")),
      to: try #require(Mail.Mailbox(address: "amara@example.com")), subject: "Due", text: text,
      key: "k-1")
  }

  @Test func `a letter reaches the server word for word`() async throws {
    let office = try await PostOffice()
    let text = String(repeating: "Шалом, שלום, 你好.\r\n.\r\n", count: 400)
    try await OutboundClient().send(
      try Self.mail(text), by: Relay("smtp://127.0.0.1:\(office.port)"),
      at: Instant(milliseconds: 0))
    let taken = try #require(office.taken.first)
    let body = try #require(taken.components(separatedBy: "\n\n").dropFirst().first)
    let bytes = try #require(Data(base64Encoded: body, options: .ignoreUnknownCharacters))
    #expect(String(decoding: bytes, as: UTF8.self) == text)
    #expect(taken.contains("To: <amara@example.com>"))
    try await office.close()
  }

  @Test(arguments: [("550 no such mailbox", false), ("451 try later", true)])
  func `a refusal says whether another try makes sense`(answer: String, isTemporary: Bool)
    async throws
  {
    let office = try await PostOffice(refusal: answer)
    let mail = try Self.mail("x")
    let relay = try Relay("smtp://127.0.0.1:\(office.port)")
    let error = await #expect(throws: OutboundError.self) {
      try await OutboundClient().send(mail, by: relay, at: Instant(milliseconds: 0))
    }
    #expect(error?.isTemporary == isTemporary)
    #expect(office.taken.isEmpty)
    try await office.close()
  }

  @Test func `a server that is not there is worth another try`() async throws {
    let office = try await PostOffice()
    try await office.close()
    let mail = try Self.mail("x")
    let relay = try Relay("smtp://127.0.0.1:\(office.port)")
    let error = await #expect(throws: OutboundError.self) {
      try await OutboundClient().send(mail, by: relay, at: Instant(milliseconds: 0))
    }
    #expect(error?.isTemporary == true)
  }
}
