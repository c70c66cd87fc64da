import Testing

@testable import Linguistics

@Suite struct PersonalDataTests {
  private func found(_ text: String) -> [String] {
    var examiner = Examiner()
    let bytes = Array(text.utf8)
    return examiner.examine([Turn(.customer, text)]).sightings
      .filter { $0.kind.group == .personalData }
      .map { "\($0.kind.rawValue) \(String(decoding: bytes[$0.range], as: UTF8.self))" }
  }

  @Test(arguments: [
    ("Write to anna.b+x@mail.example.co.uk.", ["email anna.b+x@mail.example.co.uk"]),
    ("My card is 4111 1111 1111 1111 thanks", ["card 4111 1111 1111 1111"]),
    ("card 378282246310005", ["card 378282246310005"]),
    ("card 4111 1111 1111 1112", []),
    // The example of ISO 13616.
    ("IBAN GB82 WEST 1234 5698 7654 32, please", ["iban GB82 WEST 1234 5698 7654 32"]),
    ("IBAN GB83WEST12345698765432", []),
    ("my SSN: 460-89-9847", ["social_security_number 460-89-9847"]),
    ("code 000-12-3456", []),
    ("from 192.168.10.254 today", ["ip_address 192.168.10.254"]),
    ("version 1.2.3.400", []),
    ("at 2001:db8::ff00:42:8329 now", ["ip_address 2001:db8::ff00:42:8329"]),
    ("Call me on 450 0840", ["phone 450 0840"]),
    ("+46 (0)8 928 571 38", ["phone +46 (0)8 928 571 38"]),
    ("(08) 8747 6301", ["phone (08) 8747 6301"]),
    ("我的手机13812345678", ["phone 13812345678"]),
    ("Тел. 8 (912) 345-67-89", ["phone 8 (912) 345-67-89"]),
    ("הנייד שלי 052-1234567", ["phone 052-1234567"]),
    ("order 123456789 of 2024-03-01 at 10:30", []),
    ("It costs 1 200 000 or 12.50", []),
    // Made-up numbers with right check digits.
    ("身份证11010519491231002X", ["national_id 11010519491231002X"]),
    ("СНИЛС 112-233-445 95", ["national_id 112-233-445 95"]),
    ("ИНН 500100732259", ["national_id 500100732259"]),
    ("תעודת זהות 123456782", ["national_id 123456782"]),
  ])
  func `numbers and addresses of persons are told from other numbers`(
    text: String, expected: [String]
  ) {
    #expect(found(text) == expected)
  }

  @Test func `check digits hold against one wrong digit`() {
    #expect(Checks.isLuhn([7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 3]))
    #expect(!Checks.isLuhn([7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 4]))
    #expect(Checks.isIBAN(Array("DE89370400440532013000".utf8)))
    #expect(!Checks.isIBAN(Array("DE89370400440532013001".utf8)))
  }
}
