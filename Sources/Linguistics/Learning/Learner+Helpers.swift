/// Models of single turns, which help one of whole conversations.
extension Learner {
  /// A helper learns from about so many turns; what it says of the others it says unseen.
  private static let enoughTurns = 20_000

  /// A turn by its conversation and its place there.
  private struct Place: Hashable, Sendable {
    let example: Int
    let turn: Int
  }

  /// A model of one aspect of turns, which adds its hints to the examples; `nil` where too little
  /// is known.
  func helper(_ number: Int, _ aspect: Aspect, _ examples: inout [LabelledText]) -> TextModel? {
    let places = Self.known(number, examples)
    let turns = places.map { place in
      let example = examples[place.example]
      return LabelledText(
        TextJudge.surroundings(of: place.turn, in: example.passages),
        .one(example.turns[place.turn][number]), group: example.group ?? "#\(place.example)")
    }
    var learner = self
    learner.budget = budget / 4
    guard let (model, chances) = try? learner.study(turns, labels: aspect.labels) else {
      return nil
    }
    var known = examples.map { _ in [Int: [UInt8]]() }
    for (place, list) in zip(places, chances) {
      known[place.example][place.turn] = list.map(TextJudge.hint)
    }
    let hints = hints(model, examples, known)
    for (place, list) in hints.enumerated() {
      for (turn, hint) in list.enumerated() { examples[place].passages[turn].hints += hint }
    }
    return model
  }

  /// The turns of which an aspect is known; of many, those of every so many conversations.
  private static func known(_ number: Int, _ examples: [LabelledText]) -> [Place] {
    let all = examples.enumerated().flatMap { place, example in
      example.passages.indices.compactMap { turn -> Place? in
        guard turn < example.turns.count, number < example.turns[turn].count,
          example.turns[turn][number] >= 0
        else { return nil }
        return Place(example: place, turn: turn)
      }
    }
    let step = all.count / enoughTurns + 1
    return step == 1 ? all : all.filter { $0.example.isMultiple(of: step) }
  }

  /// What a helper says of each turn: what was said unseen where it learned from the turn.
  private func hints(
    _ model: TextModel, _ examples: [LabelledText], _ known: [[Int: [UInt8]]]
  ) -> [[[UInt8]]] {
    let size = 64
    let parts = concurrently((examples.count + size - 1) / size, threads: threads) { part in
      var judge = TextJudge(model)
      return (part * size..<min(examples.count, (part + 1) * size)).map { place in
        let passages = examples[place].passages
        return passages.indices.map { turn -> [UInt8] in
          if let hint = known[place][turn] { return hint }
          let around = TextJudge.surroundings(of: turn, in: passages)
          return judge.answer(around).chances.map(TextJudge.hint)
        }
      }
    }
    return parts.flatMap(\.self)
  }
}
