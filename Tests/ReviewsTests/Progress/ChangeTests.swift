import Statistics
import Testing
import Web

@testable import Reviews

@Suite struct ChangeTests {
  private func text(_ language: Language) -> Text { Text(reviewWords, language: language) }

  /// Two samples whose means lie some points apart, far less than either varies.
  private func change(by points: Double) -> Change {
    let earlier = [20.0, 90, 50, 70, 30, 60]
    return Change(
      boundedMeanInterval(earlier.map { $0 + points }),
      since: boundedMeanInterval(earlier))
  }

  @Test func `one point is a point, and less than one is said to be`() {
    let one = change(by: 1)
    #expect(one.sentence(text(.en)).contains("differs by 1 point ("))
    #expect(one.sentence(text(.ru)).contains("отличается на 1 балл ("))
    #expect(one.sentence(text(.he)).contains("שונה בנקודה אחת ("))
    #expect(change(by: 3).sentence(text(.ru)).contains("отличается на 3 балла ("))
    #expect(change(by: 5).sentence(text(.ru)).contains("отличается на 5 баллов ("))
    #expect(change(by: 2).sentence(text(.he)).contains("שונה בשתי נקודות ("))
    #expect(change(by: 0).sentence(text(.en)).contains("differs by less than a point ("))
  }

  @Test func `whoever was the only one to choose from is not called drawn by lot`() {
    let text = Text(reviewWords + assignmentWords, language: .en)
    #expect(Assignment.Reason.lot(among: 1).sentence(text).contains("the only colleague"))
    #expect(Assignment.Reason.lot(among: 3).sentence(text).contains("drawn by lot from 3"))
    for language in Language.allCases {
      let text = Text(reviewWords + assignmentWords, language: language)
      for among in 1...21 {
        let reasons: [Assignment.Reason] = [
          .lot(among: among), .language("en", among: among), .skill("S", among: among),
          .passed(among: among),
        ]
        for reason in reasons { #expect(!reason.sentence(text).contains("{")) }
      }
    }
  }
}
