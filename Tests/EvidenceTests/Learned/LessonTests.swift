import Kernel
import Linguistics
import Testing
import Web

@testable import Evidence

/// Learning from reviews, so that nobody's work is judged by what was learned from it.
@Suite struct LessonTests {
  private func lesson(_ items: [Lesson.Item]) -> Lesson {
    Lesson(items: items, points: LearnedFixture.points, plan: LearnedFixture.plan)
  }

  @Test func `everybody's work is read by a model that saw none of their reviews, twice alike`()
    throws
  {
    let lesson = lesson(LearnedFixture.items())
    let result = try lesson.run()
    #expect(result.models.count == 2)
    #expect(result.parts.count == 4)
    // The model of a group has only the others' examples.
    for (part, model) in result.models.enumerated() {
      let own = lesson.items.count { result.parts[$0.person] == part }
      #expect(model.examples == lesson.items.count - own)
    }
    for held in [result.byPeople, result.byTime] {
      #expect(Set(held.map(\.item)) == Set(lesson.items.indices))
      #expect(held.count == lesson.items.count)
    }
    let record = LearnedRecord(lesson, result)
    let kappa = try #require(record.byPeople.kappa)
    #expect(kappa.value > 0.8, "words that decide are found: \(kappa)")
    #expect(record.byPeople.between?.value == 1)
    #expect(record.groups.map(\.name) == ["chat", "email", "en"])
    let again = try lesson.run()
    #expect(again.models.map(\.bytes) == result.models.map(\.bytes))
    #expect(try LearnedRecord(encoded: record.encoded()) == record)
  }

  @Test func `whoever is rated the other way round is read as the others are`() throws {
    let items = LearnedFixture.items().map { item in
      guard item.person == 1 else { return item }
      return Lesson.Item(
        conversation: item.conversation, person: item.person, day: item.day,
        channel: item.channel, language: item.language, ratings: item.ratings.map { 2 - $0 },
        reading: item.reading)
    }
    let lesson = Lesson(
      items: items, points: LearnedFixture.points,
      plan: Lesson.Plan(groups: 4, blocks: 2, fewest: 40))
    let result = try lesson.run()
    let own = result.byPeople.filter { items[$0.item].person == 1 }
    // A model that had seen the ratings of this person would say what they say.
    let others = own.count { $0.answer.point == 2 - items[$0.item].ratings[0] }
    #expect(own.count == 12 && others >= 10, "\(others)")
    #expect(own.count { $0.answer.point == items[$0.item].ratings[0] } <= 6)
  }

  @Test func `ratings that follow nothing stay off`() throws {
    let lesson = lesson(LearnedFixture.items(tells: false))
    let record = LearnedRecord(lesson, try lesson.run())
    let trust = Trust(record, hasDrifted: false)
    #expect(trust.level == .off, "\(record.byPeople)")
  }

  @Test func `what cannot be learned is said to be so`() {
    #expect(throws: Lesson.Refusal.few(10)) {
      try lesson(LearnedFixture.items(30)).run()
    }
    let one = LearnedFixture.items().map { item in
      Lesson.Item(
        conversation: item.conversation, person: 1, day: item.day, channel: item.channel,
        language: item.language, ratings: item.ratings, reading: item.reading)
    }
    #expect(throws: Lesson.Refusal.onePerson) { try lesson(one).run() }
    let same = LearnedFixture.items().map { item in
      Lesson.Item(
        conversation: item.conversation, person: item.person, day: item.day,
        channel: item.channel, language: item.language, ratings: [2], reading: item.reading)
    }
    #expect(throws: Lesson.Refusal.oneAnswer) { try lesson(same).run() }
  }

  @Test func `groups are about the same size and a day is never divided`() {
    let people: [Int64] = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4]
    let groups = Lesson.groups(of: people, count: 2)
    let sizes = (0..<2).map { group in people.count { groups[$0] == group } }
    #expect(sizes.sorted() == [5, 7] || sizes == [6, 6], "\(sizes)")
    let items = LearnedFixture.items()
    let blocks = Lesson.blocks(of: items, count: 3)
    var byDay: [Day: Set<Int>] = [:]
    for (item, block) in zip(items, blocks) { byDay[item.day, default: []].insert(block) }
    #expect(byDay.values.allSatisfy { $0.count == 1 })
    #expect(Set(blocks) == [0, 1, 2])
  }

  @Test func `on a scale of several points a near miss is no doubt, a wide set is`() {
    #expect(!MachineAnswer.isWide([0.05, 0.5, 0.45], around: 1))
    #expect(MachineAnswer.isWide([0.3, 0.4, 0.3], around: 1))
    #expect(!MachineAnswer.isWide([0.95, 0.05, 0], around: 0))
    #expect(MachineAnswer.isWide([0.5, 0, 0.5], around: 2))
  }

  @Test func `findings become words of their own and are named when they decide`() {
    let conversation = ConversationPassages(
      passages: [Passage("sorry"), Passage("evidenceapology evidencenextstep")],
      messages: [Identifier(rawValue: 42)])
    let words = conversation.reasons(turn: 0, words: "sorry", weight: 0.5)
    #expect(words == [MachineAnswer.Reason(words: "sorry", weight: 0.5, message: 42)])
    let findings = conversation.reasons(
      turn: 1, words: "evidenceapology evidencenextstep", weight: 0.4)
    #expect(findings.map(\.kind) == ["apology", "nextStep"])
    #expect(findings.map(\.weight) == [0.2, 0.2])
  }
}
