/// All that the detectors say of one conversation.
public struct Examination: Sendable {
  /// By message and place.
  public var sightings: [Sighting] = []
  /// The mood of each message.
  public var moods: [Mood] = []
  /// The customer's mood through the conversation.
  public var course: MoodCourse?
  /// The agents' texts.
  public var clarity = Clarity()
  /// 0…1 for the agents' texts: polite and blaming phrases against each other; `nil` without text.
  public var politeness: Double?
  /// Rules that hold.
  public var matches: [PhraseMatch] = []
  /// For each question its chance of having been answered, in the order of the questions.
  public var answers: [Answer] = []

  /// What became of a question.
  public struct Answer: Hashable, Sendable {
    /// The message of the question.
    public let question: Int
    public let range: Range<Int>
    /// The reply that answers it best; `nil` where nobody wrote after it.
    public let reply: Int?
    /// The chance that it was answered, 0…1.
    public let chance: Double
    /// Whether it was put off with a promise.
    public let isDeferred: Bool
  }
}

/// Reads conversations with all detectors, and with rules where there are some.
///
/// Keeps its memory from one conversation to the next, so that a stream of any length needs no more.
public struct Examiner: Sendable {
  private var scanner = PhraseScanner(Lexicon.all.automaton)
  private var reading = TextReading()
  private var clues = ClueReading()
  private var rules: PhraseReader?

  public init(rules: PhraseBook? = nil) {
    self.rules = rules.map(PhraseReader.init)
  }

  /// What a conversation shows.
  public mutating func examine(_ turns: [Turn]) -> Examination {
    var result = Examination()
    var questions: [AskedQuestion] = [], replies: [Reply] = []
    var tone = Politeness()
    rules?.begin()
    for (number, turn) in turns.enumerated() {
      var text = turn.text
      text.withUTF8 { bytes in
        reading.read(bytes)
        clues.read(reading, &scanner)
        rules?.add(reading)
        var personal = PersonalData(bytes, turn: number)
        personal.read()
        result.sightings += personal.sightings
        PostalAddress(reading: reading, clues: clues, bytes: bytes, turn: number)
          .find(into: &result.sightings)
        if turn.side == .agent {
          replies.append(Reply(reading, clues, turn: number, bytes: bytes))
        }
      }
      var manners = Manners(reading, clues, side: turn.side, turn: number)
      manners.find(into: &result.sightings)
      result.moods.append(
        MoodReading.mood(reading, clues, turn: number, into: &result.sightings))
      switch turn.side {
      case .customer: ask(number, &questions, &result.sightings)
      case .agent:
        result.clarity.add(reading, clues)
        tone.add(clues)
      case .bot: break
      }
    }
    close(turns, &result.sightings)
    result.politeness = tone.score
    result.course = MoodCourse(
      turns.indices.filter { turns[$0].side == .customer }.map { result.moods[$0] })
    answer(questions, replies, &result)
    result.matches = rules?.matches(turns) ?? []
    result.sightings.sort { left, right in
      (left.turn, left.range.lowerBound, left.range.upperBound, left.kind.rawValue)
        < (right.turn, right.range.lowerBound, right.range.upperBound, right.kind.rawValue)
    }
    return result
  }

  /// How a text sounds, −1…1, and nothing else of it.
  public mutating func mood(of text: String) -> Mood {
    reading.read(text)
    clues.read(reading, &scanner)
    var sightings: [Sighting] = []
    return MoodReading.mood(reading, clues, turn: 0, into: &sightings)
  }

  /// What is said last is a goodbye where it wishes well, or where it is a short courtesy after thanks.
  ///
  /// Chinese has words of its own for a goodbye; a wish there is only a wish.
  private func close(_ turns: [Turn], _ sightings: inout [Sighting]) {
    guard let last = turns.indices.last, turns[last].side != .customer,
      let word = reading.words.indices.last, reading.token(word).kind != .ideograph,
      !sightings.contains(where: { $0.turn == last && $0.kind.keepsTalking })
    else { return }
    let isCourtesy =
      word < 10 && !clues.all(in: 0..<word + 1).contains(.deferral)
      && sightings.contains { [.thanks, .closing].contains($0.kind) && $0.turn + 1 == last }
    let leave = sightings.last { sighting in
      sighting.turn == last
        && (sighting.kind == .goodWish
          || isCourtesy && [.politeness, .thanks].contains(sighting.kind))
    }
    guard let leave else { return }
    sightings.append(Sighting(.closing, turn: last, range: leave.range, confidence: 0.75))
  }

  private func ask(
    _ turn: Int, _ questions: inout [AskedQuestion], _ sightings: inout [Sighting]
  ) {
    let reader = QuestionReading(reading: reading, clues: clues)
    for sentence in reading.sentences.indices {
      let chances = reader.chances(of: sentence)
      if chances.question >= 0.5, chances.question >= chances.request {
        questions.append(reader.question(sentence, turn: turn, confidence: chances.question))
      } else if chances.request >= 0.5 {
        sightings.append(
          Sighting(
            .request, turn: turn, range: reading.sentences[sentence].range,
            confidence: chances.request))
      }
    }
  }

  /// Looks for the answer of each question among the three replies that follow it.
  private func answer(
    _ questions: [AskedQuestion], _ replies: [Reply], _ result: inout Examination
  ) {
    var first = 0
    for question in questions {
      while first < replies.count, replies[first].turn <= question.turn { first += 1 }
      var best: (reply: Reply, chance: Double)?
      for (distance, reply) in replies[first...].prefix(3).enumerated() {
        let signs = AnswerReading.signs(question, reply)
        let chance =
          AnswerReading.chance(signs, isHan: question.isHan) * (1 - 0.08 * Double(distance))
        if best.map({ chance > $0.chance }) ?? true { best = (reply, chance) }
      }
      let chance = best?.chance ?? 0
      let isDeferred = chance < 0.5 && best?.reply.promises == true
      result.answers.append(
        .init(
          question: question.turn, range: question.range, reply: best?.reply.turn, chance: chance,
          isDeferred: isDeferred))
      result.sightings.append(
        Sighting(
          .question, turn: question.turn, range: question.range,
          confidence: question.confidence, answer: chance >= 0.5 ? best?.reply.turn : nil))
      let kind: Sighting.Kind = chance >= 0.5 ? .answered : isDeferred ? .deferred : .unanswered
      result.sightings.append(
        Sighting(
          kind, turn: question.turn, range: question.range,
          confidence: max(chance, 1 - chance), answer: best?.reply.turn))
    }
  }
}

extension Sighting.Kind {
  /// What leaves the talk open, or ends it by itself.
  fileprivate var keepsTalking: Bool {
    [.closing, .offer, .nextStep, .undatedPromise, .apology].contains(self)
  }
}

/// Polite and blaming phrases of one side, against each other.
struct Politeness {
  private var polite = 0.0
  private var blaming = 0.0
  private var texts = 0

  mutating func add(_ clues: ClueReading) {
    texts += 1
    for mark in clues.marks where mark.value >= 0 {
      switch mark.clue {
      case .polite, .thanks, .apology, .greeting, .feeling, .moreHelp, .goodbye: polite += 1
      case .blame: blaming += 2
      case .insult: blaming += 4
      default: break
      }
    }
  }

  /// (polite + 1) ÷ (polite + blaming + 2): one half where there is neither.
  var score: Double? { texts > 0 ? (polite + 1) / (polite + blaming + 2) : nil }
}
