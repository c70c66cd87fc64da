internal import Linguistics
internal import Web

/// What the machine would have answered to one criterion of one conversation.
struct MachineAnswer: Hashable, Sendable {
  /// The place of the point on the scale.
  let point: Int
  /// How sure it is of that point, 0…1, calibrated on reviews it had not seen.
  let chance: Double
  /// The mean of the points' values by their chances, 0…1.
  let expected: Double
  /// Why nobody should act on it; `nil` where they may.
  let doubt: Doubt?
  let reasons: [Reason]

  /// Why it abstains.
  enum Doubt: String, Hashable, Sendable {
    /// Answers this unsure are often wrong.
    case unsure
    /// Most words are new to it.
    case unfamiliar
  }

  /// Words or a finding that decided, with their share of all that spoke for or against.
  struct Reason: Hashable, Sendable, Codable {
    /// Empty for a finding.
    var words: String
    var weight: Double
    var message: Int64?
    /// The detector's name, for a finding.
    var kind: String?
  }
}

extension MachineAnswer {
  /// Reads a conversation with a model whose labels are the points of a scale.
  init(
    _ judge: inout TextJudge, _ conversation: ConversationPassages,
    points: [PublishedAnswers.Point], explaining: Bool
  ) {
    let answer = judge.answer(conversation.passages, explaining: explaining)
    let place = answer.labels.first ?? 0
    point = place
    chance = answer.chances.indices.contains(place) ? Double(answer.chances[place]) : 0
    expected = zip(answer.chances, points).reduce(0) { $0 + Double($1.0) * $1.1.value }
    if answer.doubt == .unfamiliar {
      doubt = .unfamiliar
    } else if points.count > 2 {
      doubt = Self.isWide(answer.chances, around: place) ? .unsure : nil
    } else {
      doubt = answer.doubt == nil ? nil : .unsure
    }
    reasons = answer.reasons.flatMap {
      conversation.reasons(turn: $0.turn, words: $0.words, weight: $0.weight)
    }
  }

  /// So much of the chance has to lie on the point and one neighbour.
  private static let leastTogether: Float = 0.9

  /// Whether a 90 % set of neighbouring points around the answer is wider than one step.
  ///
  /// On a scale of several points the next one is a near miss, so that is what has to be sure.
  static func isWide(_ chances: [Float], around place: Int) -> Bool {
    func chance(_ place: Int) -> Float { chances.indices.contains(place) ? chances[place] : 0 }
    return chance(place) + max(chance(place - 1), chance(place + 1)) < leastTogether
  }
}
