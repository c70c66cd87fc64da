/// What a known word or phrase is a sign of.
enum Clue: UInt8, Sendable, CaseIterable {
  // What is done
  case greeting, goodbye, thanks, polite, apology, feeling, ownership, promise, deferral, blame
  case moreHelp, enough, goodWish
  // What the customer signals
  case again, churn, complaint, escalation
  // How it is said
  case negation, sentiment, booster, contrast, insult, misspelling
  // Questions
  case filler, inquiry, wanting, questionWord, helperVerb, pronoun, deed, alternative, particle
  /// "Can you", and a thing to do that one asks another to do.
  case favour, act
  /// Begins like a question and asks nothing unless a mark says so: "do it", "what I need".
  case unasked
  // What is asked for
  case askTime, askPrice, askPhone, askMail, askPlace, askCount, askLength, askPerson, askReason
  case askManner, askRating, askChoice, askLink, askSuggestion
  // Where people live
  /// A word for a street after its name; 1 where it also means other things.
  case street
  /// A word for a street before its name; 1 where the number follows without a name.
  case streetName
  /// A thing that one asks for in order to know it: an address, a price.
  case fact
  // What answers look like
  case tellTime, tellPrice, tellPlace, tellLength, tellReason, tellYes, tellNo, tellUnknown,
    tellPlan
  case tellSuggestion
  // Words that say nothing of the matter, for comparing question and answer
  case empty
}

/// Some phrases with one meaning.
struct ClueLine: Sendable {
  let clue: Clue
  /// How strong: for sentiment −3…3, for boosters −1 or 1, else unused.
  let value: Int8
  /// Phrases with bars in between, in the writing of ``WordPattern/places(_:)``.
  let phrases: String

  init(_ clue: Clue, _ phrases: String) { self.init(clue, 0, phrases) }

  init(_ clue: Clue, _ value: Int8, _ phrases: String) {
    self.clue = clue
    self.value = value
    self.phrases = phrases
  }
}

/// All clues of all languages as one automaton.
struct Lexicon: Sendable {
  let automaton: PhraseAutomaton
  /// Clue and value by the number of a phrase.
  let meanings: [Meaning]

  struct Meaning: Sendable {
    let clue: Clue
    let value: Int8
  }

  static let all = Lexicon(english + chinese + russian + hebrew + pictures)

  init(_ lines: [ClueLine]) {
    var phrases: [(places: [WordPattern], number: Int32)] = []
    var meanings: [Meaning] = []
    for line in lines {
      for phrase in line.phrases.split(whereSeparator: { $0 == "|" }) {
        phrases.append((WordPattern.places(phrase), Int32(meanings.count)))
      }
      meanings.append(Meaning(clue: line.clue, value: line.value))
    }
    automaton = PhraseAutomaton(phrases)
    self.meanings = meanings
  }

  /// Pictures and typed faces.
  private static let pictures: [ClueLine] = [
    ClueLine(.sentiment, 2, "😀|😃|😄|😊|🙂|😍|🥰|👍|🎉|❤|💕|🙏|😁|🤗|💯"),
    ClueLine(.sentiment, -2, "😡|😠|🤬|😤|👎|😞|😢|😭|🙁|☹|😒|😩|😫|💔|🤮"),
  ]
}
