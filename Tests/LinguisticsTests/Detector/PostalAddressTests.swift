import Testing

@testable import Linguistics

@Suite struct PostalAddressTests {
  private func addresses(_ text: String) -> [String] {
    var examiner = Examiner()
    return examiner.examine([Turn(.customer, text)]).sightings
      .filter { $0.kind == .postalAddress }
      .map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("I live at 12 Long Lane, Flat 3, Leeds LS1 4AP now", "12 Long Lane, Flat 3, Leeds LS1 4AP"),
    ("send it to 221 baker street please", "221 baker street"),
    ("2437 Main St", "2437 Main St"),
    ("My address is PO Box 118, Haifa", "PO Box 118, Haifa"),
    ("Привезите на улицу Мира, 5 вечером", "улицу Мира, 5"),
    ("ул. Ленина, дом 12", "ул. Ленина, дом 12"),
    ("אני גר ברחוב הרצל 5 בחיפה", "ברחוב הרצל 5"),
    ("请寄到北京市中山路12号，谢谢", "北京市中山路12号"),
  ])
  func `an address is found with what belongs to it`(text: String, found: String) {
    #expect(addresses(text) == [found])
  }

  @Test(arguments: [
    "It is a 10 minute drive", "I waited 5 hours down the road", "open 7 days, 2 places left",
    "He is 3 years old, one street away", "the 4 wheel drive", "Call 5 times by the way",
    "площадь 30 метров", "在路上等了12天", "We have 2 of them on the road",
  ])
  func `a number near a street is no address`(text: String) {
    #expect(addresses(text) == [])
  }

  @Test func `any bytes are read in one walk`() {
    let text = String(repeating: "1 a road ", count: 20_000)
    #expect(addresses(text).count <= 20_000)
  }
}
