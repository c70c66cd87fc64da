import Statistics

@testable import Linguistics

/// Small made-up corpora: what is said hangs on the label, with noise.
enum Corpus {
  private static let topics = [
    ["refund", "money", "charged", "invoice"], ["parcel", "courier", "delivery", "late"],
    ["password", "login", "account", "locked"],
  ]
  private static let fillers = ["the", "please", "my", "is", "hello", "today", "it", "was"]

  /// Texts of three topics; `noise` of them carry another label.
  static func topics(_ count: Int, seed: UInt64, noise: Double = 0) -> [LabelledText] {
    var chance = SplitMix64(seed: seed)
    return (0..<count).map { number in
      let topic = number % 3
      let label = chance.unit() < noise ? (topic + 1) % 3 : topic
      return LabelledText([Passage(text(topic, &chance))], .one(label))
    }
  }

  static func text(_ topic: Int, _ chance: inout SplitMix64) -> String {
    var words: [String] = []
    for _ in 0..<4 { words.append(fillers[chance.below(fillers.count)]) }
    for _ in 0..<2 { words.append(topics[topic][chance.below(4)]) }
    return words.joined(separator: " ")
  }

  /// Texts to which any of three topics may apply.
  static func mixtures(_ count: Int, seed: UInt64) -> [LabelledText] {
    var chance = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let labels = Set((0..<3).filter { _ in chance.below(2) == 0 })
      let texts = labels.sorted().map { text($0, &chance) }
      return LabelledText([Passage("so " + texts.joined(separator: " and "))], .many(labels))
    }
  }

  /// Texts whose number is how often they say thanks.
  static func numbers(_ count: Int, seed: UInt64) -> [LabelledText] {
    var chance = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let thanks = chance.below(4)
      let words = text(chance.below(3), &chance) + String(repeating: " thanks", count: thanks)
      return LabelledText([Passage(words)], .number(10 + 5 * Double(thanks)))
    }
  }

  /// Conversations that end well or not by what the customer says last.
  static func conversations(_ count: Int, seed: UInt64) -> [LabelledText] {
    var chance = SplitMix64(seed: seed)
    return (0..<count).map { number in
      var passages: [Passage] = []
      for _ in 0..<(2 + chance.below(3)) {
        passages.append(Passage(text(chance.below(3), &chance), side: .customer))
        passages.append(Passage(text(chance.below(3), &chance), side: .agent))
      }
      let isWell = number % 2 == 0
      passages.append(Passage(isWell ? "great thank you" : "this is useless", side: .customer))
      return LabelledText(passages, .one(isWell ? 1 : 0), group: "\(number / 2)")
    }
  }

  /// Quick enough for a test.
  static var learner: Learner {
    var learner = Learner()
    learner.lanes = 1
    learner.rounds = 8
    learner.pulls = [1]
    return learner
  }

  static let topicNames = ["money", "parcel", "account"]
}
