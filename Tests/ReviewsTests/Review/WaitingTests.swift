import Kernel
import Markup
import Support
import Testing
import Web

@testable import People
@testable import Reviews

@Suite struct WaitingTests {
  private let today = Day(iso: "2026-03-20") ?? Day(number: 0)

  private func block(
    toDecide: Int = 0, asked: Int = 0, unread: Int = 0, toRate: Int = 0, workshops: Int = 0,
    isPractising: Bool = false, owed: Int = 0, in language: Language = .en
  ) -> String {
    let work = Work(
      items: [], cycles: [:], today: today, calendars: [], unread: unread,
      owed: (0..<owed).map {
        Procedure.Owed(procedure: .init(rawValue: Int64($0 + 1)), title: "Refunds", number: 1)
      },
      workshops: (0..<workshops).map { .init(rawValue: Int64($0 + 1)) },
      duty: CalibrationDuty(toRate: toRate, isPractising: isPractising),
      disputes: DisputeDuty(
        toDecide: toDecide, asked: (0..<asked).map { .init(rawValue: Int64($0 + 1)) }),
      offers: [], kept: nil)
    let words =
      reviewWords + disputeWords + reviewerWords + benchmarkWords + procedureWords
      + assignmentWords
    return Waiting(work: work, text: Text(words, language: language)).html.text
  }

  @Test func `where nothing waits nothing is said`() {
    #expect(block() == "")
  }

  @Test func `one thing is a line, two are two lines, and nothing is folded away`() {
    #expect(block(unread: 2).hasPrefix("<p class=\"notice\"><a href=\"/received\">"))
    let two = block(toDecide: 1, owed: 1)
    #expect(!two.contains("<details"))
    #expect(two.contains("href=\"/disputes\"") && two.contains("Refunds"))
  }

  @Test(arguments: Language.allCases)
  func `however much waits, it is one block with the most pressing in sight`(
    language: Language
  ) throws {
    let all = block(
      toDecide: 2, asked: 1, unread: 3, toRate: 4, workshops: 2, isPractising: true, owed: 2,
      in: language)
    #expect(all.split(separator: "class=\"notice\"", omittingEmptySubsequences: false).count == 2)
    let folded = try #require(all.firstRange(of: "<details"))
    let paths = [
      "/disputes/", "\"/disputes\"", "/received", "/calibrations", "/workshops", "/practice",
      "/procedures/",
    ]
    let places = try paths.map { try #require(all.firstRange(of: $0)?.lowerBound, "\($0)") }
    #expect(places == places.sorted(), "a dispute lapses, a procedure can wait")
    #expect(places.filter { $0 < folded.lowerBound }.count == 1)
    #expect(all.contains("6"), "how many more there are")
    expectSound(all)
  }
}
