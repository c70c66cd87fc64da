import Kernel
import Linguistics
import Statistics
import Web

@testable import Evidence

/// Small lessons whose right answers are known.
enum LearnedFixture {
  static let points = [
    PublishedAnswers.Point(label: "No", value: 0),
    PublishedAnswers.Point(label: "Partly", value: 0.5),
    PublishedAnswers.Point(label: "Yes", value: 1),
  ]

  static let day = Day(number: 20_000)

  static let plan = Lesson.Plan(groups: 2, blocks: 2, fewest: 40)

  /// What an agent says at each point of the scale.
  static func words(_ point: Int, _ number: Int) -> String {
    let things = ["parcel", "invoice", "lamp", "refund"]
    let thing = things[number % things.count]
    return switch point {
    case 0: "You must read the rules about the \(thing)."
    case 1: "The \(thing) is in our system."
    default: "I understand how annoying that \(thing) is, and I am sorry."
    }
  }

  static func reading(_ text: String) -> ConversationPassages {
    ConversationPassages(passages: [Passage(text, side: .agent)], messages: [])
  }

  /// Conversations of four people, two reviews each; with `tells` the words decide.
  static func items(_ count: Int = 48, tells: Bool = true) -> [Lesson.Item] {
    var chance = SplitMix64(seed: 5)
    return (0..<count).map { number in
      let point = number % 3
      let rated = tells ? point : chance.below(3)
      return Lesson.Item(
        conversation: Int64(1000 + number), person: Int64(1 + number / 3 % 4),
        day: day.advanced(by: number / 6), channel: number % 2 == 0 ? "chat" : "email",
        language: "en", ratings: [rated, rated],
        reading: reading(words(point, number)))
    }
  }

  /// An answer that is sure of a point.
  static func answer(_ point: Int, expected: Double? = nil) -> MachineAnswer {
    MachineAnswer(
      point: point, chance: 0.9, expected: expected ?? points[point].value, doubt: nil,
      reasons: [])
  }
}
