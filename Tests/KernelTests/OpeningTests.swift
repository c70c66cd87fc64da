import Kernel
import Testing

private func list(_ text: String) throws -> [Opening] { try #require(Opening.list(text)) }

@Suite struct OpeningTests {
  @Test func `opening hours are read as people write them`() throws {
    #expect(try list("9-12, 13-18").map(\.text) == ["09:00–12:00", "13:00–18:00"])
    #expect(try list("22:00-06:00").first?.until == 30 * 60)
    #expect(try list("22:00-06:00").map(\.text) == ["22:00–06:00"])
    #expect(try list("0-24") == [.wholeDay])
    #expect(try list("0-24").map(\.text) == ["00:00–24:00"])
    #expect(try list("").isEmpty)
  }

  @Test(arguments: ["9", "9-", "x-y", "9-25", "9:60-12", "9-12, 11-13", "-5-3", "9-12-13"])
  func `what cannot be read or overlaps is refused`(text: String) {
    #expect(Opening.list(text) == nil)
  }

  @Test func `more than eight stretches a day are a slip of the hand`() {
    let text = (0..<9).map { "\($0 * 2)-\($0 * 2 + 1)" }.joined(separator: ",")
    #expect(Opening.list(text) == nil)
  }
}
