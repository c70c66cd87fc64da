import Linguistics

/// What is timed: the name the script knows it by, and one run of it.
struct Task {
  let name: String
  let work: () -> [Double?]
}

extension Task {
  static func all(_ inputs: Inputs) -> [Task] { reading(inputs) + learning(inputs) }

  /// All detectors, and the mood alone, message by message.
  private static func reading(_ inputs: Inputs) -> [Task] {
    [
      Task(name: "evidence") {
        var examiner = Examiner()
        return [
          inputs.messages.reduce(0) { sum, text in
            sum + Double(examiner.examine([Turn(.customer, text)]).sightings.count)
          }
        ]
      },
      Task(name: "mood") {
        var examiner = Examiner()
        return [inputs.messages.reduce(0) { $0 + examiner.mood(of: $1).score }]
      },
    ]
  }

  private static func learning(_ inputs: Inputs) -> [Task] {
    let texts = zip(inputs.texts, inputs.labels).map { text, label in
      LabelledText([Passage(text)], .one(label))
    }
    let talks = zip(inputs.conversations, inputs.outcomes).map { turns, outcome in
      LabelledText(
        turns.enumerated().map { place, text in
          Passage(text, side: place % 2 == 0 ? .customer : .agent)
        }, .one(outcome))
    }
    func model(_ examples: [LabelledText], _ labels: [String], threads: Int) -> TextModel? {
      var learner = Learner()
      learner.threads = threads
      return try? learner.learn(examples, labels: labels)
    }
    let names = Set(inputs.labels).sorted().map(String.init)
    // Learned once, when it is first asked for: a task may not want it.
    var learned: TextModel?
    return [
      Task(name: "score") {
        if learned == nil { learned = model(texts, names, threads: 1) }
        guard let learned else { return [] }
        var judge = TextJudge(learned)
        return [
          inputs.texts.reduce(0) { sum, text in
            sum + Double(judge.answer([Passage(text)]).chances.max() ?? 0)
          }
        ]
      },
      Task(name: "train") {
        model(talks, ["no", "yes"], threads: 2).map { [$0.agreement] } ?? []
      },
    ]
  }
}
